/**
 * Maps: what programs and the host do with them, whatever their type. The one place that tells types apart;
 * a type's behaviour is in its own file.
 */
import {
  EINVAL, ENOENT, ENOTSUPP, EPERM, KIND_MAP, KIND_MEMORY, KIND_READ_ONLY, MAP_CPUS, MAP_FLAGS, MAP_FLAG_RDONLY_PROG, MAP_FROZEN,
  MAP_ID, MAP_KEY_SIZE, MAP_MAX_ENTRIES, MAP_READ_ONLY, MAP_SEED, MAP_SIZE, MAP_SLAB, MAP_SLAB_END, MAP_TYPE,
  MAP_TYPE_ARRAY, MAP_TYPE_ARRAY_OF_MAPS, MAP_TYPE_HASH, MAP_TYPE_HASH_OF_MAPS, MAP_TYPE_LPM_TRIE,
  MAP_TYPE_LRU_HASH, MAP_TYPE_LRU_PERCPU_HASH, MAP_TYPE_PERCPU_ARRAY, MAP_TYPE_PERCPU_HASH,
  MAP_TYPE_PERF_EVENT_ARRAY, MAP_TYPE_PROG_ARRAY, MAP_TYPE_QUEUE, MAP_TYPE_STACK, MAP_VALUE_SIZE, MAP_VALUE_STRIDE,
  MAX_OBJECT_LENGTH, PAGE_SIZE, STATE_CELL, STATE_CPUS,
} from "../generated/layout";
import { nextRun } from "../execution";
import { allocatePages, freePages, registerMap, touch, tracking } from "../memory";
import { provenance } from "../provenance";
import {
  arrayCreate, arrayForEach, arrayLookup, arrayNext, arrayPeek, arrayUpdate, perCpuArrayLookup, perCpuArrayUpdate,
  perCpuArrayUpdateAll,
} from "./array";
import { BPF_F_LOCK } from "./flags";
import {
  hashDelete, hashForEach, hashLookup, hashNext, hashUpdate, perCpuHashLookup, perCpuHashUpdate, perCpuHashUpdateAll,
} from "./hash";
import { createTable } from "./hash_table";
import { lpmCreate, lpmDelete, lpmLookup, lpmNext, lpmUpdate } from "./lpm_trie";
import { lruLookup, lruPerCpuLookup, lruPerCpuUpdate, lruPerCpuUpdateAll, lruUpdate } from "./lru";
import {
  arrayOfMapsLookup, arrayOfMapsUpdate, hashOfMapsLookup, hashOfMapsUpdate, setTemplate,
} from "./map_in_map";
import { perfEventArrayCreate } from "./perf_event_array";
import { queuePeek, queuePop, queuePush, queueRead } from "./queue";
import { slotDelete, slotPeek, slotUpdate } from "./slots";
import { set } from "./storage";

/** Makes a map whose sizes the host has checked. Its descriptor's address, or 0 when memory is exhausted. */
export function mapCreate(
  id: u32, type: u32, keySize: u32, valueSize: u32, maxEntries: u32, flags: u32,
): usize {
  if (<usize>valueSize > MAX_OBJECT_LENGTH) return 0;
  const map = allocatePages(1);
  if (!map) return 0;
  set(map, type, MAP_TYPE);
  set(map, keySize, MAP_KEY_SIZE);
  set(map, valueSize, MAP_VALUE_SIZE);
  set(map, maxEntries, MAP_MAX_ENTRIES);
  set(map, flags, MAP_FLAGS);
  set(map, id, MAP_ID);
  set(map, (valueSize + 7) & ~7, MAP_VALUE_STRIDE);
  set(map, 1, MAP_CPUS);
  set(map, id * 0x9e37_79b1, MAP_SEED);
  set(map, (flags & MAP_FLAG_RDONLY_PROG) != 0 ? 1 : 0, MAP_READ_ONLY);
  // The rest of the descriptor's page is the map's first slab.
  set(map, map + ((MAP_SIZE + 63) & ~63), MAP_SLAB);
  set(map, map + PAGE_SIZE, MAP_SLAB_END);
  if (!createElements(map, type)) {
    freePages(map, 1);
    return 0;
  }
  registerMap(map);
  return map;
}

