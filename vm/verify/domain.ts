/**
 * What is known of a value while a program is analysed: a number (`scalars.ts`), a pointer, or nothing. And what
 * is known of all that a function can see at one instruction: a state.
 *
 * A value is immutable. It is also an identity: two places that hold the same object hold the same value. So
 * what a comparison teaches of one register is known of every copy, spilled or not (`State.replace`).
 */
import { FRAME_POINTER, REGISTER_COUNT, STACK_SIZE } from "../../spec/encoding.ts";
import { HOLE_END, PACKET, PACKET_END } from "../../spec/layout.ts";
import type { MapSet } from "./objects.ts";
import { LIMIT, Scalar, unknownScalar } from "./scalars.ts";
import { EMPTY_SLOT, extract, holdsNoPointer, type Slot, writeSlot } from "./slots.ts";

/** What a pointer was made for; its provenance at run time is of this kind and of no other. */
export type PointerKind =
  | "stack"
  /** The frame of a function that called this one. */
  | "caller_stack"
  /** The function's frame or a map's value: offsets count from the beginning of whichever it is. */
  | "stack_or_map_value"
  | "packet"
  | "packet_meta"
  | "packet_end"
  | "map_value"
  | "map"
  | "context"
  | "socket"
  | "function";

/**
 * The part of a pointer's offset that is not constant: one number, the same for all pointers that share it.
 * It may be from `from` to `to`; without a bound these are infinite, and sums with it may have wrapped.
 */
export class Base {
  readonly from: number;
  readonly to: number;
  /** So many bytes from here on are certainly within the object, even if nothing else says so. */
  readonly range: number;

  constructor(from: number, to: number, range: number) {
    this.from = from;
    this.to = to;
    this.range = range;
  }
}

/** Longest packet that there can be. */
export const MAX_PACKET_LENGTH = PACKET_END - PACKET;
export const NO_RANGE = Number.NEGATIVE_INFINITY;
/** A number that nothing is known of. Each call is another one. */
export const unboundedBase = (): Base =>
  new Base(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, NO_RANGE);

/**
 * A pointer: `offset` and `base` count from its object's first byte. Of `packet_end` they count from the byte
 * behind the packet. A nullable pointer may be the number 0 instead.
 */
export class Pointer {
  readonly kind: PointerKind;
  readonly offset: number;
  readonly base: Base | null;
  readonly nullable: boolean;
  /** Of `map` and pointers into values: which. */
  readonly maps: MapSet | null;
  /** For whoever joins states: see `join.ts`. */
  mark: number;
  partner: unknown;
  merged: unknown;

  constructor(
    kind: PointerKind,
    offset: number,
    base: Base | null = null,
    nullable = false,
    maps: MapSet | null = null,
  ) {
    this.kind = kind;
    this.offset = offset;
    this.base = base;
    this.nullable = nullable;
    this.maps = maps;
    this.mark = 0;
    this.partner = null;
    this.merged = null;
  }

  /** Least and greatest distance from the object's first byte. */
  get from(): number {
    return this.base === null ? this.offset : this.base.from + this.offset;
  }
  get to(): number {
    return this.base === null ? this.offset : this.base.to + this.offset;
  }

  /** Whether it is exactly what its object is known by. */
  get isWhole(): boolean {
    return this.offset === 0 && this.base === null && !this.nullable;
  }

  /**
   * Whether address and offset are the sum that they seem to be: objects lie between the hole and 2^32, so
   * that a bounded offset does not wrap, and the address is not 0.
   */
  get isOrdered(): boolean {
    return this.from > -HOLE_END && this.to <= LIMIT;
  }

  /** The pointer at a constant distance. */
  moved(by: number): Pointer {
    if (by === 0) return this;
    const offset = this.offset + by;
    if (Math.abs(offset) > LIMIT) return new Pointer(this.kind, 0, unboundedBase(), this.nullable, this.maps);
    return new Pointer(this.kind, offset, this.base, this.nullable, this.maps);
  }

  withBase(base: Base): Pointer {
    return new Pointer(this.kind, this.offset, base, this.nullable, this.maps);
  }

  ofKind(kind: PointerKind): Pointer {
    return new Pointer(kind, this.offset, this.base, this.nullable, this.maps);
  }

  withoutNull(): Pointer {
    return new Pointer(this.kind, this.offset, this.base, false, this.maps);
  }
}

