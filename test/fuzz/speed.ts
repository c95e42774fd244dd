/**
 * What an execution costs on the ARP path of the bundled object: run plainly, with edges counted, from a snapshot
 * each, and with everything that a campaign does around it. Times of this thread, the best of many rounds:
 *
 *   node dist/test/fuzz/speed.js
 */
import { readFileSync } from "node:fs";
import { CoreProgram } from "../../vm/engines/core-program.ts";
import { Executor } from "../../vm/fuzz/executor.ts";
import { CollectionSpec, Machine, type MachineOptions } from "../../vm/index.ts";
import { campaign } from "./support.ts";

const root = new URL("../../../", import.meta.url);
const spec = CollectionSpec.parse(new Uint8Array(readFileSync(new URL("bpf-objects/lxc.o", root))));
const PROGRAM = "cil_from_container";
const text = readFileSync(new URL("examples/arp-request.hex", root), "utf8").replace(/#.*/g, "");
const frame = Uint8Array.from(text.matchAll(/[0-9a-f]{2}/g), ([byte]) => Number.parseInt(byte, 16));
const BATCH = 256;
const ROUNDS = 4000;

/** Nanoseconds of one run: the best of many batches. */
function best(batch: () => void): number {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    batch();
    least = Math.min(least, performance.now() - start);
  }
  return (least * 1e6) / BATCH;
}

async function batchOf(options: Partial<MachineOptions>): Promise<number> {
  using machine = await Machine.create({ engine: "jit", ...options });
  const { handle } = machine.load(spec).program(PROGRAM);
  if (!(handle instanceof CoreProgram)) throw new Error("no program of the core");
  const batch = handle.batch(new Array<Uint8Array>(BATCH).fill(frame), {});
  return best(() => batch.run());
}

const plain = await batchOf({});
const counted = await batchOf({ instrument: {} });
using machine = await Machine.create({ engine: "jit", instrument: {} });
const executor = new Executor(machine.load(spec), PROGRAM, {}, { capacity: BATCH });
for (let i = 0; i < BATCH; i++) executor.put(i, frame, frame.length);
const restored = best(() => executor.run(BATCH));

using fuzz = await campaign({ spec, program: PROGRAM, focus: "arp" });
await fuzz.until(4_000_000);
const [before, executions] = [process.cpuUsage(), fuzz.executions];
await fuzz.until(12_000_000);
const { user, system } = process.cpuUsage(before);
const rate = ((fuzz.executions - executions) * 1e6) / (user + system);

const row = (name: string, ns: number) =>
  console.log(`${name.padEnd(34)} ${ns.toFixed(1).padStart(6)} ns  ${(ns / plain).toFixed(2).padStart(5)}`);
row("plain", plain);
row("edges counted", counted);
row("counted, each from the snapshot", restored);
console.log(
  `a campaign, with all it does: ${Math.round(rate).toLocaleString("en-US")} executions for each second of a core`,
);
