/**
 * How often a loop can run: at most so often as a register or a place on the stack that changes in every turn by
 * at least one, always in the same direction, fits into the bounds that it has at the loop's head.
 *
 * Along the loop's body this follows which place holds what another one held at the head, plus how much.
 */
import { FRAME_POINTER, STACK_SIZE } from "../../spec/encoding.ts";
import type { AluRow } from "../../spec/isa.ts";
import type { Decoded } from "../structure.ts";
import { Pointer, pointsToFrame, type State, Unknown, type Value } from "./domain.ts";
import { originOf } from "./operands.ts";
import type { Node } from "./paths.ts";
import { LIMIT, Scalar } from "./scalars.ts";
import { type Surroundings, step } from "./transfer.ts";

/** What a function's analysis leaves: the nodes, what holds where they begin, and which ways out are open. */
export interface Analysed {
  nodes: readonly Node[];
  states: readonly (State | undefined)[];
  /** For each node, for each of its successors. */
  open: readonly (readonly boolean[])[];
}

/** What a place held at the loop's head, plus `from` to `to`. */
interface Distance {
  origin: number;
  from: number;
  to: number;
}
/** By place: registers are themselves, bytes of the frame follow by offset and size. */
type Distances = Map<number, Distance>;

const FIRST_BYTE = 16;
const placeOf = (offset: number, size: number): number => FIRST_BYTE + 8 * offset + (size - 1);
const offsetOf = (place: number): number => (place - FIRST_BYTE) >> 3;
const sizeOf = (place: number): number => ((place - FIRST_BYTE) & 7) + 1;

/** Joins after which a distance that still changes is not followed any more. */
const PATIENCE = 4;

interface Loop {
  head: number;
  latches: number[];
  body: Set<number>;
  /** Turns for each time that the loop is entered. */
  turns: number | null;
}

/** By the pc of the instruction that goes back: how often at most in one run of the function. */
export function findIterations(
  decoded: readonly Decoded[],
  analysed: Analysed,
  around: Surroundings,
): Map<number, number | null> {
  const found = new Map<number, number | null>();
  const loops = findLoops(analysed);
  for (const loop of loops) loop.turns = countTurns(decoded, analysed, around, loop);
  for (const loop of loops) {
    let total: number | null = loop.turns;
    for (const outer of loops) {
      if (outer === loop || !outer.body.has(loop.head)) continue;
      total = total === null || outer.turns === null ? null : total * (outer.turns + 1);
    }
    if (total !== null && total > LIMIT) total = null;
    for (const latch of loop.latches) {
      const { pc } = decoded[analysed.nodes[latch]!.end - 1]!;
      const known = found.get(pc);
      found.set(
        pc,
        known === undefined ? total : known === null || total === null ? null : Math.max(known, total),
      );
    }
  }
  return found;
}

function findLoops({ nodes, states, open }: Analysed): Loop[] {
  const predecessors: number[][] = nodes.map(() => []);
  for (const [from, { successors }] of nodes.entries()) {
    if (!states[from]) continue;
    for (const [edge, to] of successors.entries()) if (open[from]![edge]) predecessors[to]!.push(from);
  }
  const loops: Loop[] = [];
  for (const [head, { isLoopHead }] of nodes.entries()) {
    const latches = isLoopHead ? predecessors[head]!.filter((from) => from >= head) : [];
    if (latches.length === 0) continue;
    const body = new Set([head]);
    const pending = [...latches];
    while (pending.length > 0) {
      const node = pending.pop()!;
      if (body.has(node)) continue;
      body.add(node);
      pending.push(...predecessors[node]!);
    }
    // A loop with another way in has no head that every turn passes; then the body reaches out of it.
    const turns = [...body].some((node) => node < head) ? Number.NaN : null;
    loops.push({ head, latches, body, turns });
  }
  return loops;
}

