/**
 * ARRAY and PERCPU_ARRAY (kernel/bpf/arraymap.c), and the storage of every other type whose keys are indices.
 * Small arrays lie in one piece; large ones get their chunks when they are first touched.
 */
import {
  E2BIG, EEXIST, EINVAL, ENOENT, ENOMEM, MAP_CPUS, MAP_ELEMENT_SIZE, MAP_FLAT, MAP_MASK, MAP_MAX_ENTRIES,
  MAP_SHIFT, MAP_SPARE, MAP_TABLE, MAP_VALUE_SIZE, MAP_VALUE_STRIDE, TRAP_OUT_OF_MEMORY,
} from "../generated/layout";
import { indexKey, visit } from "../callback";
import { touch } from "../memory";
import { trap } from "../trap";
import { currentValue, writeAll, writeCurrent } from "./per_cpu";
import { BPF_EXIST, BPF_F_LOCK, BPF_NOEXIST, OK } from "./flags";
import { allocate, carve, copy, set } from "./storage";

/** Bytes up to which an array is made in one piece. */
const MAX_FLAT: u64 = 0x1_0000;
/** Bytes of a chunk, which holds one element at least. */
const CHUNK: usize = 0x4000;

export function arrayCreate(map: usize): bool {
  const entries = <u64>load<u32>(map, MAP_MAX_ENTRIES);
  const elementSize = <u64>load<usize>(map, MAP_VALUE_STRIDE) * load<usize>(map, MAP_CPUS);
  if (elementSize > <u64>i32.MAX_VALUE) return false;
  set(map, <usize>elementSize, MAP_ELEMENT_SIZE);
  // One element, as of the data sections that programs address, is always one piece.
  if (elementSize * entries <= MAX_FLAT || entries == 1) {
    const elements = carve(map, <usize>(elementSize * entries), 0);
    set(map, elements, MAP_TABLE);
    set(map, 1, MAP_FLAT);
    return elements != 0;
  }
  let shift: u32 = 0;
  while (elementSize << (shift + 1) <= CHUNK) shift++;
  const directory = allocate(((entries >> shift) + 1) << 2);
  set(map, directory, MAP_TABLE);
  set(map, shift, MAP_SHIFT);
  set(map, (1 << shift) - 1, MAP_MASK);
  return directory != 0;
}

/** Address of an element, or 0 where it is in no chunk yet. */
// @ts-ignore: decorator
@inline
export function elementOf(map: usize, index: u32): usize {
  const table = load<usize>(map, MAP_TABLE);
  const size = load<usize>(map, MAP_ELEMENT_SIZE);
  if (load<usize>(map, MAP_FLAT)) return table + <usize>index * size;
  const chunk = load<usize>(table + (<usize>(index >>> load<u32>(map, MAP_SHIFT)) << 2));
  return chunk ? chunk + (<usize>index & load<usize>(map, MAP_MASK)) * size : 0;
}

/** Address of an element, whose chunk is made if need be; 0 when memory is exhausted. */
export function obtain(map: usize, index: u32): usize {
  const element = elementOf(map, index);
  if (element) return element;
  const shift = load<u32>(map, MAP_SHIFT);
  const chunk = allocate(<u64>load<usize>(map, MAP_ELEMENT_SIZE) << shift);
  if (!chunk) return 0;
  set(load<usize>(map, MAP_TABLE) + (<usize>(index >>> shift) << 2), chunk, 0);
  return elementOf(map, index);
}

/** Address of an index's value, or 0 when there is no such index. */
// @ts-ignore: decorator
@inline
export function arrayLookup(map: usize, key: usize): usize {
  const index = load<u32>(key);
  if (index >= load<u32>(map, MAP_MAX_ENTRIES)) return 0;
  const element = elementOf(map, index);
  return element ? element : obtainOrTrap(map, index);
}

/** An array's lookup never fails: programs rely on it. */
function obtainOrTrap(map: usize, index: u32): usize {
  const element = obtain(map, index);
  if (!element) trap(TRAP_OUT_OF_MEMORY);
  return element;
}

/** Address of the current CPU's value, or 0 when there is no such index. */
export function perCpuArrayLookup(map: usize, key: usize): usize {
  const values = arrayLookup(map, key);
  return values ? currentValue(map, values) : 0;
}

/** The value for reading only: makes no chunk. 0 when there is no such index, or memory is exhausted. */
export function arrayPeek(map: usize, key: usize): usize {
  const index = load<u32>(key);
  if (index >= load<u32>(map, MAP_MAX_ENTRIES)) return 0;
  const element = elementOf(map, index);
  if (element) return element;
  if (!load<usize>(map, MAP_SPARE)) set(map, carve(map, load<usize>(map, MAP_ELEMENT_SIZE), 0), MAP_SPARE);
  return load<usize>(map, MAP_SPARE);
}

function refusal(map: usize, index: u32, flags: u64): i64 {
  if ((flags & ~BPF_F_LOCK) > BPF_EXIST) return -EINVAL;
  if (index >= load<u32>(map, MAP_MAX_ENTRIES)) return -E2BIG;
  if (flags & BPF_NOEXIST) return -EEXIST;
  // No value has a spin lock here.
  return flags & BPF_F_LOCK ? -EINVAL : OK;
}

export function arrayUpdate(map: usize, key: usize, value: usize, flags: u64): i64 {
  const index = load<u32>(key);
  const refused = refusal(map, index, flags);
  if (refused) return refused;
  const element = obtain(map, index);
  if (!element) return -ENOMEM;
  const size = load<usize>(map, MAP_VALUE_SIZE);
  touch(element, size);
  copy(element, value, size);
  return OK;
}

/** Writes the current CPU's value. */
export function perCpuArrayUpdate(map: usize, key: usize, value: usize, flags: u64): i64 {
  const index = load<u32>(key);
  const refused = refusal(map, index, flags);
  if (refused) return refused;
  const values = obtain(map, index);
  if (!values) return -ENOMEM;
  writeCurrent(map, values, value);
  return OK;
}

/** Writes every CPU's value. */
export function perCpuArrayUpdateAll(map: usize, key: usize, from: usize, flags: u64): i64 {
  const index = load<u32>(key);
  const refused = refusal(map, index, flags);
  if (refused) return refused;
  const values = obtain(map, index);
  if (!values) return -ENOMEM;
  writeAll(map, values, from);
  return OK;
}

/** The next index; one that is out of range starts again at 0. */
export function arrayNext(map: usize, key: usize, next: usize): i64 {
  const index = key ? load<u32>(key) : u32.MAX_VALUE;
  const entries = load<u32>(map, MAP_MAX_ENTRIES);
  if (index >= entries) {
    store<u32>(next, 0);
    return OK;
  }
  if (index == entries - 1) return -ENOENT;
  store<u32>(next, index + 1);
  return OK;
}

/** Calls back for every index, with the current CPU's value, until the callback returns something else than 0. */
export function arrayForEach(map: usize, callback: usize, context: u64, contextProvenance: u64): u64 {
  const entries = load<u32>(map, MAP_MAX_ENTRIES);
  for (let index: u32 = 0; index < entries; index++) {
    const key = indexKey(index);
    const value = currentValue(map, arrayLookup(map, key));
    if (visit(map, key, value, callback, context, contextProvenance)) return <u64>index + 1;
  }
  return entries;
}
