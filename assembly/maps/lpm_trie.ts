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
  EINVAL, ELEMENT_NEXT, ELEMENT_SIZE, ENOENT, ENOMEM, ENOSPC, EXECUTION_CELL, EXECUTION_RUN, HASH_FACTOR,
  HASH_RATIO, MAP_COUNT, MAP_KEY_SIZE, MAP_MAX_ENTRIES, MAP_PREFIXES, MAP_PREFIX_COUNT, MAP_SEED,
  MAP_VALUE_SIZE, MAP_WAITING, MAP_WAITING_RUN, PREFIX_COUNT, PREFIX_LENGTH, PREFIX_MASK, PREFIX_SIZE,
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
  const prefixes = carve(map, (<usize>maxLength(map) + 1) * PREFIX_SIZE, 0);
  if (!prefixes) return false;
  set(map, prefixes, MAP_PREFIXES);
  return createTable(map);
}

/** Longest prefix in bits that the map's keys can hold. */
// @ts-ignore: decorator
@inline
export function maxLength(map: usize): u32 {
  return (load<u32>(map, MAP_KEY_SIZE) - <u32>LENGTH_SIZE) << 3;
}

/**
 * What `digest` makes of a key, for every 64 bits of its data: the bits as they lie in memory, the hash of all bits
 * before them, and the factor with which they enter into it.
 */
const DIGEST: usize = memory.data(32 * 24, 8);
const DIGEST_ENTRY: usize = 24;
const DIGEST_HASH: usize = 8;
const DIGEST_FACTOR: usize = 16;

/** Prepares the hashes of a key's prefixes of up to `length` bits. */
function digest(map: usize, key: usize, length: u32): void {
  const end = key + load<usize>(map, MAP_KEY_SIZE);
  const last = digestOf(length);
  let data = key + LENGTH_SIZE;
  let hash = <u64>load<u32>(map, MAP_SEED);
  let factor = HASH_FACTOR;
  for (let entry = DIGEST; entry <= last; entry += DIGEST_ENTRY, data += 8, factor *= HASH_RATIO) {
    const bits = partialWord(data, min(end - data, 8));
    store<u64>(entry, bits);
    store<u64>(entry, hash, DIGEST_HASH);
    store<u64>(entry, factor, DIGEST_FACTOR);
    hash = mix(hash, bits, factor);
  }
}

/** What was digested of the word in which the first `length` bits end. */
// @ts-ignore: decorator
@inline
function digestOf(length: u32): usize {
  return length ? DIGEST + <usize>((length - 1) >>> 6) * DIGEST_ENTRY : DIGEST;
}

/**
 * The bits of a word, as it lies in memory, that belong to the first `length` bits of the data, of which the word is
 * the last: whole bytes, and of the next one the highest bits.
 */
export function maskOf(length: u32): u64 {
  const bits = length & 63;
  if (!bits) return length ? u64.MAX_VALUE : 0;
  const bytes = <u64>(bits & 56);
  return (<u64>1 << bytes) - 1 | <u64>(0xff00 >>> (bits & 7) & 0xff) << bytes;
}

/** Hash of a prefix: of the words before its last one `before`, then of the bits of that one, and of the length. */
// @ts-ignore: decorator
@inline
export function hashOfPrefix(before: u64, bits: u64, factor: u64, length: u32): u32 {
  return fold(mix(before, bits, factor) + <u64>length * HASH_RATIO);
}

/** Hash of the digested key's prefix. */
// @ts-ignore: decorator
@inline
function prefixHash(length: u32, mask: u64): u32 {
  const entry = digestOf(length);
  return hashOfPrefix(load<u64>(entry, DIGEST_HASH), load<u64>(entry) & mask, load<u64>(entry, DIGEST_FACTOR), length);
}

