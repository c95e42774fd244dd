/**
 * LPM_TRIE (kernel/bpf/lpm_trie.c): the longest stored prefix of a key. A key is a length in bits (u32,
 * little-endian) and that many bits of data, the first byte's highest bit first.
 *
 * A replaced or deleted element is not used again before the run ends: the program may hold a pointer to it
 * (kernel: bpf_mem_cache_free_rcu).
 *
 * No trie: the hash table holds the elements under their prefix, and a lookup asks for one length after the
 * other, longest first, of those that occur. Real tables hold a handful of lengths.
 */
import {
  EINVAL, ELEMENT_NEXT, ELEMENT_SIZE, ENOENT, ENOMEM, ENOSPC, EXECUTION_CELL, EXECUTION_RUN, MAP_COUNT,
  MAP_KEY_SIZE, MAP_MAX_ENTRIES, MAP_PREFIXES, MAP_PREFIX_BITMAP, MAP_SEED, MAP_VALUE_SIZE,
  MAP_WAITING, MAP_WAITING_RUN,
} from "../generated/layout";
import { touch } from "../memory";
import { OK, refusal } from "./flags";
import {
  createTable, elementAt, elementIn, entryWith, exchange, firstProbe, fold, give, insert, mix, nextKey, nextProbe, take,
  unlink, valueOf,
} from "./hash_table";
import { carve, copy, partialWord, set } from "./storage";

/** Bytes of the length in front of the data. */
export const LENGTH_SIZE: usize = 4;

export function lpmCreate(map: usize): bool {
  const lengths = <usize>maxLength(map) + 1;
  const bitmap = carve(map, ((lengths + 63) >> 6) << 3, 0);
  const counts = carve(map, lengths << 2, 0);
  if (!bitmap || !counts) return false;
  set(map, bitmap, MAP_PREFIX_BITMAP);
  set(map, counts, MAP_PREFIXES);
  return createTable(map);
}

/** Longest prefix in bits that the map's keys can hold. */
// @ts-ignore: decorator
@inline
export function maxLength(map: usize): u32 {
  return (load<u32>(map, MAP_KEY_SIZE) - <u32>LENGTH_SIZE) << 3;
}

/**
 * What `digest` makes of a key, for every 64 bits of its data: the bits as they lie in memory, and the hash of
 * all bits before them.
 */
const DIGEST: usize = memory.data(33 * 16, 8);
const DIGEST_ENTRY: usize = 16;
const DIGEST_HASH: usize = 8;

/** Prepares the hashes of a key's prefixes of up to `length` bits. */
function digest(map: usize, key: usize, length: u32): void {
  const end = key + load<usize>(map, MAP_KEY_SIZE);
  const last = DIGEST + <usize>(length >>> 6) * DIGEST_ENTRY;
  let data = key + LENGTH_SIZE;
  let hash = <u64>load<u32>(map, MAP_SEED);
  for (let entry = DIGEST; entry <= last; entry += DIGEST_ENTRY, data += 8) {
    const bits = data < end ? partialWord(data, min(end - data, 8)) : 0;
    store<u64>(entry, bits);
    store<u64>(entry, hash, DIGEST_HASH);
    hash = mix(hash, bits);
  }
}

/**
 * The bits of a word, as it lies in memory, that belong to the first `length` bits of the data, of which the word is
 * the last: whole bytes, and of the next one the highest bits.
 */
// @ts-ignore: decorator
@inline
export function cut(word: u64, length: u32): u64 {
  const bytes = <u64>(length & 56);
  return word & ((<u64>1 << bytes) - 1 | <u64>(0xff00 >>> (length & 7) & 0xff) << bytes);
}

/**
 * Hash of a prefix: of the words before its last one `before`, then of that one and of the length, which goes where
 * most prefixes have no bits.
 */
// @ts-ignore: decorator
@inline
export function hashOfPrefix(before: u64, last: u64, length: u32): u32 {
  return fold(mix(before, cut(last, length) ^ <u64>length << 58));
}

/** Hash of the digested key's prefix. */
// @ts-ignore: decorator
@inline
function prefixHash(length: u32): u32 {
  const entry = DIGEST + <usize>(length >>> 6) * DIGEST_ENTRY;
  return hashOfPrefix(load<u64>(entry, DIGEST_HASH), load<u64>(entry), length);
}

/** Whether an element is the digested key's prefix. */
function hasPrefix(map: usize, element: usize, length: u32): bool {
  let own = element + ELEMENT_SIZE;
  if (load<u32>(own) != length) return false;
  const end = own + load<usize>(map, MAP_KEY_SIZE);
  const last = DIGEST + <usize>(length >>> 6) * DIGEST_ENTRY;
  let entry = DIGEST;
  for (own += LENGTH_SIZE; entry < last; entry += DIGEST_ENTRY, own += 8) {
    if (load<u64>(own) != load<u64>(entry)) return false;
  }
  if (own >= end) return true;
  return cut(partialWord(own, min(end - own, 8)) ^ load<u64>(entry), length) == 0;
}