function createElements(map: usize, type: u32): bool {
  switch (type) {
    case MAP_TYPE_PERCPU_HASH:
    case MAP_TYPE_LRU_PERCPU_HASH:
      set(map, load<u32>(STATE_CELL, STATE_CPUS), MAP_CPUS);
    case MAP_TYPE_HASH:
    case MAP_TYPE_LRU_HASH:
    case MAP_TYPE_HASH_OF_MAPS: return createTable(map);
    case MAP_TYPE_LPM_TRIE: return lpmCreate(map);
    case MAP_TYPE_PERCPU_ARRAY: set(map, load<u32>(STATE_CELL, STATE_CPUS), MAP_CPUS);
    case MAP_TYPE_ARRAY:
    case MAP_TYPE_PROG_ARRAY:
    case MAP_TYPE_QUEUE:
    case MAP_TYPE_STACK:
    case MAP_TYPE_ARRAY_OF_MAPS: return arrayCreate(map);
    case MAP_TYPE_PERF_EVENT_ARRAY: return perfEventArrayCreate(map);
  }
  return false;
}

/** What the maps in a map of maps must look like. */
export function mapSetInner(
  map: usize, type: u32, keySize: u32, valueSize: u32, maxEntries: u32, flags: u32,
): void {
  setTemplate(map, type, keySize, valueSize, maxEntries, flags);
}

// ---- what programs call; results are 0 or a negative errno

/** Address of the key's value (the current CPU's, where each has one) or of the inner map, or 0. */
export function lookup(map: usize, key: usize): usize {
  const value = lookupAny(map, key);
  if (tracking && value) touch(value, load<usize>(map, MAP_VALUE_SIZE));
  return value;
}

// @ts-ignore: decorator
@inline
function lookupAny(map: usize, key: usize): usize {
  switch (load<u32>(map, MAP_TYPE)) {
    case MAP_TYPE_HASH: return hashLookup(map, key);
    case MAP_TYPE_ARRAY: return arrayLookup(map, key);
    case MAP_TYPE_PERCPU_HASH: return perCpuHashLookup(map, key);
    case MAP_TYPE_PERCPU_ARRAY: return perCpuArrayLookup(map, key);
    case MAP_TYPE_LRU_HASH: return lruLookup(map, key);
    case MAP_TYPE_LRU_PERCPU_HASH: return lruPerCpuLookup(map, key);
    case MAP_TYPE_LPM_TRIE: return lpmLookup(map, key);
    case MAP_TYPE_ARRAY_OF_MAPS: return arrayOfMapsLookup(map, key);
    case MAP_TYPE_HASH_OF_MAPS: return hashOfMapsLookup(map, key);
  }
  return 0;
}

/** What a program may do with a result of `lookup`. */
export function valueProvenance(map: usize, value: usize): u64 {
  if (!value) return 0;
  switch (load<u32>(map, MAP_TYPE)) {
    case MAP_TYPE_ARRAY_OF_MAPS:
    case MAP_TYPE_HASH_OF_MAPS: return provenance(KIND_MAP, value, 0);
  }
  const kind = load<usize>(map, MAP_READ_ONLY) ? KIND_READ_ONLY : KIND_MEMORY;
  return provenance(kind, value, load<usize>(map, MAP_VALUE_SIZE));
}

export function update(map: usize, key: usize, value: usize, flags: u64): i64 {
  if (load<usize>(map, MAP_READ_ONLY)) return -EPERM;
  switch (load<u32>(map, MAP_TYPE)) {
    case MAP_TYPE_HASH: return hashUpdate(map, key, value, flags);
    case MAP_TYPE_ARRAY: return arrayUpdate(map, key, value, flags);
    case MAP_TYPE_PERCPU_HASH: return perCpuHashUpdate(map, key, value, flags);
    case MAP_TYPE_PERCPU_ARRAY: return perCpuArrayUpdate(map, key, value, flags);
    case MAP_TYPE_LRU_HASH: return lruUpdate(map, key, value, flags);
    case MAP_TYPE_LRU_PERCPU_HASH: return lruPerCpuUpdate(map, key, value, flags);
    case MAP_TYPE_LPM_TRIE: return lpmUpdate(map, key, value, flags);
  }
  return -EINVAL;
}