/** Whether an element is the digested key's prefix. */
function hasPrefix(element: usize, length: u32, mask: u64): bool {
  let own = element + ELEMENT_SIZE;
  if (load<u32>(own) != length) return false;
  const last = digestOf(length);
  let entry = DIGEST;
  for (own += LENGTH_SIZE; entry < last; entry += DIGEST_ENTRY, own += 8) {
    if (load<u64>(own) != load<u64>(entry)) return false;
  }
  return ((load<u64>(own) ^ load<u64>(entry)) & mask) == 0;
}

/** The element of the first `length` bits of the digested key, or 0. */
// @ts-ignore: decorator
@inline
function findPrefix(map: usize, length: u32, mask: u64, hash: u32): usize {
  const entry = entryWith(map, hash);
  if (!entry) return 0;
  const first = elementIn(entry);
  if (hasPrefix(first, length, mask)) return first;
  let index = firstProbe(map, hash);
  let element = elementAt(map, index);
  while (element && !hasPrefix(element, length, mask)) {
    index = nextProbe(map, index);
    element = elementAt(map, index);
  }
  return element;
}

/** The same of a key whose length is that of the prefix. */
function findKey(map: usize, key: usize, length: u32): usize {
  digest(map, key, length);
  const mask = maskOf(length);
  return findPrefix(map, length, mask, prefixHash(length, mask));
}

/** The PREFIX behind the last. */
// @ts-ignore: decorator
@inline
export function endOfPrefixes(map: usize): usize {
  return load<usize>(map, MAP_PREFIXES) + load<usize>(map, MAP_PREFIX_COUNT) * PREFIX_SIZE;
}

/** Counts elements of a length in or out. */
function count(map: usize, length: u32, change: i32): void {
  const end = endOfPrefixes(map);
  let at = load<usize>(map, MAP_PREFIXES);
  while (at < end && load<u32>(at, PREFIX_LENGTH) > length) at += PREFIX_SIZE;
  touch(at, end + PREFIX_SIZE - at);
  if (at == end || load<u32>(at, PREFIX_LENGTH) != length) {
    memory.copy(at + PREFIX_SIZE, at, end - at);
    store<u64>(at, maskOf(length), PREFIX_MASK);
    store<u32>(at, length, PREFIX_LENGTH);
    store<u32>(at, 0, PREFIX_COUNT);
    set(map, load<usize>(map, MAP_PREFIX_COUNT) + 1, MAP_PREFIX_COUNT);
  }
  const left = load<u32>(at, PREFIX_COUNT) + change;
  store<u32>(at, left, PREFIX_COUNT);
  if (left) return;
  memory.copy(at, at + PREFIX_SIZE, end - at - PREFIX_SIZE);
  set(map, load<usize>(map, MAP_PREFIX_COUNT) - 1, MAP_PREFIX_COUNT);
}

/** Address of the value of the longest prefix of the key that is not longer than the key says, or 0. */
export function lpmLookup(map: usize, key: usize): usize {
  const limit = load<u32>(key);
  if (limit > maxLength(map)) return 0;
  digest(map, key, limit);
  const end = endOfPrefixes(map);
  for (let at = load<usize>(map, MAP_PREFIXES); at < end; at += PREFIX_SIZE) {
    const length = load<u32>(at, PREFIX_LENGTH);
    if (length > limit) continue;
    const mask = load<u64>(at, PREFIX_MASK);
    const element = findPrefix(map, length, mask, prefixHash(length, mask));
    if (element) return valueOf(map, element);
  }
  return 0;
}

/** A value is never changed in place; the key's bits behind the prefix are kept for iteration. */
export function lpmUpdate(map: usize, key: usize, value: usize, flags: u64): i64 {
  const length = load<u32>(key);
  if (length > maxLength(map)) return -EINVAL;
  digest(map, key, length);
  const mask = maskOf(length);
  const hash = prefixHash(length, mask);
  const old = findPrefix(map, length, mask, hash);
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
  const element = findKey(map, key, length);
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
    if (length <= maxLength(map)) element = findKey(map, key, length);
  }
  return nextKey(map, element, next);
}
