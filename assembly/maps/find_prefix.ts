/**
 * Values of LPM maps by keys in registers, for compiled code: `lpmLookup` of lpm_trie.ts, without memory in between.
 * A key is given as the length of its prefix and the words of its data as they lie in memory.
 */
import {
  ELEMENT_SIZE, HASH_FACTOR, HASH_RATIO, MAP_PREFIXES, MAP_SEED, PREFIX_LENGTH, PREFIX_MASK,
  PREFIX_SIZE,
} from "../generated/layout";
import { tracking } from "../memory";
import { given } from "./find";
import { elementAt, elementIn, entryWith, firstProbe, mix, nextProbe, valueOf } from "./hash_table";
import { endOfPrefixes, hashOfPrefix, LENGTH_SIZE, maxLength } from "./lpm_trie";

const F0: u64 = HASH_FACTOR;
const F1: u64 = F0 * HASH_RATIO;
const F2: u64 = F1 * HASH_RATIO;

// @ts-ignore: decorator
@inline
function word(element: usize, n: usize): u64 {
  return load<u64>(element + (n << 3), ELEMENT_SIZE + LENGTH_SIZE);
}

/**
 * Whether an element's key is the first `length` bits of a, b, c, the `words` words of a key's data; `mask` are those of
 * the word that they end in.
 */
// @ts-ignore: decorator
@inline
function isPrefix(element: usize, words: u32, length: u32, mask: u64, a: u64, b: u64, c: u64): bool {
  const own = load<u32>(element, ELEMENT_SIZE);
  if (words == 1) return (<u64>(own ^ length) | ((word(element, 0) ^ a) & mask)) == 0;
  if (own != length) return false;
  if (length <= 64) return ((word(element, 0) ^ a) & mask) == 0;
  if (word(element, 0) != a) return false;
  if (words == 2 || length <= 128) return ((word(element, 1) ^ b) & mask) == 0;
  return word(element, 1) == b && ((word(element, 2) ^ c) & mask) == 0;
}

/** The element of a prefix, or 0, where the first entry with its hash is another one's. */
function amongOthers(map: usize, hash: u32, length: u32, mask: u64, a: u64, b: u64, c: u64): usize {
  let index = firstProbe(map, hash);
  let element = elementAt(map, index);
  while (element && !isPrefix(element, 3, length, mask, a, b, c)) {
    index = nextProbe(map, index);
    element = elementAt(map, index);
  }
  return element;
}

/** Hash of a key's first `length` bits, of `words` words of data. */
// @ts-ignore: decorator
@inline
function hashOfKey(seed: u64, words: u32, length: u32, mask: u64, a: u64, b: u64, c: u64): u32 {
  if (words == 1 || length <= 64) return hashOfPrefix(seed, a & mask, F0, length);
  const first = mix(seed, a, F0);
  if (words == 2 || length <= 128) return hashOfPrefix(first, b & mask, F1, length);
  return hashOfPrefix(mix(first, b, F1), c & mask, F2, length);
}

/** The value of the longest prefix, of those that are listed from `at` on. */
function searchFrom(at: usize, map: usize, limit: u32, a: u64, b: u64, c: u64): usize {
  const seed = <u64>load<u32>(map, MAP_SEED);
  const end = endOfPrefixes(map);
  for (; at < end; at += PREFIX_SIZE) {
    const length = load<u32>(at, PREFIX_LENGTH);
    if (length > limit) continue;
    const mask = load<u64>(at, PREFIX_MASK);
    const hash = hashOfKey(seed, 3, length, mask, a, b, c);
    const entry = entryWith(map, hash);
    if (!entry) continue;
    let element = elementIn(entry);
    if (!isPrefix(element, 3, length, mask, a, b, c)) element = amongOthers(map, hash, length, mask, a, b, c);
    if (element) return given(map, element);
  }
  return 0;
}

/**
 * The same of all prefixes, with `words` words of data; inlined, so that what there is not costs nothing. Where an entry
 * is not the prefix's, the rest of the search is another function's: V8 keeps in memory what outlives a call, and here nothing
 * does.
 */
// @ts-ignore: decorator
@inline
function search(map: usize, limit: u32, words: u32, a: u64, b: u64, c: u64): usize {
  if (limit > maxLength(map)) return 0;
  const seed = <u64>load<u32>(map, MAP_SEED);
  const end = endOfPrefixes(map);
  for (let at = load<usize>(map, MAP_PREFIXES); at < end; at += PREFIX_SIZE) {
    const length = load<u32>(at, PREFIX_LENGTH);
    if (length > limit) continue;
    const mask = load<u64>(at, PREFIX_MASK);
    const hash = hashOfKey(seed, words, length, mask, a, b, c);
    const entry = entryWith(map, hash);
    if (!entry) continue;
    const element = elementIn(entry);
    if (tracking || !isPrefix(element, words, length, mask, a, b, c)) {
      return searchFrom(at, map, limit, a, b, c);
    }
    return valueOf(map, element);
  }
  return 0;
}

export function findPrefix1(map: usize, limit: u32, a: u64): usize {
  return search(map, limit, 1, a, 0, 0);
}

export function findPrefix2(map: usize, limit: u32, a: u64, b: u64): usize {
  return search(map, limit, 2, a, b, 0);
}

export function findPrefix3(map: usize, limit: u32, a: u64, b: u64, c: u64): usize {
  return search(map, limit, 3, a, b, c);
}
