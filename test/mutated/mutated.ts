/** Packets with random mutations through whole objects, compiled and interpreted: the same of everything. */
import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { type Collection, CollectionSpec, Machine, type RunResult } from "../../vm/index.ts";
import { Random } from "../differential/random.ts";
import { bytes, golden, setUp } from "../golden/scenes.ts";

export interface Subject {
  name: string;
  program: string;
  load(machine: Machine): Collection;
}

/** The scene of the golden answers that fills the most maps. */
const busiest = golden.scenes.toSorted((a, b) => b.maps.length - a.maps.length)[0]!;

export const bundled: Subject = {
  name: "the bundled object",
  program: "cil_from_container",
  load: (machine) => setUp(machine, busiest),
};

/** Every identity, egress, any protocol and port: struct policy_key. */
const ALLOW_ALL = bytes("2800000000000000 01 00 0000".replace(/ /g, ""));

/** Cilium's own `bpf_lxc.o`, with a policy that lets everything out. */
export const real = (file: string): Subject => ({
  name: file,
  program: "cil_from_container",
  load: (machine) => {
    const spec = CollectionSpec.parse(new Uint8Array(readFileSync(file))).set({
      interface_mac: "0a:1b:2c:3d:4e:5f",
      endpoint_ipv4: "10.0.1.5",
      endpoint_id: 0x1234,
      security_label: 0x10042,
      interface_ifindex: 1,
    });
    const collection = machine.load(spec);
    const policy = collection.map("cilium_policy_v2");
    policy.update(ALLOW_ALL, new Uint8Array(policy.totalValueSize));
    return collection;
  },
});

const frames = [...new Set(golden.scenes.map(({ packet_in }) => packet_in))].map(bytes);
const VALUES = [0, 1, 6, 17, 58, 0x45, 0x80, 0xff];

/** One of the frames with up to four bytes changed, most of them in its headers, and perhaps cut. */
function mutate(random: Random): { data: Uint8Array; linear?: number } {
  const frame = random.pick(frames);
  const data = frame.slice(0, random.chance(0.15) ? random.between(14, 90) : frame.length);
  for (let changes = random.below(5); changes > 0; changes--) {
    const at = random.below(random.chance(0.8) ? 60 : data.length);
    if (at < data.length) data[at] = random.chance(0.5) ? random.pick(VALUES) : random.below(256);
  }
  return random.chance(0.1) ? { data, linear: random.between(14, data.length) } : { data };
}

/** What a run says, but for what only an interpreter counts, its time, and the engine's name. */
function told({ insns, durationNs, engine, ...rest }: RunResult): unknown {
  return rest;
}

const HASHES = ["HASH", "PERCPU_HASH", "LRU_HASH", "LRU_PERCPU_HASH", "LPM_TRIE"];

/** What the maps with keys hold, in the order in which they give it. */
const contents = ({ maps }: Collection): Map<string, unknown> =>
  new Map([...maps].filter(([, { type }]) => HASHES.includes(type)).map(([name, map]) => [name, [...map]]));

export interface Difference {
  /** Number of the packet, in hexadecimal what it was, and what the engines say of it. */
  packet: number;
  data: string;
  interpreter: unknown;
  jit: unknown;
}

/** Packets between two comparisons of the maps. */
const MAPS_EVERY = 10_000;

/** Runs that many packets; the first difference, or null. */
export async function compare(
  subject: Subject,
  packets: number,
  seed: number,
  progress: (done: number) => void = () => {},
): Promise<Difference | null> {
  const options = { clock: BigInt(golden.clock_ns) };
  using interpreter = await Machine.create({ ...options, engine: "interpreter" });
  using jit = await Machine.create({ ...options, engine: "jit" });
  const collections = [interpreter, jit].map((machine) => subject.load(machine));
  const programs = collections.map((own) => own.program(subject.program));
  const random = new Random(seed);
  for (let packet = 0; packet < packets; packet++) {
    const input = mutate(random);
    const [wanted, got] = programs.map((program) => told(program.run(input)));
    const difference = (a: unknown, b: unknown): Difference => ({
      packet,
      data: Buffer.from(input.data).toString("hex"),
      interpreter: a,
      jit: b,
    });
    if (!isDeepStrictEqual(wanted, got)) return difference(wanted, got);
    if ((packet + 1) % MAPS_EVERY !== 0 && packet + 1 !== packets) continue;
    const [left, right] = collections.map(contents);
    for (const [name, entries] of left!) {
      const others = right!.get(name);
      if (!isDeepStrictEqual(entries, others)) {
        return difference({ map: name, entries }, { map: name, entries: others });
      }
    }
    progress(packet + 1);
  }
  return null;
}
