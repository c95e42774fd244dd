/** What a machine holds when an input reaches it: variables and map elements, and how to vary them. */
import type { CollectionSpec } from "../../loader/index.ts";
import { MAP_TYPES } from "../../spec/maps.ts";
import { sameBytes } from "../../spec/text.ts";
import type { Collection } from "../collection.ts";
import type { BpfMap } from "../map.ts";
import type { Dictionary } from "./dictionary.ts";
import type { MapElement, Scene } from "./input.ts";
import type { Random } from "./random.ts";

/** Elements that a scene may have. */
const MOST_ELEMENTS = 8;
/** Keys that are looked at for one to change. */
const KEYS = 64;

export const mutableMaps = (collection: Collection): BpfMap[] =>
  [...collection.maps.values()].filter(
    ({ type, spec }) => MAP_TYPES[type].holds === "bytes" && !spec.readOnly && spec.keySize > 0,
  );

/** Sets the elements; what a map refuses (it is full, the key is no index) is left out. */
export function applyScene(collection: Collection, elements: readonly MapElement[]): void {
  for (const { map: name, key, value } of elements) {
    const map = collection.maps.get(name);
    if (!map || key.length !== map.keySize) continue;
    if (value === null) map.tryDelete(key);
    else if (value.length === map.totalValueSize) map.tryUpdate(key, value);
  }
}

/** Gives the object the scene's variables while `load` runs. */
export function withVariables<T>(spec: CollectionSpec, { variables }: Scene, load: () => T): T {
  const before = [...variables.keys()].flatMap((name) => spec.variables.get(name) ?? []);
  const values = before.map((variable) => variable.bytes);
  try {
    for (const variable of before) variable.set(variables.get(variable.name)!.slice(0, variable.size));
    return load();
  } finally {
    for (const [i, variable] of before.entries()) variable.set(values[i]!);
  }
}

/** The scene with one variable changed, or null where there is none. */
export function varyVariables(
  scene: Scene,
  spec: CollectionSpec,
  random: Random,
  dictionary: Dictionary,
): Scene | null {
  const variables = [...spec.variables.values()].filter(({ size }) => size > 0 && size <= 16);
  if (variables.length === 0) return null;
  const variable = random.pick(variables);
  const bytes = (scene.variables.get(variable.name) ?? variable.bytes).slice();
  changeBytes(bytes, random, dictionary);
  return { ...scene, variables: new Map([...scene.variables, [variable.name, bytes]]) };
}

/** The scene with one element set, changed or taken away, or null where there is no map. */
export function varyElements(
  scene: Scene,
  collection: Collection,
  data: Uint8Array,
  random: Random,
  dictionary: Dictionary,
): Scene | null {
  const maps = mutableMaps(collection);
  if (maps.length === 0) return null;
  const map = random.pick(maps);
  const keys: Uint8Array[] = [];
  for (const key of map.keys()) {
    if (keys.push(key) === KEYS) break;
  }
  const key = keys.length > 0 && !random.oneIn(3) ? random.pick(keys).slice() : new Uint8Array(map.keySize);
  if (keys.length === 0 || random.oneIn(4)) fillFrom(key, data, random, dictionary);
  const old = scene.elements.find((element) => element.map === map.name && sameBytes(element.key, key));
  const value = (old ? old.value : map.lookup(key))?.slice() ?? new Uint8Array(map.totalValueSize);
  changeBytes(value, random, dictionary);
  const element = { map: map.name, key, value: random.oneIn(6) ? null : value };
  const others = scene.elements.filter((one) => one !== old);
  return { ...scene, elements: [...others.slice(-MOST_ELEMENTS + 1), element] };
}

/** Puts parts of the packet, or known values, into a key. */
function fillFrom(bytes: Uint8Array, data: Uint8Array, random: Random, dictionary: Dictionary): void {
  for (let parts = 1 + random.below(4); parts > 0; parts--) {
    const size = Math.min(random.pick([1, 2, 4, 4, 6, 16]), bytes.length);
    const at = random.below(bytes.length - size + 1);
    const known = random.oneIn(2) ? dictionary.ofLength(random, size) : null;
    const from = random.below(Math.max(1, data.length - size));
    bytes.set(known ?? data.subarray(from, from + size), at);
  }
}

function changeBytes(bytes: Uint8Array, random: Random, dictionary: Dictionary): void {
  if (bytes.length === 0) return;
  for (let changes = 1 + random.below(3); changes > 0; changes--) {
    const at = random.below(bytes.length);
    if (random.oneIn(2)) {
      const known = dictionary.pick(random);
      if (known && at + known.length <= bytes.length) bytes.set(known, at);
    } else bytes[at] = random.oneIn(2) ? random.u32() : bytes[at]! ^ (1 << random.below(8));
  }
}