/** Why nothing is known of a value. */
export type UnknownReason =
  /** A function's argument, or a register that its caller left behind. */
  | "ARGUMENT"
  /** The result of a call. */
  | "RESULT"
  /** A packet pointer from before a helper that may move the packet. */
  | "STALE"
  /** Different kinds of values, by the way that the program came. */
  | "JOINED"
  /** Loaded through a pointer that is not known well enough. */
  | "LOADED"
  /** On the stack, where a write may have gone that is not known well enough. */
  | "OVERWRITTEN"
  /** Computed from a pointer that may be null. */
  | "NULL_ARITHMETIC";

/** Any number and any pointer. One object per reason: nothing is ever learnt of it. */
export class Unknown {
  readonly reason: UnknownReason;

  private constructor(reason: UnknownReason) {
    this.reason = reason;
  }

  static readonly #all = new Map<UnknownReason, Unknown>();

  static because(reason: UnknownReason): Unknown {
    let value = Unknown.#all.get(reason);
    if (!value) {
      value = new Unknown(reason);
      Unknown.#all.set(reason, value);
    }
    return value;
  }
}

export type Value = Scalar | Pointer | Unknown;

/** Whether a pointer may be into the function's own frame. */
export const pointsToFrame = ({ kind }: Pointer): boolean =>
  kind === "stack" || kind === "stack_or_map_value";

const STALE = Unknown.because("STALE");
const OVERWRITTEN = Unknown.because("OVERWRITTEN");

/** A value as a number: a pointer's address is any number. */
export const asScalar = (value: Value): Scalar => (value instanceof Scalar ? value : unknownScalar());

const SLOT_SIZE = 8;
const SLOTS = STACK_SIZE / SLOT_SIZE;

/** What is known before an instruction. Owned by whoever works on it; values in it are shared. */
export class State {
  readonly registers: Value[];
  /** The function's frame by 8 bytes, from the lowest. */
  readonly slots: Slot[];
  /** For each slot, the bytes that were certainly written: one bit each. */
  readonly written: Uint8Array;
  /** The packet, and its metadata, have at least so many bytes. */
  packetLength: number;
  metaLength: number;
  /** The same of the packet, whether or not the program has to find it out again. */
  linearLength = 0;

  constructor(
    registers: Value[],
    slots: Slot[],
    written: Uint8Array,
    packetLength: number,
    metaLength: number,
  ) {
    this.registers = registers;
    this.slots = slots;
    this.written = written;
    this.packetLength = packetLength;
    this.metaLength = metaLength;
  }

  /** At a function's beginning: its frame holds no pointers. */
  static atEntry(registers: Value[]): State {
    const slots = new Array<Slot>(SLOTS).fill(EMPTY_SLOT);
    return new State(registers, slots, new Uint8Array(SLOTS), 0, 0);
  }

  clone(): State {
    const { registers, slots, written, packetLength, metaLength } = this;
    const copy = new State(registers.slice(), slots.slice(), written.slice(), packetLength, metaLength);
    copy.linearLength = this.linearLength;
    return copy;
  }

  /** The packet was found to have so many bytes. */
  packetHas(length: number): void {
    if (length > this.packetLength) this.packetLength = length;
    if (length > this.linearLength) this.linearLength = length;
  }

  /** Puts another value in every place that holds this one. */
  replace(old: Value, value: Value): void {
    if (old === value) return;
    const { registers, slots } = this;
    for (let r = 0; r < REGISTER_COUNT; r++) if (registers[r] === old) registers[r] = value;
    for (let i = 0; i < SLOTS; i++) {
      const slot = slots[i]!;
      if (slot === null) continue;
      for (let k = 0; k < slot.length; k++) {
        if (slot[k]!.value !== old) continue;
        slots[i] = slot.map((piece) => (piece.value === old ? { ...piece, value } : piece));
        break;
      }
    }
  }

  /** Rewrites every value that is not a number. Equal ones stay equal. */
  mapPointers(change: (value: Pointer) => Value): void {
    const seen = new Map<Pointer, Value>();
    const changed = (value: Pointer): Value => {
      let result = seen.get(value);
      if (result === undefined) {
        result = change(value);
        seen.set(value, result);
      }
      return result;
    };
    const { registers, slots } = this;
    for (let r = 0; r < REGISTER_COUNT; r++) {
      const value = registers[r]!;
      if (value instanceof Pointer) registers[r] = changed(value);
    }
    for (let i = 0; i < SLOTS; i++) {
      const slot = slots[i]!;
      // A pointer fills its slot.
      if (slot === null || slot.length !== 1) continue;
      const { value } = slot[0]!;
      if (!(value instanceof Pointer)) continue;
      const next = changed(value);
      if (next !== value)
        slots[i] = next instanceof Unknown ? null : [{ at: 0, size: SLOT_SIZE, value: next }];
    }
  }

