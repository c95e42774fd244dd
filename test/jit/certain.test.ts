/** What is certain before a run is left out of compiled code: bounds of an array's index, and ways that are never gone. */
import { describe, expect, it } from "vitest";
import { collection, insn, map, mapPointer, program } from "../support/program.ts";
import { jitMachine, proofs } from "./support.ts";

const ENTRIES = 16;
/** What the program returns where it finds nothing. */
const NOTHING = 255;
const expected = (index: number): number => (index < ENTRIES ? 100 + index : NOTHING);

/** Looks up the packet's 15th byte, of which only the bits of the mask count. */
const lookup = (mask: number) => [
  insn("ldxw", { dst: 7, src: 1, off: 76 }),
  insn("ldxw", { dst: 8, src: 1, off: 80 }),
  insn("mov64_reg", { dst: 2, src: 7 }),
  insn("add64_imm", { dst: 2, imm: 15 }),
  insn("jgt64_reg", { dst: 2, src: 8, off: 10 }),
  insn("ldxb", { dst: 3, src: 7, off: 14 }),
  insn("and64_imm", { dst: 3, imm: mask }),
  insn("stxw", { dst: 10, src: 3, off: -4 }),
  mapPointer(1, "values"),
  insn("mov64_reg", { dst: 2, src: 10 }),
  insn("add64_imm", { dst: 2, imm: -4 }),
  insn("call_helper", { imm: 1 }),
  insn("jne64_imm", { dst: 0, imm: 0, off: 2 }),
  insn("mov64_imm", { dst: 0, imm: NOTHING }),
  insn("exit"),
  insn("ldxb", { dst: 0, src: 0, off: 0 }),
  insn("exit"),
];

describe.each(proofs)("compiled code, $name", (proofs) => {
  describe.each(["ARRAY", "PERCPU_ARRAY"] as const)("%s", (type) => {
    it.each([
      ["an index that the array always has", 15],
      ["one that it may not have", 31],
    ])("finds %s", async (_, mask) => {
      using machine = await jitMachine({ cpus: 3 }, proofs);
      const values = map("values", type, { keySize: 4, valueSize: 8, maxEntries: ENTRIES });
      const own = machine.load(collection([program(lookup(mask), { name: "main" })], [values]));
      for (let index = 0; index < ENTRIES; index++) {
        const value = new Uint8Array(own.map("values").totalValueSize);
        for (let at = 0; at < value.length; at += 8) value[at] = expected(index);
        own.map("values").update(index, value);
      }
      for (let byte = 0; byte < 256; byte++) {
        const data = new Uint8Array(15);
        data[14] = byte;
        expect(own.program("main").run({ data }).retval).toBe(expected(byte & mask));
      }
    });
  });

  it("goes the one way that there is", async () => {
    using machine = await jitMachine({}, proofs);
    const code = (taken: boolean) => [
      insn("mov64_imm", { dst: 2, imm: taken ? 7 : 3 }),
      insn("jgt64_imm", { dst: 2, imm: 5, off: 2 }),
      insn("mov64_imm", { dst: 0, imm: 1 }),
      insn("exit"),
      insn("mov64_imm", { dst: 0, imm: 2 }),
      insn("exit"),
    ];
    const own = machine.load(
      collection([program(code(true), { name: "over" }), program(code(false), { name: "on" })]),
    );
    const data = new Uint8Array(14);
    expect(own.program("over").run({ data }).retval).toBe(2);
    expect(own.program("on").run({ data }).retval).toBe(1);
  });
});
