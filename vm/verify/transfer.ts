/** What becomes true: the effect of an instruction on what is known, one routine per form of instruction. */
import { type Context, contexts } from "../../spec/contexts.ts";
import { LddwSource, STACK_SIZE } from "../../spec/encoding.ts";
import { type Helper, helperById, isWritten } from "../../spec/helpers.ts";
import type { AluRow, AtomicRow, LoadRow, PacketLoadRow, StoreRow } from "../../spec/isa.ts";
import type { Decoded } from "../structure.ts";
import { abstractAlgebra, extendSign, truncate } from "./arithmetic.ts";
import {
  asScalar,
  Base,
  MAX_PACKET_LENGTH,
  NO_RANGE,
  Pointer,
  pointsToFrame,
  type State,
  Unknown,
  unboundedBase,
  type Value,
} from "./domain.ts";
import { isIndexed, type MapSet, type MapSets } from "./objects.ts";
import { originOf } from "./operands.ts";
import { constant, constantOfBigInt, LIMIT, Scalar, unknownOfSize, unknownScalar } from "./scalars.ts";

/** What the instructions of a program refer to. */
export interface Surroundings {
  context: Context | null;
  sets: MapSets;
  /** What the `lddw` of a map, or of a place in its value, loads, by its pc. */
  targetAt(pc: number): Pointer | null;
  /** Whether a local call's function, or any callback, may move the packet. */
  invalidates(target: number | "callback"): boolean;
  /** What a local call of this function leaves in r0. Each call is another value. */
  resultOf(target: number): Value;
}

/** What to read the frame as, of a function that reads before it writes. */
export type OnRead = (from: number, to: number) => void;

/** The context of a program type. */
export const contextOf = (programType: string): Context | null =>
  contexts.find((context) => context.programType === programType) ?? null;

// ---- numbers and pointers

function alu(state: State, insn: Decoded, row: AluRow): void {
  const { registers } = state;
  const dst = registers[insn.dst]!;
  const src =
    row.source === "reg" ? registers[insn.src]! : constant(row.width === 32 ? insn.imm >>> 0 : insn.imm);
  registers[insn.dst] = compute(insn.rowIndex, row, dst, src);
}

function compute(rowIndex: number, row: AluRow, dst: Value, src: Value): Value {
  // At 32 bits every result is a number.
  switch (row.width === 64 ? originOf(rowIndex) : "other") {
    case "dst":
      return dst;
    case "src":
      return src;
    case "sum":
      if (dst instanceof Scalar && src instanceof Scalar) break;
      if (dst instanceof Unknown || src instanceof Unknown) return dst instanceof Unknown ? dst : src;
      if (dst instanceof Pointer && src instanceof Scalar) return moved(dst, src, 1);
      if (dst instanceof Scalar && src instanceof Pointer) return moved(src, dst, 1);
      // Two pointers make a number, if neither of them is null.
      return (dst as Pointer).nullable || (src as Pointer).nullable
        ? Unknown.because("NULL_ARITHMETIC")
        : unknownScalar();
    case "difference":
      if (dst instanceof Scalar) {
        if (src instanceof Scalar) break;
        return unknownScalar();
      }
      if (dst instanceof Unknown) return dst;
      if (src instanceof Scalar) return moved(dst, src, -1);
      if (src instanceof Pointer && !src.nullable) return unknownScalar();
      return Unknown.because("NULL_ARITHMETIC");
    case "other":
      break;
  }
  const width = row.width;
  return row.meaning(abstractAlgebra(width), truncate(asScalar(dst), width), truncate(asScalar(src), width));
}

/** A pointer plus, or minus, a number. */
function moved(pointer: Pointer, by: Scalar, sign: 1 | -1): Value {
  if (by.umax === 0) return pointer;
  if (pointer.nullable) return Unknown.because("NULL_ARITHMETIC");
  if (by.smin === by.smax) return pointer.moved(sign * by.smin);
  const { base } = pointer;
  const low = sign === 1 ? by.smin : -by.smax;
  const high = sign === 1 ? by.smax : -by.smin;
  const from = (base?.from ?? 0) + low;
  const to = (base?.to ?? 0) + high;
  return from >= -LIMIT && to <= LIMIT
    ? pointer.withBase(new Base(from, to, (base?.range ?? NO_RANGE) - high))
    : pointer.withBase(unboundedBase());
}

// ---- memory

