/**
 * What is known of a 64-bit number: unsigned and signed bounds, and bits. `arithmetic.ts` computes with it.
 *
 * Bounds are doubles that are exact up to LIMIT. A bound beyond it is the type's own, which says nothing; so
 * sums of two bounds never round. Bits are two pairs of 32-bit halves.
 */

export const TWO32 = 2 ** 32;
/** Largest magnitude of a bound. */
export const LIMIT = 2 ** 52;
/** High halves of numbers below LIMIT are below this. */
const HIGH_LIMIT = LIMIT / TWO32;
export const UNSIGNED_MAX = 2 ** 64;
export const SIGNED_MIN = -(2 ** 63);
export const SIGNED_MAX = 2 ** 63;

/**
 * A set of numbers. Immutable; and an identity: two places that hold the same object hold the same number, so
 * that what is learnt of one is known of the other. Only constants are shared without that meaning.
 */
export class Scalar {
  readonly umin: number;
  readonly umax: number;
  readonly smin: number;
  readonly smax: number;
  /** Known bits; 0 where the mask says unknown. */
  readonly low: number;
  readonly high: number;
  /** Bits that are not known. */
  readonly lowMask: number;
  readonly highMask: number;
  /** For whoever joins states: see `join.ts`. */
  mark: number;
  partner: unknown;
  merged: unknown;

  constructor(
    umin: number,
    umax: number,
    smin: number,
    smax: number,
    low: number,
    high: number,
    lowMask: number,
    highMask: number,
  ) {
    this.umin = umin;
    this.umax = umax;
    this.smin = smin;
    this.smax = smax;
    this.low = low;
    this.high = high;
    this.lowMask = lowMask;
    this.highMask = highMask;
    this.mark = 0;
    this.partner = null;
    this.merged = null;
  }

  get isConstant(): boolean {
    return (this.lowMask | this.highMask) === 0;
  }

  /** The number, of which everything must be known. */
  toBigInt(): bigint {
    return (BigInt(this.high >>> 0) << 32n) | BigInt(this.low >>> 0);
  }

  /** Whether the number may be this one. */
  contains(value: bigint): boolean {
    const low = Number(value & 0xffff_ffffn) | 0;
    const high = Number(value >> 32n) | 0;
    if ((low ^ this.low) & ~this.lowMask || (high ^ this.high) & ~this.highMask) return false;
    const signed = BigInt.asIntN(64, value);
    return (
      value >= BigInt(this.umin) &&
      value <= BigInt(this.umax) &&
      signed >= BigInt(this.smin) &&
      signed <= BigInt(this.smax)
    );
  }

  /** The same knowledge about another number. */
  clone(): Scalar {
    const { umin, umax, smin, smax, low, high, lowMask, highMask } = this;
    return new Scalar(umin, umax, smin, smax, low, high, lowMask, highMask);
  }
}

/** The bits at and below the highest one that is set. */
const spread = (x: number): number => (x === 0 ? 0 : (-1 >>> Math.clz32(x)) | 0);

/** Bounds and bits, each made as narrow as the others allow; null when no number is left. */
function tighten(
  umin: number,
  umax: number,
  smin: number,
  smax: number,
  low: number,
  high: number,
  lowMask: number,
  highMask: number,
): Scalar | null {
  const leastHigh = high >>> 0;
  const mostHigh = (high | highMask) >>> 0;
  const least = leastHigh < HIGH_LIMIT ? leastHigh * TWO32 + (low >>> 0) : LIMIT;
  if (least > umin) umin = least;
  if (mostHigh < HIGH_LIMIT) {
    const most = mostHigh * TWO32 + ((low | lowMask) >>> 0);
    if (most < umax) umax = most;
  }
  if (highMask >= 0) {
    if (high >= 0) {
      if (smin < 0) smin = 0;
    } else {
      const leastSigned = high * TWO32 + (low >>> 0);
      const mostSigned = (high | highMask) * TWO32 + ((low | lowMask) >>> 0);
      if (leastSigned >= -LIMIT && leastSigned > smin) smin = leastSigned;
      if (smax >= 0) smax = -1;
      if (mostSigned < smax) smax = mostSigned < -LIMIT ? -LIMIT : mostSigned;
    }
  }
  if (umax <= LIMIT) {
    if (umin > smin) smin = umin;
    if (umax < smax) smax = umax;
  }
  if (smin >= 0) {
    if (smin > umin) umin = smin;
    if (smax <= LIMIT && smax < umax) umax = smax;
  }
  if (smax < 0 && umin < LIMIT) umin = LIMIT;
  if (umin > umax || smin > smax) return null;

  const small = umax <= LIMIT;
  if (small || (smax < 0 && smin >= -LIMIT)) {
    // All bits above the first in which the ends differ are known.
    const from = small ? umin : smin;
    const to = small ? umax : smax;
    const fromHigh = Math.floor(from / TWO32);
    const toHigh = Math.floor(to / TWO32);
    const fromLow = (from - fromHigh * TWO32) | 0;
    let rangeLowMask = -1;
    let rangeHighMask = 0;
    if (fromHigh === toHigh) rangeLowMask = spread(fromLow ^ ((to - toHigh * TWO32) | 0));
    else rangeHighMask = spread(fromHigh ^ toHigh);
    const rangeLow = fromLow & ~rangeLowMask;
    const rangeHigh = fromHigh & ~rangeHighMask;
    if ((low ^ rangeLow) & ~lowMask & ~rangeLowMask || (high ^ rangeHigh) & ~highMask & ~rangeHighMask) {
      return null;
    }
    lowMask &= rangeLowMask;
    highMask &= rangeHighMask;
    low = (low | rangeLow) & ~lowMask;
    high = (high | rangeHigh) & ~highMask;
    if ((lowMask | highMask) === 0) {
      const value = (small ? high >>> 0 : high) * TWO32 + (low >>> 0);
      if (value < from || value > to) return null;
      return constantOf(low, high);
    }
  } else if ((lowMask | highMask) === 0) {
    return constantOf(low, high);
  }
  return new Scalar(umin, umax, smin, smax, low, high, lowMask, highMask);
}

