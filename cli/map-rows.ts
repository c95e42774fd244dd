import { MAP_TYPES, type MapSpec } from "../vm/index.ts";
import { table } from "./table.ts";

/** A map as JSON; bpftool's words for its type. */
export function mapRow(map: MapSpec): Record<string, unknown> {
  return {
    name: map.name,
    type: MAP_TYPES[map.type].tool,
    key_size: map.keySize,
    value_size: map.valueSize,
    max_entries: map.maxEntries,
    flags: map.flags,
    pinning: map.pinning,
    pin_by_name: map.pinByName,
    read_only: map.readOnly,
    section: map.section,
    definition: map.definition,
    inner: map.inner ? mapRow(map.inner) : null,
    values: map.values,
  };
}

export function mapTable(maps: Iterable<MapSpec>): string {
  const rows = [...maps].map((map) => [
    map.name,
    MAP_TYPES[map.type].tool,
    `${map.keySize}`,
    `${map.valueSize}`,
    `${map.maxEntries}`,
    `0x${map.flags.toString(16)}`,
    map.pinByName ? "by name" : map.pinning > 0 ? `${map.pinning}` : "",
  ]);
  return table(["map", "type", "key", "value", "max_entries", "flags", "pinning"], rows);
}
