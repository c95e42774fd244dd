/**
 * How long it takes to find the bugs of the gallery, and what chance alone finds in the same time.
 *
 *   npm run gallery -- [--seeds 10] [--blind-seeds 1] [--time 60] [--jobs 2] [--only NAME] [--json FILE]
 */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Fuzzing } from "../../cli/fuzz/fuzzing.ts";
import { type GalleryCase, galleryCases } from "./gallery-cases.ts";

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "10" },
    "blind-seeds": { type: "string", default: "1" },
    time: { type: "string", default: "60" },
    jobs: { type: "string", default: "2" },
    only: { type: "string" },
    json: { type: "string" },
  },
});
const seconds = Number(values.time);
const jobs = Number(values.jobs);
const root = new URL("../../../", import.meta.url);

interface Try {
  name: string;
  seed: number;
  feedback: boolean;
  /** Until it was found; null: it was not. */
  seconds: number | null;
  executions: number;
}

async function attempt(one: GalleryCase, seed: number, feedback: boolean): Promise<Try> {
  const { name, program, vary, invariants, finds } = one;
  const fuzzing = new Fuzzing(
    {
      file: fileURLToPath(one.file),
      program,
      variables: [],
      scene: null,
      receive: "test-run",
      budget: 100_000,
      cpus: 1,
      hash: null,
      maxLength: 256,
      seed,
      focus: "all",
      vary,
      feedback,
      invariants,
    },
    { jobs, firstStream: 0 },
  );
  try {
    const { findings, executions } = await fuzzing.run([], {
      executions: null,
      seconds,
      kept: async () => [],
      progress: (progress) => {
        if (progress.findings > 0) fuzzing.stop();
      },
    });
    const found = findings.find(({ kind }) => kind === finds);
    return { name, seed, feedback, seconds: found?.seconds ?? null, executions };
  } finally {
    await fuzzing.close();
  }
}

const tries: Try[] = [];
for (const one of galleryCases(root)) {
  if (values.only && one.name !== values.only) continue;
  for (const [feedback, seeds] of [
    [true, Number(values.seeds)],
    [false, Number(values["blind-seeds"])],
  ] as const) {
    const own: Try[] = [];
    for (let seed = 1; seed <= seeds; seed++) own.push(await attempt(one, seed, feedback));
    tries.push(...own);
    if (own.length === 0) continue;
    const times = own.flatMap((one) => one.seconds ?? []).sort((a, b) => a - b);
    const [median, most] = [times[times.length >> 1], times.at(-1)];
    const took = times.length > 0 ? `median ${median!.toFixed(1)} s, longest ${most!.toFixed(1)} s` : "";
    const executions = own.reduce((sum, one) => sum + one.executions, 0) / own.length;
    console.log(
      `${one.name.padEnd(16)} ${feedback ? "guided" : "blind "}  found ${times.length} of ${own.length}  ${took}  ` +
        `${Math.round(executions).toLocaleString("en-US")} executions each`,
    );
    if (values.json) writeFileSync(values.json, `${JSON.stringify({ seconds, jobs, tries }, null, 1)}\n`);
  }
}
