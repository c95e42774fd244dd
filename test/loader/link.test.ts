import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { CollectionSpec, type ProgramSpec } from "../../loader/index.ts";
import { buildElf, callLocal, concat, EXEC, exit, mov } from "./elf-builder.ts";
import { refusal, testObject, testText } from "./support.ts";

/**
 * The kernel's tag of a program: SHA-256 over its instructions with the immediates of map loads zeroed
 * (kernel 6.18, bpf_prog_calc_tag). A callback's address is still relative there.
 */
function tag(program: ProgramSpec): string {
  const bytes = program.instructions.slice();
  const view = new DataView(bytes.buffer);
  for (const reference of program.references) {
    if (reference.kind !== "function") continue;
    view.setInt32(reference.insn * 8 + 4, reference.target - reference.insn - 1, true);
  }
  return createHash("sha256").update(bytes).digest("hex").slice(0, 16);
}

describe("linking", () => {
  const spec = CollectionSpec.parse(testObject("linking"));

  test("programs are what libbpf gives to the kernel", () => {
    // Tags that `bpftool prog show` printed after `bpftool prog loadall linking.o`, libbpf 1.1, Linux 6.18.
    const tags = [...spec.programs.values()].map((program) => [program.name, tag(program)]);
    expect(tags).toEqual([
      ["tail", "5ac8a3b0bb47106b"],
      ["first", "22d596f1335f79fe"],
      ["second", "4ae7caf0064017af"],
    ]);
  });

  test("functions, callbacks and lines move along", () => {
    const first = spec.programs.get("first")!;
    expect(first.functions.map(({ name }) => name)).toEqual(["first", "callback", "leaf", "middle"]);
    const callback = first.references.find((reference) => reference.kind === "function");
    expect(callback).toMatchObject({ target: first.functions[1]!.insn });
    for (const { name, insn, btfTypeId } of first.functions) {
      expect(spec.btf!.type(btfTypeId!)).toMatchObject({ kind: "FUNC", name });
      // The first line of every function is at its first instruction.
      expect(first.lines.some((line) => line.insn === insn)).toBe(true);
    }
    const call = first.lines.find((line) => line.text.includes("for_each_map_elem"));
    const source = testText("linking.c").split("\n");
    expect(call).toMatchObject({ file: "./linking.c", text: source[call!.line - 1] });
    const inLeaf = first.lines.filter(
      ({ insn }) => insn >= first.functions[2]!.insn && insn < first.functions[3]!.insn,
    );
    expect(inLeaf[0]?.text).toBe("\tcounter += a;");
  });

  test("lines are there when the object's bytes are gone", () => {
    const bytes = new Uint8Array(testObject("linking"));
    const { programs } = CollectionSpec.parse(bytes);
    bytes.fill(0xff);
    expect(programs.get("first")!.lines).toEqual(spec.programs.get("first")!.lines);
  });

  test("static slots", () => {
    expect(spec.maps.get("jumps")!.values).toEqual([{ slot: 2, target: { kind: "program", name: "tail" } }]);
    expect(spec.maps.get("outer")!.values).toEqual([
      { slot: 1, target: { kind: "map", name: "inner_one" } },
      { slot: 3, target: { kind: "map", name: "inner_two" } },
    ]);
  });

  test("only functions that something calls or names are subprograms", () => {
    const load = CollectionSpec.parse(testObject("config-load"));
    expect(
      [...load.programs.values()].map(({ name, section, type, tailCall }) => [name, section, type, tailCall]),
    ).toEqual([
      ["tail_global", "tc/tail", "SCHED_CLS", { map: "calls", slot: 7 }],
      ["tail_static", "tc/tail", "SCHED_CLS", { map: "calls", slot: 31 }],
      ["entry", "tc/entry", "SCHED_CLS", null],
    ]);
    expect(load.programs.get("entry")!.functions.map(({ name }) => name)).toEqual(["entry", "subprogram"]);
    expect(load.programs.get("tail_static")!.functions.map(({ name }) => name)).toEqual([
      "tail_static",
      "helper",
    ]);
    expect(load.license).toBe("Dual BSD/GPL");
  });

  test("sections named MAP_ID/SLOT", () => {
    const { programs } = CollectionSpec.parse(testObject("config-address"));
    expect([...programs.values()].map(({ name, type, tailCall }) => [name, type, tailCall])).toEqual([
      ["tail_one", "SCHED_CLS", { map: "calls", slot: 1 }],
      ["handle_policy", "SCHED_CLS", { map: "policy_calls", slot: 0xffff }],
      ["cil_from_container", "SCHED_CLS", null],
    ]);
  });

  test("mutual recursion ends", () => {
    const bytes = buildElf(
      [{ name: "xdp", flags: EXEC, data: concat(callLocal(1), exit(), callLocal(-3), exit()) }],
      [
        { name: "even", section: "xdp", type: "FUNC", size: 16 },
        { name: "odd", section: "xdp", type: "FUNC", value: 16, size: 16, local: true },
      ],
    );
    const even = CollectionSpec.parse(bytes).programs.get("even")!;
    expect(even.functions.map(({ name, insn }) => [name, insn])).toEqual([
      ["even", 0],
      ["odd", 2],
    ]);
    expect(new DataView(even.instructions.buffer).getInt32(2 * 8 + 4, true)).toBe(-3);
  });

  test("a chain of 20,000 subprograms links, 20,000 copies of it do not", () => {
    const count = 20_000;
    const code = concat(
      ...Array.from({ length: count }, (_, index) =>
        concat(index + 1 < count ? callLocal(1) : mov(0, 0), exit()),
      ),
    );
    const symbols = (local: boolean) =>
      Array.from({ length: count }, (_, index) => ({
        name: `f${index}`,
        section: "xdp",
        type: "FUNC" as const,
        value: index * 16,
        size: 16,
        local: local && index > 0,
      }));
    const section = { name: "xdp", flags: EXEC, data: code };
    expect(CollectionSpec.parse(buildElf([section], symbols(true))).programs.size).toBe(1);
    expect(refusal(buildElf([section], symbols(false)))).toMatchObject({
      code: "TOO_LARGE",
      limit: 4_000_000,
    });
  });
});
