/**
 * The reading of `spec/algebra.ts` that computes with what is known of numbers, at both widths: what an instruction
 * does to numbers that are not known exactly. Nothing here is a BigInt but constants that are multiplied or divided.
 */
import type { Algebra } from "../../spec/algebra.ts";
import {
  constant,
  constantOf,
  constantOfBigInt,
  joinScalars,
  LIMIT,
  make,
  type Scalar,
  SIGNED_MAX,
  SIGNED_MIN,
  TWO32,
  UNSIGNED_MAX,
  unknownScalar,
} from "./scalars.ts";

/** True, false, or not known. */
export type Truth = boolean | null;

const hasSignedBounds = (a: Scalar): boolean => a.smin !== SIGNED_MIN && a.smax !== SIGNED_MAX;

/** A result of which only bits are known. */
const ofBits = (low: number, high: number, lowMask: number, highMask: number): Scalar =>
  make(0, UNSIGNED_MAX, SIGNED_MIN, SIGNED_MAX, low & ~lowMask, high & ~highMask, lowMask, highMask);

const exactly = (a: Scalar, b: Scalar, operation: (a: bigint, b: bigint) => bigint): Scalar =>
  constantOfBigInt(operation(a.toBigInt(), b.toBigInt()));
const exactlySigned = (a: Scalar, b: Scalar, operation: (a: bigint, b: bigint) => bigint): Scalar =>
  constantOfBigInt(operation(BigInt.asIntN(64, a.toBigInt()), BigInt.asIntN(64, b.toBigInt())));

function add(a: Scalar, b: Scalar): Scalar {
  // Sums of the smallest and of the largest numbers; bits in which a carry may differ are unknown.
  const least = (a.low >>> 0) + (b.low >>> 0);
  const low = least | 0;
  const high = (a.high + b.high + (least >= TWO32 ? 1 : 0)) | 0;
  if (a.isConstant && b.isConstant) return constantOf(low, high);
  const masks = (a.lowMask >>> 0) + (b.lowMask >>> 0);
  const maskHigh = (a.highMask + b.highMask + (masks >= TWO32 ? 1 : 0)) | 0;
  const most = (low >>> 0) + (masks >= TWO32 ? masks - TWO32 : masks);
  const mostHigh = (high + maskHigh + (most >= TWO32 ? 1 : 0)) | 0;
  const lowMask = ((most | 0) ^ low) | a.lowMask | b.lowMask;
  const highMask = (mostHigh ^ high) | a.highMask | b.highMask;
  const unsigned = a.umax <= LIMIT && b.umax <= LIMIT;
  const signed = hasSignedBounds(a) && hasSignedBounds(b);
  return make(
    unsigned ? a.umin + b.umin : 0,
    unsigned ? a.umax + b.umax : UNSIGNED_MAX,
    signed ? a.smin + b.smin : SIGNED_MIN,
    signed ? a.smax + b.smax : SIGNED_MAX,
    low & ~lowMask,
    high & ~highMask,
    lowMask,
    highMask,
  );
}

function sub(a: Scalar, b: Scalar): Scalar {
  const least = (a.low >>> 0) - (b.low >>> 0);
  const low = least | 0;
  const high = (a.high - b.high - (least < 0 ? 1 : 0)) | 0;
  if (a.isConstant && b.isConstant) return constantOf(low, high);
  // Largest and smallest difference: a's unknown bits set and b's clear, and the other way round.
  const up = (low >>> 0) + (a.lowMask >>> 0);
  const upHigh = (high + a.highMask + (up >= TWO32 ? 1 : 0)) | 0;
  const down = (low >>> 0) - (b.lowMask >>> 0);
  const downHigh = (high - b.highMask - (down < 0 ? 1 : 0)) | 0;
  const lowMask = ((up | 0) ^ (down | 0)) | a.lowMask | b.lowMask;
  const highMask = (upHigh ^ downHigh) | a.highMask | b.highMask;
  const unsigned = a.umin >= b.umax;
  const signed = hasSignedBounds(a) && hasSignedBounds(b);
  return make(
    unsigned ? a.umin - b.umax : 0,
    unsigned ? a.umax - b.umin : UNSIGNED_MAX,
    signed ? a.smin - b.smax : SIGNED_MIN,
    signed ? a.smax - b.smin : SIGNED_MAX,
    low & ~lowMask,
    high & ~highMask,
    lowMask,
    highMask,
  );
}

function trailingZeros(a: Scalar): number {
  const low = a.low | a.lowMask;
  if (low !== 0) return 31 - Math.clz32(low & -low);
  const high = a.high | a.highMask;
  return high === 0 ? 64 : 63 - Math.clz32(high & -high);
}

