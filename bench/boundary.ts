/** What lies around a program: calls from JavaScript. The kernel takes no part in it. */
import type { Case } from "./cases.ts";
import type { EngineName, Machines } from "./engines.ts";
import { collection } from "./program.ts";
import { beyond, callSampler, programSampler, type Sampler } from "./timing.ts";

const FRAME_LENGTH = 64;
const BATCH = 1024;

/** One packet per call, and many: what they take beyond the program, which is empty. */
export function* deliveryCases(machines: Machines): Generator<Case> {
  const loaded = machines.load(collection({ empty: "mov %r0, 0\nexit" }));
  const data = new Uint8Array(FRAME_LENGTH);
  const packets = new Array<Uint8Array>(BATCH).fill(data);
  const samplers = (call: (engine: EngineName) => Sampler) => () =>
    new Map(
      [...loaded.keys()]
        .filter((engine) => engine !== "kernel")
        .map((engine) => [
          engine,
          beyond(call(engine), programSampler(loaded.get(engine)!.program("empty"), { data })),
        ]),
    );
  yield {
    name: "a 64-byte packet from JavaScript",
    kind: "boundary",
    unit: "packet",
    samplers: samplers((engine) => {
      const verdict = loaded.get(engine)!.program("empty").verdicts();
      return callSampler(() => verdict(data));
    }),
  };
  yield {
    name: `the same, ${BATCH} in a batch`,
    kind: "boundary",
    unit: "packet",
    samplers: samplers((engine) => {
      const batch = loaded.get(engine)!.program("empty").batch(packets);
      return callSampler(() => batch.run(), BATCH);
    }),
  };
}
