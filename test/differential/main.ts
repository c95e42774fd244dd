/** `npm run kernel`: random programs on the kernel and on our engines. Exits with 1 on a difference. */
import { availableParallelism, release } from "node:os";
import { parseArgs } from "node:util";
import { SingleBar } from "cli-progress";
import { instructions } from "../../spec/isa.ts";
import { MachineError } from "../../vm/index.ts";
import { type Counts, rareRows, type Settings } from "./comparison.ts";
import { writeEntry } from "./corpus.ts";
import { excludedRows } from "./excluded.ts";
import { compareWith } from "./jobs.ts";

const PROGRAMS = 100_000;
/** From as many programs on, every row has to have been executed. */
const FULL = 20_000;
const EACH_ROW = 1000;
/** Threads; all of their programs run on one CPU in the kernel. */
const JOBS = 2;

const { values } = parseArgs({
  options: {
    programs: { type: "string", default: String(PROGRAMS) },
    seed: { type: "string", default: String(Date.now() >>> 0) },
    runs: { type: "string", default: "3" },
    jobs: { type: "string", default: String(Math.min(availableParallelism(), JOBS)) },
    /** Where differences are written to. */
    corpus: { type: "string", default: "test/differential/corpus" },
  },
});
const settings: Settings = {
  seed: Number(values.seed),
  programs: Number(values.programs),
  runs: Number(values.runs),
};

const bar = new SingleBar({
  format: "[{bar}] {percentage}% | {value}/{total} accepted of {generated} | {rate}/s | ETA {eta_formatted}",
  hideCursor: true,
  noTTYOutput: true,
  notTTYSchedule: 10_000,
});

try {
  await run();
} catch (error) {
  bar.stop();
  if (!(error instanceof MachineError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}

async function run(): Promise<void> {
  const jobs = Number(values.jobs);
  console.log(
    `seed ${settings.seed}, ${jobs} jobs, ${settings.runs} packets for each program, Linux ${release()}`,
  );
  const start = performance.now();
  bar.start(settings.programs, 0, { generated: 0, rate: 0 });
  const { counts, differences, cpus } = await compareWith(jobs, {
    ...settings,
    onProgress: ({ accepted, generated }) => {
      const seconds = (performance.now() - start) / 1000;
      bar.update(accepted, { generated, rate: Math.round(accepted / seconds) });
    },
  });
  bar.update(counts.accepted, { generated: counts.generated });
  bar.stop();

  printRows(counts);
  const percent = ((100 * counts.accepted) / counts.generated).toFixed(1);
  console.log(`generated ${counts.generated}, accepted ${counts.accepted} (${percent} %)`);
  console.log(`runs compared ${counts.runs}, refused by the test-run ${counts.refusedRuns}`);
  for (const [reason, count] of counts.refusals) console.log(`  ${count} refused${reason}`);
  for (const found of differences) {
    console.log(`\nseed ${found.seed}, program ${found.index}: ${found.what}\n${found.program}`);
    console.log(`written to ${writeEntry(values.corpus, found, { linux: release(), cpus })}`);
  }
  console.log(`differences ${differences.length}`);
  const rare = settings.programs >= FULL ? rareRows(counts, EACH_ROW) : [];
  if (rare.length > 0) console.log(`executed less than ${EACH_ROW} times: ${rare.join(", ")}`);
  if (differences.length > 0 || rare.length > 0) process.exitCode = 1;
}

function printRows({ executed }: Counts): void {
  console.log("\nexecutions of each row of spec/isa.ts, at least:");
  const cells = instructions
    .filter(({ name }) => !Object.hasOwn(excludedRows, name))
    .map(({ name }) => `${name.padEnd(20)}${String(executed.get(name) ?? 0).padStart(9)}`);
  const columns = 3;
  for (let at = 0; at < cells.length; at += columns) console.log(cells.slice(at, at + columns).join("   "));
  console.log("rows left out:");
  for (const [name, reason] of Object.entries(excludedRows)) console.log(`  ${name}: ${reason}`);
  console.log();
}
