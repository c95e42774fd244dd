import { describe, expect, test } from "vitest";
import { Btf, CollectionSpec, formatBtf, LoadError } from "../../loader/index.ts";
import { concat, words } from "./elf-builder.ts";
import { testObject, testText } from "./support.ts";

const KIND = {
  INT: 1,
  PTR: 2,
  ARRAY: 3,
  STRUCT: 4,
  ENUM: 6,
  TYPEDEF: 8,
  FLOAT: 16,
  TYPE_TAG: 18,
  ENUM64: 19,
};
const info = (kind: number, count = 0, flag = 0) => ((flag << 31) | (kind << 24) | count) >>> 0;

/** A `.BTF` section of these words; names index the strings. */
function btf(types: number[], strings = "\0"): Uint8Array {
  const text = new TextEncoder().encode(strings);
  const size = types.length * 4;
  return concat(words([0x0001_eb9f, 24, 0, size, size, text.length]), words(types), text);
}

function refused(parse: () => unknown): string | undefined {
  try {
    parse();
    return undefined;
  } catch (error) {
    return error instanceof LoadError ? error.problem : String(error);
  }
}

describe("format", () => {
  test("is what bpftool prints", () => {
    // bpftool btf dump file linking.o format raw, bpftool 7.1.
    expect(formatBtf(CollectionSpec.parse(testObject("linking")).btf!)).toBe(testText("linking.btf.txt"));
  });

  test("enums of 64 bits, floats and bit fields", () => {
    const strings = "\0e\0A\0double\0s\0a\0b\0";
    const types = [
      ...[1, info(KIND.ENUM64, 1, 1), 8, 3, 0xffff_fffe, 0xffff_ffff],
      ...[5, info(KIND.FLOAT), 8],
      ...[0, info(KIND.INT), 4, 0x0100_0020],
      ...[12, info(KIND.STRUCT, 2, 1), 4, 14, 3, (3 << 24) | 0, 16, 3, (5 << 24) | 3],
      ...[1, info(KIND.ENUM, 1, 1), 4, 3, 0xffff_ffff],
    ];
    // The format of bpftool's sources, btf_dumper's raw listing.
    expect(formatBtf(Btf.parse(btf(types, strings))).split("\n")).toEqual([
      "[1] ENUM64 'e' encoding=SIGNED size=8 vlen=1",
      "\t'A' val=-2LL",
      "[2] FLOAT 'double' size=8",
      "[3] INT '(anon)' size=4 bits_offset=0 nr_bits=32 encoding=SIGNED",
      "[4] STRUCT 's' size=4 vlen=2",
      "\t'a' type_id=3 bits_offset=0 bitfield_size=3",
      "\t'b' type_id=3 bits_offset=3 bitfield_size=5",
      "[5] ENUM 'e' encoding=SIGNED size=4 vlen=1",
      "\t'A' val=-1",
      "",
    ]);
  });
});

describe("types", () => {
  test("sizes", () => {
    const types = [
      ...[0, info(KIND.INT), 4, 0x20],
      ...[0, info(KIND.ARRAY), 0, 1, 1, 10],
      ...[0, info(KIND.ARRAY), 0, 2, 1, 3],
      ...[0, info(KIND.TYPEDEF), 3],
      ...[0, info(KIND.PTR), 4],
      ...[0, info(KIND.PTR), 0],
    ];
    const parsed = Btf.parse(btf(types));
    expect([2, 3, 4, 5, 6].map((id) => parsed.sizeof(id))).toEqual([40, 120, 120, 8, 8]);
    expect(refused(() => parsed.sizeof(0))).toBe("btf-no-size");
    expect(refused(() => parsed.type(7))).toBe("btf-type-id");
  });

  const array = (type: number, length: number) => [0, info(KIND.ARRAY), 0, type, 1, length];
  test.each([
    ["a typedef of itself", [0, info(KIND.TYPEDEF), 1], "btf-cycle"],
    ["two typedefs of each other", [0, info(KIND.TYPEDEF), 2, 0, info(KIND.TYPEDEF), 1], "btf-cycle"],
    ["a struct within itself", [0, info(KIND.STRUCT, 1), 4, 0, 1, 0], "btf-cycle"],
    ["an array of itself", [0, info(KIND.ARRAY), 0, 1, 1, 2], "btf-cycle"],
    [
      "100 typedefs deep",
      Array.from({ length: 100 }, (_, id) => [0, info(KIND.TYPEDEF), id + 2])
        .flat()
        .concat(0, info(KIND.FLOAT), 4),
      "btf-depth",
    ],
    [
      "100 typedefs deep, backwards",
      Array.from({ length: 100 }, (_, id) => [0, info(KIND.TYPEDEF), id]).flat(),
      "btf-depth",
    ],
    ["a type that is not there", [0, info(KIND.PTR), 9], "btf-type-id"],
    ["an unknown kind", [0, info(25), 0], "btf-kind"],
    ["a name that is not there", [99, info(KIND.PTR), 0], "no-string"],
    ["half a type", [0, info(KIND.INT), 4], "out-of-bounds"],
    ["65,535 members of nothing", [0, info(KIND.STRUCT, 65_535), 4], "out-of-bounds"],
  ])("%s is refused", (_name, types, problem) => {
    expect(refused(() => Btf.parse(btf(types)))).toBe(problem);
  });

  test("an array beyond 4 GiB has no size", () => {
    const parsed = Btf.parse(
      btf([0, info(KIND.INT), 4, 0x20, ...array(1, 0xffff_ffff), ...array(2, 0xffff_ffff)]),
    );
    expect(refused(() => parsed.sizeof(3))).toBe("too-large");
  });

  test("a pointer cycle is none", () => {
    expect(refused(() => Btf.parse(btf([0, info(KIND.STRUCT, 1), 8, 0, 2, 0, 0, info(KIND.PTR), 1])))).toBe(
      undefined,
    );
  });

  test.each([
    ["magic", 0, 0, "btf-magic"],
    ["version", 2, 2, "btf-version"],
    ["header size", 4, 8, "btf-header"],
  ])("a wrong %s is refused", (_name, offset, value, problem) => {
    const bytes = btf([]);
    bytes[offset] = value;
    expect(refused(() => Btf.parse(bytes))).toBe(problem);
  });

  test("strings that share their tails cannot cost more than a multiple of the table", () => {
    const length = 200_000;
    const types = Array.from({ length }, (_, id) => [id, info(KIND.FLOAT), 4]).flat();
    const start = performance.now();
    expect(refused(() => Btf.parse(btf(types, `${"x".repeat(length)}\0`)))).toBe("too-many-strings");
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
