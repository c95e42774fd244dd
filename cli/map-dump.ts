/** The contents of maps as JSON: per map the elements as `bpftool map dump -j` writes them. */
import { type BpfMap, type Collection, MAP_TYPES } from "../vm/index.ts";
import { fromHex, hexByte } from "./bytes.ts";
import { CliError } from "./errors.ts";
import { isObject } from "./json.ts";
import { nearest } from "./nearest.ts";

/** Bytes as `["0x01","0x02"]`. */
type HexBytes = string[];

export type DumpElement = { key: HexBytes } & (
  | { value: HexBytes }
  | { values: { cpu: number; value: HexBytes }[] }
);

/** By the maps' names. */
export type MapDump = Record<string, DumpElement[]>;

/** An element as read from a file; a per-CPU map's has one value per CPU. */
interface Element {
  key: Uint8Array;
  values: Uint8Array[];
  perCpu: boolean;
}

export type ParsedDump = ReadonlyMap<string, readonly Element[]>;

/** Maps that hold bytes, and that a run can change. */
export const writableMaps = ({ maps }: Collection): [string, BpfMap][] =>
  [...maps].filter(([, map]) => MAP_TYPES[map.type].holds === "bytes" && !map.spec.readOnly);

const quoted = (bytes: Uint8Array): HexBytes => Array.from(bytes, (byte) => `0x${hexByte(byte)}`);

export function dumpMaps(collection: Collection): MapDump {
  const dump: MapDump = {};
  for (const [name, map] of writableMaps(collection)) {
    const perCpu = MAP_TYPES[map.type].perCpu;
    dump[name] = Array.from(map.entries(), ([key, value]) => ({
      key: quoted(key),
      ...(perCpu
        ? { values: map.perCpu(value).map((one, cpu) => ({ cpu, value: quoted(one) })) }
        : { value: quoted(value) }),
    }));
  }
  return dump;
}

/**
 * Reads what `dumpMaps` gives. Bytes may also be numbers, or one string of hexadecimal digits.
 * Throws CliError BAD_MAPS.
 */
export function parseMapDump(document: unknown, file: string): ParsedDump {
  if (!isObject(document)) {
    throw new CliError("BAD_MAPS", {
      file,
      expected: "an object with a list of elements for each map's name",
    });
  }
  return new Map(
    Object.entries(document).map(([name, elements]) => {
      const refuse = (expected: string): never => {
        throw new CliError("BAD_MAPS", { file, name, expected });
      };
      if (!Array.isArray(elements)) return refuse("a list of elements");
      return [name, elements.map((element) => parseElement(element, refuse))];
    }),
  );
}

function parseElement(element: unknown, refuse: (expected: string) => never): Element {
  if (!isObject(element)) return refuse("elements with a key and a value");
  const bytes = (input: unknown, what: string) =>
    parseBytes(input) ?? refuse(`a ${what} of bytes like ["0x01", "0x02"] or "0102"`);
  const key = bytes(element.key, "key");
  if (element.values === undefined) return { key, values: [bytes(element.value, "value")], perCpu: false };
  if (!Array.isArray(element.values)) return refuse("values as a list, one per CPU");
  const values = element.values.map((one: unknown) => bytes(isObject(one) ? one.value : one, "value"));
  return { key, values, perCpu: true };
}

function parseBytes(input: unknown): Uint8Array | null {
  if (typeof input === "string") return fromHex(input);
  if (!Array.isArray(input)) return null;
  const bytes = input.map((byte) =>
    typeof byte === "string" && /^0x[0-9a-f]{1,2}$/i.test(byte) ? Number(byte) : byte,
  );
  const fine = bytes.every((byte) => Number.isInteger(byte) && byte >= 0 && byte <= 0xff);
  return fine ? Uint8Array.from(bytes) : null;
}

/** CPUs that the per-CPU maps of a dump have values for, null without any. Throws BAD_MAPS where they differ. */
export function cpusOf(dump: ParsedDump, file: string): number | null {
  let cpus: number | null = null;
  for (const [name, elements] of dump) {
    for (const { values, perCpu } of elements) {
      if (!perCpu) continue;
      if (cpus !== null && values.length !== cpus) {
        throw new CliError("BAD_MAPS", {
          file,
          name,
          expected: `values of ${cpus} CPUs, as in the other elements`,
        });
      }
      cpus = values.length;
    }
  }
  return cpus;
}

/** Puts the elements into the maps. Throws CliError NO_SUCH_MAP or BAD_MAPS, or what the map refuses. */
export function loadMaps(collection: Collection, dump: ParsedDump, file: string): void {
  const writable = new Map(writableMaps(collection));
  for (const [name, elements] of dump) {
    const map = writable.get(name);
    if (!map) {
      if (collection.maps.has(name))
        throw new CliError("BAD_MAPS", { file, name, expected: "a map to be written" });
      throw new CliError("NO_SUCH_MAP", { name, file, candidates: nearest(name, writable.keys()) });
    }
    for (const { key, values, perCpu } of elements) {
      if (perCpu !== MAP_TYPES[map.type].perCpu) {
        const expected = perCpu ? "one value, for it is not per CPU" : "values as a list, one per CPU";
        throw new CliError("BAD_MAPS", { file, name, expected });
      }
      map.update(key, perCpu ? joinCpus(map, values, file) : values[0]!);
    }
  }
}

/** One value per CPU as bpf(2) takes them: one after the other, each padded to the stride. */
function joinCpus(map: BpfMap, values: Uint8Array[], file: string): Uint8Array {
  const joined = new Uint8Array(map.totalValueSize);
  const stride = joined.length / values.length;
  for (const [cpu, value] of values.entries()) {
    if (value.length !== map.valueSize) {
      throw new CliError("BAD_MAPS", { file, name: map.name, expected: `values of ${map.valueSize} bytes` });
    }
    joined.set(value, cpu * stride);
  }
  return joined;
}