/** As `tighten`, where there is a number. A bound that left the exact range is given up. */
export function make(
  umin: number,
  umax: number,
  smin: number,
  smax: number,
  low: number,
  high: number,
  lowMask: number,
  highMask: number,
): Scalar {
  return (
    tighten(
      umin > LIMIT ? LIMIT : umin,
      umax > LIMIT ? UNSIGNED_MAX : umax,
      smin < -LIMIT ? SIGNED_MIN : smin > LIMIT ? LIMIT : smin,
      smax > LIMIT ? SIGNED_MAX : smax < -LIMIT ? -LIMIT : smax,
      low | 0,
      high | 0,
      lowMask | 0,
      highMask | 0,
    ) ?? unknownScalar()
  );
}

export function constantOf(low: number, high: number): Scalar {
  const unsigned = (high >>> 0) * TWO32 + (low >>> 0);
  const signed = (high | 0) * TWO32 + (low >>> 0);
  const positive = high >= 0;
  const exact = unsigned <= LIMIT;
  const exactSigned = signed >= -LIMIT && signed <= LIMIT;
  return new Scalar(
    exact ? unsigned : LIMIT,
    exact ? unsigned : UNSIGNED_MAX,
    exactSigned ? signed : positive ? LIMIT : SIGNED_MIN,
    exactSigned ? signed : positive ? SIGNED_MAX : -LIMIT,
    low | 0,
    high | 0,
    0,
    0,
  );
}

/** A number of at most 53 bits. */
export const constant = (value: number): Scalar => constantOf(value | 0, Math.floor(value / TWO32) | 0);
export const constantOfBigInt = (value: bigint): Scalar =>
  constantOf(Number(BigInt.asIntN(32, value)), Number(BigInt.asIntN(32, value >> 32n)));

/** Any number. Each call is another one. */
export const unknownScalar = (): Scalar => new Scalar(0, UNSIGNED_MAX, SIGNED_MIN, SIGNED_MAX, 0, 0, -1, -1);

/** Any number of `bytes` bytes, extended by zeros. */
export function unknownOfSize(bytes: number): Scalar {
  if (bytes >= 8) return unknownScalar();
  const most = 2 ** (8 * bytes) - 1;
  const lowMask = bytes >= 4 ? -1 : most;
  return new Scalar(0, most, 0, most, 0, 0, lowMask, bytes > 4 ? 2 ** (8 * (bytes - 4)) - 1 : 0);
}

/** Numbers from `from` to `to`, both at most LIMIT in magnitude. */
export const between = (from: number, to: number): Scalar => make(0, UNSIGNED_MAX, from, to, 0, 0, -1, -1);

/** Whether everything that `a` may be, `b` may be. */
export function isWithin(a: Scalar, b: Scalar): boolean {
  return (
    a === b ||
    (b.umin <= a.umin &&
      a.umax <= b.umax &&
      b.smin <= a.smin &&
      a.smax <= b.smax &&
      (a.lowMask & ~b.lowMask) === 0 &&
      (a.highMask & ~b.highMask) === 0 &&
      ((a.low ^ b.low) & ~b.lowMask) === 0 &&
      ((a.high ^ b.high) & ~b.highMask) === 0)
  );
}

export function joinScalars(a: Scalar, b: Scalar): Scalar {
  const lowMask = a.lowMask | b.lowMask | (a.low ^ b.low);
  const highMask = a.highMask | b.highMask | (a.high ^ b.high);
  return make(
    Math.min(a.umin, b.umin),
    Math.max(a.umax, b.umax),
    Math.min(a.smin, b.smin),
    Math.max(a.smax, b.smax),
    a.low & ~lowMask,
    a.high & ~highMask,
    lowMask,
    highMask,
  );
}