function mul(a: Scalar, b: Scalar): Scalar {
  if (a.isConstant && b.isConstant) return exactly(a, b, (x, y) => x * y);
  // Known zeros at the end add up.
  const zeros = Math.min(64, trailingZeros(a) + trailingZeros(b));
  if (zeros === 64) return constant(0);
  const lowMask = zeros >= 32 ? 0 : -1 << zeros;
  const highMask = zeros > 32 ? -1 << (zeros - 32) : -1;
  const unsigned = a.umax <= LIMIT && b.umax <= LIMIT && a.umax * b.umax <= LIMIT;
  let smin = SIGNED_MIN;
  let smax = SIGNED_MAX;
  if (hasSignedBounds(a) && hasSignedBounds(b)) {
    const products = [a.smin * b.smin, a.smin * b.smax, a.smax * b.smin, a.smax * b.smax];
    const least = Math.min(...products);
    const most = Math.max(...products);
    // One end out of range may have wrapped.
    if (least >= -LIMIT && most <= LIMIT) {
      smin = least;
      smax = most;
    }
  }
  return make(
    unsigned ? a.umin * b.umin : 0,
    unsigned ? a.umax * b.umax : UNSIGNED_MAX,
    smin,
    smax,
    0,
    0,
    lowMask,
    highMask,
  );
}

/** The divisor is not 0 where this is asked for. */
function divU(a: Scalar, b: Scalar): Scalar {
  if (a.isConstant && b.isConstant) {
    return exactly(a, b, (x, y) => (y === 0n ? 0n : x / y));
  }
  const divisor = Math.max(1, b.umin);
  return make(
    b.umax <= LIMIT ? Math.floor(a.umin / Math.max(1, b.umax)) : 0,
    Math.floor(a.umax / divisor),
    SIGNED_MIN,
    SIGNED_MAX,
    0,
    0,
    -1,
    -1,
  );
}

const magnitude = (a: Scalar): number =>
  hasSignedBounds(a) ? Math.max(Math.abs(a.smin), Math.abs(a.smax)) : UNSIGNED_MAX;

function divS(a: Scalar, b: Scalar): Scalar {
  if (a.isConstant && b.isConstant) {
    return exactlySigned(a, b, (x, y) => (y === 0n ? 0n : x / y));
  }
  const most = magnitude(a);
  const positive = a.smin >= 0 && b.smin >= 0;
  return make(0, UNSIGNED_MAX, positive ? 0 : -most, most, 0, 0, -1, -1);
}

function remU(a: Scalar, b: Scalar): Scalar {
  if (a.isConstant && b.isConstant) {
    return exactly(a, b, (x, y) => (y === 0n ? 0n : x % y));
  }
  if (a.umax < b.umin) return a;
  const most = b.umax <= LIMIT ? Math.min(a.umax, Math.max(0, b.umax - 1)) : a.umax;
  return make(0, most, SIGNED_MIN, SIGNED_MAX, 0, 0, -1, -1);
}

function remS(a: Scalar, b: Scalar): Scalar {
  if (a.isConstant && b.isConstant) {
    return exactlySigned(a, b, (x, y) => (y === 0n ? 0n : x % y));
  }
  // The result has the dividend's sign and is smaller than the divisor.
  const most = Math.min(magnitude(a), Math.max(0, magnitude(b) - 1));
  return make(0, UNSIGNED_MAX, a.smin >= 0 ? 0 : -most, a.smax < 0 ? 0 : most, 0, 0, -1, -1);
}

function and(a: Scalar, b: Scalar): Scalar {
  const low = a.low & b.low;
  const high = a.high & b.high;
  const lowMask = (a.low | a.lowMask) & (b.low | b.lowMask) & ~low;
  const highMask = (a.high | a.highMask) & (b.high | b.highMask) & ~high;
  const umax = Math.min(a.umax, b.umax);
  return make(0, umax, SIGNED_MIN, SIGNED_MAX, low, high, lowMask, highMask);
}

function or(a: Scalar, b: Scalar): Scalar {
  const low = a.low | b.low;
  const high = a.high | b.high;
  const lowMask = (a.lowMask | b.lowMask) & ~low;
  const highMask = (a.highMask | b.highMask) & ~high;
  const umin = Math.max(a.umin, b.umin);
  return make(umin, UNSIGNED_MAX, SIGNED_MIN, SIGNED_MAX, low, high, lowMask, highMask);
}

function xor(a: Scalar, b: Scalar): Scalar {
  return ofBits(a.low ^ b.low, a.high ^ b.high, a.lowMask | b.lowMask, a.highMask | b.highMask);
}

