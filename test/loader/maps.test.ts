import { describe, expect, test } from "vitest";
import { CollectionSpec } from "../../loader/index.ts";
import { buildElf, WRITE, words } from "./elf-builder.ts";
import { refusal, testObject } from "./support.ts";

/** An object with these words in `maps` and a map at each offset. */
function legacy(values: number[], names: Record<string, number>): Uint8Array {
  return buildElf(
    [{ name: "maps", flags: WRITE, data: words(values) }],
    Object.entries(names).map(([name, value]) => ({ name, section: "maps", value })),
  );
}

describe("legacy definitions", () => {
  test("28 bytes: id and pinning", () => {
    const bytes = legacy([3, 4, 4, 25, 0, 2, 2, 1, 8, 16, 100, 1, 0, 0], { calls: 0, hash: 28 });
    const { maps } = CollectionSpec.parse(bytes);
    expect([...maps.values()]).toMatchObject([
      { name: "calls", type: "PROG_ARRAY", keySize: 4, valueSize: 4, maxEntries: 25, id: 2, pinByName: true },
      {
        name: "hash",
        type: "HASH",
        keySize: 8,
        valueSize: 16,
        maxEntries: 100,
        flags: 1,
        id: 0,
        pinByName: false,
      },
    ]);
  });

  test("36 bytes: inner_id and inner_idx", () => {
    const { maps } = CollectionSpec.parse(testObject("config-address"));
    expect(maps.get("calls")).toMatchObject({
      definition: "legacy",
      id: 2,
      maxEntries: 25,
      pinning: 2,
      pinByName: true,
    });
    expect(maps.get("outer")).toMatchObject({
      type: "ARRAY_OF_MAPS",
      inner: { name: "inner", type: "HASH", valueSize: 16, maxEntries: 100 },
      values: [{ slot: 3, target: { kind: "map", name: "inner" } }],
    });
  });

  test("20 bytes: no id, no pinning", () => {
    const { maps } = CollectionSpec.parse(legacy([2, 4, 8, 1, 0], { array: 0 }));
    expect(maps.get("array")).toMatchObject({ type: "ARRAY", id: null, pinning: 0, pinByName: false });
  });

  test("a NUMA node is not a pinning", () => {
    const { maps } = CollectionSpec.parse(legacy([1, 4, 8, 1, 4, 0, 2], { numa: 0 }));
    expect(maps.get("numa")).toMatchObject({ flags: 4, pinning: 0, pinByName: false });
  });

  test.each([
    ["12 bytes", [1, 4, 8], { short: 0 }, { code: "BAD_MAP", problem: "map-size" }],
    ["an odd remainder", [1, 4, 8, 1, 0, 1], { one: 0, two: 16 }, { code: "BAD_MAP", problem: "map-size" }],
    [
      "two names for one map",
      [1, 4, 8, 1, 1, 4, 8, 1],
      { one: 0, two: 0 },
      { code: "BAD_MAP", problem: "map-overlap" },
    ],
    ["an unknown type", [999, 4, 8, 1], { odd: 0 }, { code: "UNSUPPORTED", problem: "map-type", value: 999 }],
    [
      "a missing inner map",
      [12, 4, 4, 1, 0, 0, 0, 7, 0],
      { outer: 0 },
      { code: "BAD_MAP", problem: "inner-missing" },
    ],
  ])("%s is refused", (_name, values, names, expected) => {
    expect(refusal(legacy(values, names))).toMatchObject(expected);
  });
});

describe("BTF definitions", () => {
  const spec = CollectionSpec.parse(testObject("linking"));

  test("sizes, types and an inner map", () => {
    expect(spec.maps.get("numbers")).toMatchObject({
      definition: "btf",
      type: "ARRAY",
      keySize: 4,
      valueSize: 8,
      maxEntries: 4,
      pinning: 0,
    });
    const { keyTypeId, valueTypeId } = spec.maps.get("numbers")!;
    expect(spec.btf!.resolve(keyTypeId!)).toMatchObject({ kind: "INT", name: "unsigned int" });
    expect(spec.btf!.resolve(valueTypeId!)).toMatchObject({ kind: "INT", name: "unsigned long long" });
    expect(spec.maps.get("outer")!.inner).toMatchObject({ name: "outer.inner", type: "HASH", maxEntries: 4 });
    expect(spec.maps.get("outer")!.valueSize).toBe(4);
    expect(spec.maps.get("jumps")).toMatchObject({ type: "PROG_ARRAY", pinning: 1, pinByName: true });
  });

  test("Cilium's pinning is private", () => {
    const { maps } = CollectionSpec.parse(testObject("config-load"));
    expect(maps.get("calls")).toMatchObject({ pinning: 16, pinByName: false, maxEntries: 50 });
  });

  test("data sections are arrays of one value", () => {
    expect(spec.maps.get(".rodata")).toMatchObject({
      type: "ARRAY",
      keySize: 4,
      maxEntries: 1,
      readOnly: true,
      flags: 128,
    });
    expect(spec.maps.get(".data")).toMatchObject({
      readOnly: false,
      flags: 0,
      data: new Uint8Array([5, 0, 0, 0]),
    });
    expect(spec.maps.get(".bss")).toMatchObject({ valueSize: 16, data: new Uint8Array(16) });
    const { valueTypeId } = spec.maps.get(".rodata")!;
    expect(spec.btf!.type(valueTypeId!)).toMatchObject({ kind: "DATASEC", name: ".rodata" });
  });
});
