/** QUEUE and STACK (kernel/bpf/queue_stack_maps.c): values without keys, in a ring of an array's elements. */
import {
  E2BIG, EINVAL, ENOENT, ENOMEM, MAP_COUNT, MAP_FIRST, MAP_MAX_ENTRIES, MAP_TYPE, MAP_TYPE_STACK, MAP_VALUE_SIZE,
} from "../generated/layout";
import { touch } from "../memory";
import { elementOf, obtain } from "./array";
import { BPF_EXIST, BPF_NOEXIST, OK } from "./flags";
import { copy, set } from "./storage";

/** Index in the ring of the element `distance` behind the oldest one. */
// @ts-ignore: decorator
@inline
function indexAt(map: usize, distance: u32): u32 {
  return <u32>((<u64>load<u32>(map, MAP_FIRST) + distance) % load<u32>(map, MAP_MAX_ENTRIES));
}

/** Address of what the next pop gives, the oldest value of a queue and the newest of a stack, or 0. */
export function queuePeek(map: usize): usize {
  const count = load<u32>(map, MAP_COUNT);
  if (!count) return 0;
  return elementOf(map, indexAt(map, load<u32>(map, MAP_TYPE) == MAP_TYPE_STACK ? count - 1 : 0));
}

/** Copies the next value to memory that was touched; zeros where there is none. */
export function queueRead(map: usize, value: usize): i64 {
  const size = load<usize>(map, MAP_VALUE_SIZE);
  const next = queuePeek(map);
  if (!next) {
    memory.fill(value, 0, size);
    return -ENOENT;
  }
  copy(value, next, size);
  return OK;
}

export function queuePop(map: usize, value: usize): i64 {
  const result = queueRead(map, value);
  if (result) return result;
  if (load<u32>(map, MAP_TYPE) != MAP_TYPE_STACK) set(map, indexAt(map, 1), MAP_FIRST);
  set(map, load<u32>(map, MAP_COUNT) - 1, MAP_COUNT);
  return OK;
}

/** With BPF_EXIST a full map gives up its oldest value. */
export function queuePush(map: usize, value: usize, flags: u64): i64 {
  if (flags & BPF_NOEXIST || flags > BPF_EXIST) return -EINVAL;
  const count = load<u32>(map, MAP_COUNT);
  const full = count == load<u32>(map, MAP_MAX_ENTRIES);
  if (full && !(flags & BPF_EXIST)) return -E2BIG;
  const element = obtain(map, indexAt(map, count));
  if (!element) return -ENOMEM;
  const size = load<usize>(map, MAP_VALUE_SIZE);
  touch(element, size);
  copy(element, value, size);
  if (full) set(map, indexAt(map, 1), MAP_FIRST);
  else set(map, count + 1, MAP_COUNT);
  return OK;
}
