/** Lookups in maps that are known, and updates of arrays, by keys on the function's stack frame: without a helper's general way. */
import { MAP_TYPES, type MapType } from "../../spec/maps.ts";
import type { Contents } from "./contents.ts";
import type { Registers } from "./known.ts";
import type { Piece } from "./pieces.ts";
import type { DirectCall } from "./plan-call.ts";
import type { MapShape, Source } from "./source.ts";

/** As `spec/helpers.ts` calls them. */
const LOOKUP = "map_lookup_elem";
const UPDATE = "map_update_elem";
const HASHES: readonly MapType[] = ["HASH", "PERCPU_HASH", "LRU_HASH", "LRU_PERCPU_HASH"];
const ARRAYS: readonly MapType[] = ["ARRAY", "PERCPU_ARRAY"];
/** Words that a key may have (`assembly/maps/find.ts`), besides a prefix's length. */
const MAX_WORDS = { hash: 5, lpm: 3, array: 1 } as const;
/** Bytes of the length with which a key of an LPM map begins. */
const PREFIX_LENGTH_SIZE = 4;

export interface LookupPlan {
  kind: "hash" | "lpm" | "array";
  /** The map's descriptor, or null: it is in r1. */
  map: number | null;
  /** What all the maps that it may be have in common. */
  shape: MapShape;
  /** Whether a lookup marks the element as used. */
  lru: boolean;
  /** Whether there is a value for the key in every case. */
  finds: boolean;
  /** The prefix's length of a key that has one, and the rest of the key's bytes by words. */
  prefix: readonly Piece[];
  key: readonly (readonly Piece[])[];
}

export function planLookup(
  source: Source,
  call: DirectCall,
  registers: Registers,
  contents: Contents | undefined,
  finds: boolean,
): LookupPlan | null {
  const offset = frameOffset(registers[2]!);
  if (call.helper.name !== LOOKUP || call.maps === null || !contents || offset === null) return null;
  const shapes = call.maps.map((map) => source.mapAt(map));
  const shape = shapes[0]!;
  const kind = kindOf(shape);
  if (kind === null || !shapes.every((other) => isAlike(shape, other))) return null;
  // Arrays differ in where they lie.
  if (kind === "array" && shapes.length > 1) return null;
  const prefixSize = kind === "lpm" ? PREFIX_LENGTH_SIZE : 0;
  if (shape.keySize - prefixSize > 8 * MAX_WORDS[kind]) return null;
  const lru = shape.type === MAP_TYPES.LRU_HASH.number || shape.type === MAP_TYPES.LRU_PERCPU_HASH.number;
  return {
    kind,
    map: call.maps.length === 1 ? call.maps[0]! : null,
    shape,
    lru,
    finds,
    prefix: contents.pieces(offset, prefixSize),
    key: words(contents.pieces(offset + prefixSize, shape.keySize - prefixSize)),
  };
}

/** Longest value that is written out. */
const MAX_VALUE = 64;

/** An update of an array that has the index, with a value from the frame. */
export interface UpdatePlan {
  shape: MapShape;
  index: number;
  value: readonly Piece[];
}

export function planUpdate(
  source: Source,
  call: DirectCall,
  registers: Registers,
  contents: Contents | undefined,
): UpdatePlan | null {
  if (call.helper.name !== UPDATE || call.maps?.length !== 1 || !contents) return null;
  const shape = source.mapAt(call.maps[0]!);
  if (kindOf(shape) !== "array" || shape.readOnly || shape.valueSize > MAX_VALUE) return null;
  const { constant: flags, pointer } = registers[4]!;
  if (pointer !== 0n || flags === null || flags.framed || flags.value !== 0n) return null;
  const key = frameOffset(registers[2]!);
  const value = frameOffset(registers[3]!);
  if (key === null || value === null) return null;
  const [index] = contents.pieces(key, shape.keySize);
  if (index?.kind !== "constant" || index.size !== shape.keySize) return null;
  if (index.value >= BigInt(shape.maxEntries)) return null;
  return { shape, index: Number(index.value), value: contents.pieces(value, shape.valueSize) };
}

/** Where in the frame a register points to, if that is known. */
const frameOffset = ({ constant, pointer }: Registers[number]): number | null =>
  pointer === "frame" && constant?.framed ? Number(constant.value) : null;

function kindOf({ type, flat }: MapShape): LookupPlan["kind"] | null {
  const is = (types: readonly MapType[]) => types.some((name) => MAP_TYPES[name].number === type);
  if (is(HASHES)) return "hash";
  if (is(["LPM_TRIE"])) return "lpm";
  return is(ARRAYS) && flat ? "array" : null;
}

const isAlike = (a: MapShape, b: MapShape): boolean =>
  a.type === b.type &&
  a.keySize === b.keySize &&
  a.valueSize === b.valueSize &&
  a.readOnly === b.readOnly &&
  a.cpus === b.cpus;

function words(pieces: readonly Piece[]): Piece[][] {
  const words: Piece[][] = [];
  let at = 0;
  for (const piece of pieces) {
    if (at % 8 === 0) words.push([]);
    words.at(-1)!.push(piece);
    at += piece.size;
  }
  return words;
}
