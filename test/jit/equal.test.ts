/** Compiled code leaves what the interpreter leaves: results, packets, contexts, maps, events and traps. */
import { describe, expect, it } from "vitest";
import { Machine, type MachineOptions } from "../../vm/index.ts";
import { golden, setUp } from "../golden/scenes.ts";
import { frame, inside, outside } from "../memory/cases.ts";
import { bytes, collection, program } from "../support/program.ts";
import { jitMachine, mapContents, outcome, type Proofs, proofs } from "./support.ts";

const both = async <T>(
  proofs: Proofs,
  options: MachineOptions,
  run: (machine: Machine) => T,
): Promise<[T, T]> => {
  using interpreter = await Machine.create({ ...options, engine: "interpreter" });
  using jit = await jitMachine(options, proofs);
  return [run(interpreter), run(jit)];
};

describe.each(proofs)("compiled code and the interpreter agree, $name", (proofs) => {
  it.each([...outside, ...inside].map((entry) => [entry.name, entry] as const))(
    "on %s",
    async (_name, { code, maps, ...rest }) => {
      const type = "type" in rest ? (rest.type as "SCHED_CLS" | "XDP") : "SCHED_CLS";
      const [expected, found] = await both(proofs, {}, (machine) => {
        const loaded = machine.load(collection([program(code, { type })], maps));
        return outcome(loaded, "prog", { data: frame });
      });
      expect(found).toEqual(expected);
    },
  );

  it.each(golden.scenes.map((scene) => [scene.name, scene] as const))(
    "on the scene %s",
    async (_name, scene) => {
      const [expected, found] = await both(proofs, { clock: BigInt(golden.clock_ns) }, (machine) => {
        const lxc = setUp(machine, scene);
        const first = outcome(lxc, scene.program, { data: bytes(scene.packet_in) });
        // Once more, with the flow known.
        return [first, outcome(lxc, scene.program, { data: bytes(scene.packet_in) }), mapContents(lxc)];
      });
      expect(found).toEqual(expected);
    },
  );
});
