import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { PROGRAM } from "../../spec/layout.ts";
import type { CoreProgram } from "../../vm/engines/core-program.ts";
import { CollectionSpec, Machine, type Program } from "../../vm/index.ts";
import { collection, insn, map, mapPointer, program } from "../support/program.ts";

it("folds what the machine was loaded with, not what the object is set to afterwards", async () => {
  const spec = CollectionSpec.parse(
    new Uint8Array(readFileSync(new URL("../../bpf-objects/lxc.o", import.meta.url))),
  );
  const hex = readFileSync(new URL("../../examples/arp-request.hex", import.meta.url), "utf8");
  const data = Uint8Array.from(hex.matchAll(/[0-9a-f]{2}/g), ([byte]) => Number.parseInt(byte, 16));
  const machine = await Machine.create({ engine: "jit" });
  const lxc = machine.load(spec);
  spec.set({ interface_ifindex: 77 });
  expect(lxc.program("cil_from_container").run({ data }).redirect).toMatchObject({ ifindex: 14 });
});

const isCompiled = (one: Program): boolean => {
  const { engine, address } = one.handle as CoreProgram;
  return engine.host.core.memory.u32(address + PROGRAM.ENTRY) !== 0;
};

it("brings back values that programs compiled before the first snapshot looked up, and those stay compiled", async () => {
  /** Adds 1 to the element that the packet's first byte says, and returns what was there. */
  const counting = program([
    insn("ldxw", { dst: 2, src: 1, off: 76 }),
    insn("ldxb", { dst: 2, src: 2 }),
    insn("stxw", { dst: 10, src: 2, off: -4 }),
    mapPointer(1, "counts"),
    insn("mov64_reg", { dst: 2, src: 10 }),
    insn("add64_imm", { dst: 2, imm: -4 }),
    insn("call_helper", { imm: 1 }),
    insn("jne64_imm", { dst: 0, off: 2 }),
    insn("mov64_imm", { dst: 0, imm: 99 }),
    insn("exit"),
    insn("ldxdw", { dst: 1, src: 0 }),
    insn("add64_imm", { dst: 1, imm: 1 }),
    insn("stxdw", { dst: 0, src: 1 }),
    insn("mov64_reg", { dst: 0, src: 1 }),
    insn("exit"),
  ]);
  const machine = await Machine.create({ engine: "jit" });
  const counts = map("counts", "ARRAY", { maxEntries: 4 });
  const prog = machine.load(collection([counting], [counts])).program("prog");
  const run = (element: number) => prog.run({ data: new Uint8Array(60).fill(element) }).retval;
  expect([run(1), run(1), run(4)]).toEqual([1, 2, 99]);
  const snapshot = machine.snapshot();
  for (let round = 0; round < 3; round++) {
    expect([run(1), run(1), run(2)]).toEqual([3, 4, 1]);
    expect(isCompiled(prog)).toBe(true);
    machine.restore(snapshot);
  }
  machine.discardSnapshots();
  expect([run(1), isCompiled(prog)]).toEqual([3, true]);
});