/** That an access ended well says where its pointer was, whether or not it was known before. */
function learnFromAccess(state: State, place: Pointer, off: number, size: number): void {
  if (place.nullable) {
    const certain = place.withoutNull();
    state.replace(place, certain);
    place = certain;
  }
  const first = place.offset + off;
  const { base } = place;
  switch (place.kind) {
    case "packet": {
      if (base === null) {
        if (first >= 0) state.packetHas(first + size);
        return;
      }
      const from = Math.max(base.from, -first);
      const to = Math.min(base.to, MAX_PACKET_LENGTH - size - first);
      const range = Math.max(base.range, first + size);
      if ((from > base.from || to < base.to || range > base.range) && from <= to) {
        state.rebase(base, new Base(from, to, range));
      }
      return;
    }
    case "stack":
    case "caller_stack":
    case "map_value":
    case "stack_or_map_value": {
      if (base === null) return;
      const values = place.maps?.valueSizeMax ?? 0;
      const length = place.kind === "map_value" ? values : Math.max(values, STACK_SIZE);
      const from = Math.max(base.from, -first);
      const to = Math.min(base.to, length - size - first);
      const range = Math.max(base.range, first + size);
      if ((from > base.from || to < base.to || range > base.range) && from <= to) {
        state.rebase(base, new Base(from, to, range));
      }
      return;
    }
    default:
      return;
  }
}

/** Bytes of the frame that an access may touch, or null when it touches none. */
function frameRange(pointer: Value, off: number, size: number): { from: number; to: number } | null {
  if (pointer instanceof Unknown) return { from: 0, to: STACK_SIZE };
  if (!(pointer instanceof Pointer) || !pointsToFrame(pointer)) return null;
  return {
    from: Math.max(0, pointer.from + off),
    to: Math.min(STACK_SIZE, pointer.to + off + size),
  };
}

const inFrame = (pointer: Pointer, off: number, size: number): boolean =>
  pointer.base === null &&
  !pointer.nullable &&
  pointer.offset + off >= 0 &&
  pointer.offset + off + size <= STACK_SIZE;

function load(state: State, insn: Decoded, row: LoadRow, around: Surroundings, onRead: OnRead): void {
  const { size } = row;
  const place = state.registers[insn.src]!;
  const touched = frameRange(place, insn.off, size);
  if (touched) onRead(touched.from, touched.to);
  let value = loaded(state, place, insn.off, size, around);
  if (row.signed) value = value instanceof Scalar ? extendSign(value, 8 * size) : Unknown.because("LOADED");
  state.registers[insn.dst] = value;
  if (place instanceof Pointer) learnFromAccess(state, place, insn.off, size);
}

/** What memory holds, extended by zeros. */
function loaded(state: State, place: Value, off: number, size: number, around: Surroundings): Value {
  if (place instanceof Scalar) return unknownOfSize(size);
  // A field of the context may be a pointer of 4 bytes.
  if (place instanceof Unknown) return size >= 4 ? Unknown.because("LOADED") : unknownOfSize(size);
  switch (place.kind) {
    case "stack": {
      if (inFrame(place, off, size)) return state.loadStack(place.offset + off, size);
      return size === 8 ? Unknown.because("LOADED") : unknownOfSize(size);
    }
    case "context":
      return place.base === null && !place.nullable
        ? contextField(around.context, place.offset + off, size)
        : size >= 4
          ? Unknown.because("LOADED")
          : unknownOfSize(size);
    case "caller_stack":
    case "stack_or_map_value":
      return size === 8 ? Unknown.because("LOADED") : unknownOfSize(size);
    case "map_value":
      return place.base === null && !place.nullable
        ? contents(place.maps!, place.offset + off, size)
        : unknownOfSize(size);
    default:
      return unknownOfSize(size);
  }
}

function contextField(context: Context | null, offset: number, size: number): Value {
  const field = context?.fields.find((row) => offset >= row.offset && offset < row.offset + row.size);
  if (!field || field.kind === "scalar") return unknownOfSize(size);
  return new Pointer(field.kind, 0, null, field.kind === "socket");
}

/** Bytes of a map's value that nothing changes any more are known. */
function contents(maps: MapSet, offset: number, size: number): Scalar {
  const bytes = maps.shapes.length === 1 ? maps.shapes[0]!.contents : null;
  if (!bytes || offset < 0 || offset + size > bytes.length) return unknownOfSize(size);
  let high = 0;
  let low = 0;
  for (let i = Math.min(size, 8) - 1; i >= 0; i--) {
    if (i >= 4) high = (high << 8) | bytes[offset + i]!;
    else low = (low << 8) | bytes[offset + i]!;
  }
  return constantOfBigInt((BigInt(high >>> 0) << 32n) | BigInt(low >>> 0));
}

