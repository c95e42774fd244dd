/** What a run changed in the maps. */
import { isMetricsMap } from "../cilium/index.ts";
import { type BpfMap, type Collection, MAP_TYPES } from "../vm/index.ts";
import { toHex } from "./bytes.ts";
import { writableMaps } from "./map-dump.ts";

/** By map, by key in hexadecimal, the value. */
export type MapState = ReadonlyMap<string, ReadonlyMap<string, Uint8Array>>;

export interface MapChange {
  map: BpfMap;
  added: number;
  changed: number;
  removed: number;
  /** For Cilium's metrics map: what was counted. */
  metrics: MetricsChange[];
}

export interface MetricsChange {
  reason: number;
  direction: number;
  packets: bigint;
  bytes: bigint;
}

export function mapState(collection: Collection): MapState {
  return new Map(
    writableMaps(collection).map(([name, map]) => [
      name,
      new Map(Array.from(map.entries(), ([key, value]) => [toHex(key), value])),
    ]),
  );
}

export function mapChanges(collection: Collection, before: MapState): MapChange[] {
  const changes: MapChange[] = [];
  for (const [name, after] of mapState(collection)) {
    const map = collection.map(name);
    const was = before.get(name)!;
    const added = [...after.keys()].filter((key) => !was.has(key));
    const removed = [...was.keys()].filter((key) => !after.has(key));
    const changed = [...after].flatMap(([key, value]) => {
      const old = was.get(key);
      return old && toHex(old) !== toHex(value) ? [key] : [];
    });
    if (added.length + removed.length + changed.length === 0) continue;
    const metrics = isMetrics(map)
      ? [...added, ...changed].map((key) => metricsChange(map, key, was.get(key), after.get(key)!))
      : [];
    changes.push({ map, added: added.length, changed: changed.length, removed: removed.length, metrics });
  }
  return changes;
}

/** Cilium's counters: reason and direction in the first two key bytes, packets and bytes in the value. */
const isMetrics = (map: BpfMap): boolean =>
  isMetricsMap(map.name) && map.keySize === 8 && map.valueSize === 16 && MAP_TYPES[map.type].perCpu;

function metricsChange(
  map: BpfMap,
  key: string,
  before: Uint8Array | undefined,
  after: Uint8Array,
): MetricsChange {
  const sum = (value: Uint8Array | undefined, offset: number) =>
    (value ? map.perCpu(value) : []).reduce(
      (total, one) => total + new DataView(one.buffer, one.byteOffset).getBigUint64(offset, true),
      0n,
    );
  const [reason = 0, direction = 0] = Buffer.from(key, "hex");
  return {
    reason,
    // Two bits; the others are padding.
    direction: direction & 3,
    packets: sum(after, 0) - sum(before, 0),
    bytes: sum(after, 8) - sum(before, 8),
  };
}
