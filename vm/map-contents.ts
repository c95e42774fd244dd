/**
 * Contents of maps from documents: elements with keys and values as bytes, as bpftool prints them, or typed by
 * the BTF of the object.
 */
import type { Btf } from "../loader/index.ts";
import { MAP_TYPES } from "../spec/maps.ts";
import { encodeValue, type ValuePath, valueError } from "./btf-values.ts";
import type { Collection } from "./collection.ts";
import { isObject } from "./is-object.ts";
import type { Machine } from "./machine.ts";
import type { BpfMap } from "./map.ts";
import type { Program } from "./program.ts";

/**
 * Lists of elements by the names of their maps. An element is an object of `key` and `value`, or `values` with one
 * of each CPU (`{ cpu, value }`, or the value alone, in their order). A key or value is bytes (`["0x01", "0x02"]`,
 * or one string of hexadecimal digits) or a `BtfInput`. In a map of maps it is the name of a map or a list of
 * elements, in a program array the name of a program; a kernel's ids of them have to be explained by `ids`.
 */
export interface MapContents {
  maps: ReadonlyMap<string, unknown>;
  /** Elements of inner maps that a dump names by the kernel's ids. */
  ids?: ReadonlyMap<number, unknown>;
}

/** Elements that were not loaded, as there is nothing to put there. */
export interface LeftOut {
  map: string;
  /**
   * `program` and `map`: the kernel's ids of objects that nothing here explains. `perf_event`: what only a kernel
   * can hold. `no_value`: bpftool came too late and saw the key alone.
   */
  reason: "program" | "map" | "perf_event" | "no_value";
  elements: number;
}

/**
 * CPUs that the per-CPU values have, null without any. Throws MachineError BAD_INPUT with a path where they
 * differ.
 */
export function cpusOf({ maps }: MapContents): number | null {
  let cpus: number | null = null;
  for (const [name, elements] of maps) {
    if (!Array.isArray(elements)) continue;
    for (const [i, element] of elements.entries()) {
      const values: unknown = isObject(element) ? element.values : undefined;
      if (!Array.isArray(values)) continue;
      if (cpus !== null && values.length !== cpus) {
        throw valueError(
          ["maps", name, i, "values"],
          `values of ${values.length} CPUs`,
          `of ${cpus}, as elsewhere`,
        );
      }
      cpus = values.length;
    }
  }
  return cpus;
}

/**
 * Puts elements into the maps of a collection, and returns what was left out. Throws MachineError BAD_INPUT with
 * the path to what is wrong, NOT_FOUND where there is no such map, MAP_OPERATION where the map refuses.
 */
export function loadContents(machine: Machine, collection: Collection, contents: MapContents): LeftOut[] {
  return new ContentsLoader(machine, collection, contents).load();
}

/** The kernel's ids that maps were named by, for a dump to name them so again. */
const kernelIds = new WeakMap<BpfMap, number>();

/** The id that a loaded dump had for an inner map, or null. */
export const kernelIdOf = (map: BpfMap): number | null => kernelIds.get(map) ?? null;

/** An element of a map: its value, one of each CPU, or the program or map that the slot holds. */
export type MapElement = { key: Uint8Array } & (
  | { value: Uint8Array }
  | { values: Uint8Array[] }
  | { held: BpfMap | Program }
);

/** All elements; of a perf event array none. Those of a queue or stack have no bytes in their key. */
export function* mapElements(map: BpfMap): Generator<MapElement, void, undefined> {
  const { holds, perCpu } = MAP_TYPES[map.type];
  if (map.keySize === 0 && holds === "bytes") {
    for (const value of valuesOf(map)) yield { key: new Uint8Array(0), value };
  } else if (holds === "bytes") {
    for (const [key, value] of map.entries()) {
      yield perCpu ? { key, values: map.perCpu(value) } : { key, value };
    }
  } else if (holds === "maps" || holds === "programs") {
    for (const key of map.keys()) {
      const held = map.lookupObject(key);
      if (held) yield { key, held };
    }
  }
}

/** What a queue or stack holds, in the order in which it was pushed: all is taken out and pushed again. */
function valuesOf(map: BpfMap): Uint8Array[] {
  const values: Uint8Array[] = [];
  for (let value = map.lookupAndDelete(); value; value = map.lookupAndDelete()) values.push(value);
  if (map.type === "STACK") values.reverse();
  for (const value of values) map.update(new Uint8Array(0), value);
  return values;
}

const MEMBERS = ["key", "value", "values", "formatted"];

