/** How cost grows: it should not, per packet, per lookup and per instruction. */
import type { Case } from "./cases.ts";
import { collectionCase } from "./cases.ts";
import { type EngineName, Machines } from "./engines.ts";
import { KEYS, LOOKUP_TYPES, lookupCases } from "./lookups.ts";
import { tcpFrame } from "./micro.ts";
import { bundled, serviceCase } from "./objects.ts";
import { straightLine } from "./program.ts";
import { callSampler, type Pace, race } from "./timing.ts";

export interface Curve {
  name: string;
  /** What is along the x axis. */
  x: string;
  /** What one figure is of. */
  unit: string;
  points: { x: number; ns: Partial<Record<EngineName, number>> }[];
}

export interface Reach {
  packets: readonly number[];
  entries: readonly number[];
  instructions: readonly number[];
  services: readonly number[];
}
export const reaches = {
  quick: {
    packets: [1, 64, 4096],
    entries: [100, 10_000],
    instructions: [100, 5_000],
    services: [1, 100],
  },
  full: {
    packets: [1, 4, 16, 64, 256, 1024, 4096],
    entries: [100, 1_000, 10_000, 100_000, 1_000_000],
    instructions: [100, 500, 2_000, 5_000, 20_000],
    services: [1, 10, 100, 1_000, 10_000],
  },
} satisfies Record<string, Reach>;

/** Cases of `map` come from the same measurements as the curves over entries: `found` is told of them. */
export async function* curves(
  engines: readonly EngineName[],
  reach: Reach,
  pace: Pace,
  found: (one: Case, ns: ReadonlyMap<EngineName, number>) => void,
): AsyncGenerator<Curve> {
  for (const type of LOOKUP_TYPES) {
    const own = KEYS.map(
      (keys): Curve => ({ name: `${type} lookup, ${keys} keys`, x: "entries", unit: "lookup", points: [] }),
    );
    for (const entries of reach.entries) {
      using machines = await Machines.create(engines);
      let i = 0;
      for (const one of lookupCases(machines, type, entries)) {
        const ns = race(one.samplers(), pace);
        own[i++]!.points.push({ x: entries, ns: Object.fromEntries(ns) });
        found(one, ns);
      }
    }
    yield* own;
  }
  yield await curve("packets per call", "packet", reach.packets, async (count) => {
    using machines = await Machines.create(engines.filter((engine) => engine !== "kernel"));
    const data = bundled.paths[0]!.frame;
    const packets = new Array<Uint8Array>(count).fill(data);
    const samplers = [...machines.load(bundled.spec())].map(([engine, own]) => {
      const batch = own.program(bundled.program).batch(packets);
      return [engine, callSampler(() => batch.run(), count)] as const;
    });
    return race(new Map(samplers), pace);
  });
  yield await curve("instructions of a program", "instruction", reach.instructions, async (count) => {
    using machines = await Machines.create(engines);
    const one = collectionCase({
      name: `${count} instructions`,
      kind: "micro",
      machines,
      text: straightLine(count),
      maps: {},
      frame: tcpFrame(64),
    });
    return new Map([...race(one.samplers(), pace)].map(([engine, ns]) => [engine, ns / count]));
  });
  yield await curve("services behind one address", "packet", reach.services, async (count) => {
    const { machines, own } = await serviceCase(engines, count);
    using _ = machines;
    return race(own.samplers(), pace);
  });
}

async function curve(
  x: string,
  unit: string,
  values: readonly number[],
  measure: (value: number) => Promise<ReadonlyMap<EngineName, number>>,
): Promise<Curve> {
  const points: Curve["points"] = [];
  for (const value of values) points.push({ x: value, ns: Object.fromEntries(await measure(value)) });
  return { name: `cost per ${unit} by ${x}`, x, unit, points };
}