  /** Puts another base under every pointer that has this one. */
  rebase(old: Base, base: Base): void {
    this.mapPointers((pointer) => (pointer.base === old ? pointer.withBase(base) : pointer));
  }

  /** After a helper that may move the packet and, unless it `keeps` them, take bytes away. */
  forgetPacket(keeps = false): void {
    this.mapPointers((pointer) =>
      pointer.kind === "packet" || pointer.kind === "packet_meta" || pointer.kind === "packet_end"
        ? STALE
        : pointer,
    );
    this.packetLength = 0;
    this.metaLength = 0;
    if (!keeps) this.linearLength = 0;
  }

  // ---- the frame; offsets count from its lowest byte and are within it

  /** What `size` bytes hold, extended by zeros. */
  loadStack(offset: number, size: number): Value {
    const slot = this.slots[offset >> 3]!;
    const at = offset & 7;
    if (at + size > SLOT_SIZE) return extract([], 0, size);
    if (slot === null) return size === SLOT_SIZE ? OVERWRITTEN : extract([], 0, size);
    return extract(slot, at, size);
  }

  storeStack(offset: number, size: number, value: Value): void {
    const at = offset & 7;
    const first = Math.min(size, SLOT_SIZE - at);
    const index = offset >> 3;
    this.slots[index] = writeSlot(this.slots[index]!, at, first, value, 0);
    if (first < size)
      this.slots[index + 1] = writeSlot(this.slots[index + 1]!, 0, size - first, value, first);
    this.markWritten(offset, size);
  }

  /** Numbers that nothing is known of are written to all bytes from `from` to before `to`. */
  scrambleStack(from: number, to: number): void {
    for (let offset = from; offset < to; ) {
      const at = offset & 7;
      const size = Math.min(SLOT_SIZE - at, to - offset);
      const index = offset >> 3;
      this.slots[index] = writeSlot(this.slots[index]!, at, size, null, 0);
      offset += size;
    }
  }

  /** Something may have been written to some of the bytes from `from` to before `to`: numbers, or also pointers. */
  disturbStack(from: number, to: number, pointers: boolean): void {
    const last = Math.min(SLOTS - 1, Math.floor((to - 1) / SLOT_SIZE));
    for (let i = Math.max(0, Math.floor(from / SLOT_SIZE)); i <= last; i++) {
      this.slots[i] = pointers ? null : holdsNoPointer(this.slots[i]!) ? EMPTY_SLOT : null;
    }
  }

  markWritten(offset: number, size: number): void {
    for (let byte = offset; byte < offset + size; byte++) {
      const index = byte >> 3;
      this.written[index] = this.written[index]! | (1 << (byte & 7));
    }
  }

  /** First and last byte from `from` to before `to` that may not have been written yet. */
  unwritten(from: number, to: number): { first: number; last: number } | null {
    let first = -1;
    let last = -1;
    for (let byte = Math.max(0, from); byte < Math.min(to, STACK_SIZE); byte++) {
      if (this.written[byte >> 3]! & (1 << (byte & 7))) continue;
      if (first < 0) first = byte;
      last = byte;
    }
    return first < 0 ? null : { first, last };
  }

  /** Whether whoever gets the registers may get a pointer to this function's frame. */
  get mayShareStack(): boolean {
    for (let r = 0; r < FRAME_POINTER; r++) {
      const value = this.registers[r]!;
      if (value instanceof Unknown || (value instanceof Pointer && pointsToFrame(value))) return true;
    }
    return false;
  }
}

/** Bytes that the object certainly has. */
function lengthOf(state: State, { kind, maps }: Pointer): number {
  switch (kind) {
    case "stack":
    case "caller_stack":
      return STACK_SIZE;
    case "packet":
      return state.packetLength;
    case "packet_meta":
      return state.metaLength;
    case "map_value":
      return maps!.valueSize;
    default:
      return NO_RANGE;
  }
}

/** Bytes of the object that are certainly there from the pointer's base on, or from the beginning. */
export function rangeOf(state: State, pointer: Pointer): number {
  const length = lengthOf(state, pointer);
  const { base } = pointer;
  return base === null ? length : Math.max(base.range, length - base.to);
}
