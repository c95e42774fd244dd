/** Numbers that are put together from bytes: one load gives what many gave, whatever comes between them. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Machine } from "../../vm/index.ts";
import { type Code, collection, insn, map, program } from "../support/program.ts";
import { jitMachine, outcome, proofs } from "./support.ts";

const BYTES = 40;
const loads = { 1: "ldxb", 2: "ldxh", 4: "ldxw" } as const;
/** Registers that bytes are put together in; r7 points to the packet, and sometimes they are in its place. */
const register = fc.constantFrom(2, 3, 4, 5, 7);

/** A number of several bytes, the pieces of which are loaded and joined in some order. */
const number = fc
  .record({
    offset: fc.integer({ min: 0, max: BYTES - 8 }),
    sizes: fc.constantFrom(
      [1, 1],
      [1, 1, 1, 1],
      [1, 1, 2],
      [2, 2],
      [2, 1, 1, 4],
      [1, 1, 1, 1, 1, 1, 1, 1],
      [1, 1, 1],
    ),
    wide: fc.boolean(),
    order: fc.array(fc.nat(), { minLength: 8, maxLength: 8 }),
    /** What is wrong: a byte from elsewhere, a shift that is none, a store or a copy in between, or nothing. */
    twist: fc.constantFrom("none", "none", "none", "offset", "shift", "store", "copy", "jump"),
    place: fc.nat(7),
    last: register,
  })
  .map(({ offset, sizes, wide, order, twist, place, last }) => {
    const pieces = sizes.map((size, i) => ({
      size: size as 1 | 2 | 4,
      at: sizes.slice(0, i).reduce((sum, size) => sum + size, 0),
    }));
    pieces.sort((a, b) => order[a.at]! - order[b.at]!);
    const width = wide || pieces.some(({ at, size }) => at + size > 4) ? 64 : 32;
    const code: Code = [insn(`mov${width}_imm`, { dst: 9, imm: 0 })];
    for (const [i, { at, size }] of pieces.entries()) {
      const twisted = i === place % pieces.length ? twist : "none";
      const to = i === pieces.length - 1 ? last : 2 + (i % 4);
      if (twisted === "store") code.push(insn("stb", { dst: 8, off: offset + at, imm: 0x5a }));
      if (twisted === "copy")
        code.push(insn("mov64_reg", { dst: 0, src: 9 }), insn("add64_reg", { dst: 6, src: 0 }));
      code.push(insn(loads[size], { dst: to, src: 7, off: offset + at + (twisted === "offset" ? 1 : 0) }));
      const shift = 8 * at + (twisted === "shift" ? 4 : 0);
      if (shift > 0) code.push(insn(`lsh${width}_imm`, { dst: to, imm: shift }));
      if (twisted === "jump") code.push(insn("jeq64_imm", { dst: 6, imm: 77, off: 1 }));
      code.push(insn(i === 0 ? `mov${width}_reg` : `or${width}_reg`, { dst: 9, src: to }));
    }
    // The base register is as before, and the number counts.
    code.push(insn("mov64_reg", { dst: 7, src: 8 }), insn("mul64_imm", { dst: 6, imm: 31 }));
    code.push(insn("add64_reg", { dst: 6, src: 9 }));
    return code;
  });

describe.each(proofs)("numbers of several bytes, $name", (proofs) => {
  it("are what the interpreter puts together", { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(number, { minLength: 1, maxLength: 5 }),
        fc.uint8Array({ minLength: BYTES, maxLength: BYTES }),
        async (numbers, data) => {
          const code: Code = [
            insn("ldxw", { dst: 7, src: 1, off: 76 }),
            insn("ldxw", { dst: 2, src: 1, off: 80 }),
            insn("mov64_reg", { dst: 3, src: 7 }),
            insn("add64_imm", { dst: 3, imm: BYTES }),
            insn("mov64_imm", { dst: 0, imm: 1 }),
            insn("jle64_reg", { dst: 3, src: 2, off: 1 }),
            insn("exit"),
            insn("mov64_reg", { dst: 8, src: 7 }),
            insn("mov64_imm", { dst: 6, imm: 7 }),
            ...numbers.flat(),
            // All of the sum, where the run says it.
            insn("mov64_reg", { dst: 0, src: 6 }),
            insn("stxdw", { dst: 8, src: 6, off: 0 }),
            insn("exit"),
          ];
          const results = [];
          for (const machine of [
            await Machine.create({ engine: "interpreter" }),
            await jitMachine({}, proofs),
          ]) {
            const loaded = machine.load(collection([program(code)], [map("unused", "ARRAY", {})]));
            results.push(outcome(loaded, "prog", { data }));
          }
          expect(results[1]).toEqual(results[0]);
        },
      ),
      { numRuns: Number(process.env.SKBOX_RUNS ?? 300) },
    );
  });
});