/** Where bounds that keep growing stop: ascending, up to LIMIT. */
export type Thresholds = readonly number[];

/** The least threshold that is not below. */
export function thresholdAbove(value: number, thresholds: Thresholds): number {
  for (const threshold of thresholds) if (threshold >= value) return threshold;
  return Number.POSITIVE_INFINITY;
}

/** The greatest one that is not above; below 0, thresholds are those of the magnitude. */
export function thresholdBelow(value: number, thresholds: Thresholds): number {
  if (value < 0) return -thresholdAbove(-value, thresholds);
  let below = 0;
  for (const threshold of thresholds) {
    if (threshold > value) break;
    below = threshold;
  }
  return below;
}

/** A join that lets a bound that moved go at once as far as the next threshold, so that loops come to an end. */
export function widenScalars(old: Scalar, grown: Scalar, thresholds: Thresholds): Scalar {
  const joined = joinScalars(old, grown);
  return make(
    joined.umin < old.umin ? thresholdBelow(joined.umin, thresholds) : joined.umin,
    joined.umax > old.umax ? thresholdAbove(joined.umax, thresholds) : joined.umax,
    joined.smin < old.smin ? thresholdBelow(joined.smin, thresholds) : joined.smin,
    joined.smax > old.smax ? thresholdAbove(joined.smax, thresholds) : joined.smax,
    joined.low,
    joined.high,
    joined.lowMask,
    joined.highMask,
  );
}

// ---- what conditions teach: null when no number satisfies them

/** Numbers that are in both. */
export function meet(a: Scalar, b: Scalar): Scalar | null {
  if (isWithin(a, b)) return a;
  if ((a.low ^ b.low) & ~a.lowMask & ~b.lowMask) return null;
  if ((a.high ^ b.high) & ~a.highMask & ~b.highMask) return null;
  const lowMask = a.lowMask & b.lowMask;
  const highMask = a.highMask & b.highMask;
  return tighten(
    Math.max(a.umin, b.umin),
    Math.min(a.umax, b.umax),
    Math.max(a.smin, b.smin),
    Math.min(a.smax, b.smax),
    (a.low | b.low) & ~lowMask,
    (a.high | b.high) & ~highMask,
    lowMask,
    highMask,
  );
}

/** The numbers of `a` within bounds; the same object when that is all of them. */
export function bounded(a: Scalar, umin: number, umax: number, smin: number, smax: number): Scalar | null {
  if (umin > LIMIT) umin = LIMIT;
  if (umax > LIMIT) umax = UNSIGNED_MAX;
  if (smin < -LIMIT) smin = SIGNED_MIN;
  else if (smin > LIMIT) smin = LIMIT;
  if (smax > LIMIT) smax = SIGNED_MAX;
  else if (smax < -LIMIT) smax = -LIMIT;
  if (umin <= a.umin && umax >= a.umax && smin <= a.smin && smax >= a.smax) return a;
  return tighten(
    Math.max(a.umin, umin),
    Math.min(a.umax, umax),
    Math.max(a.smin, smin),
    Math.min(a.smax, smax),
    a.low,
    a.high,
    a.lowMask,
    a.highMask,
  );
}

/** The numbers of `a` but this one, as far as bounds can say that. */
export function without(a: Scalar, constant: Scalar): Scalar | null {
  if (a.isConstant) return isWithin(a, constant) ? null : a;
  let { umin, umax, smin, smax } = a;
  if (constant.umax <= LIMIT) {
    if (umin === constant.umin) umin++;
    if (umax === constant.umin) umax--;
  }
  if (constant.smin === constant.smax) {
    if (smin === constant.smin) smin++;
    if (smax === constant.smin) smax--;
  }
  return bounded(a, umin, umax, smin, smax);
}

/** The numbers of `a` in which certain bits are 0, or are 1. */
export function withBits(a: Scalar, low: number, high: number, set: boolean): Scalar | null {
  const wrong = set ? ~a.low & ~a.lowMask & low : a.low & low;
  const wrongHigh = set ? ~a.high & ~a.highMask & high : a.high & high;
  if (wrong || wrongHigh) return null;
  if ((a.lowMask & low) === 0 && (a.highMask & high) === 0) return a;
  return tighten(
    a.umin,
    a.umax,
    a.smin,
    a.smax,
    set ? a.low | low : a.low,
    set ? a.high | high : a.high,
    a.lowMask & ~low,
    a.highMask & ~high,
  );
}

/** `a` with its low half known to be as in `half`, a number of 32 bits. */
export function withLowHalf(a: Scalar, half: Scalar): Scalar | null {
  if ((a.low ^ half.low) & ~a.lowMask & ~half.lowMask) return null;
  const lowMask = a.lowMask & half.lowMask;
  const low = (a.low | half.low) & ~lowMask;
  if (lowMask === a.lowMask) return a;
  return tighten(a.umin, a.umax, a.smin, a.smax, low, a.high, lowMask, a.highMask);
}