function countTurns(
  decoded: readonly Decoded[],
  analysed: Analysed,
  around: Surroundings,
  { head, latches, body, turns }: Loop,
): number | null {
  if (turns !== null) return null;
  const { nodes, states, open } = analysed;
  const start = states[head]!;
  const at = new Map<number, Distances>([[head, startDistances(start)]]);
  const visits = new Map<number, number>();
  const ends: Distances[] = [];
  const order = [...body].sort((a, b) => a - b);
  for (let i = 0; i < order.length; ) {
    const node = order[i]!;
    const known = at.get(node);
    if (!known) {
      i++;
      continue;
    }
    const distances = new Map(known);
    const state = states[node]!.clone();
    for (let index = nodes[node]!.first; index < nodes[node]!.end; index++) {
      follow(decoded[index]!, state, distances, around);
    }
    let next = i + 1;
    for (const [edge, to] of nodes[node]!.successors.entries()) {
      if (!open[node]![edge] || to === head || !body.has(to)) continue;
      const old = at.get(to);
      const visit = (visits.get(to) ?? 0) + 1;
      visits.set(to, visit);
      if (old && !join(old, distances, visit > PATIENCE)) continue;
      if (!old) at.set(to, new Map(distances));
      const position = order.indexOf(to);
      if (position < next) next = position;
    }
    if (latches.includes(node)) ends[node] = distances;
    i = next;
  }
  const turnEnds = latches.map((latch) => ends[latch]);
  if (turnEnds.some((end) => end === undefined)) return null;
  return fewestTurns(start, turnEnds as Distances[]);
}

function startDistances(state: State): Distances {
  const distances: Distances = new Map();
  for (let r = 0; r < FRAME_POINTER; r++) distances.set(r, { origin: r, from: 0, to: 0 });
  for (const [i, slot] of state.slots.entries()) {
    for (const { at, size } of slot ?? []) {
      const place = placeOf(8 * i + at, size);
      distances.set(place, { origin: place, from: 0, to: 0 });
    }
  }
  return distances;
}

function fewestTurns(start: State, ends: readonly Distances[]): number | null {
  let fewest: number | null = null;
  for (const place of ends[0]!.keys()) {
    const steps = ends.map((end) => end.get(place));
    if (steps.some((step) => step?.origin !== place)) continue;
    const up = Math.min(...steps.map((step) => step!.from));
    const down = -Math.max(...steps.map((step) => step!.to));
    const least = Math.max(up, down);
    if (least < 1) continue;
    const span = spanOf(valueAt(start, place));
    if (span === null) continue;
    const turns = Math.floor(span / least);
    if (fewest === null || turns < fewest) fewest = turns;
  }
  return fewest;
}

function valueAt(state: State, place: number): Value {
  return place < FIRST_BYTE ? state.registers[place]! : state.loadStack(offsetOf(place), sizeOf(place));
}

/** How far apart two values can be that a place may have. */
function spanOf(value: Value): number | null {
  if (value instanceof Unknown) return null;
  const span =
    value instanceof Pointer
      ? value.to - value.from
      : value.umax <= LIMIT
        ? value.umax - value.umin
        : value.smax - value.smin;
  return span <= LIMIT ? span : null;
}

/** Keeps of `into` what `other` has too; whether that changed it. */
function join(into: Distances, other: Distances, impatient: boolean): boolean {
  let changed = false;
  for (const [place, distance] of into) {
    const there = other.get(place);
    if (there && there.origin === distance.origin) {
      const from = Math.min(distance.from, there.from);
      const to = Math.max(distance.to, there.to);
      if (from === distance.from && to === distance.to) continue;
      changed = true;
      if (impatient) into.delete(place);
      else into.set(place, { origin: distance.origin, from, to });
    } else {
      into.delete(place);
      changed = true;
    }
  }
  return changed;
}

// ---- one instruction