const shiftedLow = (low: number, n: number): number => (n >= 32 ? 0 : low << n);
const shiftedHigh = (low: number, high: number, n: number): number =>
  n === 0 ? high : n >= 32 ? low << (n - 32) : (high << n) | (low >>> (32 - n));

/** The amount is below the width. */
function shl(a: Scalar, amount: Scalar): Scalar {
  const unsigned = a.umax <= LIMIT;
  const up = 2 ** amount.umax;
  if (!amount.isConstant) {
    const fits = unsigned && amount.umax < 64 && a.umax * up <= LIMIT;
    return fits
      ? make(a.umin * 2 ** amount.umin, a.umax * up, SIGNED_MIN, SIGNED_MAX, 0, 0, -1, -1)
      : unknownScalar();
  }
  const n = amount.umin;
  const fits = unsigned && a.umax * up <= LIMIT;
  const fitsSigned = hasSignedBounds(a) && a.smin * up >= -LIMIT && a.smax * up <= LIMIT;
  return make(
    fits ? a.umin * up : 0,
    fits ? a.umax * up : UNSIGNED_MAX,
    fitsSigned ? a.smin * up : SIGNED_MIN,
    fitsSigned ? a.smax * up : SIGNED_MAX,
    shiftedLow(a.low, n),
    shiftedHigh(a.low, a.high, n),
    shiftedLow(a.lowMask, n),
    shiftedHigh(a.lowMask, a.highMask, n),
  );
}

const loweredLow = (low: number, high: number, n: number): number =>
  n === 0 ? low : n >= 32 ? high >>> (n - 32) : (low >>> n) | (high << (32 - n));
const loweredLowSigned = (low: number, high: number, n: number): number =>
  n === 0 ? low : n >= 32 ? high >> (n - 32) : (low >>> n) | (high << (32 - n));

function shrU(a: Scalar, amount: Scalar): Scalar {
  if (!amount.isConstant) {
    if (amount.umax > 63) return make(0, a.umax, SIGNED_MIN, SIGNED_MAX, 0, 0, -1, -1);
    const umin = Math.floor(a.umin / 2 ** amount.umax);
    return make(umin, Math.floor(a.umax / 2 ** amount.umin), SIGNED_MIN, SIGNED_MAX, 0, 0, -1, -1);
  }
  const n = amount.umin;
  const down = 2 ** n;
  return make(
    Math.floor(a.umin / down),
    Math.floor(a.umax / down),
    SIGNED_MIN,
    SIGNED_MAX,
    loweredLow(a.low, a.high, n),
    n >= 32 ? 0 : a.high >>> n,
    loweredLow(a.lowMask, a.highMask, n),
    n >= 32 ? 0 : a.highMask >>> n,
  );
}

function shrS(a: Scalar, amount: Scalar): Scalar {
  if (a.smin >= 0) return shrU(a, amount);
  if (!amount.isConstant) {
    return make(0, UNSIGNED_MAX, a.smin, a.smax < 0 ? -1 : a.smax, 0, 0, -1, -1);
  }
  const n = amount.umin;
  const down = 2 ** n;
  return make(
    0,
    UNSIGNED_MAX,
    Math.floor(a.smin / down),
    Math.floor(a.smax / down),
    // The known sign is shifted in; an unknown one shows in the mask.
    loweredLowSigned(a.low, a.high, n),
    n >= 32 ? a.high >> 31 : a.high >> n,
    loweredLowSigned(a.lowMask, a.highMask, n),
    n >= 32 ? a.highMask >> 31 : a.highMask >> n,
  );
}

/** The low `bits` bits. The same object when there are no others. */
export function truncate(a: Scalar, bits: number): Scalar {
  const size = 2 ** bits;
  if (a.umax < size) return a;
  if (bits >= 64) return a;
  const keepLow = bits >= 32 ? -1 : size - 1;
  const keepHigh = bits > 32 ? 2 ** (bits - 32) - 1 : 0;
  let umin = 0;
  let umax = size - 1;
  // A stretch that stays within one multiple of the size keeps its order.
  if (hasSignedBounds(a) && Math.floor(a.smin / size) === Math.floor(a.smax / size)) {
    const start = Math.floor(a.smin / size) * size;
    umin = a.smin - start;
    umax = a.smax - start;
  } else if (a.umax <= LIMIT && Math.floor(a.umin / size) === Math.floor(a.umax / size)) {
    const start = Math.floor(a.umin / size) * size;
    umin = a.umin - start;
    umax = a.umax - start;
  }
  return make(
    umin,
    umax,
    SIGNED_MIN,
    SIGNED_MAX,
    a.low & keepLow,
    a.high & keepHigh,
    a.lowMask & keepLow,
    a.highMask & keepHigh,
  );
}

