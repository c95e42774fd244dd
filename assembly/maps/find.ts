/**
 * Values of hash tables by keys in registers, for compiled code: `find` of hash_table.ts, without memory in
 * between. A key is given as its words of 8 bytes, the last filled up with zeros.
 */
import { ELEMENT_SIZE, ENTRY_SIZE, MAP_ELEMENT_SIZE, MAP_MASK, MAP_SEED, MAP_TABLE } from "../generated/layout";
import { touch, tracking } from "../memory";
import { elementIn, firstProbe, fold, mix, valueOf } from "./hash_table";

// @ts-ignore: decorator
@inline
function seed(map: usize): u64 {
  return <u64>load<u32>(map, MAP_SEED);
}

// @ts-ignore: decorator
@inline
function word(element: usize, n: usize): u64 {
  return load<u64>(element + (n << 3), ELEMENT_SIZE);
}

/** What a program is given of an entry: the address of the value (the first CPU's), which it may write to, or 0. */
// @ts-ignore: decorator
@inline
export function valueIn(map: usize, entry: u64): usize {
  if (!entry) return 0;
  const element = elementIn(entry);
  if (tracking) touch(element, load<usize>(map, MAP_ELEMENT_SIZE));
  return valueOf(map, element);
}

export function find1(map: usize, a: u64): usize {
  const hash = fold(mix(seed(map), a));
  const table = load<usize>(map, MAP_TABLE);
  const mask = load<usize>(map, MAP_MASK);
  let index = firstProbe(map, hash);
  let entry = load<u64>(table + index * ENTRY_SIZE);
  while (entry && !(<u32>entry == hash && word(elementIn(entry), 0) == a)) {
    index = (index + 1) & mask;
    entry = load<u64>(table + index * ENTRY_SIZE);
  }
  return valueIn(map, entry);
}

export function find2(map: usize, a: u64, b: u64): usize {
  const hash = fold(mix(mix(seed(map), a), b));
  const table = load<usize>(map, MAP_TABLE);
  const mask = load<usize>(map, MAP_MASK);
  let index = firstProbe(map, hash);
  let entry = load<u64>(table + index * ENTRY_SIZE);
  while (entry && !(<u32>entry == hash && word(elementIn(entry), 0) == a && word(elementIn(entry), 1) == b)) {
    index = (index + 1) & mask;
    entry = load<u64>(table + index * ENTRY_SIZE);
  }
  return valueIn(map, entry);
}

export function find3(map: usize, a: u64, b: u64, c: u64): usize {
  const hash = fold(mix(mix(mix(seed(map), a), b), c));
  const table = load<usize>(map, MAP_TABLE);
  const mask = load<usize>(map, MAP_MASK);
  let index = firstProbe(map, hash);
  let entry = load<u64>(table + index * ENTRY_SIZE);
  while (
    entry && !(<u32>entry == hash && word(elementIn(entry), 0) == a && word(elementIn(entry), 1) == b
      && word(elementIn(entry), 2) == c)
  ) {
    index = (index + 1) & mask;
    entry = load<u64>(table + index * ENTRY_SIZE);
  }
  return valueIn(map, entry);
}

export function find4(map: usize, a: u64, b: u64, c: u64, d: u64): usize {
  const hash = fold(mix(mix(mix(mix(seed(map), a), b), c), d));
  const table = load<usize>(map, MAP_TABLE);
  const mask = load<usize>(map, MAP_MASK);
  let index = firstProbe(map, hash);
  let entry = load<u64>(table + index * ENTRY_SIZE);
  while (
    entry && !(<u32>entry == hash && word(elementIn(entry), 0) == a && word(elementIn(entry), 1) == b
      && word(elementIn(entry), 2) == c && word(elementIn(entry), 3) == d)
  ) {
    index = (index + 1) & mask;
    entry = load<u64>(table + index * ENTRY_SIZE);
  }
  return valueIn(map, entry);
}

export function find5(map: usize, a: u64, b: u64, c: u64, d: u64, e: u64): usize {
  const hash = fold(mix(mix(mix(mix(mix(seed(map), a), b), c), d), e));
  const table = load<usize>(map, MAP_TABLE);
  const mask = load<usize>(map, MAP_MASK);
  let index = firstProbe(map, hash);
  let entry = load<u64>(table + index * ENTRY_SIZE);
  while (
    entry && !(<u32>entry == hash && word(elementIn(entry), 0) == a && word(elementIn(entry), 1) == b
      && word(elementIn(entry), 2) == c && word(elementIn(entry), 3) == d && word(elementIn(entry), 4) == e)
  ) {
    index = (index + 1) & mask;
    entry = load<u64>(table + index * ENTRY_SIZE);
  }
  return valueIn(map, entry);
}
