/** PERF_EVENT_ARRAY: whether somebody reads the events of a CPU. A slot holds 1 where that is so. */
import { MAP_MAX_ENTRIES, STATE_CELL, STATE_CPUS } from "../generated/layout";
import { arrayCreate, obtain } from "./array";
import { slotAt } from "./slots";
import { set } from "./storage";

/** The host collects the events of every CPU until it closes a slot. */
export function perfEventArrayCreate(map: usize): bool {
  if (!arrayCreate(map)) return false;
  const open = min(load<u32>(STATE_CELL, STATE_CPUS), load<u32>(map, MAP_MAX_ENTRIES));
  for (let cpu: u32 = 0; cpu < open; cpu++) {
    const slot = obtain(map, cpu);
    if (!slot) return false;
    set(slot, 1, 0);
  }
  return true;
}

/** Whether events for a CPU find a reader. */
export function isOpen(map: usize, cpu: u32): bool {
  return slotAt(map, cpu) != 0;
}
