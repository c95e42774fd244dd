/** Eight aligned bytes of a stack frame, as the pieces in which they were written. */
import { abstractAlgebra, truncate } from "./arithmetic.ts";
import type { Value } from "./domain.ts";
import { constant, Scalar, unknownOfSize } from "./scalars.ts";

/** `size` bytes from byte `at` on hold `value`, a number below 2^(8 * size), or, as a whole slot, anything. */
export interface Piece {
  readonly at: number;
  readonly size: number;
  readonly value: Value;
}

/**
 * Pieces in the order of `at`; bytes between them are parts of numbers that nothing is known of. A slot that
 * is not one whole piece holds no pointer. Null: it may hold anything.
 */
export type Slot = readonly Piece[] | null;

export const SLOT_SIZE = 8;
export const EMPTY_SLOT: Slot = [];
const algebra = abstractAlgebra(64);

/** The number in `size` bytes of a value from byte `from` on. The same object when that is all of it. */
function part(value: Value, from: number, size: number): Scalar {
  if (!(value instanceof Scalar)) return unknownOfSize(size);
  const shifted = from === 0 ? value : algebra.shrU(value, constant(8 * from));
  return truncate(shifted, 8 * size);
}

/** Whether the slot certainly holds no pointer. */
export const holdsNoPointer = (slot: Slot): boolean =>
  slot !== null && (slot.length !== 1 || slot[0]!.value instanceof Scalar);

/** What `size` bytes from byte `at` on hold, extended by zeros. */
export function extract(pieces: readonly Piece[], at: number, size: number): Value {
  let result: Scalar | null = null;
  let covered = 0;
  for (const piece of pieces) {
    if (piece.at === at && piece.size === size) return piece.value;
    const from = Math.max(at, piece.at);
    const to = Math.min(at + size, piece.at + piece.size);
    if (from >= to) continue;
    const bits = part(piece.value, from - piece.at, to - from);
    if (to - from === size) return bits;
    covered += to - from;
    const placed = algebra.shl(bits, constant(8 * (from - at)));
    result = result === null ? placed : algebra.or(result, placed);
  }
  return result !== null && covered === size ? result : unknownOfSize(size);
}

/**
 * The slot after `size` bytes of a value, from its byte `skip` on, were written at byte `at`. Null stands for
 * a number that nothing is known of.
 */
export function writeSlot(slot: Slot, at: number, size: number, value: Value | null, skip: number): Slot {
  if (size === SLOT_SIZE && skip === 0) {
    return value === null ? EMPTY_SLOT : [{ at: 0, size: SLOT_SIZE, value }];
  }
  const pieces: Piece[] = [];
  const end = at + size;
  let placed = value === null;
  const place = () => {
    if (placed) return;
    placed = true;
    pieces.push({ at, size, value: part(value!, skip, size) });
  };
  // A slot that might hold a pointer holds none after a partial write.
  for (const piece of slot ?? []) {
    const pieceEnd = piece.at + piece.size;
    if (piece.at >= end) place();
    if (pieceEnd <= at || piece.at >= end) {
      pieces.push(piece);
      continue;
    }
    const whole = piece.value instanceof Scalar;
    if (whole && piece.at < at) {
      pieces.push({ at: piece.at, size: at - piece.at, value: part(piece.value, 0, at - piece.at) });
    }
    place();
    if (whole && pieceEnd > end) {
      pieces.push({
        at: end,
        size: pieceEnd - end,
        value: part(piece.value, end - piece.at, pieceEnd - end),
      });
    }
  }
  place();
  return pieces;
}
