/**
 * Times packets through the engines, side by side: `npm run bench -- [--quick] [--json] [--object FILE]`.
 *
 * A shared machine's speed drifts, so each round times every engine once, one after the other, and what counts is
 * the median over the rounds and the ratio between engines, not the nanoseconds of one of them.
 */
import { readFileSync } from "node:fs";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { CollectionSpec, Machine, MachineError, type Program } from "../vm/index.ts";

const { values: options } = parseArgs({
  options: { quick: { type: "boolean" }, json: { type: "boolean" }, object: { type: "string" } },
});

const rounds = options.quick ? 5 : 15;
const packets = options.quick ? 5_000 : 50_000;
const root = new URL("../../", import.meta.url);
const bytes = (hex: string) =>
  Uint8Array.from(hex.matchAll(/[0-9a-f]{2}/gi), ([byte]) => Number.parseInt(byte, 16));
const example = (name: string) => bytes(readFileSync(new URL(`examples/${name}.hex`, root), "utf8"));

const frames: Record<string, Uint8Array> = {
  "ARP reply": example("arp-request"),
  "unknown ethertype": example("unknown-ethertype"),
  "SYN dropped": example("tcp-syn-pod"),
};
const engines = ["jit", "interpreter", "kernel"] as const;
type EngineName = (typeof engines)[number];

/**
 * Nanoseconds of one packet. The kernel tells its own, in whole ones, for the program alone; from its second run on
 * it works on what the first made of the packet, so that its ARP figure is that of a reply passing through.
 */
function time(engine: EngineName, program: Program, frame: Uint8Array, batch: readonly Uint8Array[]): number {
  if (engine === "kernel") return program.run({ data: frame, repeat: packets }).durationNs;
  const start = performance.now();
  program.runBatch(batch);
  return ((performance.now() - start) * 1e6) / batch.length;
}

const median = (numbers: number[]) => numbers.sort((a, b) => a - b)[numbers.length >> 1]!;
const geomean = (numbers: number[]) =>
  Math.exp(numbers.reduce((sum, n) => sum + Math.log(n), 0) / numbers.length);

const spec = await CollectionSpec.load(options.object ?? new URL("bpf-objects/lxc.o", root));
const programs = new Map<EngineName, Program>();
const machines: Machine[] = [];
for (const engine of engines) {
  try {
    const machine = await Machine.create({ engine });
    machines.push(machine);
    programs.set(engine, machine.load(spec).program("cil_from_container"));
  } catch (error) {
    if (!(error instanceof MachineError)) throw error;
    console.error(`${engine}: ${error.message}`);
  }
}

const cases = Object.entries(frames).map(([name, frame]) => {
  const batch = new Array<Uint8Array>(packets).fill(frame);
  const samples = new Map<EngineName, number[]>();
  // The first round warms up and does not count.
  for (let round = 0; round <= rounds; round++) {
    for (const [engine, program] of programs) {
      const ns = time(engine, program, frame, batch);
      if (round > 0) samples.set(engine, [...(samples.get(engine) ?? []), ns]);
    }
  }
  const ns = Object.fromEntries([...samples].map(([engine, all]) => [engine, Math.round(median(all))]));
  return { name, kind: "cilium" as const, ns };
});

const ratio = (a: EngineName, b: EngineName) => {
  const ratios = cases.flatMap(({ ns }) => (ns[a] && ns[b] ? [ns[a] / ns[b]] : []));
  return ratios.length > 0 ? Number(geomean(ratios).toFixed(2)) : null;
};
const result = {
  device: cpus()[0]?.model ?? "unknown",
  rounds,
  cases,
  geomean: { jit_vs_interpreter: ratio("jit", "interpreter"), jit_vs_kernel: ratio("jit", "kernel") },
};

if (options.json) {
  console.log(JSON.stringify(result));
} else {
  console.log(`${result.device}, median of ${rounds} rounds, ns per packet\n`);
  console.log(["".padEnd(20), ...engines.map((engine) => engine.padStart(12))].join(""));
  for (const { name, ns } of cases) {
    console.log(
      [name.padEnd(20), ...engines.map((engine) => String(ns[engine] ?? "-").padStart(12))].join(""),
    );
  }
  console.log(
    `\njit / interpreter ${result.geomean.jit_vs_interpreter ?? "-"}, jit / kernel ${result.geomean.jit_vs_kernel ?? "-"}`,
  );
}
for (const machine of machines) machine.close();
