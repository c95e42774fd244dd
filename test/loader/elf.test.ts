import { describe, expect, test } from "vitest";
import { CollectionSpec } from "../../loader/index.ts";
import {
  buildElf,
  callLocal,
  concat,
  EXEC,
  exit,
  insn,
  lddw,
  mov,
  NOBITS,
  R_BPF_64_32,
  R_BPF_64_64,
} from "./elf-builder.ts";
import { refusal, testObject } from "./support.ts";

const program = concat(mov(0, 7), exit());
const minimal = () =>
  buildElf([{ name: "xdp", flags: EXEC, data: program }], [{ name: "main", section: "xdp" }]);

function patched(offset: number, ...bytes: number[]): Uint8Array {
  const file = minimal();
  file.set(bytes, offset);
  return file;
}

describe("ELF headers", () => {
  test("a minimal object loads", () => {
    const spec = CollectionSpec.parse(minimal());
    expect([...spec.programs.keys()]).toEqual(["main"]);
    expect(spec.programs.get("main")).toMatchObject({
      section: "xdp",
      type: "XDP",
      license: "",
      tailCall: null,
    });
    expect([...spec.programs.get("main")!.instructions]).toEqual([...program]);
  });

  test.each([
    ["empty", new Uint8Array(), "NOT_ELF", "not-elf"],
    ["text", new TextEncoder().encode("#!/bin/sh\n"), "NOT_ELF", "not-elf"],
    ["a bare magic", minimal().slice(0, 5), "TRUNCATED", "out-of-bounds"],
    ["a 32-bit object", patched(4, 1), "UNSUPPORTED", "32-bit"],
    ["a big-endian object", patched(5, 2), "UNSUPPORTED", "big-endian"],
    ["an x86-64 object", patched(18, 62), "UNSUPPORTED", "not-bpf"],
    ["a shared library", patched(16, 3), "UNSUPPORTED", "not-relocatable"],
    ["headers of another size", patched(58, 40), "BAD_SECTION", "entry-size"],
    ["a string table that is not there", patched(62, 99), "BAD_SECTION", "section-index"],
    ["a string table that is code", patched(62, 1), "BAD_SECTION", "section-kind"],
    ["a section table behind the end", patched(40, 0xff, 0xff, 0xff), "TRUNCATED", "out-of-bounds"],
    ["an offset of 2^63", patched(47, 0x80), "TOO_LARGE", "number-range"],
  ])("%s is refused", (_name, bytes, code, problem) => {
    expect(refusal(bytes)).toMatchObject({ code, problem });
  });

  test("sections that share bytes are refused", () => {
    const file = minimal();
    const view = new DataView(file.buffer);
    const table = Number(view.getBigUint64(40, true));
    // Section 2, the symbol table, starts one byte into section 1.
    view.setBigUint64(table + 2 * 64 + 24, 65n, true);
    expect(refusal(file)).toMatchObject({ code: "BAD_SECTION", problem: "section-overlap" });
  });

  test("a .bss of 4 GiB is refused, and not allocated", () => {
    const bytes = buildElf([{ name: ".bss", type: NOBITS, flags: 3, size: 2 ** 32 }], []);
    expect(refusal(bytes)).toMatchObject({ code: "TOO_LARGE", section: ".bss", value: 2 ** 32 });
  });
});

describe("functions", () => {
  test("untyped symbols without a size, as clang wrote them before 2019", () => {
    const bytes = buildElf(
      [{ name: "tc", flags: EXEC, data: concat(mov(0, 1), exit(), mov(0, 2), mov(0, 3), exit()) }],
      [
        { name: "LBB0_1", section: "tc", value: 8, local: true },
        { name: "second", section: "tc", value: 16 },
        { name: "first", section: "tc" },
      ],
    );
    const sizes = [...CollectionSpec.parse(bytes).programs.values()].map((p) => [
      p.name,
      p.instructions.length / 8,
    ]);
    expect(sizes).toEqual([
      ["first", 2],
      ["second", 3],
    ]);
  });

  test("a section without symbols is one program of its name", () => {
    const bytes = buildElf([{ name: "xdp", flags: EXEC, data: program }], []);
    expect([...CollectionSpec.parse(bytes).programs.keys()]).toEqual(["xdp"]);
  });

  test.each([
    ["code of 12 bytes", program.slice(0, 12), 0, 0, "section-size"],
    ["a function between instructions", program, 4, 0, "symbol-alignment"],
    ["a function that ends between instructions", program, 0, 12, "symbol-alignment"],
    ["a function beyond its section", program, 8, 16, "symbol-range"],
    ["half an lddw", concat(program, insn(0x18)), 0, 0, "lddw-incomplete"],
    ["an lddw of a map descriptor", concat(lddw(1, 1, 3), exit()), 0, 0, "relocation-missing"],
    ["a call to nowhere", concat(callLocal(5), exit()), 0, 0, "no-function-here"],
    ["a call into the middle of a function", concat(callLocal(0), exit()), 0, 0, "no-function-here"],
  ])("%s is refused", (_name, data, value, size, problem) => {
    const bytes = buildElf(
      [{ name: "xdp", flags: EXEC, data }],
      [{ name: "main", section: "xdp", value, size, type: "FUNC" }],
    );
    expect(refusal(bytes)).toMatchObject({ problem });
  });

  test("functions that overlap are refused", () => {
    const bytes = buildElf(
      [{ name: "xdp", flags: EXEC, data: program }],
      [
        { name: "main", section: "xdp", size: 16, type: "FUNC" },
        { name: "inside", section: "xdp", value: 8, size: 8, type: "FUNC" },
      ],
    );
    expect(refusal(bytes)).toMatchObject({ code: "BAD_SYMBOL", problem: "symbol-overlap", name: "inside" });
  });

  test("two programs of one name are refused", () => {
    const bytes = buildElf(
      [
        { name: "xdp", flags: EXEC, data: program },
        { name: "tc", flags: EXEC, data: program },
      ],
      [
        { name: "main", section: "xdp" },
        { name: "main", section: "tc" },
      ],
    );
    expect(refusal(bytes)).toMatchObject({ code: "BAD_SYMBOL", problem: "duplicate-name", name: "main" });
  });
});

