/**
 * Where paths meet: what is known whichever way the program came, and, at loops, a guess that ends the search.
 *
 * Besides what each place may hold, a state says which places hold the same object, hence the same value. That
 * survives if it holds on both paths: each object of the old state goes together with one object of the other.
 * The first place decides which; a place that goes together with another gets an object of its own.
 */
import { REGISTER_COUNT } from "../../spec/encoding.ts";
import {
  Base,
  NO_RANGE,
  Pointer,
  type PointerKind,
  rangeOf,
  type State,
  Unknown,
  unboundedBase,
  type Value,
} from "./domain.ts";
import type { MapSet, MapSets } from "./objects.ts";
import {
  isWithin,
  joinScalars,
  LIMIT,
  Scalar,
  type Thresholds,
  thresholdAbove,
  thresholdBelow,
  unknownScalar,
  widenScalars,
} from "./scalars.ts";
import { EMPTY_SLOT, extract, type Piece, SLOT_SIZE, type Slot } from "./slots.ts";

const JOINED = Unknown.because("JOINED");

const isNull = (value: Value): boolean =>
  value instanceof Scalar && value.isConstant && value.low === 0 && value.high === 0;
const isSameConstant = (a: Value, b: Value): boolean =>
  a instanceof Scalar && b instanceof Scalar && a.isConstant && b.isConstant && isWithin(a, b);

/** A base of the joined state, and the two that it stands for; the new one's pointers are `delta` further on. */
interface Bound {
  kind: PointerKind;
  maps: MapSet | null;
  old: Base | null | undefined;
  other: Base | null;
  delta: number;
  base: Base;
}

/** How what grows grows: as far as it must, to the next threshold, or to no bound at all. */
export type Growth = "exact" | "widen" | "give up";

export class Joiner {
  readonly #maps: MapSets;
  readonly #thresholds: Thresholds;
  readonly #steps: Thresholds;
  /** Marks made in this join. */
  #mark = 0;
  /** Pairs whose old object goes together with another one. */
  #pairs: { old: Value; other: Value; merged: Value }[] = [];
  #bound: Bound[] = [];
  #into!: State;
  #from!: State;
  #growth: Growth = "exact";

  /** `steps`: distances that pointers are moved by. */
  constructor(maps: MapSets, thresholds: Thresholds, steps: Thresholds) {
    this.#maps = maps;
    this.#thresholds = thresholds;
    this.#steps = steps;
  }

  /** Makes `into` cover `from` too; whether that changed it. */
  join(into: State, from: State, growth: Growth): boolean {
    this.#mark++;
    this.#pairs = [];
    this.#bound = [];
    this.#into = into;
    this.#from = from;
    this.#growth = growth;
    let changed = false;
    for (let r = 0; r < REGISTER_COUNT; r++) {
      const old = into.registers[r]!;
      const value = this.#value(old, from.registers[r]!);
      if (value !== old) {
        into.registers[r] = value;
        changed = true;
      }
    }
    for (let i = 0; i < into.slots.length; i++) {
      const old = into.slots[i]!;
      const slot = this.#slot(old, from.slots[i]!);
      if (slot !== old) {
        into.slots[i] = slot;
        changed = true;
      }
      const written = into.written[i]! & from.written[i]!;
      if (written !== into.written[i]) {
        into.written[i] = written;
        changed = true;
      }
    }
    if (from.packetLength < into.packetLength) {
      into.packetLength = from.packetLength;
      changed = true;
    }
    if (from.linearLength < into.linearLength) {
      into.linearLength = from.linearLength;
      changed = true;
    }
    if (from.metaLength < into.metaLength) {
      into.metaLength = from.metaLength;
      changed = true;
    }
    return changed;
  }

