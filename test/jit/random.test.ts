/** Random programs do the same compiled and interpreted. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Machine, MachineError } from "../../vm/index.ts";
import { type Code, collection, insn, map, program } from "../support/program.ts";
import { assemble, contextSteps, rawSteps, type Step } from "./generate.ts";
import { jitMachine, outcome, proofs } from "./support.ts";

const BUDGET = 2000;
const RUNS = Number(process.env.SKBOX_RUNS ?? 300);

/** Runs it on both machines, unless neither takes the program. */
function compare(machines: readonly [Machine, Machine], run: (machine: Machine) => unknown): void {
  const [expected, found] = machines.map((machine) => {
    try {
      return run(machine);
    } catch (error) {
      if (error instanceof MachineError && error.code === "BAD_PROGRAM") return error.message;
      throw error;
    }
  });
  expect(found).toEqual(expected);
}

describe.each(proofs)("random programs, $name", (proofs) => {
  it("do the same on plain memory", async () => {
    const prologue: Code = [
      insn("mov64_reg", { dst: 6, src: 1 }),
      insn("mov64_reg", { dst: 7, src: 10 }),
      ...[0, 3, 4, 5, 8, 9].map((dst) => insn("mov64_imm", { dst, imm: dst * 0x1234567 })),
    ];
    const machines = [
      await Machine.create({ budget: BUDGET, engine: "interpreter" }),
      await jitMachine({ budget: BUDGET }, proofs),
    ] as const;
    fc.assert(
      fc.property(rawSteps, fc.uint8Array({ minLength: 0, maxLength: 24 }), (steps, memory) => {
        const { instructions } = program(assemble(prologue, steps));
        compare(machines, (machine) => {
          const { insns, ...result } = machine.loadRaw(instructions).run(memory);
          return result;
        });
      }),
      { numRuns: RUNS },
    );
  });

  it("do the same on packets, maps and through helpers", async () => {
    const prologue: Code = [
      insn("mov64_reg", { dst: 6, src: 1 }),
      insn("mov64_reg", { dst: 7, src: 10 }),
      ...[0, 2, 3, 4, 5, 8, 9].map((dst) => insn("mov64_imm", { dst, imm: dst })),
    ];
    const maps = [
      map("array", "ARRAY"),
      map("hash", "HASH", { maxEntries: 3 }),
      map("readonly", "ARRAY", {
        maxEntries: 1,
        readOnly: true,
        data: new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]),
      }),
      map("calls", "PROG_ARRAY", { valueSize: 4, maxEntries: 4 }),
    ];
    const load = (machine: Machine, first: readonly Step[], second: readonly Step[]) => {
      const loaded = machine.load(
        collection(
          [program(assemble(prologue, first)), program(assemble(prologue, second), { name: "next" })],
          maps,
        ),
      );
      loaded.map("calls").update(0, loaded.program("next"));
      loaded.map("calls").update(1, loaded.program("prog"));
      loaded.map("hash").update(2, new Uint8Array([9, 9, 9, 9, 9, 9, 9, 9]));
      return loaded;
    };
    await fc.assert(
      fc.asyncProperty(
        contextSteps,
        contextSteps,
        fc.uint8Array({ minLength: 14, maxLength: 64 }),
        async (first, second, data) => {
          using interpreter = await Machine.create({ budget: BUDGET, engine: "interpreter" });
          using jit = await jitMachine({ budget: BUDGET }, proofs);
          compare([interpreter, jit], (machine) => {
            const loaded = load(machine, first, second);
            return [outcome(loaded, "prog", { data }), outcome(loaded, "prog", { data, linear: 14 })];
          });
        },
      ),
      { numRuns: RUNS },
    );
  });
});
