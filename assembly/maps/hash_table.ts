/**
 * What the hash, LRU and LPM types stand on: elements that never move, found through a table of pairs {hash,
 * element} with open addressing. The table doubles as the map fills; elements keep their order of insertion.
 *
 * A hash belongs to a bucket of four entries, and goes on in the next one where that is full. The entries of a bucket
 * are compared at once and without branches: which of them a key is in cannot be predicted, and a branch that is
 * predicted wrongly costs more than all four. A bucket is filled from its start, so that its last entry says whether
 * it is full.
 */
import {
  BUCKET, ELEMENT_HASH, ELEMENT_NEXT, ELEMENT_PREVIOUS, ELEMENT_REFERENCED, ELEMENT_SIZE, ENOENT,
  ENTRY_ELEMENT, ENTRY_HASH, ENTRY_SIZE, HASH_FACTOR, HASH_RATIO, MAP_COUNT, MAP_CPUS, MAP_ELEMENT_SIZE,
  MAP_FIRST, MAP_FREE, MAP_KEY_SIZE, MAP_LAST, MAP_MASK, MAP_MAX_ENTRIES, MAP_SEED, MAP_SHIFT, MAP_SPARE,
  MAP_TABLE, MAP_VALUE_OFFSET, MAP_VALUE_STRIDE, PAGE_SIZE,
} from "../generated/layout";
import { allocatePages, freePages, pagesFor, touch } from "../memory";
import { OK } from "./flags";
import { carve, copy, partialWord, set, word } from "./storage";

/** Entries of the first table, which shares the descriptor's page. */
const FIRST_TABLE: usize = 64;
/** Entries of the smallest table with pages of its own. */
const PAGE_TABLE: usize = PAGE_SIZE / ENTRY_SIZE;
/** A slab is as large as the elements so far, up to this. */
const MAX_SLAB: usize = 0x1_0000;
/** Lays out a new map's elements and its first table. Fails when an element would not fit in memory. */
export function createTable(map: usize): bool {
  const valueOffset = ELEMENT_SIZE + ((load<usize>(map, MAP_KEY_SIZE) + 7) & ~7);
  const size = <u64>valueOffset + <u64>load<usize>(map, MAP_VALUE_STRIDE) * load<usize>(map, MAP_CPUS);
  if (size > <u64>i32.MAX_VALUE) return false;
  set(map, valueOffset, MAP_VALUE_OFFSET);
  set(map, <usize>size, MAP_ELEMENT_SIZE);
  set(map, carve(map, FIRST_TABLE * ENTRY_SIZE, 0), MAP_TABLE);
  describeTable(map, FIRST_TABLE);
  return true;
}

function describeTable(map: usize, entries: usize): void {
  set(map, entries - 1, MAP_MASK);
  set(map, 32 - ctz<u32>(<u32>(entries / BUCKET)), MAP_SHIFT);
}

/**
 * A hash with one more word. Words are independent of each other, so that all of them are multiplied at once, and each
 * is folded before, so that keys at equal distances do not become places at equal distances, which meet again and again.
 */
// @ts-ignore: decorator
@inline
export function mix(hash: u64, word: u64, factor: u64): u64 {
  return hash + (word ^ (word >>> 32)) * factor;
}

/** The hash of a key, of all its words: never 0, which empty entries have. */
// @ts-ignore: decorator
@inline
export function fold(hash: u64): u32 {
  return <u32>(hash ^ (hash >>> 32)) | 1;
}

/** Hash of a key: its words of 8 bytes, the last filled up with zeros. */
// @ts-ignore: decorator
@inline
export function hashOf(map: usize, key: usize): u32 {
  const end = key + load<usize>(map, MAP_KEY_SIZE);
  let hash = <u64>load<u32>(map, MAP_SEED);
  let factor = HASH_FACTOR;
  for (; key + 8 < end; key += 8, factor *= HASH_RATIO) hash = mix(hash, word(key), factor);
  return fold(mix(hash, partialWord(key, end - key), factor));
}