/** Takes `state` and `distances` over an instruction. */
function follow(insn: Decoded, state: State, distances: Distances, around: Surroundings): void {
  const { row, dst, src } = insn;
  const before = row.form === "call" ? state.clone() : null;
  switch (row.form) {
    case "alu":
      set(distances, dst, computed(insn, row, state, distances));
      break;
    case "load": {
      const offset = frameOffset(state.registers[src]!, insn.off, row.size);
      const known = offset === null || row.signed ? undefined : distances.get(placeOf(offset, row.size));
      set(distances, dst, known);
      break;
    }
    case "store": {
      const place = state.registers[dst]!;
      const offset = frameOffset(place, insn.off, row.size);
      if (offset === null) {
        if (mayTouchFrame(place)) forgetFrame(distances, 0, Number.POSITIVE_INFINITY);
        break;
      }
      const value = row.source === "reg" ? state.registers[src]! : null;
      const known = row.source === "reg" ? distances.get(src) : undefined;
      forgetFrame(distances, offset, row.size);
      const whole = row.size === 8 || (value instanceof Scalar && value.umax < 2 ** (8 * row.size));
      if (known && whole) distances.set(placeOf(offset, row.size), known);
      break;
    }
    case "atomic":
      if (mayTouchFrame(state.registers[dst]!)) forgetFrame(distances, 0, Number.POSITIVE_INFINITY);
      if (row.fetch !== "none") distances.delete(row.fetch === "src" ? src : 0);
      break;
    case "lddw":
      distances.delete(dst);
      break;
    case "packet_load":
      for (let r = 0; r <= 5; r++) distances.delete(r);
      break;
    default:
      break;
  }
  step(state, insn, around, () => {});
  if (!before) return;
  // What a call left alone is the same object as before.
  for (const place of distances.keys()) {
    if (valueAt(before, place) !== valueAt(state, place)) distances.delete(place);
  }
}

function set(distances: Distances, place: number, distance: Distance | undefined): void {
  if (distance) distances.set(place, distance);
  else distances.delete(place);
}

function computed(insn: Decoded, row: AluRow, state: State, distances: Distances): Distance | undefined {
  const meaning = originOf(insn.rowIndex);
  const dst = state.registers[insn.dst]!;
  const src = row.source === "reg" ? state.registers[insn.src]! : null;
  const fits = (value: Value | null): boolean =>
    row.width === 64 || (value instanceof Scalar && value.umax < 2 ** 32);
  switch (meaning) {
    case "dst":
      return fits(dst) ? distances.get(insn.dst) : undefined;
    case "src":
      return src && fits(src) ? distances.get(insn.src) : undefined;
    case "sum":
    case "difference": {
      const known = distances.get(insn.dst);
      const by = src === null ? { from: insn.imm, to: insn.imm } : boundsOf(src);
      if (!known || !by || !fits(dst)) return undefined;
      const from = meaning === "sum" ? by.from : -by.to;
      const to = meaning === "sum" ? by.to : -by.from;
      const bounds = dst instanceof Pointer ? { from: dst.from, to: dst.to } : boundsOf(dst);
      // Nothing wraps.
      const [least, most] = row.width === 64 ? [-LIMIT, LIMIT] : [0, 2 ** 32 - 1];
      if (!bounds || bounds.from + from < least || bounds.to + to > most) return undefined;
      if (Math.abs(known.from + from) > LIMIT || Math.abs(known.to + to) > LIMIT) return undefined;
      return { origin: known.origin, from: known.from + from, to: known.to + to };
    }
    default:
      return undefined;
  }
}

const boundsOf = (value: Value): { from: number; to: number } | null =>
  value instanceof Scalar && value.smin >= -LIMIT && value.smax <= LIMIT
    ? { from: value.smin, to: value.smax }
    : null;

/** Where in the frame an access is, if that is one place and within. */
function frameOffset(pointer: Value, off: number, size: number): number | null {
  if (!(pointer instanceof Pointer) || pointer.kind !== "stack" || pointer.base !== null) return null;
  const offset = pointer.offset + off;
  return pointer.nullable || offset < 0 || offset + size > STACK_SIZE ? null : offset;
}

const mayTouchFrame = (value: Value): boolean =>
  value instanceof Unknown || (value instanceof Pointer && pointsToFrame(value));

function forgetFrame(distances: Distances, offset: number, size: number): void {
  for (const place of distances.keys()) {
    if (place < FIRST_BYTE) continue;
    if (offsetOf(place) < offset + size && offsetOf(place) + sizeOf(place) > offset) distances.delete(place);
  }
}