describe("relocations", () => {
  const load = concat(lddw(1, 0, 0), mov(0, 0), exit());
  const withRelocation = (relocation: { offset: number; type: number; symbol: string }, data = load) =>
    buildElf(
      [
        { name: "xdp", flags: EXEC, data, relocations: [relocation] },
        { name: "license", flags: 3, data: new TextEncoder().encode("GPL\0") },
      ],
      [
        { name: "main", section: "xdp", type: "FUNC", size: data.length },
        { name: "extern_thing" },
        { name: "_license", section: "license", type: "OBJECT", size: 4 },
      ],
    );

  test.each([
    [
      "the second half of an lddw",
      { offset: 8, type: R_BPF_64_64, symbol: "_license" },
      "BAD_RELOCATION",
      null,
    ],
    [
      "the middle of an instruction",
      { offset: 4, type: R_BPF_64_64, symbol: "_license" },
      "BAD_RELOCATION",
      "relocation-place",
    ],
    ["a mov", { offset: 16, type: R_BPF_64_64, symbol: "_license" }, "BAD_RELOCATION", "relocation-place"],
    [
      "beyond the section",
      { offset: 64, type: R_BPF_64_64, symbol: "_license" },
      "BAD_RELOCATION",
      "relocation-place",
    ],
    [
      "a call's type on an lddw",
      { offset: 0, type: R_BPF_64_32, symbol: "_license" },
      "BAD_RELOCATION",
      "relocation-type",
    ],
    [
      "a section that is no map",
      { offset: 0, type: R_BPF_64_64, symbol: "_license" },
      "BAD_RELOCATION",
      "relocation-target",
    ],
    ["an extern", { offset: 0, type: R_BPF_64_64, symbol: "extern_thing" }, "UNSUPPORTED", "extern-variable"],
  ])("%s is refused", (_name, relocation, code, problem) => {
    if (problem === null) {
      // Nothing is looked up inside an lddw: the loader reads past it.
      expect(refusal(withRelocation(relocation))).toBe(null);
    } else expect(refusal(withRelocation(relocation))).toMatchObject({ code, problem, section: "xdp" });
  });

  test("a call of an extern function is refused by name", () => {
    const data = concat(callLocal(-1), exit());
    const bytes = withRelocation({ offset: 0, type: R_BPF_64_32, symbol: "extern_thing" }, data);
    expect(refusal(bytes)).toMatchObject({
      code: "UNSUPPORTED",
      problem: "extern-function",
      name: "extern_thing",
    });
  });

  test("a section symbol with the addend in the instruction", () => {
    const bytes = buildElf(
      [
        {
          name: "xdp",
          flags: EXEC,
          data: concat(callLocal(1), exit()),
          relocations: [{ offset: 0, type: R_BPF_64_32, symbol: ".text" }],
        },
        { name: ".text", flags: EXEC, data: concat(mov(0, 1), exit(), mov(0, 2), exit()) },
      ],
      [
        { name: ".text", section: ".text", type: "SECTION", local: true },
        { name: "main", section: "xdp", type: "FUNC", size: 16 },
        { name: "one", section: ".text", type: "FUNC", size: 16, local: true },
        { name: "two", section: ".text", type: "FUNC", value: 16, size: 16, local: true },
      ],
    );
    const main = CollectionSpec.parse(bytes).programs.get("main")!;
    expect(main.functions).toEqual([
      { name: "main", insn: 0, btfTypeId: null },
      { name: "two", insn: 2, btfTypeId: null },
    ]);
    // call +1: from instruction 0 to instruction 2.
    expect(new DataView(main.instructions.buffer).getInt32(4, true)).toBe(1);
  });
});

describe("features that need a kernel", () => {
  test.each([
    ["unsupported-kconfig", "kconfig", "LINUX_KERNEL_VERSION"],
    ["unsupported-ksyms", "ksyms", "bpf_prog_fops"],
    ["unsupported-kfunc", "kfunc", "bpf_rcu_read_lock"],
    ["unsupported-core", "co-re", undefined],
    ["unsupported-data-pointer", "data-pointer", undefined],
  ])("%s is refused with its name and place", (object, problem, name) => {
    const error = refusal(testObject(object));
    expect(error).toMatchObject({ code: "UNSUPPORTED", problem, section: expect.any(String) });
    expect(error?.name).toBe(name);
  });
});