export function remove(map: usize, key: usize): i64 {
  if (load<usize>(map, MAP_READ_ONLY)) return -EPERM;
  switch (load<u32>(map, MAP_TYPE)) {
    case MAP_TYPE_HASH:
    case MAP_TYPE_PERCPU_HASH:
    case MAP_TYPE_LRU_HASH:
    case MAP_TYPE_LRU_PERCPU_HASH: return hashDelete(map, key);
    case MAP_TYPE_LPM_TRIE: return lpmDelete(map, key);
  }
  return -EINVAL;
}

/** Of queues and stacks, whose values have no keys. */
export function push(map: usize, value: usize, flags: u64): i64 {
  return load<usize>(map, MAP_READ_ONLY) ? -EPERM : queuePush(map, value, flags);
}

export function pop(map: usize, value: usize): i64 {
  return load<usize>(map, MAP_READ_ONLY) ? -EPERM : queuePop(map, value);
}

export function peek(map: usize, value: usize): i64 {
  return queueRead(map, value);
}

/** Calls back for every element, of the types whose elements programs may walk: how many were visited. */
export function forEach(map: usize, callback: usize, context: u64, contextProvenance: u64): u64 {
  switch (load<u32>(map, MAP_TYPE)) {
    case MAP_TYPE_ARRAY:
    case MAP_TYPE_PERCPU_ARRAY: return arrayForEach(map, callback, context, contextProvenance);
  }
  return hashForEach(map, callback, context, contextProvenance);
}

// ---- what the host calls: the map commands of bpf(2)

/** Address of the key's value, CPU 0's first where each has one, or 0. For reading; marks no use. */
export function mapPeek(map: usize, key: usize): usize {
  switch (load<u32>(map, MAP_TYPE)) {
    case MAP_TYPE_HASH:
    case MAP_TYPE_PERCPU_HASH:
    case MAP_TYPE_LRU_HASH:
    case MAP_TYPE_LRU_PERCPU_HASH:
    case MAP_TYPE_HASH_OF_MAPS: return hashLookup(map, key);
    case MAP_TYPE_LPM_TRIE: return lpmLookup(map, key);
    case MAP_TYPE_ARRAY:
    case MAP_TYPE_PERCPU_ARRAY: return arrayPeek(map, key);
    case MAP_TYPE_PROG_ARRAY:
    case MAP_TYPE_PERF_EVENT_ARRAY:
    case MAP_TYPE_ARRAY_OF_MAPS: return slotPeek(map, key);
    case MAP_TYPE_QUEUE:
    case MAP_TYPE_STACK: return queuePeek(map);
  }
  return 0;
}

/**
 * BPF_MAP_UPDATE_ELEM. `value` holds every CPU's value where each has one, VALUE_STRIDE apart; the address of
 * a PROGRAM or of an inner map's descriptor (u32) where values stand for those; 1 to open a perf event slot.
 */