function store(state: State, insn: Decoded, row: StoreRow): void {
  const value = row.source === "reg" ? state.registers[insn.src]! : constant(insn.imm);
  const place = state.registers[insn.dst]!;
  write(state, place, insn.off, row.size, value);
  if (place instanceof Pointer) learnFromAccess(state, place, insn.off, row.size);
}

function write(state: State, place: Value, off: number, size: number, value: Value): void {
  if (place instanceof Pointer && place.kind === "stack" && inFrame(place, off, size)) {
    state.storeStack(place.offset + off, size, value);
    return;
  }
  const touched = frameRange(place, off, size);
  if (touched) state.disturbStack(touched.from, touched.to, size === 8 && !(value instanceof Scalar));
}

function atomic(state: State, insn: Decoded, row: AtomicRow, onRead: OnRead): void {
  const { registers } = state;
  const place = registers[insn.dst]!;
  const touched = frameRange(place, insn.off, row.size);
  if (touched) onRead(touched.from, touched.to);
  let old: Scalar;
  if (place instanceof Pointer && place.kind === "stack" && inFrame(place, insn.off, row.size)) {
    old = asScalar(state.loadStack(place.offset + insn.off, row.size));
    const width = row.size === 8 ? 64 : 32;
    const [src, r0] = [registers[insn.src]!, registers[0]!].map((value) => truncate(asScalar(value), width));
    const value = row.meaning(abstractAlgebra(width), old, src!, r0!);
    // What an atomic leaves is a number, even where it was a pointer.
    state.storeStack(place.offset + insn.off, row.size, value);
  } else {
    old = unknownOfSize(row.size);
    if (touched) state.disturbStack(touched.from, touched.to, false);
  }
  if (row.fetch !== "none") registers[row.fetch === "src" ? insn.src : 0] = old;
  if (place instanceof Pointer) learnFromAccess(state, place, insn.off, row.size);
}

/** r0 is what was loaded; the other registers that calls may change are 0. */
function packetLoad(state: State, row: PacketLoadRow): void {
  for (let r = 1; r <= 5; r++) state.registers[r] = constant(0);
  state.registers[0] = unknownOfSize(row.size);
}

function loadWide(state: State, insn: Decoded, around: Surroundings): void {
  state.registers[insn.dst] = wideValue(insn, around);
}

function wideValue(insn: Decoded, around: Surroundings): Value {
  if (insn.src === LddwSource.IMM64) return constantOfBigInt(insn.imm64);
  if (insn.src === LddwSource.FUNC) return new Pointer("function", 0);
  return around.targetAt(insn.pc) ?? Unknown.because("LOADED");
}

// ---- calls

/** The size of a memory argument: of the argument behind it, or of the map's keys or values. */
export function memorySize(
  helper: Helper,
  argument: number,
  state: State,
): { from: number; to: number } | null {
  const kind = helper.arguments[argument]!;
  if (kind === "map_key" || kind === "map_value" || kind === "map_value_out") {
    const map = state.registers[helper.arguments.indexOf("map") + 1]!;
    if (!(map instanceof Pointer) || map.kind !== "map") return null;
    const size = kind === "map_key" ? map.maps!.keySize : map.maps!.valueSizeMax;
    return { from: size, to: size };
  }
  const size = state.registers[argument + 2]!;
  return size instanceof Scalar ? { from: size.umin, to: size.umax } : null;
}

function helperCall(state: State, insn: Decoded, around: Surroundings, onRead: OnRead): void {
  const helper = helperById(insn.imm);
  const { registers } = state;
  if (!helper) {
    // It traps.
    registers[0] = Unknown.because("RESULT");
    return;
  }
  const result = resultOf(helper, state);
  for (const [i, kind] of helper.arguments.entries()) {
    const pointer = registers[i + 1]!;
    switch (kind) {
      case "map_key":
      case "map_value":
      case "map_value_out":
      case "memory":
      case "memory_or_null":
      case "memory_inout":
      case "memory_out": {
        const size = memorySize(helper, i, state)?.to ?? STACK_SIZE;
        const touched = frameRange(pointer, 0, Math.min(size, STACK_SIZE));
        if (!touched) break;
        const isOutput = kind === "memory_out" || kind === "map_value_out";
        if (!isOutput) onRead(touched.from, touched.to);
        if (isWritten(kind)) overwrite(state, pointer, touched);
        break;
      }
      case "callback":
        callBack(state, around, onRead);
        break;
      case "callback_context":
      case "context":
      case "context_or_null":
      case "map":
      case "size":
      case "size_or_zero":
      case "u32":
      case "i32":
      case "u64":
      case "socket":
      case "socket_or_null":
        break;
      default:
        // Another kind of argument has to say here what a call may do.
        kind satisfies never;
    }
  }
  if (helper.invalidatesPacket) state.forgetPacket(helper.invalidatesPacket === "pointers");
  registers[0] = result;
}

