/** Maps, as far as programs depend on them: what a pointer into a map, or to one, may point to. */
import type { MapSpec } from "../../loader/index.ts";
import { MAP_TYPES, MapFlag, type MapType } from "../../spec/maps.ts";

export interface MapShape {
  /** Null for a map that is found in another map. */
  name: string | null;
  type: MapType;
  keySize: number;
  valueSize: number;
  maxEntries: number;
  /** Whether programs may only read its values. */
  readOnly: boolean;
  /** The value's bytes, where nothing changes them any more: those of a frozen data map. */
  contents: Uint8Array | null;
  /** What a map of maps holds. */
  inner: MapShape | null;
}

/** The shape of a map as a machine makes it of its spec. A map that others share has no contents of its own. */
export function shapeOf(spec: MapSpec): MapShape {
  const frozen = spec.readOnly && !spec.pinByName && spec.data?.length === spec.valueSize;
  return {
    name: spec.name,
    type: spec.type,
    keySize: spec.keySize,
    valueSize: spec.valueSize,
    maxEntries: spec.maxEntries,
    readOnly: spec.readOnly || (spec.flags & MapFlag.RDONLY_PROG) !== 0,
    contents: frozen ? spec.data : null,
    inner: spec.inner && { ...shapeOf({ ...spec.inner, readOnly: false, data: null }), name: null },
  };
}

/** Keys are always there: a lookup of an index below `maxEntries` finds a value. */
export const isIndexed = ({ type }: MapShape): boolean =>
  MAP_TYPES[type].indexed && MAP_TYPES[type].holds === "bytes";

/** Maps that a pointer may be to, or into; not empty. Two sets are equal if they are the same object. */
export interface MapSet {
  readonly shapes: readonly MapShape[];
  /** The bytes that a key takes at most. */
  readonly keySize: number;
  /** The bytes that every value has, and the bytes that one has at most. */
  readonly valueSize: number;
  readonly valueSizeMax: number;
  /** Whether one of them is read-only. */
  readonly readOnly: boolean;
  /** What a lookup finds. */
  readonly holds: "values" | "maps" | "unknown";
  /** What a lookup finds in maps of maps. */
  readonly inner: MapSet | null;
}

/** More maps than this are not told apart from any pointer at all. */
const MAX_SHAPES = 64;

/** The sets of one analysis. */
export class MapSets {
  readonly #numbers = new Map<MapShape, number>();
  readonly #sets = new Map<string, MapSet>();

  of(shapes: readonly MapShape[]): MapSet {
    const numbers = [...new Set(shapes.map((shape) => this.#number(shape)))].sort((a, b) => a - b);
    const key = numbers.join();
    let set = this.#sets.get(key);
    if (!set) {
      const inners = shapes.map(({ inner }) => inner);
      const nested = shapes.map(({ type }) => MAP_TYPES[type].holds === "maps");
      const known = inners.filter((inner) => inner !== null);
      set = {
        shapes: [...new Set(shapes)],
        keySize: Math.max(...shapes.map(({ keySize }) => keySize)),
        valueSize: Math.min(...shapes.map(({ valueSize }) => valueSize)),
        valueSizeMax: Math.max(...shapes.map(({ valueSize }) => valueSize)),
        readOnly: shapes.some(({ readOnly }) => readOnly),
        holds: nested.every((is) => !is)
          ? "values"
          : nested.every((is) => is) && known.length === shapes.length
            ? "maps"
            : "unknown",
        inner: known.length === shapes.length ? this.of(known) : null,
      };
      this.#sets.set(key, set);
    }
    return set;
  }

  /** Either; null where that is too many. */
  join(a: MapSet, b: MapSet): MapSet | null {
    if (a === b) return a;
    const both = this.of([...a.shapes, ...b.shapes]);
    return both.shapes.length <= MAX_SHAPES ? both : null;
  }

  #number(shape: MapShape): number {
    let number = this.#numbers.get(shape);
    if (number === undefined) {
      number = this.#numbers.size;
      this.#numbers.set(shape, number);
    }
    return number;
  }
}