  /** The old object where it covers the other, and still may stand for both. */
  #value(old: Value, other: Value): Value {
    if (old instanceof Unknown) return old;
    if (other instanceof Unknown) return other;
    if (isSameConstant(old, other)) return old;
    if (old.mark === this.#mark) {
      if (old.partner === other || isSameConstant(old.partner as Value, other)) return old.merged as Value;
      const known = this.#pairs.find((pair) => pair.old === old && pair.other === other);
      if (known) return known.merged;
      const merged = this.#merge(old, other);
      const own = merged === old ? duplicate(old) : merged;
      this.#pairs.push({ old, other, merged: own });
      return own;
    }
    old.mark = this.#mark;
    old.partner = other;
    const merged = this.#merge(old, other);
    old.merged = merged;
    return merged;
  }

  #merge(old: Scalar | Pointer, other: Scalar | Pointer): Value {
    if (old instanceof Scalar) {
      if (other instanceof Scalar) {
        if (isWithin(other, old)) return old;
        const merged = this.#growScalar(old, other);
        // Bits may say that the bounds that grew cannot be reached.
        return isWithin(merged, old) ? old : merged;
      }
      if (!isNull(old)) return JOINED;
      const base = other.base && this.#bind(null, other, other.kind, other.maps);
      return new Pointer(other.kind, other.offset, base, true, other.maps);
    }
    if (other instanceof Scalar) {
      if (!isNull(other)) return JOINED;
      return old.nullable ? old : new Pointer(old.kind, old.offset, old.base, true, old.maps);
    }
    const kind = commonKind(old.kind, other.kind);
    if (kind === null) return JOINED;
    const maps = old.maps && other.maps ? this.#maps.join(old.maps, other.maps) : (old.maps ?? other.maps);
    if (old.maps && other.maps && !maps) return JOINED;
    const isFixed = old.base === null && other.base === null && old.offset === other.offset;
    const base = isFixed && old.kind === other.kind ? null : this.#bind(old, other, kind, maps);
    const nullable = old.nullable || other.nullable;
    return kind === old.kind && base === old.base && maps === old.maps && nullable === old.nullable
      ? old
      : new Pointer(kind, old.offset, base, nullable, maps);
  }

  #growScalar(old: Scalar, other: Scalar): Scalar {
    switch (this.#growth) {
      case "exact":
        return joinScalars(old, other);
      case "widen":
        return widenScalars(old, other, this.#thresholds);
      case "give up":
        return unknownScalar();
    }
  }

  /**
   * The base that stands for `old`'s here and for `other`'s there, under a pointer with the old offset; `old` is null
   * where there is no pointer. Pointers share it if they are of the same kind and keep their distance.
   */
  #bind(old: Pointer | null, other: Pointer, kind: PointerKind, maps: MapSet | null): Base {
    const before = old ? old.base : undefined;
    const delta = old ? other.offset - old.offset : 0;
    let taken = false;
    for (const bound of this.#bound) {
      if (bound.old !== before) continue;
      if (bound.other === other.base && bound.delta === delta && bound.kind === kind && bound.maps === maps) {
        return bound.base;
      }
      taken = true;
    }
    const base = this.#joinBases(old, other, delta, taken || old?.kind !== kind);
    this.#bound.push({ kind, maps, old: before, other: other.base, delta, base });
    return base;
  }

  #joinBases(old: Pointer | null, other: Pointer, delta: number, fresh: boolean): Base {
    const from = exact((other.base?.from ?? 0) + delta, Number.NEGATIVE_INFINITY);
    const to = exact((other.base?.to ?? 0) + delta, Number.POSITIVE_INFINITY);
    const range = exact(rangeOf(this.#from, other) - delta, NO_RANGE);
    if (old === null) return new Base(from, to, range);
    const before = old.base;
    const oldFrom = before?.from ?? 0;
    const oldTo = before?.to ?? 0;
    const oldRange = rangeOf(this.#into, old);
    if (before && !fresh && from >= oldFrom && to <= oldTo && range >= before.range) return before;
    if (this.#growth === "give up") return unboundedBase();
    if (this.#growth === "exact" || !before) {
      return new Base(Math.min(from, oldFrom), Math.max(to, oldTo), Math.min(range, oldRange));
    }
    return new Base(
      from < oldFrom ? thresholdBelow(from, this.#thresholds) : oldFrom,
      to > oldTo ? thresholdAbove(to, this.#thresholds) : oldTo,
      range < oldRange ? this.#rangeBelow(range) : oldRange,
    );
  }

  /** Where a range that shrinks may stop: at what a loop asks for each time, which it moves its pointer by. */
  #rangeBelow(range: number): number {
    const step = range > 0 ? thresholdBelow(range, this.#steps) : 0;
    return step > 0 ? step : NO_RANGE;
  }

  #slot(old: Slot, other: Slot): Slot {
    if (old === null) return old;
    if (other === null) return other;
    let same = old.length === other.length;
    for (let i = 0; same && i < old.length; i++) {
      same = old[i]!.at === other[i]!.at && old[i]!.size === other[i]!.size;
    }
    if (same) {
      let pieces: Piece[] | null = null;
      for (let i = 0; i < old.length; i++) {
        const { at, size, value } = old[i]!;
        const merged = this.#value(value, other[i]!.value);
        if (merged === value) continue;
        if (merged instanceof Unknown) return null;
        pieces ??= old.slice();
        pieces[i] = { at, size, value: merged };
      }
      return pieces ?? old;
    }
    if (isWhole(old) || isWhole(other)) return null;
    return this.#cut(old, other);
  }

  /** Numbers in other pieces than before: as far as both know them, in the smallest pieces of both. */
  #cut(old: readonly Piece[], other: readonly Piece[]): Slot {
    if (old.length === 0 || other.length === 0) return EMPTY_SLOT;
    const pieces: Piece[] = [];
    let changed = false;
    for (let at = 0; at < SLOT_SIZE; ) {
      const a = pieceAt(old, at);
      const b = pieceAt(other, at);
      const end = Math.min(a.end, b.end);
      const size = end - at;
      if (a.piece && b.piece) {
        const before = extract(old, at, size);
        const value = this.#value(before, extract(other, at, size));
        const kept = a.piece.at === at && a.piece.size === size && value === a.piece.value;
        if (!kept) changed = true;
        if (!(value instanceof Unknown)) pieces.push(kept ? a.piece : { at, size, value });
      } else if (a.piece) {
        changed = true;
      }
      at = end;
    }
    if (!changed) return old;
    return pieces.length === 0 ? EMPTY_SLOT : pieces;
  }
}

/** The same knowledge as another object. */
const duplicate = (value: Scalar | Pointer): Value =>
  value instanceof Scalar
    ? value.clone()
    : new Pointer(value.kind, value.offset, value.base, value.nullable, value.maps);

const isWhole = (pieces: readonly Piece[]): boolean =>
  pieces.length === 1 && !(pieces[0]!.value instanceof Scalar);

/** The piece that byte `at` is in, and where it, or the gap, ends. */
function pieceAt(pieces: readonly Piece[], at: number): { piece: Piece | null; end: number } {
  for (const piece of pieces) {
    if (at < piece.at) return { piece: null, end: piece.at };
    if (at < piece.at + piece.size) return { piece, end: piece.at + piece.size };
  }
  return { piece: null, end: SLOT_SIZE };
}

function commonKind(a: PointerKind, b: PointerKind): PointerKind | null {
  if (a === b) return a;
  return isPlain(a) && isPlain(b) ? "stack_or_map_value" : null;
}
const isPlain = (kind: PointerKind): boolean =>
  kind === "stack" || kind === "map_value" || kind === "stack_or_map_value";

/** A bound, or none where doubles would round. */
const exact = (bound: number, none: number): number => (Math.abs(bound) <= LIMIT ? bound : none);