class ContentsLoader {
  readonly #machine: Machine;
  readonly #collection: Collection;
  readonly #contents: MapContents;
  readonly #btf: Btf | null;
  readonly #leftOut = new Map<string, LeftOut>();
  readonly #byId = new Map<number, BpfMap>();

  constructor(machine: Machine, collection: Collection, contents: MapContents) {
    this.#machine = machine;
    this.#collection = collection;
    this.#contents = contents;
    this.#btf = collection.spec.btf;
  }

  load(): LeftOut[] {
    for (const [name, elements] of this.#contents.maps) {
      this.#fill(this.#collection.map(name), elements, ["maps", name]);
    }
    return [...this.#leftOut.values()];
  }

  #fill(map: BpfMap, elements: unknown, path: ValuePath): void {
    if (!Array.isArray(elements)) throw valueError(path, elements, "a list of elements");
    if (elements.length > map.maxEntries) {
      throw valueError([...path, map.maxEntries], "one more element", `at most ${map.maxEntries}`);
    }
    if (map.spec.readOnly && elements.length > 0)
      throw valueError(path, "read-only data", "a map to be written");
    const seen = new Map<string, number>();
    for (const [i, element] of elements.entries()) this.#element(map, element, [...path, i], i, seen);
  }

  #element(map: BpfMap, element: unknown, path: ValuePath, index: number, seen: Map<string, number>): void {
    if (!isObject(element)) throw valueError(path, element, "an element with a key and a value");
    const unknown = Object.keys(element).find((name) => !MEMBERS.includes(name));
    if (unknown !== undefined) throw valueError([...path, unknown], "no such member", "key, value or values");
    const { holds, perCpu } = MAP_TYPES[map.type];
    if (holds === "perf_events") {
      this.#leaveOut(map, "perf_event");
      return;
    }
    const key = this.#key(map, element, path);
    const twin = seen.get(key.join());
    if (twin !== undefined && map.keySize > 0) {
      throw valueError([...path, "key"], "the key", `another one than element ${twin} has`);
    }
    seen.set(key.join(), index);
    if (isError(element.value)) this.#leaveOut(map, "no_value");
    else if (holds === "maps" || holds === "programs") {
      const object = this.#object(map, element.value, [...path, "value"]);
      if (object) map.update(key, object);
      else this.#leaveOut(map, holds === "maps" ? "map" : "program");
    } else map.update(key, perCpu ? this.#values(map, element, path) : this.#value(map, element, path));
  }