export function mapUpdate(map: usize, key: usize, value: usize, flags: u64): i64 {
  if (load<usize>(map, MAP_FROZEN)) return -EPERM;
  nextRun();
  // No value has a spin lock here.
  if (flags & BPF_F_LOCK) return -EINVAL;
  switch (load<u32>(map, MAP_TYPE)) {
    case MAP_TYPE_HASH: return hashUpdate(map, key, value, flags);
    case MAP_TYPE_ARRAY: return arrayUpdate(map, key, value, flags);
    case MAP_TYPE_PERCPU_HASH: return perCpuHashUpdateAll(map, key, value, flags);
    case MAP_TYPE_PERCPU_ARRAY: return perCpuArrayUpdateAll(map, key, value, flags);
    case MAP_TYPE_LRU_HASH: return lruUpdate(map, key, value, flags);
    case MAP_TYPE_LRU_PERCPU_HASH: return lruPerCpuUpdateAll(map, key, value, flags);
    case MAP_TYPE_LPM_TRIE: return lpmUpdate(map, key, value, flags);
    case MAP_TYPE_PROG_ARRAY:
    case MAP_TYPE_PERF_EVENT_ARRAY: return slotUpdate(map, key, value, flags);
    case MAP_TYPE_ARRAY_OF_MAPS: return arrayOfMapsUpdate(map, key, value, flags);
    case MAP_TYPE_HASH_OF_MAPS: return hashOfMapsUpdate(map, key, value, flags);
    case MAP_TYPE_QUEUE:
    case MAP_TYPE_STACK: return queuePush(map, value, flags);
  }
  return -EINVAL;
}

/** BPF_MAP_DELETE_ELEM. */
export function mapDelete(map: usize, key: usize): i64 {
  if (load<usize>(map, MAP_FROZEN)) return -EPERM;
  nextRun();
  switch (load<u32>(map, MAP_TYPE)) {
    case MAP_TYPE_HASH:
    case MAP_TYPE_PERCPU_HASH:
    case MAP_TYPE_LRU_HASH:
    case MAP_TYPE_LRU_PERCPU_HASH:
    case MAP_TYPE_HASH_OF_MAPS: return hashDelete(map, key);
    case MAP_TYPE_LPM_TRIE: return lpmDelete(map, key);
    case MAP_TYPE_PROG_ARRAY:
    case MAP_TYPE_PERF_EVENT_ARRAY:
    case MAP_TYPE_ARRAY_OF_MAPS: return slotDelete(map, key);
  }
  return -EINVAL;
}

/**
 * BPF_MAP_LOOKUP_AND_DELETE_ELEM: takes an element out, and writes what `mapPeek` finds to memory of the host's.
 * Of queues and stacks, a pop.
 */
export function mapTake(map: usize, key: usize, value: usize): i64 {
  if (load<usize>(map, MAP_FROZEN)) return -EPERM;
  switch (load<u32>(map, MAP_TYPE)) {
    case MAP_TYPE_HASH:
    case MAP_TYPE_LRU_HASH: return takeValue(map, key, value, load<usize>(map, MAP_VALUE_SIZE));
    case MAP_TYPE_PERCPU_HASH:
    case MAP_TYPE_LRU_PERCPU_HASH: {
      return takeValue(map, key, value, load<usize>(map, MAP_CPUS) * load<usize>(map, MAP_VALUE_STRIDE));
    }
    case MAP_TYPE_QUEUE:
    case MAP_TYPE_STACK: return queuePop(map, value);
  }
  return -ENOTSUPP;
}

function takeValue(map: usize, key: usize, value: usize, size: usize): i64 {
  const found = hashLookup(map, key);
  if (!found) return -ENOENT;
  memory.copy(value, found, size);
  return hashDelete(map, key);
}

/** BPF_MAP_GET_NEXT_KEY: writes the key after `key`, or the first one when that is 0 or not there. */
export function mapNext(map: usize, key: usize, nextKey: usize): i64 {
  switch (load<u32>(map, MAP_TYPE)) {
    case MAP_TYPE_HASH:
    case MAP_TYPE_PERCPU_HASH:
    case MAP_TYPE_LRU_HASH:
    case MAP_TYPE_LRU_PERCPU_HASH:
    case MAP_TYPE_HASH_OF_MAPS: return hashNext(map, key, nextKey);
    case MAP_TYPE_LPM_TRIE: return lpmNext(map, key, nextKey);
    case MAP_TYPE_QUEUE:
    case MAP_TYPE_STACK: return -EINVAL;
  }
  return arrayNext(map, key, nextKey);
}

/** BPF_MAP_FREEZE: the host changes it no more. Programs may, unless it was made with BPF_F_RDONLY_PROG. */
export function mapFreeze(map: usize): void {
  set(map, 1, MAP_FROZEN);
}
