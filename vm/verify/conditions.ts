/**
 * What a jump teaches: how states are refined on its two edges. The rows of `spec/isa.ts` are read once, with
 * symbols for operands, as one comparison each; below are the rules for comparisons.
 */
import type { Algebra } from "../../spec/algebra.ts";
import { instructions, type JumpRow } from "../../spec/isa.ts";
import { uniformReading } from "../../spec/readings.ts";
import type { Decoded } from "../structure.ts";
import { abstractAlgebra, extendSign, truncate } from "./arithmetic.ts";
import { Base, MAX_PACKET_LENGTH, Pointer, rangeOf, type State, type Value } from "./domain.ts";
import { bounded, constant, LIMIT, meet, Scalar, withBits, withLowHalf, without } from "./scalars.ts";

type Operand = "dst" | "src" | "both" | number;
interface Comparison {
  relation: "eq" | "ltU" | "ltS";
  left: Operand;
  right: Operand;
  /** What the comparison comes to when the jump is taken. */
  taken: boolean;
}

const unreadable = (): never => {
  throw new Error("a jump's condition is more than one comparison");
};
/** `both` stands for the bits that both operands have. */
const symbols: Algebra<Operand, Comparison> = {
  ...uniformReading<Operand, Comparison>(unreadable, unreadable),
  constant: (value) => value,
  and: () => "both",
  eq: (left, right) => ({ relation: "eq", left, right, taken: true }),
  ltU: (left, right) => ({ relation: "ltU", left, right, taken: true }),
  ltS: (left, right) => ({ relation: "ltS", left, right, taken: true }),
  not: (comparison) => ({ ...comparison, taken: !comparison.taken }),
};
const comparisons = instructions.map((row) =>
  row.form === "jump" ? row.condition(symbols, "dst", "src") : null,
);

/** What the immediate of a jump is compared as. */
function immediate(row: JumpRow, imm: number): Scalar {
  return constant(row.width === 32 ? imm >>> 0 : imm);
}

/** Makes of `state` what is known when the jump is taken, or is not; false when that cannot be. */
export function refine(state: State, insn: Decoded, taken: boolean): boolean {
  const row = insn.row as JumpRow;
  const { relation, left, right, taken: positive } = comparisons[insn.rowIndex]!;
  const dst = state.registers[insn.dst]!;
  const src = row.source === "reg" ? state.registers[insn.src]! : immediate(row, insn.imm);
  const holds = taken === positive;
  if (left === "both") return refineBits(state, row, dst, src, holds);
  const a = left === "dst" ? dst : src;
  const b = right === "src" ? src : dst;
  if (a instanceof Scalar && b instanceof Scalar)
    return refineScalars(state, row.width, relation, a, b, holds);
  if (row.width === 32) return true;
  if (relation === "eq") return refineEqual(state, a, b, holds);
  if (relation === "ltU" && a instanceof Pointer && b instanceof Pointer) {
    return refineOrder(state, a, b, holds);
  }
  return true;
}

// ---- numbers

/** `a` is now known to be `refined`, of which only the low half counts at 32 bits. */
function learn(state: State, a: Scalar, view: Scalar, refined: Scalar | null): boolean {
  if (refined === null) return false;
  if (refined === view) return true;
  const value = a === view ? refined : withLowHalf(a, refined);
  if (value === null) return false;
  state.replace(a, value);
  return true;
}

function refineScalars(
  state: State,
  width: 32 | 64,
  relation: Comparison["relation"],
  a: Scalar,
  b: Scalar,
  holds: boolean,
): boolean {
  const truth = abstractAlgebra(width)[relation](truncate(a, width), truncate(b, width));
  if (truth !== null) return truth === holds;
  const x = truncate(a, width);
  const y = truncate(b, width);
  switch (relation) {
    case "eq": {
      if (!holds) {
        const p = y.isConstant ? without(x, y) : x;
        const q = x.isConstant ? without(y, x) : y;
        return learn(state, a, x, p) && learn(state, b, y, q);
      }
      const both = meet(x, y);
      return learn(state, a, x, both) && learn(state, b, y, both);
    }
    case "ltU": {
      const all = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const;
      const p = holds ? bounded(x, 0, y.umax - 1, ...all) : bounded(x, y.umin, 2 * LIMIT, ...all);
      const q = holds ? bounded(y, x.umin + 1, 2 * LIMIT, ...all) : bounded(y, 0, x.umax, ...all);
      return learn(state, a, x, p) && learn(state, b, y, q);
    }
    case "ltS": {
      const u = width === 32 ? extendSign(x, 32) : x;
      const v = width === 32 ? extendSign(y, 32) : y;
      const p = holds
        ? bounded(u, 0, 2 * LIMIT, Number.NEGATIVE_INFINITY, v.smax - 1)
        : bounded(u, 0, 2 * LIMIT, v.smin, Number.POSITIVE_INFINITY);
      const q = holds
        ? bounded(v, 0, 2 * LIMIT, u.smin + 1, Number.POSITIVE_INFINITY)
        : bounded(v, 0, 2 * LIMIT, Number.NEGATIVE_INFINITY, u.smax);
      if (p === null || q === null) return false;
      if (width === 64) return learn(state, a, x, p) && learn(state, b, y, q);
      return learn(state, a, x, meet(x, truncate(p, 32))) && learn(state, b, y, meet(y, truncate(q, 32)));
    }
  }
}

