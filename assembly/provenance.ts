/** What a value may point to, and the checks that stand on it. How it is packed: `spec/layout.ts`. */
import {
  HOLE_END, KIND_CONTEXT, KIND_MEMORY, KIND_PACKET, KIND_PACKET_META, KIND_READ_ONLY, KIND_STACK,
  PROVENANCE_KIND_SHIFT, PROVENANCE_LENGTH_SHIFT, SKB_CELL, SKB_DATA, SKB_GENERATION, SKB_LINEAR, SKB_META,
  STACK, STACK_PROVENANCE, TRAP_CONTEXT_ACCESS, TRAP_NULL_DEREFERENCE, TRAP_OPAQUE_DEREFERENCE,
  TRAP_OUT_OF_BOUNDS, TRAP_READ_ONLY, TRAP_SCALAR_DEREFERENCE, TRAP_STALE_PACKET_POINTER,
} from "./generated/layout";
import { trap } from "./trap";

// @ts-ignore: decorator
@inline
export function provenance(kind: u64, base: usize, length: usize): u64 {
  return (kind << PROVENANCE_KIND_SHIFT) | (<u64>length << PROVENANCE_LENGTH_SHIFT) | <u64>base;
}

// @ts-ignore: decorator
@inline
export function kindOf(p: u64): u64 {
  return p >>> PROVENANCE_KIND_SHIFT;
}

// @ts-ignore: decorator
@inline
export function baseOf(p: u64): u64 {
  return p & 0xffff_ffff;
}

/** Length of the object in bytes; 0 for kinds that have rules of their own, so that a plain check fails. */
// @ts-ignore: decorator
@inline
export function lengthOf(p: u64): u64 {
  return (p << 4) >>> (PROVENANCE_LENGTH_SHIFT + 4);
}

// @ts-ignore: decorator
@inline
export function isStack(p: u64): bool {
  return <i64>p < 0;
}

/** Provenance of a sum: a pointer and a scalar stay a pointer, two pointers are none. */
// @ts-ignore: decorator
@inline
export function sumOf(a: u64, b: u64): u64 {
  return a == 0 ? b : b == 0 ? a : 0;
}

/** Provenance of a difference: only a pointer minus a scalar is a pointer. */
// @ts-ignore: decorator
@inline
export function differenceOf(a: u64, b: u64): u64 {
  return b == 0 ? a : 0;
}

/** Whether `size` bytes from `address` lie in an object of plain memory: compared in all 64 bits, before any wrap. */
// @ts-ignore: decorator
@inline
export function within(address: u64, base: u64, length: u64, size: u64): bool {
  const offset = address - base;
  return offset < length && offset + size <= length;
}

/** Address of a frame's stack slot's provenance. */
// @ts-ignore: decorator
@inline
export function slotOf(address: usize): usize {
  return (address & ~7) + (STACK_PROVENANCE - STACK);
}

/** Makes scalars of the slots that a store of 1 to 8 bytes to the stack touches. */
// @ts-ignore: decorator
@inline
export function forgetSlots(address: usize, size: usize): void {
  store<u64>(slotOf(address), 0);
  store<u64>(slotOf(address + size - 1), 0);
}

/** The same for a write of any size but 0. */
export function forgetRange(address: usize, size: usize): void {
  const last = slotOf(address + size - 1);
  for (let slot = slotOf(address); slot <= last; slot += 8) store<u64>(slot, 0);
}

/** After 8 bytes went to the stack at `address`, in the frame that `p` says: what they point to. */
// @ts-ignore: decorator
@inline
export function spill(address: usize, p: u64, value: u64): void {
  if (address & 7) {
    forgetSlots(address, 8);
  } else {
    store<u64>(slotOf(address), value);
    // A pointer to a frame must not outlive it in a caller's.
    if (kindOf(value) == KIND_STACK) {
      if (baseOf(value) > baseOf(p)) store<u64>(slotOf(address), 0);
    }
  }
}

/**
 * What a pointer's accesses have to stay in, as a provenance of plain memory: a live packet pointer's is what is directly
 * accessible of the packet, which DATA and LINEAR say in this form, and all others have their own.
 */
// @ts-ignore: decorator
@inline
export function bounds(p: u64): u64 {
  return select<u64>(load<u64>(SKB_CELL, SKB_DATA), p, p == load<u64>(SKB_CELL, SKB_GENERATION));
}

/** Whether `size` bytes, which is not 0, from `address` lie in what `bounds` gave. Nothing lies in other kinds' 0 bytes. */
// @ts-ignore: decorator
@inline
export function readable(address: u64, bounds: u64, size: u64): bool {
  return reaches(address - baseOf(bounds), lengthOf(bounds), size);
}

/** The same for a store. Of the kinds that have a length, the lowest bit says of READ_ONLY alone what it is: it makes it negative. */
// @ts-ignore: decorator
@inline
export function writable(address: u64, bounds: u64, size: u64): bool {
  return reaches(address - baseOf(bounds), <u64>(<i64>(bounds << 3) >> (PROVENANCE_LENGTH_SHIFT + 3)), size);
}

/** Whether neither is negative: the offset, and what is left behind the bytes. Lengths are short of 2^28. */
// @ts-ignore: decorator
@inline
function reaches(offset: u64, length: u64, size: u64): bool {
  return <i64>(offset | (length - size - offset)) >= 0;
}

/**
 * The address at which `size` bytes may be read (or written) through a pointer, whatever it points to except
 * the context; traps where they may not. The one place that says why not.
 */
export function access(address: u64, p: u64, size: u64, write: bool): usize {
  const kind = kindOf(p);
  if (kind == KIND_MEMORY || kind == KIND_STACK || (kind == KIND_READ_ONLY && !write)) {
    if (within(address, baseOf(p), lengthOf(p), size)) return <usize>address;
    trap(
      p ? TRAP_OUT_OF_BOUNDS : address < HOLE_END ? TRAP_NULL_DEREFERENCE : TRAP_SCALAR_DEREFERENCE,
      address, p, <u32>size, write,
    );
  }
  if (kind == KIND_PACKET || kind == KIND_PACKET_META) {
    if (baseOf(p) != load<u32>(SKB_CELL, SKB_GENERATION)) trap(TRAP_STALE_PACKET_POINTER, address, p, <u32>size, write);
    const data = <u64>load<u32>(SKB_CELL, SKB_DATA);
    const meta = <u64>load<u32>(SKB_CELL, SKB_META);
    const base = kind == KIND_PACKET ? data : data - meta;
    const length = kind == KIND_PACKET ? <u64>load<u32>(SKB_CELL, SKB_LINEAR) : meta;
    if (within(address, base, length, size)) return <usize>address;
    // The packet's own bounds, for the report.
    trap(
      TRAP_OUT_OF_BOUNDS, address, (kind << PROVENANCE_KIND_SHIFT) | (length << PROVENANCE_LENGTH_SHIFT) | base,
      <u32>size, write,
    );
  }
  trap(
    kind == KIND_READ_ONLY ? TRAP_READ_ONLY : kind == KIND_CONTEXT ? TRAP_CONTEXT_ACCESS : TRAP_OPAQUE_DEREFERENCE,
    address, p, <u32>size, write, <u32>(address - baseOf(p)),
  );
  return 0;
}