/** The low `bits` bits, extended by their sign. */
export function extendSign(a: Scalar, bits: number): Scalar {
  const half = 2 ** (bits - 1);
  if (a.smin >= -half && a.smax < half) return a;
  const cut = truncate(a, bits);
  if (cut.umax < half) return cut;
  const shift = 32 - bits;
  const low = (cut.low << shift) >> shift;
  const lowMask = (cut.lowMask << shift) >> shift;
  const negative = cut.umin >= half;
  return make(
    0,
    UNSIGNED_MAX,
    negative ? cut.umin - 2 * half : -half,
    negative ? cut.umax - 2 * half : half - 1,
    low,
    low >> 31,
    lowMask,
    lowMask >> 31,
  );
}

const swapWord = (x: number): number =>
  ((x & 0xff) << 24) | ((x & 0xff00) << 8) | ((x >>> 8) & 0xff00) | (x >>> 24);

function byteSwap(a: Scalar, bits: 16 | 32 | 64): Scalar {
  if (bits === 64)
    return ofBits(swapWord(a.high), swapWord(a.low), swapWord(a.highMask), swapWord(a.lowMask));
  const shift = 32 - bits;
  return ofBits(swapWord(a.low) >>> shift, 0, swapWord(a.lowMask) >>> shift, 0);
}

function eq(a: Scalar, b: Scalar): Truth {
  if (a === b) return true;
  if (a.isConstant && b.isConstant) return a.low === b.low && a.high === b.high;
  if ((a.low ^ b.low) & ~a.lowMask & ~b.lowMask || (a.high ^ b.high) & ~a.highMask & ~b.highMask)
    return false;
  if (a.umax < b.umin || b.umax < a.umin || a.smax < b.smin || b.smax < a.smin) return false;
  return null;
}

function ltU(a: Scalar, b: Scalar): Truth {
  if (a.umax < b.umin) return true;
  if (a === b || (b.umax <= LIMIT && a.umin >= b.umax)) return false;
  return a.isConstant && b.isConstant ? a.toBigInt() < b.toBigInt() : null;
}

function ltS(a: Scalar, b: Scalar): Truth {
  if (a.smax < b.smin) return true;
  if (a === b || (b.smax <= LIMIT && a.smin >= b.smax)) return false;
  if (!a.isConstant || !b.isConstant) return null;
  return BigInt.asIntN(64, a.toBigInt()) < BigInt.asIntN(64, b.toBigInt());
}

const SIX_BITS = constant(63);
const FIVE_BITS = constant(31);

const wide: Algebra<Scalar, Truth> = {
  constant,
  add,
  sub,
  mul,
  divU,
  divS,
  remU,
  remS,
  and,
  or,
  xor,
  shl: (a, amount) => shl(a, and(amount, SIX_BITS)),
  shrU: (a, amount) => shrU(a, and(amount, SIX_BITS)),
  shrS: (a, amount) => shrS(a, and(amount, SIX_BITS)),
  signExtend: extendSign,
  zeroExtend: truncate,
  byteSwap,
  eq,
  ltU,
  ltS,
  not: (a) => (a === null ? null : !a),
  choose: (condition, yes, no) => (condition === null ? joinScalars(yes(), no()) : condition ? yes() : no()),
};

const word = (a: Scalar): Scalar => truncate(a, 32);
const signed = (a: Scalar): Scalar => extendSign(a, 32);

/** Numbers of 32 bits are kept as 64 bits with zeros above. */
const narrow: Algebra<Scalar, Truth> = {
  ...wide,
  constant: (value) => constant(value >>> 0),
  add: (a, b) => word(add(a, b)),
  sub: (a, b) => word(sub(a, b)),
  mul: (a, b) => word(mul(a, b)),
  divS: (a, b) => word(divS(signed(a), signed(b))),
  remS: (a, b) => word(remS(signed(a), signed(b))),
  shl: (a, amount) => word(shl(a, and(amount, FIVE_BITS))),
  shrU: (a, amount) => shrU(a, and(amount, FIVE_BITS)),
  shrS: (a, amount) => word(shrS(signed(a), and(amount, FIVE_BITS))),
  signExtend: (a, bits) => word(extendSign(a, bits)),
  ltS: (a, b) => ltS(signed(a), signed(b)),
};

/** The abstract reading of `spec/algebra.ts`. At 32 bits operands and results are below 2^32. */
export const abstractAlgebra = (width: 32 | 64): Algebra<Scalar, Truth> => (width === 64 ? wide : narrow);
