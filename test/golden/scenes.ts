/** The scenes of lxc.json: what the kernel answered to the bundled object. */
import { readFileSync } from "node:fs";
import { type Collection, CollectionSpec, type Machine } from "../../vm/index.ts";

export interface Entry {
  map: string;
  key: string;
  value: string;
}
export interface Scene {
  name: string;
  program: string;
  variables: Record<string, string>;
  maps: Entry[];
  packet_in: string;
  retval: number;
  packet_out: string;
  metrics: Omit<Entry, "map">[];
  changed: Entry[];
  events: string[];
  endpoints?: { variables: Record<string, string>; maps: Entry[] }[];
  missing_calls?: string[];
}
export interface Golden {
  sha256: string;
  kernel: string;
  clock_ns: number;
  mask: { events: [offset: number, length: number][] };
  tail_calls: Record<string, number>;
  scenes: Scene[];
}

/** Seen from the project's root, as this is compiled elsewhere too. */
export const GOLDEN = "test/golden/lxc.json";
export const golden: Golden = JSON.parse(readFileSync(GOLDEN, "utf8"));
export const object = readFileSync("bpf-objects/lxc.o");

export const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, "hex"));
export const hex = (data: Uint8Array) => Buffer.from(data).toString("hex");

/** An event without what differs from boot to boot. */
export const masked = (event: string) => {
  let text = event;
  for (const [offset, length] of golden.mask.events) {
    text = text.slice(0, 2 * offset) + "..".repeat(length) + text.slice(2 * (offset + length));
  }
  return text;
};

const HASHES = ["HASH", "LRU_HASH"];

function load(machine: Machine, variables: Record<string, string>, maps: Entry[]): Collection {
  const spec = CollectionSpec.parse(new Uint8Array(object));
  for (const [name, value] of Object.entries(variables)) spec.variables.get(name)!.set(bytes(value));
  const collection = machine.load(spec);
  for (const { map, key, value } of maps) collection.map(map).update(bytes(key), bytes(value));
  return collection;
}

/** The object as the scene finds it. */
export function setUp(machine: Machine, scene: Scene): Collection {
  const lxc = load(machine, scene.variables, scene.maps);
  for (const { variables, maps } of scene.endpoints ?? []) load(machine, variables, maps);
  for (const name of scene.missing_calls ?? []) lxc.map("cilium_calls").delete(golden.tail_calls[name]!);
  return lxc;
}

/** `MAP KEY` and value of every element of the hash maps. */
export function contents(collection: Collection): Map<string, string> {
  const all = new Map<string, string>();
  for (const [name, map] of collection.maps) {
    if (!HASHES.includes(map.type)) continue;
    for (const [key, value] of map) all.set(`${name} ${hex(key)}`, hex(value));
  }
  return all;
}

/** `KEY VALUE` of what was counted, over all CPUs: words of 64 bits. */
export function metrics(collection: Collection): string[] {
  const map = collection.map("cilium_metrics");
  return [...map].map(([key, value]) => {
    const sum = new BigUint64Array(map.valueSize / 8);
    for (const one of map.perCpu(value)) {
      for (const [i, word] of new BigUint64Array(one.buffer).entries()) sum[i]! += word;
    }
    return `${hex(key)} ${hex(new Uint8Array(sum.buffer))}`;
  });
}

/** What a run of the scene changes, in the form of `recordedAnswer`; and the run. */
export function answerTo(scene: Scene, machine: Machine) {
  const lxc = setUp(machine, scene);
  const before = contents(lxc);
  const run = lxc.program(scene.program).run({ data: bytes(scene.packet_in) });
  const changed = [...contents(lxc)].filter(([key, value]) => before.get(key) !== value);
  const answer = {
    retval: run.retval,
    packet: hex(run.dataOut),
    metrics: metrics(lxc).sort(),
    changed: changed.map(([key, value]) => `${key} ${value}`).sort(),
  };
  return { run, answer };
}

export const recordedAnswer = (scene: Scene) => ({
  retval: scene.retval,
  packet: scene.packet_out,
  metrics: scene.metrics.map(({ key, value }) => `${key} ${value}`).sort(),
  changed: scene.changed.map(({ map, key, value }) => `${map} ${key} ${value}`).sort(),
});
