/** What compiled programs note about their runs. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { CollectionSpec, Machine } from "../../vm/index.ts";
import { type Code, collection, insn, map, mapPointer, program } from "../support/program.ts";
import { outcome } from "./support.ts";

const frame = new Uint8Array(60).fill(0xee);
const mov = (dst: number, imm: number) => insn("mov64_imm", { dst, imm });
const add = (dst: number, imm: number) => insn("add64_imm", { dst, imm });
const call = (imm: number) => insn("call_helper", { imm });
const exit = insn("exit");

async function executed(code: Code, runs = 1): Promise<number[]> {
  using machine = await Machine.create({ engine: "jit", instrument: {} });
  const calls = map("calls", "PROG_ARRAY", { valueSize: 4, maxEntries: 2 });
  const loaded = machine.load(collection([program(code)], [calls]));
  const prog = loaded.program("prog");
  for (let run = 0; run < runs; run++) prog.run({ data: frame });
  const counts = [...prog.takeCounts()!.hits];
  expect([...prog.takeCounts()!.hits].every((count) => count === 0)).toBe(true);
  // One slot more than there are.
  return counts.slice(
    0,
    code.reduce((sum, item) => sum + (item instanceof Uint8Array ? 1 : 2), 0),
  );
}

describe("how often each instruction ran", () => {
  it("counts both ways of a branch, and what is behind where they meet", async () => {
    const code = [mov(0, 0), insn("jeq64_imm", { dst: 0, imm: 1, off: 1 }), add(0, 5), add(0, 7), exit];
    expect(await executed(code, 3)).toEqual([3, 3, 3, 3, 3]);
    const taken = [mov(0, 1), ...code.slice(1)];
    expect(await executed(taken, 2)).toEqual([2, 2, 0, 2, 2]);
  });

  it("counts how often a branch is taken", async () => {
    using machine = await Machine.create({ engine: "jit", instrument: {} });
    const code = [mov(0, 0), add(0, 1), insn("jlt64_imm", { dst: 0, imm: 9, off: -2 }), exit];
    const prog = machine.load(collection([program(code)])).program("prog");
    prog.run({ data: frame });
    expect([...prog.takeCounts()!.taken]).toEqual([0, 0, 8, 0]);
  });

  it("counts a loop's rounds, up to 255", async () => {
    const loop = (rounds: number) => [
      mov(0, 0),
      add(0, 1),
      insn("jlt64_imm", { dst: 0, imm: rounds, off: -2 }),
      exit,
    ];
    expect(await executed(loop(9))).toEqual([1, 9, 9, 1]);
    expect(await executed(loop(1000))).toEqual([1, 256, 256, 1]);
  });

  it("counts functions by their calls", async () => {
    const code = [
      insn("call_local", { imm: 2 }),
      insn("call_local", { imm: 1 }),
      exit,
      mov(0, 0),
      insn("ja", { off: 1 }),
      add(0, 1),
      exit,
    ];
    expect(await executed(code)).toEqual([1, 1, 1, 2, 2, 0, 2]);
  });

  it("does not count what is behind a tail call that is taken", async () => {
    using machine = await Machine.create({ engine: "jit", instrument: {} });
    const first: Code = [mapPointer(2, "calls"), mov(3, 0), call(12), mov(0, 1), exit];
    const calls = map("calls", "PROG_ARRAY", {
      valueSize: 4,
      values: [{ slot: 0, target: { kind: "program", name: "second" } }],
    });
    const loaded = machine.load(
      collection([program(first), program([mov(0, 7), exit], { name: "second" })], [calls]),
    );
    expect(loaded.program("prog").run({ data: frame }).retval).toBe(7);
    expect([...loaded.program("prog").takeCounts()!.hits]).toEqual([1, 0, 1, 1, 0, 0]);
    expect([...loaded.program("second").takeCounts()!.hits]).toEqual([1, 1]);
  });

  it("counts what is behind one that is not", async () => {
    const code: Code = [mapPointer(2, "calls"), mov(3, 0), call(12), mov(0, 1), exit];
    expect(await executed(code)).toEqual([1, 0, 1, 1, 1, 1]);
  });
});

it("keeps the outcome of every run, on the bundled object", async () => {
  const root = new URL("../../", import.meta.url);
  const spec = CollectionSpec.parse(new Uint8Array(readFileSync(new URL("bpf-objects/lxc.o", root))));
  const instruments = [null, {}, { comparisons: true, frameFill: 0xa5 }];
  for (const name of ["arp-request", "tcp-syn-pod", "unknown-ethertype"]) {
    const hex = readFileSync(new URL(`examples/${name}.hex`, root), "utf8").replace(/#.*/g, "");
    const data = Uint8Array.from(hex.matchAll(/[0-9a-f]{2}/g), ([byte]) => Number.parseInt(byte, 16));
    const outcomes = [];
    for (const instrument of instruments) {
      using machine = await Machine.create({ engine: "jit", ...(instrument && { instrument }) });
      outcomes.push(outcome(machine.load(spec), "cil_from_container", { data }));
    }
    expect(outcomes[1]).toEqual(outcomes[0]);
    expect(outcomes[2]).toEqual(outcomes[0]);
  }
});

it("fills stack that nobody wrote", async () => {
  // r0 = the byte at r10 - 9, beside one that is written.
  const code = [insn("stb", { dst: 10, off: -16, imm: 1 }), insn("ldxb", { dst: 0, src: 10, off: -9 }), exit];
  for (const frameFill of [0, 0xa5]) {
    using machine = await Machine.create({ engine: "jit", instrument: { frameFill } });
    const prog = machine.load(collection([program(code)])).program("prog");
    expect(prog.run({ data: frame }).retval).toBe(frameFill);
  }
});

it("is for compiled programs alone", async () => {
  await expect(Machine.create({ engine: "interpreter", instrument: {} })).rejects.toMatchObject({
    code: "UNSUPPORTED",
  });
});