/** Whether an element's key is the `size` bytes at `key`. */
// @ts-ignore: decorator
@inline
function hasKey(element: usize, key: usize, size: usize): bool {
  const end = key + size;
  let own = element + ELEMENT_SIZE;
  for (; key + 8 < end; key += 8, own += 8) if (load<u64>(own) != word(key)) return false;
  return load<u64>(own) == partialWord(key, end - key);
}

/** The first entry of a bucket with a hash; or else its last one, which is 0 unless the bucket is full. */
// @ts-ignore: decorator
@inline
export function entryIn(bucket: usize, hash: u32): u64 {
  const a = load<u64>(bucket);
  const b = load<u64>(bucket, ENTRY_SIZE);
  const c = load<u64>(bucket, 2 * ENTRY_SIZE);
  const d = load<u64>(bucket, 3 * ENTRY_SIZE);
  const ab = select<u64>(a, b, <u32>a == hash);
  const cd = select<u64>(c, d, <u32>c == hash);
  return select<u64>(ab, cd, <u32>ab == hash);
}

/** The first entry with a hash, or 0. The loop is left aside until a bucket is full, since V8 begins each with a check. */
// @ts-ignore: decorator
@inline
export function entryWith(map: usize, hash: u32): u64 {
  const table = load<usize>(map, MAP_TABLE);
  let index = firstProbe(map, hash);
  let entry = entryIn(table + index * ENTRY_SIZE, hash);
  if (entry && <u32>entry != hash) {
    const mask = load<usize>(map, MAP_MASK);
    do {
      index = (index + BUCKET) & mask;
      entry = entryIn(table + index * ENTRY_SIZE, hash);
    } while (entry && <u32>entry != hash);
  }
  return entry;
}

/** The element of a key, or 0, where other keys have the same hash. */
export function findAmong(map: usize, key: usize, hash: u32): usize {
  const size = load<usize>(map, MAP_KEY_SIZE);
  let index = firstProbe(map, hash);
  let element = elementAt(map, index);
  while (element && !(hashAt(map, index) == hash && hasKey(element, key, size))) {
    index = nextProbe(map, index);
    element = elementAt(map, index);
  }
  return element;
}

/** The element of a key whose hash is known, or 0. */
// @ts-ignore: decorator
@inline
export function findHashed(map: usize, key: usize, hash: u32): usize {
  const entry = entryWith(map, hash);
  if (!entry) return 0;
  const element = elementIn(entry);
  return hasKey(element, key, load<usize>(map, MAP_KEY_SIZE)) ? element : findAmong(map, key, hash);
}

/**
 * The element of a key, or 0. The same as `findHashed` of `hashOf`, with the words of short keys in locals: a
 * fifth faster for keys of up to 16 bytes.
 */
// @ts-ignore: decorator
@inline
export function find(map: usize, key: usize): usize {
  const size = load<usize>(map, MAP_KEY_SIZE);
  if (size > 16) return findHashed(map, key, hashOf(map, key));
  const isShort = size <= 8;
  const first = isShort ? partialWord(key, size) : word(key);
  const second = isShort ? 0 : partialWord(key + 8, size - 8);
  const hash = fold(mix(mix(load<u32>(map, MAP_SEED), first, HASH_FACTOR), second, HASH_FACTOR * HASH_RATIO));
  const entry = entryWith(map, hash);
  if (!entry) return 0;
  const element = elementIn(entry);
  const isIt = load<u64>(element, ELEMENT_SIZE) == first
    && (isShort || load<u64>(element, ELEMENT_SIZE + 8) == second);
  return isIt ? element : findAmong(map, key, hash);
}

/** The element of an ENTRY that was read as one word. */
// @ts-ignore: decorator
@inline
export function elementIn(entry: u64): usize {
  return <usize>(entry >>> (ENTRY_ELEMENT << 3));
}

/** The index of the first entry of a hash's bucket. */
// @ts-ignore: decorator
@inline
export function firstProbe(map: usize, hash: u32): usize {
  return <usize>(hash >>> load<u32>(map, MAP_SHIFT)) * BUCKET;
}

