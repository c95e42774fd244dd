/** `--maps-out FILE`: the contents of maps, for `--maps` to read. */
import { BpfMap, type Collection, hexByte, MAP_TYPES, type MapElement, mapElements } from "../vm/index.ts";
import { writeOutput } from "./files.ts";
import { toJson } from "./json.ts";
import { mapsYaml } from "./map-yaml.ts";

/** Maps that hold bytes, and that a run can change. */
export const writableMaps = ({ maps }: Collection): [string, BpfMap][] =>
  [...maps].filter(([, map]) => MAP_TYPES[map.type].holds === "bytes" && !map.spec.readOnly);

/** As YAML with typed members if the file's name ends so, else as JSON with bytes as bpftool's. Throws UNWRITABLE. */
export async function writeMaps(file: string, collection: Collection): Promise<void> {
  const names = [...collection.maps]
    .filter(([, { type, spec }]) => ["bytes", "maps"].includes(MAP_TYPES[type].holds) && !spec.readOnly)
    .map(([name]) => name);
  await writeOutput(file, /\.ya?ml$/i.test(file) ? mapsYaml(collection, names) : mapsJson(collection, names));
}

const quoted = (bytes: Uint8Array): string[] => Array.from(bytes, (byte) => `0x${hexByte(byte)}`);

function mapsJson(collection: Collection, names: readonly string[]): string {
  return toJson(
    Object.fromEntries(names.map((name) => [name, elementsOf(collection, collection.map(name))])),
  );
}

const elementsOf = (collection: Collection, map: BpfMap): unknown[] =>
  Array.from(mapElements(map), (element) => ({
    ...(map.keySize > 0 && { key: quoted(element.key) }),
    ...valuesOf(collection, element),
  }));

function valuesOf(collection: Collection, element: MapElement) {
  if ("value" in element) return { value: quoted(element.value) };
  if ("values" in element)
    return { values: element.values.map((value, cpu) => ({ cpu, value: quoted(value) })) };
  const { held } = element;
  const name = collection.nameOf(held);
  return { value: name ?? (held instanceof BpfMap ? elementsOf(collection, held) : held.name) };
}
