/**
 * `npm run mutated -- [--packets N] [--seed N]`: a long run of mutated packets through the bundled object and, where
 * SKBOX_OBJECTS names a folder with it, Cilium's own. Exits with 1 on a difference.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { inspect, parseArgs } from "node:util";
import { SingleBar } from "cli-progress";
import { bundled, compare, real } from "./mutated.ts";

const { values } = parseArgs({
  options: {
    packets: { type: "string", default: "1000000" },
    seed: { type: "string", default: String(Date.now() >>> 0) },
  },
});
const packets = Number(values.packets);
const file = join(process.env.SKBOX_OBJECTS ?? "", "cilium-core/bpf_lxc.o");
const subjects = [bundled, ...(existsSync(file) ? [real(file)] : [])];
for (const subject of subjects) {
  console.log(`${subject.name}: ${packets} packets, seed ${values.seed}`);
  const bar = new SingleBar({
    format: "[{bar}] {percentage}% | {value}/{total} | ETA {eta_formatted}",
    hideCursor: true,
    noTTYOutput: true,
    notTTYSchedule: 10_000,
  });
  bar.start(packets, 0);
  const difference = await compare(subject, packets, Number(values.seed), (done) => bar.update(done));
  bar.stop();
  if (difference) {
    console.log(inspect(difference, { depth: 6, maxArrayLength: 20 }));
    process.exitCode = 1;
  } else console.log("no difference");
}
if (subjects.length === 1) console.log("Cilium's own object: skipped, SKBOX_OBJECTS names no folder with it");