/** A jump on bits that both have; `zero` says whether there are none. */
function refineBits(state: State, row: JumpRow, dst: Value, src: Value, zero: boolean): boolean {
  if (!(dst instanceof Scalar) || !(src instanceof Scalar)) return true;
  const x = truncate(dst, row.width);
  const y = truncate(src, row.width);
  const common = abstractAlgebra(row.width).and(x, y);
  const isZero = abstractAlgebra(row.width).eq(common, constant(0));
  if (isZero !== null) return isZero === zero;
  if (!y.isConstant) return true;
  if (zero) return learn(state, dst, x, withBits(x, y.low, y.high, false));
  // One of the bits is set: which, is known when there is only one.
  const single = y.high === 0 ? (y.low & (y.low - 1)) === 0 : y.low === 0 && (y.high & (y.high - 1)) === 0;
  return single ? learn(state, dst, x, withBits(x, y.low, y.high, true)) : true;
}

// ---- pointers

const isZero = (value: Value): boolean => value instanceof Scalar && value.umax === 0;

function refineEqual(state: State, a: Value, b: Value, holds: boolean): boolean {
  const pointer = a instanceof Pointer ? a : b instanceof Pointer ? b : null;
  const other = pointer === a ? b : a;
  if (!pointer || !isZero(other)) return true;
  // Addresses of what a bounded pointer may reach are not 0.
  if (!pointer.isOrdered) return true;
  if (!pointer.nullable) return !holds;
  state.replace(pointer, holds ? constant(0) : pointer.withoutNull());
  return true;
}

/** `a < b`, or with `holds` false `b <= a`. */
function refineOrder(state: State, a: Pointer, b: Pointer, holds: boolean): boolean {
  if (a.nullable || b.nullable || !a.isOrdered || !b.isOrdered) return true;
  const [small, large] = holds ? [a, b] : [b, a];
  const least = holds ? 1 : 0;
  if (small.kind === "packet" && large.kind === "packet_end") return packetHas(state, small, large, least);
  if (small.kind === "packet_end" && large.kind === "packet") return packetLacks(state, large, small, least);
  if (small.kind === "packet_meta" && large.kind === "packet") return metaHas(state, small, large, least);
  return true;
}

/** `pointer + least <= end`: so many bytes are in the packet. */
function packetHas(state: State, pointer: Pointer, end: Pointer, least: number): boolean {
  if (end.base !== null) return true;
  const need = pointer.offset + least - end.offset;
  const { base } = pointer;
  if (base === null) {
    state.packetHas(need);
    return true;
  }
  const to = Math.min(base.to, MAX_PACKET_LENGTH - need);
  if (base.from > to) return false;
  state.packetHas(base.from + need);
  if (need > base.range || to < base.to) {
    state.rebase(base, new Base(base.from, to, Math.max(need, base.range)));
  }
  return true;
}

/** `end + least <= pointer`: false when the packet is known to be longer. */
function packetLacks(state: State, pointer: Pointer, end: Pointer, least: number): boolean {
  if (end.base !== null) return true;
  // The packet's length is at most that of what is before the pointer.
  const most = pointer.offset - end.offset - least;
  return rangeOf(state, pointer) <= most;
}

/** `meta + least <= data + offset`: so many bytes of metadata are there. */
function metaHas(state: State, meta: Pointer, data: Pointer, least: number): boolean {
  if (data.base !== null) return true;
  const need = meta.from + least - data.offset;
  if (need > state.metaLength) state.metaLength = need;
  return true;
}