/** What a helper returns, called in this state. */
function resultOf(helper: Helper, state: State): Value {
  if (helper.tailCall) return Unknown.because("RESULT");
  if (helper.result === "map_value") return lookup(helper, state);
  return helper.result === "socket" ? new Pointer("socket", 0, null, true) : unknownScalar();
}

/** Whether the helper, called in this state, certainly finds a map's value. */
export function findsValue(state: State, helperId: number): boolean {
  const helper = helperById(helperId);
  const result = helper && resultOf(helper, state);
  return result instanceof Pointer && result.kind === "map_value" && !result.nullable;
}

/** A helper wrote numbers to the frame. */
function overwrite(state: State, pointer: Value, touched: { from: number; to: number }): void {
  const certain = pointer instanceof Pointer && pointer.kind === "stack" && pointer.base === null;
  if (certain && !pointer.nullable && touched.from < touched.to)
    state.scrambleStack(touched.from, touched.to);
  else state.disturbStack(touched.from, touched.to, false);
}

/** What a lookup finds. */
function lookup(helper: Helper, state: State): Value {
  const position = helper.arguments.indexOf("map") + 1;
  const map = state.registers[position]!;
  if (!(map instanceof Pointer) || map.kind !== "map") return Unknown.because("RESULT");
  const maps = map.maps!;
  if (maps.holds === "maps") return new Pointer("map", 0, null, true, maps.inner);
  if (maps.holds === "unknown") return Unknown.because("RESULT");
  const certain = helper.name === "map_lookup_elem" && findsAlways(maps, state, state.registers[2]!);
  return new Pointer("map_value", 0, null, !certain, maps);
}

/** Whether the key, on the stack, is an index that all these maps have. */
function findsAlways(maps: MapSet, state: State, key: Value): boolean {
  if (!(key instanceof Pointer) || key.kind !== "stack" || !inFrame(key, 0, 4)) return false;
  const index = state.loadStack(key.offset, 4);
  if (!(index instanceof Scalar)) return false;
  return maps.shapes.every(
    (shape) => shape.name !== null && isIndexed(shape) && index.umax < shape.maxEntries,
  );
}

/** A function of the program ran, which may have had pointers to this frame. */
function runOther(state: State, onRead: OnRead): void {
  if (state.mayShareStack) {
    onRead(0, STACK_SIZE);
    state.disturbStack(0, STACK_SIZE, true);
  }
}

/** A callback may never be called, and then registers stay as they are. */
function callBack(state: State, around: Surroundings, onRead: OnRead): void {
  runOther(state, onRead);
  for (let r = 1; r <= 5; r++) state.registers[r] = Unknown.because("RESULT");
  if (around.invalidates("callback")) state.forgetPacket();
}

function call(state: State, insn: Decoded, around: Surroundings, onRead: OnRead): void {
  const row = insn.row;
  if (row.form !== "call") return;
  switch (row.target) {
    case "helper":
      helperCall(state, insn, around, onRead);
      return;
    case "local":
      runOther(state, onRead);
      for (let r = 1; r <= 5; r++) state.registers[r] = unknownScalar();
      if (around.invalidates(insn.pc + 1 + insn.imm)) state.forgetPacket();
      state.registers[0] = around.resultOf(insn.pc + 1 + insn.imm);
      return;
    default:
      // Any helper, and any callback.
      onRead(0, STACK_SIZE);
      state.disturbStack(0, STACK_SIZE, true);
      state.forgetPacket();
      for (let r = 1; r <= 5; r++) state.registers[r] = Unknown.because("RESULT");
      state.registers[0] = Unknown.because("RESULT");
  }
}

/** Makes of `state`, as it is before the instruction, what it is behind it. Jumps are in `conditions.ts`. */
export function step(state: State, insn: Decoded, around: Surroundings, onRead: OnRead): void {
  const { row } = insn;
  switch (row.form) {
    case "alu":
      alu(state, insn, row);
      return;
    case "load":
      load(state, insn, row, around, onRead);
      return;
    case "store":
      store(state, insn, row);
      return;
    case "atomic":
      atomic(state, insn, row, onRead);
      return;
    case "packet_load":
      packetLoad(state, row);
      return;
    case "lddw":
      loadWide(state, insn, around);
      return;
    case "call":
      call(state, insn, around, onRead);
      return;
    case "jump":
    case "goto":
    case "exit":
      return;
  }
}