  #key(map: BpfMap, element: Record<string, unknown>, path: ValuePath): Uint8Array {
    // bpftool prints no keys of data sections, and queues have none.
    if (element.key === undefined && (map.keySize === 0 || map.spec.definition === "data")) {
      return new Uint8Array(map.keySize);
    }
    const at = [...path, "key"];
    if (MAP_TYPES[map.type].indexed && typeof element.key !== "string" && !Array.isArray(element.key)) {
      return indexKey(element.key, map.maxEntries, at);
    }
    return this.#bytes(map.spec.keyTypeId, map.keySize, element.key, at);
  }

  #value(map: BpfMap, element: Record<string, unknown>, path: ValuePath): Uint8Array {
    if (element.values !== undefined) throw valueError([...path, "values"], "one per CPU", "one value");
    return this.#bytes(map.spec.valueTypeId, map.valueSize, element.value, [...path, "value"]);
  }

  /** One value per CPU as bpf(2) takes them: one after the other, each padded to the stride. */
  #values(map: BpfMap, { values }: Record<string, unknown>, path: ValuePath): Uint8Array {
    const { cpus } = this.#machine;
    const at = [...path, "values"];
    if (!Array.isArray(values) || values.length !== cpus) {
      const found = Array.isArray(values) ? `values of ${values.length} CPUs` : (values ?? "nothing");
      throw valueError(at, found, `a list of ${cpus}, one per CPU`);
    }
    const joined = new Uint8Array(map.totalValueSize);
    const seen = new Set<number>();
    for (const [i, one] of values.entries()) {
      const wrapped = isObject(one) && "cpu" in one;
      const cpu = wrapped ? Number(one.cpu) : i;
      if (!Number.isInteger(cpu) || cpu < 0 || cpu >= cpus || seen.has(cpu)) {
        throw valueError([...at, i, "cpu"], wrapped ? one.cpu : i, `each of 0 to ${cpus - 1} once`);
      }
      seen.add(cpu);
      const where = wrapped ? [...at, i, "value"] : [...at, i];
      const value = this.#bytes(map.spec.valueTypeId, map.valueSize, wrapped ? one.value : one, where);
      joined.set(value, cpu * map.valueStride);
    }
    return joined;
  }

  #bytes(typeId: number | null, size: number, input: unknown, path: ValuePath): Uint8Array {
    const bytes = rawBytes(input);
    if (bytes) {
      if (bytes.length !== size) throw valueError(path, `${bytes.length} bytes`, `${size}`);
      return bytes;
    }
    if (typeof input === "string" && input.length === 2 * size && /^[0-9a-f]*$/i.test(input)) {
      return Uint8Array.from({ length: size }, (_, i) => Number.parseInt(input.slice(2 * i, 2 * i + 2), 16));
    }
    if (input === undefined) throw valueError(path, "nothing", "a value");
    if (this.#btf && typeId !== null) return encodeValue(this.#btf, typeId, input, path);
    const plain =
      Array.isArray(input) && input.every((byte) => Number.isInteger(byte) && byte >= 0 && byte < 256);
    if (plain && input.length === size) return Uint8Array.from(input);
    throw valueError(path, input, `${size} bytes like ["0x01", "0x02"], for the object does not type them`);
  }

  /** The map or program that a slot's value stands for; null for an id that nothing explains. */
  #object(map: BpfMap, value: unknown, path: ValuePath): BpfMap | Program | null {
    const { holds } = MAP_TYPES[map.type];
    const bytes = rawBytes(value);
    const id = bytes?.length === 4 ? new DataView(bytes.buffer).getUint32(0, true) : value;
    if (typeof id === "number" || typeof id === "bigint") {
      return holds === "maps" ? this.#mapOfId(map, Number(id)) : null;
    }
    if (typeof value === "string") {
      const named = (holds === "maps" ? this.#collection.maps : this.#collection.programs).get(value);
      if (named) return named;
      throw valueError(path, value, `the name of a ${holds === "maps" ? "map" : "program"} of the object`);
    }
    if (holds === "maps" && Array.isArray(value)) return this.#inner(map, value, path);
    throw valueError(
      path,
      value,
      holds === "maps" ? "a list of elements, or a map's name" : "a program's name",
    );
  }

  #mapOfId(outer: BpfMap, id: number): BpfMap | null {
    const known = this.#byId.get(id);
    if (known) return known;
    const elements = this.#contents.ids?.get(id);
    if (elements === undefined) return null;
    const map = this.#inner(outer, elements, ["maps", `id:${id}`]);
    kernelIds.set(map, id);
    this.#byId.set(id, map);
    return map;
  }

  /** A new map of the kind that the outer one holds. */
  #inner(outer: BpfMap, elements: unknown, path: ValuePath): BpfMap {
    const { inner } = outer.spec;
    if (!inner) throw valueError(path, outer.name, "a map whose object says what it holds");
    const map = this.#machine.createMap(inner);
    this.#fill(map, elements, path);
    return map;
  }

  #leaveOut(map: BpfMap, reason: LeftOut["reason"]): void {
    const key = `${reason} ${map.name}`;
    const known = this.#leftOut.get(key);
    if (known) known.elements++;
    else this.#leftOut.set(key, { map: map.name, reason, elements: 1 });
  }
}

function indexKey(input: unknown, entries: number, path: ValuePath): Uint8Array {
  const index = Number(input);
  const isNumber = typeof input === "number" || typeof input === "bigint";
  if (!isNumber || !Number.isInteger(index) || index < 0 || index >= entries) {
    throw valueError(path, input ?? "nothing", `an index below ${entries}`);
  }
  const key = new Uint8Array(4);
  new DataView(key.buffer).setUint32(0, index, true);
  return key;
}

/** bpftool's bytes, `["0x01","0x02"]`, or bytes as they are; else null. */
function rawBytes(input: unknown): Uint8Array | null {
  if (input instanceof Uint8Array) return input;
  if (!Array.isArray(input)) return null;
  const bytes = new Uint8Array(input.length);
  for (const [i, byte] of input.entries()) {
    if (typeof byte !== "string" || !HEX_BYTE.test(byte)) return null;
    bytes[i] = Number(byte);
  }
  return bytes;
}

const HEX_BYTE = /^0x[0-9a-f]{2}$/i;

/** What bpftool prints in the place of a value that it could not read. */
const isError = (value: unknown): boolean =>
  isObject(value) && Object.keys(value).length === 1 && typeof value.error === "string";
