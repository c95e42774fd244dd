/**
 * A process that starts, answers one packet and says what that took, for `boundary.ts`:
 * `start-up.js ENGINE bundled | instructions COUNT | object FILE`. The clock runs when skbox is imported, and before
 * it has a core.
 */
import { readFileSync } from "node:fs";
import type { StartUp } from "./boundary.ts";
import type { EngineName } from "./engines.ts";

const resident = process.memoryUsage().rss;
const { CollectionSpec, Machine } = await import("../vm/index.ts");
const { bundledFile, recent } = await import("./objects.ts");
const { collection, straightLine } = await import("./program.ts");

const [engine, subject, argument] = process.argv.slice(2) as [EngineName, string, string];
const bytes = subject === "instructions" ? null : readFileSync(subject === "object" ? argument : bundledFile);
const data = new Uint8Array(64);

const start = performance.now();
const spec = bytes
  ? CollectionSpec.parse(new Uint8Array(bytes))
  : collection({ cil_from_container: straightLine(Number(argument)) });
if (subject === "object") spec.set(recent);
const machine = await Machine.create({ engine });
const { retval } = machine.load(spec).program("cil_from_container").run({ data });
const ns = (performance.now() - start) * 1e6;
if (retval === null) throw new Error("the packet was not answered");
const result: StartUp = { ns, bytes: process.memoryUsage().rss - resident };
console.log(JSON.stringify(result));
