/**
 * A process that starts, answers one packet and says what that took, for `starts.ts`:
 * `start-up.js ENGINE bundled | object FILE | instructions | again`, with instructions on standard input. The clock runs
 * when skbox is imported, and before it has a core; what reads a file is not counted. `again` starts many times, and the
 * median of the later ones counts.
 */
import { readFileSync } from "node:fs";
import type { StartEngine, StartUp } from "./starts.ts";

const resident = process.memoryUsage().rss;
const before = performance.now();
const { CollectionSpec, Machine } = await import("../vm/index.ts");
const imported = performance.now() - before;
const { bundledFile, recent } = await import("./objects.ts");
const { collectionOf } = await import("./program.ts");
const { median } = await import("./timing.ts");

const [engine, subject, argument] = process.argv.slice(2) as [StartEngine, string, string?];
const program = "cil_from_container";
const data = new Uint8Array(64);
const STANDARD_INPUT = 0;
const isObject = subject === "bundled" || subject === "object";
const file = subject === "bundled" ? bundledFile : subject === "object" ? argument! : STANDARD_INPUT;
const bytes = new Uint8Array(readFileSync(file));

const MS = 1e6;
/** Of `again`: starts until V8 has optimised what they need, and those that count. */
const WARM_UP = 30;
const TIMES = 31;

async function start(): Promise<StartUp> {
  const marks = [performance.now()];
  const mark = () => marks.push(performance.now());
  const spec = isObject ? CollectionSpec.parse(bytes) : collectionOf(program, bytes);
  if (subject === "object") spec.set(recent);
  mark();
  const machine = await Machine.create({ engine });
  mark();
  const loaded = machine.load(spec);
  mark();
  const { retval } = loaded.program(program).run({ data });
  mark();
  if (retval === null) throw new Error("the packet was not answered");
  const [parse, create, load, packet] = marks.slice(1).map((at, i) => (at - marks[i]!) * MS);
  return {
    ns: (marks.at(-1)! - marks[0]!) * MS,
    stages: { import: imported * MS, parse: parse!, machine: create!, load: load!, packet: packet! },
    bytes: process.memoryUsage().rss - resident,
  };
}

let result = await start();
if (subject === "again") {
  for (let i = 0; i < WARM_UP; i++) await start();
  const all: StartUp[] = [];
  for (let i = 0; i < TIMES; i++) all.push(await start());
  const middle = median(all.map(({ ns }) => ns));
  result = all.find(({ ns }) => ns === middle)!;
}
console.log(JSON.stringify(result));
