/**
 * Values of LPM maps by keys in registers, for compiled code: `lpmLookup` of lpm_trie.ts, without memory in between.
 * A key is given as the length of its prefix and the words of its data as they lie in memory.
 */
import { ELEMENT_SIZE, MAP_SEED } from "../generated/layout";
import { given } from "./find";
import { elementAt, elementIn, entryWith, firstProbe, mix, nextProbe } from "./hash_table";
import { cut, hashOfPrefix, LENGTH_SIZE, lengthsUpTo, maxLength } from "./lpm_trie";

/** Whether an element's key is the prefix of `length` bits of a, b, c; `last` is the word it ends in. */
// @ts-ignore: decorator
@inline
function isPrefix(element: usize, length: u32, a: u64, b: u64, c: u64, last: u64): bool {
  const own = element + ELEMENT_SIZE;
  const whole = length >>> 6;
  return load<u32>(own) == length
    && (whole < 1 || load<u64>(own, LENGTH_SIZE) == a)
    && (whole < 2 || load<u64>(own, LENGTH_SIZE + 8) == b)
    && (whole < 3 || load<u64>(own, LENGTH_SIZE + 16) == c)
    && cut(load<u64>(own + (whole << 3), LENGTH_SIZE) ^ last, length) == 0;
}

/** The same where the first entry with the hash is another prefix's. */
function amongOthers(map: usize, hash: u32, length: u32, a: u64, b: u64, c: u64, last: u64): usize {
  let index = firstProbe(map, hash);
  let element = elementAt(map, index);
  while (element && !isPrefix(element, length, a, b, c, last)) {
    index = nextProbe(map, index);
    element = elementAt(map, index);
  }
  return element;
}

/** The element of the prefix of `length` bits, or 0. */
// @ts-ignore: decorator
@inline
function elementOf(map: usize, before: u64, last: u64, length: u32, a: u64, b: u64, c: u64): usize {
  const hash = hashOfPrefix(before, last, length);
  const entry = entryWith(map, hash);
  if (!entry) return 0;
  const element = elementIn(entry);
  return isPrefix(element, length, a, b, c, last) ? element : amongOthers(map, hash, length, a, b, c, last);
}

/** With `words` words of data; inlined, so that what there is not costs nothing. */
// @ts-ignore: decorator
@inline
function search(map: usize, limit: u32, words: u32, a: u64, b: u64, c: u64): usize {
  if (limit > maxLength(map)) return 0;
  const none = <u64>load<u32>(map, MAP_SEED);
  let whole: u32 = 0;
  do {
    // The lengths that end in the same word have what comes before it in common.
    whole = limit >>> 6;
    let before = none;
    let last = a;
    if (whole > 0) {
      before = mix(before, a);
      last = b;
      if (words > 1 && whole > 1) {
        before = mix(before, b);
        last = c;
        if (words > 2 && whole > 2) {
          before = mix(before, c);
          last = 0;
        }
      }
    }
    let lengths = lengthsUpTo(map, limit);
    while (lengths) {
      const bit = <u32>(63 - clz<u64>(lengths));
      const length = (whole << 6) + bit;
      const element = elementOf(map, before, last, length, a, b, c);
      if (element) return given(map, element);
      lengths ^= <u64>1 << bit;
    }
    limit = (whole << 6) - 1;
  } while (whole);
  return 0;
}

/** As `search` for one word, all of which is a prefix of its own. */
export function findPrefix1(map: usize, limit: u32, a: u64): usize {
  if (limit > maxLength(map)) return 0;
  const none = <u64>load<u32>(map, MAP_SEED);
  if (limit == 64) {
    if (lengthsUpTo(map, 64)) {
      const element = elementOf(map, mix(none, a), 0, 64, a, 0, 0);
      if (element) return given(map, element);
    }
    limit = 63;
  }
  for (let lengths = lengthsUpTo(map, limit); lengths; ) {
    const length = <u32>(63 - clz<u64>(lengths));
    const element = elementOf(map, none, a, length, a, 0, 0);
    if (element) return given(map, element);
    lengths ^= <u64>1 << length;
  }
  return 0;
}

export function findPrefix2(map: usize, limit: u32, a: u64, b: u64): usize {
  return search(map, limit, 2, a, b, 0);
}

export function findPrefix3(map: usize, limit: u32, a: u64, b: u64, c: u64): usize {
  return search(map, limit, 3, a, b, c);
}