/** The element of the first `length` bits of the digested key, or 0. */
// @ts-ignore: decorator
@inline
function findPrefix(map: usize, length: u32, hash: u32): usize {
  const entry = entryWith(map, hash);
  if (!entry) return 0;
  const first = elementIn(entry);
  if (hasPrefix(map, first, length)) return first;
  let index = firstProbe(map, hash);
  let element = elementAt(map, index);
  while (element && !hasPrefix(map, element, length)) {
    index = nextProbe(map, index);
    element = elementAt(map, index);
  }
  return element;
}

/** Of the word of the bitmap that has the bit of `length`: the bits of the lengths present that are not above it. */
// @ts-ignore: decorator
@inline
export function lengthsUpTo(map: usize, length: u32): u64 {
  const bits = load<u64>(load<usize>(map, MAP_PREFIX_BITMAP) + (<usize>(length >>> 6) << 3));
  return bits & (u64.MAX_VALUE >>> (63 - (length & 63)));
}

/** The longest length present that is not above `length`, or -1. */
function lengthUpTo(map: usize, length: i32): i32 {
  if (length < 0) return -1;
  let bits = lengthsUpTo(map, length);
  let word = length >> 6;
  while (!bits) {
    if (--word < 0) return -1;
    bits = lengthsUpTo(map, (word << 6) + 63);
  }
  return (word << 6) + 63 - <i32>clz<u64>(bits);
}

/** Counts elements of a length in or out. */
function count(map: usize, length: u32, change: i32): void {
  const cell = load<usize>(map, MAP_PREFIXES) + (<usize>length << 2);
  const before = load<u32>(cell);
  const after = before + change;
  set(cell, after, 0);
  if (before && after) return;
  const word = load<usize>(map, MAP_PREFIX_BITMAP) + (<usize>(length >> 6) << 3);
  touch(word, 8);
  store<u64>(word, load<u64>(word) ^ (<u64>1 << (length & 63)));
}

/** Address of the value of the longest prefix of the key that is not longer than the key says, or 0. */
export function lpmLookup(map: usize, key: usize): usize {
  const limit = load<u32>(key);
  if (limit > maxLength(map)) return 0;
  digest(map, key, limit);
  for (let length = lengthUpTo(map, limit); length >= 0; length = lengthUpTo(map, length - 1)) {
    const element = findPrefix(map, length, prefixHash(length));
    if (element) return valueOf(map, element);
  }
  return 0;
}

/** A value is never changed in place; the key's bits behind the prefix are kept for iteration. */
export function lpmUpdate(map: usize, key: usize, value: usize, flags: u64): i64 {
  const length = load<u32>(key);
  if (length > maxLength(map)) return -EINVAL;
  digest(map, key, length);
  const hash = prefixHash(length);
  const old = findPrefix(map, length, hash);
  const refused = refusal(old, flags);
  if (refused) return refused;
  if (!old && load<usize>(map, MAP_COUNT) >= load<u32>(map, MAP_MAX_ENTRIES)) return -ENOSPC;
  reclaim(map);
  const element = old ? take(map) : insert(map, key, hash);
  if (!element) return -ENOMEM;
  if (old) {
    exchange(map, old, element, key);
    retire(map, old);
  } else count(map, length, 1);
  copy(valueOf(map, element), value, load<usize>(map, MAP_VALUE_SIZE));
  return OK;
}

/** Keeps an element that nothing links any more until the run is over. */
function retire(map: usize, element: usize): void {
  set(element, load<usize>(map, MAP_WAITING), ELEMENT_NEXT);
  set(map, element, MAP_WAITING);
  set(map, load<usize>(EXECUTION_CELL, EXECUTION_RUN), MAP_WAITING_RUN);
}

/** Lets the elements be used again that waited for an earlier run to end. */
function reclaim(map: usize): void {
  let element = load<usize>(map, MAP_WAITING);
  if (!element || load<u32>(map, MAP_WAITING_RUN) == load<u32>(EXECUTION_CELL, EXECUTION_RUN)) return;
  set(map, 0, MAP_WAITING);
  while (element) {
    const next = load<usize>(element, ELEMENT_NEXT);
    give(map, element);
    element = next;
  }
}

export function lpmDelete(map: usize, key: usize): i64 {
  const length = load<u32>(key);
  if (length > maxLength(map)) return -EINVAL;
  digest(map, key, length);
  const element = findPrefix(map, length, prefixHash(length));
  if (!element) return -ENOENT;
  reclaim(map);
  unlink(map, element);
  retire(map, element);
  count(map, length, -1);
  return OK;
}

export function lpmNext(map: usize, key: usize, next: usize): i64 {
  let element: usize = 0;
  if (key) {
    const length = load<u32>(key);
    if (length <= maxLength(map)) {
      digest(map, key, length);
      element = findPrefix(map, length, prefixHash(length));
    }
  }
  return nextKey(map, element, next);
}
