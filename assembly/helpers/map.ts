/** Map helpers, as programs call them. */
import { MAP_CPUS, MAP_VALUE_SIZE, MAP_VALUE_STRIDE, STATE_CELL, STATE_CPU } from "../generated/layout";
import { lookup, peek, pop, push, remove, update } from "../maps/map";
import { touch } from "../memory";

export function bpf_map_lookup_elem(map: usize, key: usize): u64 {
  return lookup(map, key);
}

export function bpf_map_update_elem(map: usize, key: usize, value: usize, flags: u64): u64 {
  return <u64>update(map, key, value, flags);
}

export function bpf_map_delete_elem(map: usize, key: usize): u64 {
  return <u64>remove(map, key);
}

export function bpf_map_push_elem(map: usize, value: usize, flags: u64): u64 {
  return <u64>push(map, value, flags);
}

export function bpf_map_pop_elem(map: usize, value: usize): u64 {
  return <u64>pop(map, value);
}

export function bpf_map_peek_elem(map: usize, value: usize): u64 {
  return <u64>peek(map, value);
}

export function bpf_map_lookup_percpu_elem(map: usize, key: usize, cpu: u32): u64 {
  if (cpu >= load<u32>(map, MAP_CPUS)) return 0;
  const own = lookup(map, key);
  if (!own) return 0;
  const value = own + (cpu - load<u32>(STATE_CELL, STATE_CPU)) * load<u32>(map, MAP_VALUE_STRIDE);
  touch(value, load<u32>(map, MAP_VALUE_SIZE));
  return value;
}