// @ts-ignore: decorator
@inline
export function nextProbe(map: usize, index: usize): usize {
  return (index + 1) & load<usize>(map, MAP_MASK);
}

// @ts-ignore: decorator
@inline
export function elementAt(map: usize, index: usize): usize {
  return load<usize>(load<usize>(map, MAP_TABLE) + index * ENTRY_SIZE, ENTRY_ELEMENT);
}

// @ts-ignore: decorator
@inline
function hashAt(map: usize, index: usize): u32 {
  return load<u32>(load<usize>(map, MAP_TABLE) + index * ENTRY_SIZE, ENTRY_HASH);
}

function setEntry(map: usize, index: usize, hash: u32, element: usize): void {
  const entry = load<usize>(map, MAP_TABLE) + index * ENTRY_SIZE;
  set(entry, hash, ENTRY_HASH);
  set(entry, element, ENTRY_ELEMENT);
}

/** Index of an element's entry. */
function indexOf(map: usize, element: usize): usize {
  let index = firstProbe(map, load<u32>(element, ELEMENT_HASH));
  while (elementAt(map, index) != element) index = nextProbe(map, index);
  return index;
}

function enter(map: usize, hash: u32, element: usize): void {
  let index = firstProbe(map, hash);
  while (elementAt(map, index)) index = nextProbe(map, index);
  setEntry(map, index, hash, element);
}

/** Makes room for one element more: the table stays at most half full. Fails when memory is exhausted. */
function reserve(map: usize): bool {
  const old = load<usize>(map, MAP_TABLE);
  const entries = load<usize>(map, MAP_MASK) + 1;
  if ((load<usize>(map, MAP_COUNT) + 1) * 2 <= entries) return true;
  const grown = max(entries * 2, PAGE_TABLE);
  const table = allocatePages(pagesFor(grown * ENTRY_SIZE));
  if (!table) return false;
  set(map, table, MAP_TABLE);
  describeTable(map, grown);
  for (let element = load<usize>(map, MAP_FIRST); element; element = load<usize>(element, ELEMENT_NEXT)) {
    enter(map, load<u32>(element, ELEMENT_HASH), element);
  }
  if (entries >= PAGE_TABLE) freePages(old, pagesFor(entries * ENTRY_SIZE));
  return true;
}

/** Takes an element that nothing links, with old content; 0 when memory is exhausted. */
export function take(map: usize): usize {
  const element = load<usize>(map, MAP_FREE);
  if (element) {
    set(map, load<usize>(element, ELEMENT_NEXT), MAP_FREE);
    return element;
  }
  const size = load<usize>(map, MAP_ELEMENT_SIZE);
  const count = load<usize>(map, MAP_COUNT);
  const wanted = min(count, load<usize>(map, MAP_MAX_ENTRIES) - count);
  return carve(map, size, <usize>min(<u64>wanted * size, MAX_SLAB));
}

/** Lets an element that nothing links be used again. */
export function give(map: usize, element: usize): void {
  // Nothing but the first element has no previous one, so that `isLinked` can tell.
  set(element, 0, ELEMENT_PREVIOUS);
  set(element, load<usize>(map, MAP_FREE), ELEMENT_NEXT);
  set(map, element, MAP_FREE);
}

/** Adds an element for a key that is not there; its values are to be written. 0 when memory is exhausted. */
export function insert(map: usize, key: usize, hash: u32): usize {
  if (!reserve(map)) return 0;
  const element = take(map);
  if (!element) return 0;
  touch(element, load<usize>(map, MAP_ELEMENT_SIZE));
  copy(element + ELEMENT_SIZE, key, load<usize>(map, MAP_KEY_SIZE));
  set(element, hash, ELEMENT_HASH);
  set(element, 0, ELEMENT_REFERENCED);
  append(map, element);
  enter(map, hash, element);
  set(map, load<usize>(map, MAP_COUNT) + 1, MAP_COUNT);
  return element;
}

