/** What a register may point to, as far as it is known while compiling. */
import { STACK_SIZE } from "../../spec/encoding.ts";
import {
  CONTEXT,
  PROVENANCE_KIND_SHIFT,
  PROVENANCE_LENGTH_SHIFT,
  ProvenanceKind,
} from "../../spec/layout.ts";

/**
 * - a number: exactly this provenance; 0 is a scalar;
 * - `frame`: the function's own stack frame;
 * - `packet`: the packet, of some generation, or a scalar;
 * - `memory`: plain memory that is no stack, perhaps read-only, or a scalar;
 * - `any`: the register's own provenance says.
 */
export type Pointer = bigint | "frame" | "packet" | "memory" | "any";

export const SCALAR = 0n;

export const pack = (kind: number, base: number, length = 0): bigint =>
  (BigInt(kind) << BigInt(PROVENANCE_KIND_SHIFT)) |
  (BigInt(length) << BigInt(PROVENANCE_LENGTH_SHIFT)) |
  BigInt(base);
export const kindOf = (provenance: bigint): number => Number(provenance >> BigInt(PROVENANCE_KIND_SHIFT));
export const baseOf = (provenance: bigint): bigint => provenance & 0xffff_ffffn;
export const lengthOf = (provenance: bigint): bigint =>
  BigInt.asUintN(PROVENANCE_KIND_SHIFT, provenance) >> BigInt(PROVENANCE_LENGTH_SHIFT);

export const CONTEXT_POINTER = pack(ProvenanceKind.CONTEXT, CONTEXT);
/** Of a frame, without its address. */
export const FRAME_PROVENANCE = pack(ProvenanceKind.STACK, 0, STACK_SIZE);

const isMemory = (pointer: Pointer): boolean =>
  pointer === "memory" ||
  (typeof pointer === "bigint" &&
    (kindOf(pointer) === ProvenanceKind.MEMORY || kindOf(pointer) === ProvenanceKind.READ_ONLY));

/** What covers both. */
export function join(a: Pointer, b: Pointer): Pointer {
  if (a === b) return a;
  if (isMemory(a) && isMemory(b)) return "memory";
  if ((a === "packet" && b === SCALAR) || (b === "packet" && a === SCALAR)) return "packet";
  return "any";
}

const isSurelyPointer = (pointer: Pointer): boolean => typeof pointer === "bigint" || pointer === "frame";

/** Of a sum, neither side of which is known to be a scalar: two pointers make none. */
export const sum = (a: Pointer, b: Pointer): Pointer =>
  isSurelyPointer(a) && isSurelyPointer(b) ? SCALAR : "any";

/** Of a difference, likewise: only a pointer minus a scalar is a pointer. */
export const difference = (a: Pointer, b: Pointer): Pointer =>
  isSurelyPointer(b) ? SCALAR : join(a, SCALAR);
