/** HASH and PERCPU_HASH (kernel/bpf/hashtab.c). */
import { visit } from "../callback";
import {
  E2BIG, ELEMENT_NEXT, ELEMENT_SIZE, ENOENT, ENOMEM, MAP_COUNT, MAP_FIRST, MAP_MAX_ENTRIES, MAP_VALUE_SIZE,
} from "../generated/layout";
import { erase, find, findHashed, hashOf, insert, isLinked, nextKey, replace, valueOf } from "./hash_table";
import { currentValue, initialize, writeAll, writeCurrent } from "./per_cpu";
import { OK, refusal } from "./flags";
import { copy } from "./storage";

/** Address of a key's value, or 0. */
export function hashLookup(map: usize, key: usize): usize {
  const element = find(map, key);
  return element ? valueOf(map, element) : 0;
}

/** Address of the current CPU's value, or 0. */
export function perCpuHashLookup(map: usize, key: usize): usize {
  const values = hashLookup(map, key);
  return values ? currentValue(map, values) : 0;
}

function isFull(map: usize): bool {
  return load<usize>(map, MAP_COUNT) >= load<u32>(map, MAP_MAX_ENTRIES);
}

/** A value is never changed in place: pointers to the old one keep it. */
export function hashUpdate(map: usize, key: usize, value: usize, flags: u64): i64 {
  const hash = hashOf(map, key);
  const old = findHashed(map, key, hash);
  const refused = refusal(old, flags);
  if (refused) return refused;
  if (!old && isFull(map)) return -E2BIG;
  const element = old ? replace(map, old, key) : insert(map, key, hash);
  if (!element) return -ENOMEM;
  copy(valueOf(map, element), value, load<usize>(map, MAP_VALUE_SIZE));
  return OK;
}

/** Writes the current CPU's value in place; in a new element the others are zero. */
export function perCpuHashUpdate(map: usize, key: usize, value: usize, flags: u64): i64 {
  const hash = hashOf(map, key);
  const old = findHashed(map, key, hash);
  const refused = refusal(old, flags);
  if (refused) return refused;
  if (!old && isFull(map)) return -E2BIG;
  if (old) {
    writeCurrent(map, valueOf(map, old), value);
    return OK;
  }
  const element = insert(map, key, hash);
  if (!element) return -ENOMEM;
  initialize(map, valueOf(map, element), value);
  return OK;
}

/** Writes every CPU's value in place. */
export function perCpuHashUpdateAll(map: usize, key: usize, values: usize, flags: u64): i64 {
  const hash = hashOf(map, key);
  const old = findHashed(map, key, hash);
  const refused = refusal(old, flags);
  if (refused) return refused;
  if (!old && isFull(map)) return -E2BIG;
  const element = old ? old : insert(map, key, hash);
  if (!element) return -ENOMEM;
  writeAll(map, valueOf(map, element), values);
  return OK;
}

export function hashDelete(map: usize, key: usize): i64 {
  const element = find(map, key);
  if (!element) return -ENOENT;
  erase(map, element);
  return OK;
}

export function hashNext(map: usize, key: usize, next: usize): i64 {
  return nextKey(map, key ? find(map, key) : 0, next);
}

/**
 * Calls back for every element, with the current CPU's value where each has one, until the callback returns
 * something else than 0. The callback may change the map: no more elements are visited than there were at the start,
 * and the walk goes on behind an element that is gone, or ends where what was behind it is gone as well.
 */
export function hashForEach(map: usize, callback: usize, context: u64, contextProvenance: u64): u64 {
  let visited: u64 = 0;
  let left = load<usize>(map, MAP_COUNT);
  let element = load<usize>(map, MAP_FIRST);
  while (element && left) {
    const next = load<usize>(element, ELEMENT_NEXT);
    visited++;
    left--;
    const value = currentValue(map, valueOf(map, element));
    if (visit(map, element + ELEMENT_SIZE, value, callback, context, contextProvenance)) break;
    if (next && isLinked(map, next)) element = next;
    else element = isLinked(map, element) ? load<usize>(element, ELEMENT_NEXT) : 0;
  }
  return visited;
}
