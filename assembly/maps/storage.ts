/** Memory of a map: where its parts come from, and how they are written so that snapshots work. */
import { ARENA, MAP_SLAB, MAP_SLAB_END, PAGE_SIZE } from "../generated/layout";
import { allocatePages, pagesFor, touch } from "../memory";

/** Longest copy that a loop does faster than the engine's `memory.copy`, which is a call. */
const LOOP_COPY: usize = 128;

/** Sets a field that snapshots bring back. */
// @ts-ignore: decorator
@inline
export function set(address: usize, value: usize, offset: usize): void {
  touch(address + offset, 4);
  store<u32>(address + offset, <u32>value);
}

/** `pagesFor(bytes)` zeroed pages, or 0. Takes sizes beyond the address space. */
export function allocate(bytes: u64): usize {
  return bytes < <u64>(0 - ARENA) ? allocatePages(pagesFor(<usize>bytes)) : 0;
}

/**
 * `bytes` zeroed bytes on an 8-byte boundary that stay the map's own, or 0: from the rest of its newest slab,
 * or else from a new slab of `slab` bytes at least.
 */
export function carve(map: usize, bytes: usize, slab: usize): usize {
  const size = (bytes + 7) & ~7;
  let at = load<usize>(map, MAP_SLAB);
  if (load<usize>(map, MAP_SLAB_END) - at < size) {
    const pages = pagesFor(max(size, slab));
    at = allocate(<u64>pages * PAGE_SIZE);
    if (!at) return 0;
    set(map, at + pages * PAGE_SIZE, MAP_SLAB_END);
  }
  set(map, at + size, MAP_SLAB);
  return at;
}

/** Copies to memory that was touched. */
export function copy(to: usize, from: usize, length: usize): void {
  if (length > LOOP_COPY) {
    memory.copy(to, from, length);
    return;
  }
  const end = from + length;
  const words = from + (length & ~7);
  for (; from < words; from += 8, to += 8) store<u64>(to, word(from));
  if (length & 4) {
    store<u32>(to, load<u32>(from));
    from += 4;
    to += 4;
  }
  for (; from < end; from++, to++) store<u8>(to, load<u8>(from));
}

/** The same from memory that was not written a moment ago. */
export function copyWide(to: usize, from: usize, length: usize): void {
  if (length < 32 || length > LOOP_COPY) {
    copy(to, from, length);
    return;
  }
  const last = length - 32;
  for (let at: usize = 0; at < last; at += 32) copy32(to + at, from + at);
  // The rest, and some once more.
  copy32(to + last, from + last);
}

// @ts-ignore: decorator
@inline
function copy32(to: usize, from: usize): void {
  v128.store(to, v128.load(from));
  v128.store(to, v128.load(from, 16), 16);
}

/**
 * The 8 bytes at an address as a number. Read in halves: programs write keys in pieces of 4 bytes and less,
 * and a load that spans two fresh stores waits until both have left the store buffer (measured on a lookup of
 * an 8-byte key: 13 ns against 6.5).
 */
// @ts-ignore: decorator
@inline
export function word(address: usize): u64 {
  return <u64>load<u32>(address) | (<u64>load<u32>(address, 4) << 32);
}

/** The `length` bytes at an address, 1 to 8 of them, as a number. */
// @ts-ignore: decorator
@inline
export function partialWord(address: usize, length: usize): u64 {
  if (length == 8) return word(address);
  let partial: u64 = 0;
  let at = address + length;
  if (length & 1) partial = load<u8>((at -= 1));
  if (length & 2) partial = (partial << 16) | load<u16>((at -= 2));
  if (length & 4) partial = (partial << 32) | load<u32>(at - 4);
  return partial;
}
