/**
 * LRU_HASH and LRU_PERCPU_HASH: a full map makes room by itself. Second chance: elements stand in the order
 * of insertion, and one that was used since it was last considered goes back to the end instead of being
 * evicted (kernel/bpf/bpf_lru_list.c, whose per-CPU lists evict earlier than at max_entries).
 */
import {
  ELEMENT_REFERENCED, ENOMEM, MAP_COUNT, MAP_FIRST, MAP_MAX_ENTRIES, MAP_VALUE_SIZE,
} from "../generated/layout";
import { erase, find, findHashed, hashOf, insert, moveLast, replace, valueOf } from "./hash_table";
import { currentValue, initialize, writeAll, writeCurrent } from "./per_cpu";
import { OK, refusal } from "./flags";
import { copy, set } from "./storage";

// @ts-ignore: decorator
@inline
function reference(element: usize): void {
  if (!load<usize>(element, ELEMENT_REFERENCED)) set(element, 1, ELEMENT_REFERENCED);
}

/** Address of a key's value, or 0; marks the element as used. */
export function lruLookup(map: usize, key: usize): usize {
  const element = find(map, key);
  if (!element) return 0;
  reference(element);
  return valueOf(map, element);
}

export function lruPerCpuLookup(map: usize, key: usize): usize {
  const values = lruLookup(map, key);
  return values ? currentValue(map, values) : 0;
}

/** Adds an element, in the place of an unused one where the map is full. */
function insertEvicting(map: usize, key: usize, hash: u32): usize {
  if (load<usize>(map, MAP_COUNT) >= load<u32>(map, MAP_MAX_ENTRIES)) {
    let oldest = load<usize>(map, MAP_FIRST);
    for (; load<usize>(oldest, ELEMENT_REFERENCED); oldest = load<usize>(map, MAP_FIRST)) {
      set(oldest, 0, ELEMENT_REFERENCED);
      moveLast(map, oldest);
    }
    erase(map, oldest);
  }
  return insert(map, key, hash);
}

/** A value is never changed in place: pointers to the old one keep it. */
export function lruUpdate(map: usize, key: usize, value: usize, flags: u64): i64 {
  const hash = hashOf(map, key);
  const old = findHashed(map, key, hash);
  const refused = refusal(old, flags);
  if (refused) return refused;
  const element = old ? replace(map, old, key) : insertEvicting(map, key, hash);
  if (!element) return -ENOMEM;
  if (old) reference(element);
  copy(valueOf(map, element), value, load<usize>(map, MAP_VALUE_SIZE));
  return OK;
}

/** Writes the current CPU's value in place; in a new element the others are zero. */
export function lruPerCpuUpdate(map: usize, key: usize, value: usize, flags: u64): i64 {
  const hash = hashOf(map, key);
  const old = findHashed(map, key, hash);
  const refused = refusal(old, flags);
  if (refused) return refused;
  if (old) {
    reference(old);
    writeCurrent(map, valueOf(map, old), value);
    return OK;
  }
  const element = insertEvicting(map, key, hash);
  if (!element) return -ENOMEM;
  initialize(map, valueOf(map, element), value);
  return OK;
}

/** Writes every CPU's value in place. */
export function lruPerCpuUpdateAll(map: usize, key: usize, values: usize, flags: u64): i64 {
  const hash = hashOf(map, key);
  const old = findHashed(map, key, hash);
  const refused = refusal(old, flags);
  if (refused) return refused;
  if (old) reference(old);
  const element = old ? old : insertEvicting(map, key, hash);
  if (!element) return -ENOMEM;
  writeAll(map, valueOf(map, element), values);
  return OK;
}
