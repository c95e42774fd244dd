/** Random programs, executed one instruction at a time next to what the verifier said of them before. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { MachineError, type ProgramSpec } from "../../vm/index.ts";
import { Claims, scribbler } from "./claims.ts";
import { maps, packets, programs } from "./programs.ts";
import { type LoadedProgram, Reference } from "./reference.ts";

const byName = new Map(maps.map((spec) => [spec.name, spec]));
/** Programs that one core is loaded with. */
const PER_CORE = 400;

it("no value leaves what was claimed of it, and no proved access is stopped", {
  timeout: 120_000,
}, async () => {
  const tested = { instructions: 0, proved: 0, pointers: 0, constants: 0, decided: 0, turns: 0 };
  let exits = 0;
  let machine = await Reference.create();
  let loaded = 0;
  await fc.assert(
    fc.asyncProperty(
      programs(30),
      fc.array(packets, { minLength: 1, maxLength: 3 }),
      async (spec, frames) => {
        if (++loaded % PER_CORE === 0) machine = await Reference.create();
        const program = load(machine, spec);
        if (!program) return;
        const claims = new Claims(program);
        const scribble = scribbler(new Map([[program, claims]]));
        for (const frame of frames) {
          const linear = Math.max(14, frame.length - 4 * (frame[0]! % 3));
          const options = { limit: 1500, linear };
          const mark = machine.engine.snapshot();
          const run = machine.run(program, frame, claims, options);
          machine.engine.restore(mark);
          // Bytes of the frame that need no zeros may be anything.
          expect(machine.run(program, frame, scribble, options)).toEqual(run);
          machine.engine.discardSnapshots();
          if (run.end === "exit") exits++;
        }
        for (const key of Object.keys(tested) as (keyof typeof tested)[]) tested[key] += claims.tested[key];
      },
    ),
    { numRuns: 2500 },
  );
  // The programs did what claims can be tested with.
  expect(exits).toBeGreaterThan(500);
  for (const count of Object.values(tested)) expect(count).toBeGreaterThan(100);
});

/** Null for a program that is refused before it runs. */
function load(machine: Reference, spec: ProgramSpec): LoadedProgram | null {
  try {
    return machine.load(spec, byName);
  } catch (error) {
    if (error instanceof MachineError && error.code === "BAD_PROGRAM") return null;
    throw error;
  }
}
