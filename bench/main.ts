/**
 * Times the engines side by side: `npm run bench -- [--quick] [--json] [--out DIR] [--only KIND]`. It prints the
 * figures and writes them to DIR (`bench/results/`) as `bench.json` and `bench.html`. Cilium's own objects are measured
 * where SKBOX_OBJECTS names a folder with them. How, and what came of it: `docs/performance.md`.
 */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { setFlagsFromString } from "node:v8";
import { deliveryCases } from "./boundary.ts";
import type { Case, Kind } from "./cases.ts";
import { chartPage } from "./chart.ts";
import { available, Machines } from "./engines.ts";
import { type Curve, curves, reaches } from "./growth.ts";
import { microCases } from "./micro.ts";
import { bundled, ciliumSubjects, FILLINGS, objectCases, root } from "./objects.ts";
import { type CaseResult, summarize, table } from "./report.ts";
import { starts, timeStart } from "./starts.ts";
import { paces, race } from "./timing.ts";

// Throughput is that of optimised code, and when V8 gets to that must not depend on what else its host does. What a
// start takes is measured in processes of their own, without this.
setFlagsFromString("--no-liftoff");

const { values: options } = parseArgs({
  options: {
    quick: { type: "boolean" },
    json: { type: "boolean" },
    out: { type: "string" },
    only: { type: "string" },
  },
});
const size = options.quick ? "quick" : "full";
const pace = paces[size];
const folder = process.env.SKBOX_OBJECTS ?? "";
const wants = (kind: Kind): boolean => options.only === undefined || options.only === kind;

const results: CaseResult[] = [];
function add(
  { samplers, ...about }: Partial<Case> & Omit<Case, "samplers">,
  ns: CaseResult["ns"],
): CaseResult {
  const result: CaseResult = { ...about, ns };
  results.push(result);
  if (!options.json && process.stderr.isTTY) process.stderr.write(`\r\x1b[K${about.name}`);
  return result;
}
const run = (one: Case): void => {
  add(one, Object.fromEntries(race(one.samplers(), pace)));
};

const { engines, missing } = await available();
for (const reason of missing) console.error(reason);

if (wants("micro")) {
  using machines = await Machines.create(engines);
  for (const one of microCases(machines)) run(one);
}
const found: Curve[] = [];
if (wants("map")) {
  const tell = (one: Case, ns: ReadonlyMap<string, number>) => add(one, Object.fromEntries(ns));
  for await (const curve of curves(engines, reaches[size], pace, tell)) found.push(curve);
}
if (wants("cilium")) {
  const real = ciliumSubjects(folder);
  for (const subject of [bundled, ...(options.quick ? real.slice(0, 1) : real)]) {
    for (const filling of FILLINGS) {
      for await (const one of objectCases(subject, engines, filling)) run(one);
    }
  }
}
if (wants("boundary")) {
  using machines = await Machines.create(engines.filter((engine) => engine !== "kernel"));
  for (const one of deliveryCases(machines)) run(one);
  const real = join(folder, "cilium-core/bpf_lxc.o");
  for (const start of starts(existsSync(real) ? real : null)) {
    const result = add({ name: start.name, kind: "boundary", unit: "start" }, {});
    result.stages = {};
    result.bytes = {};
    for (const [engine, { ns, stages, bytes }] of timeStart(start, pace.rounds)) {
      result.ns[engine] = ns;
      result.stages[engine] = stages;
      result.bytes[engine] = bytes;
    }
  }
}
if (process.stderr.isTTY) process.stderr.write("\r\x1b[K");

const result = summarize(cpus()[0]?.model ?? "unknown", pace.rounds, results, found);
const out = options.out ?? fileURLToPath(new URL("bench/results", root));
mkdirSync(out, { recursive: true });
writeFileSync(join(out, "bench.json"), `${JSON.stringify(result, null, 2)}\n`);
writeFileSync(join(out, "bench.html"), chartPage(result));
console.log(options.json ? JSON.stringify(result) : table(result));
if (!options.json) console.log(`\n${join(out, "bench.html")}`);