/**
 * Puts the spare element in an element's place, which becomes the spare: pointers to the old value keep it.
 * The new element's values are to be written. 0 when memory is exhausted.
 */
export function replace(map: usize, old: usize, key: usize): usize {
  const spare = load<usize>(map, MAP_SPARE);
  const element = spare ? spare : take(map);
  if (!element) return 0;
  exchange(map, old, element, key);
  set(map, old, MAP_SPARE);
  return element;
}

/** Puts an element that nothing links in another's place; its values are to be written. */
export function exchange(map: usize, old: usize, element: usize, key: usize): void {
  touch(element, load<usize>(map, MAP_ELEMENT_SIZE));
  copy(element + ELEMENT_SIZE, key, load<usize>(map, MAP_KEY_SIZE));
  const previous = load<usize>(old, ELEMENT_PREVIOUS);
  const next = load<usize>(old, ELEMENT_NEXT);
  set(element, load<usize>(old, ELEMENT_HASH), ELEMENT_HASH);
  set(element, 0, ELEMENT_REFERENCED);
  joinAfter(map, previous, element);
  joinAfter(map, element, next);
  set(load<usize>(map, MAP_TABLE) + indexOf(map, old) * ENTRY_SIZE, element, ENTRY_ELEMENT);
}

/** Takes an element out; it is the next to be used again. */
export function erase(map: usize, element: usize): void {
  unlink(map, element);
  give(map, element);
}

/** Takes an element out. */
export function unlink(map: usize, element: usize): void {
  let hole = indexOf(map, element);
  // Backward shift: close the gap with later entries of the run whose probes started at it or before.
  for (let index = nextProbe(map, hole); elementAt(map, index); index = nextProbe(map, index)) {
    const mask = load<usize>(map, MAP_MASK);
    const travelled = (index - firstProbe(map, hashAt(map, index))) & mask;
    if (travelled < ((index - hole) & mask)) continue;
    setEntry(map, hole, hashAt(map, index), elementAt(map, index));
    hole = index;
  }
  setEntry(map, hole, 0, 0);
  joinAfter(map, load<usize>(element, ELEMENT_PREVIOUS), load<usize>(element, ELEMENT_NEXT));
  set(map, load<usize>(map, MAP_COUNT) - 1, MAP_COUNT);
}

/** Makes `element` the newest. */
function append(map: usize, element: usize): void {
  joinAfter(map, load<usize>(map, MAP_LAST), element);
  joinAfter(map, element, 0);
}

/** Moves an element behind all others. */
export function moveLast(map: usize, element: usize): void {
  joinAfter(map, load<usize>(element, ELEMENT_PREVIOUS), load<usize>(element, ELEMENT_NEXT));
  append(map, element);
}

/** Makes two elements neighbours; 0 stands for the list's ends. */
function joinAfter(map: usize, previous: usize, next: usize): void {
  if (previous) set(previous, next, ELEMENT_NEXT);
  else set(map, next, MAP_FIRST);
  if (next) set(next, previous, ELEMENT_PREVIOUS);
  else set(map, previous, MAP_LAST);
}

/** Whether an address that once was an element's is that of an element in the map now. */
export function isLinked(map: usize, element: usize): bool {
  const previous = load<usize>(element, ELEMENT_PREVIOUS);
  return element == (previous ? load<usize>(previous, ELEMENT_NEXT) : load<usize>(map, MAP_FIRST));
}

/** Writes the key behind `element` (0: the first). */
export function nextKey(map: usize, element: usize, key: usize): i64 {
  const next = element ? load<usize>(element, ELEMENT_NEXT) : load<usize>(map, MAP_FIRST);
  if (!next) return -ENOENT;
  memory.copy(key, next + ELEMENT_SIZE, load<usize>(map, MAP_KEY_SIZE));
  return OK;
}

/** Where an element's value starts: CPU 0's, where every CPU has its own. */
// @ts-ignore: decorator
@inline
export function valueOf(map: usize, element: usize): usize {
  return element + load<usize>(map, MAP_VALUE_OFFSET);
}
