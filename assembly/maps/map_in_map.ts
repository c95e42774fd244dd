/**
 * ARRAY_OF_MAPS and HASH_OF_MAPS (kernel/bpf/map_in_map.c): values are the addresses of inner maps'
 * descriptors, which all look like the template.
 */
import {
  EINVAL, MAP_FLAGS, MAP_FLAG_INNER_MAP, MAP_INNER_FLAGS, MAP_INNER_KEY_SIZE, MAP_INNER_MAX_ENTRIES,
  MAP_INNER_TYPE, MAP_INNER_VALUE_SIZE, MAP_KEY_SIZE, MAP_MAX_ENTRIES, MAP_TYPE, MAP_TYPE_ARRAY,
  MAP_VALUE_SIZE,
} from "../generated/layout";
import { hashLookup, hashUpdate } from "./hash";
import { slotAt, slotRefusal, slotUpdate } from "./slots";
import { set } from "./storage";

export function setTemplate(
  map: usize, type: u32, keySize: u32, valueSize: u32, maxEntries: u32, flags: u32,
): void {
  set(map, type, MAP_INNER_TYPE);
  set(map, keySize, MAP_INNER_KEY_SIZE);
  set(map, valueSize, MAP_INNER_VALUE_SIZE);
  set(map, maxEntries, MAP_INNER_MAX_ENTRIES);
  set(map, flags, MAP_INNER_FLAGS);
}

/** Whether a map may be put into one of maps (kernel: bpf_map_meta_equal, array_map_meta_equal). */
function matches(map: usize, inner: usize): bool {
  const type = load<u32>(map, MAP_INNER_TYPE);
  const flags = load<u32>(map, MAP_INNER_FLAGS);
  if (
    load<u32>(inner, MAP_TYPE) != type ||
    load<usize>(inner, MAP_KEY_SIZE) != load<usize>(map, MAP_INNER_KEY_SIZE) ||
    load<usize>(inner, MAP_VALUE_SIZE) != load<usize>(map, MAP_INNER_VALUE_SIZE) ||
    load<u32>(inner, MAP_FLAGS) != flags
  ) {
    return false;
  }
  // The size of an array is known to the code that looks into it, unless it was declared to vary.
  return type != MAP_TYPE_ARRAY || (flags & MAP_FLAG_INNER_MAP) != 0
    || load<usize>(inner, MAP_MAX_ENTRIES) == load<usize>(map, MAP_INNER_MAX_ENTRIES);
}

/** The inner map at an index, or 0. */
export function arrayOfMapsLookup(map: usize, key: usize): usize {
  return slotAt(map, load<u32>(key));
}

/** A key's inner map, or 0. */
export function hashOfMapsLookup(map: usize, key: usize): usize {
  const value = hashLookup(map, key);
  return value ? load<usize>(value) : 0;
}

export function arrayOfMapsUpdate(map: usize, key: usize, value: usize, flags: u64): i64 {
  const refused = slotRefusal(map, key, flags);
  if (refused) return refused;
  return matches(map, load<u32>(value)) ? slotUpdate(map, key, value, flags) : -EINVAL;
}

export function hashOfMapsUpdate(map: usize, key: usize, value: usize, flags: u64): i64 {
  return matches(map, load<u32>(value)) ? hashUpdate(map, key, value, flags) : -EINVAL;
}
