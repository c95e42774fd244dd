/**
 * Arrays whose values stand for kernel objects (kernel/bpf/arraymap.c, fd_array): the host sets and clears a
 * slot's word, and an empty slot, which holds 0, counts as missing.
 */
import { E2BIG, EINVAL, ENOENT, ENOMEM, MAP_MAX_ENTRIES } from "../generated/layout";
import { elementOf, obtain } from "./array";
import { BPF_ANY, OK } from "./flags";
import { set } from "./storage";

/** Address of a slot's word, or 0 when the slot is empty or there is none. */
export function slotPeek(map: usize, key: usize): usize {
  const index = load<u32>(key);
  if (index >= load<u32>(map, MAP_MAX_ENTRIES)) return 0;
  const element = elementOf(map, index);
  return element && load<u32>(element) ? element : 0;
}

/** What is in a slot, or 0. */
// @ts-ignore: decorator
@inline
export function slotAt(map: usize, index: u32): usize {
  if (index >= load<u32>(map, MAP_MAX_ENTRIES)) return 0;
  const element = elementOf(map, index);
  return element ? load<usize>(element) : 0;
}

/** What forbids an update, whatever its value; OK when nothing does. */
export function slotRefusal(map: usize, key: usize, flags: u64): i64 {
  if (flags != BPF_ANY) return -EINVAL;
  return load<u32>(key) < load<u32>(map, MAP_MAX_ENTRIES) ? OK : -E2BIG;
}

export function slotUpdate(map: usize, key: usize, value: usize, flags: u64): i64 {
  const refused = slotRefusal(map, key, flags);
  if (refused) return refused;
  const element = obtain(map, load<u32>(key));
  if (!element) return -ENOMEM;
  set(element, load<u32>(value), 0);
  return OK;
}

export function slotDelete(map: usize, key: usize): i64 {
  if (load<u32>(key) >= load<u32>(map, MAP_MAX_ENTRIES)) return -E2BIG;
  const slot = slotPeek(map, key);
  if (!slot) return -ENOENT;
  set(slot, 0, 0);
  return OK;
}
