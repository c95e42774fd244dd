/**
 * Values of hash tables by keys in registers, for compiled code: `find` of hash_table.ts, without memory in
 * between. A key is given as its words of 8 bytes, the last filled up with zeros.
 */
import { ELEMENT_SIZE, HASH_FACTOR, HASH_RATIO, MAP_ELEMENT_SIZE, MAP_SEED } from "../generated/layout";
import { touch, tracking } from "../memory";
import { elementIn, entryWith, findAmong, fold, mix, valueOf } from "./hash_table";

const F0: u64 = HASH_FACTOR;
const F1: u64 = F0 * HASH_RATIO;
const F2: u64 = F1 * HASH_RATIO;
const F3: u64 = F2 * HASH_RATIO;
const F4: u64 = F3 * HASH_RATIO;

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

/** What a program is given of an element: the address of the value (the first CPU's), which it may write to. */
// @ts-ignore: decorator
@inline
export function given(map: usize, element: usize): usize {
  if (tracking) touch(element, load<usize>(map, MAP_ELEMENT_SIZE));
  return valueOf(map, element);
}

/** A key in memory. */
const KEY: usize = memory.data(5 * 8, 8);

/** The same where the first entry with the hash is another key's. */
function amongOthers(map: usize, hash: u32, a: u64, b: u64, c: u64, d: u64, e: u64): usize {
  store<u64>(KEY, a);
  store<u64>(KEY, b, 8);
  store<u64>(KEY, c, 16);
  store<u64>(KEY, d, 24);
  store<u64>(KEY, e, 32);
  const element = findAmong(map, KEY, hash);
  return element ? given(map, element) : 0;
}

export function find1(map: usize, a: u64): usize {
  const hash = fold(mix(seed(map), a, F0));
  const entry = entryWith(map, hash);
  if (!entry) return 0;
  const element = elementIn(entry);
  const isIt = word(element, 0) == a;
  return isIt ? given(map, element) : amongOthers(map, hash, a, 0, 0, 0, 0);
}

export function find2(map: usize, a: u64, b: u64): usize {
  const hash = fold(mix(mix(seed(map), a, F0), b, F1));
  const entry = entryWith(map, hash);
  if (!entry) return 0;
  const element = elementIn(entry);
  const isIt = word(element, 0) == a && word(element, 1) == b;
  return isIt ? given(map, element) : amongOthers(map, hash, a, b, 0, 0, 0);
}

export function find3(map: usize, a: u64, b: u64, c: u64): usize {
  const hash = fold(mix(mix(mix(seed(map), a, F0), b, F1), c, F2));
  const entry = entryWith(map, hash);
  if (!entry) return 0;
  const element = elementIn(entry);
  const isIt = word(element, 0) == a && word(element, 1) == b && word(element, 2) == c;
  return isIt ? given(map, element) : amongOthers(map, hash, a, b, c, 0, 0);
}

export function find4(map: usize, a: u64, b: u64, c: u64, d: u64): usize {
  const hash = fold(mix(mix(mix(mix(seed(map), a, F0), b, F1), c, F2), d, F3));
  const entry = entryWith(map, hash);
  if (!entry) return 0;
  const element = elementIn(entry);
  const isIt = word(element, 0) == a && word(element, 1) == b && word(element, 2) == c
    && word(element, 3) == d;
  return isIt ? given(map, element) : amongOthers(map, hash, a, b, c, d, 0);
}

export function find5(map: usize, a: u64, b: u64, c: u64, d: u64, e: u64): usize {
  const hash = fold(mix(mix(mix(mix(mix(seed(map), a, F0), b, F1), c, F2), d, F3), e, F4));
  const entry = entryWith(map, hash);
  if (!entry) return 0;
  const element = elementIn(entry);
  const isIt = word(element, 0) == a && word(element, 1) == b && word(element, 2) == c
    && word(element, 3) == d && word(element, 4) == e;
  return isIt ? given(map, element) : amongOthers(map, hash, a, b, c, d, e);
}
