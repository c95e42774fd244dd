/** Keys that have all of their hash in common, which chance seldom makes: they are computed backwards from one hash. */
import { describe, expect, it } from "vitest";
import { ELEMENT, HASH_FACTOR, HASH_RATIO, MAP } from "../../../spec/layout.ts";
import type { MapType } from "../../../spec/maps.ts";
import { Core, type CoreMap, numberOrNull } from "./core.ts";

const u64 = (value: bigint) => BigInt.asUintN(64, value);
/** Of an odd number, modulo 2^64. */
function inverse(factor: bigint): bigint {
  let result = factor;
  for (let i = 0; i < 6; i++) result = u64(result * (2n - factor * result));
  return result;
}
const factor = (n: number) => u64(HASH_FACTOR * HASH_RATIO ** BigInt(n));

const mix = (hash: bigint, word: bigint, n: number) => u64(hash + (word ^ (word >> 32n)) * factor(n));
/** The nth word, which makes `after` of `before`. */
function unmix(before: bigint, after: bigint, n: number): bigint {
  const folded = u64((after - before) * inverse(factor(n)));
  return folded ^ (folded >> 32n);
}
/** The nth of the last steps that end in the same hash. */
const lastStep = (n: number) => (BigInt(n) << 32n) | (0x1234_5679n ^ BigInt(n));

/** The nth key of so many words, of which the last is the one that is computed. */
function keyOf(map: CoreMap, words: number, n: number): bigint[] {
  const key = Array.from({ length: words - 1 }, (_, i) => BigInt(i + n));
  const before = key.reduce(mix, BigInt(map.field(MAP.SEED)));
  return [...key, unmix(before, lastStep(n), words - 1)];
}
const bytesOf = (words: readonly bigint[]): Uint8Array => {
  const bytes = new DataView(new ArrayBuffer(8 * words.length));
  for (const [i, word] of words.entries()) bytes.setBigUint64(8 * i, word, true);
  return new Uint8Array(bytes.buffer);
};

const KEYS = Array.from({ length: 12 }, (_, n) => n);
const ABSENT = 99;
const hashOf = (map: CoreMap, key: Uint8Array): number =>
  map.core.view.getUint32(map.pointer(key) - map.field(MAP.VALUE_OFFSET) + ELEMENT.HASH, true);
/** What compiled code calls. */
const call = (map: CoreMap, name: string, ...operands: (number | bigint)[]): number | null => {
  const functions = map.core.exports as unknown as Record<string, (...operands: unknown[]) => number>;
  const value = functions[name]!(map.address, ...operands) >>> 0;
  return value ? map.core.view.getUint32(value, true) : null;
};

describe.each<MapType>(["HASH", "LRU_HASH"])("keys of a %s with the same hash", (type) => {
  it.each([1, 2, 3, 4, 5, 6])("are kept apart, of %s words", (words) => {
    const map = new Core().map(type, 8 * words, 4, 100);
    const keys = KEYS.map((n) => keyOf(map, words, n));
    for (const [n, key] of keys.entries()) expect(map.update(bytesOf(key), n)).toBe(0);
    expect(new Set(keys.map((key) => hashOf(map, bytesOf(key)))).size).toBe(1);
    const find = (key: bigint[]) => numberOrNull(map.lookup(bytesOf(key)));
    const findCompiled = (key: bigint[]) => (words > 5 ? find(key) : call(map, `find${words}`, ...key));
    expect(keys.map(find)).toEqual(KEYS);
    expect(keys.map(findCompiled)).toEqual(KEYS);
    const absent = keyOf(map, words, ABSENT);
    expect([find(absent), findCompiled(absent)]).toEqual([null, null]);
    for (const key of keys.filter((_, n) => n % 3 === 0)) expect(map.remove(bytesOf(key))).toBe(0);
    const left = KEYS.map((n) => (n % 3 === 0 ? null : n));
    expect(keys.map(find)).toEqual(left);
    expect(keys.map(findCompiled)).toEqual(left);
  });
});

describe("prefixes with the same hash", () => {
  const LENGTH = 128;
  const prefix = (words: readonly bigint[]) => {
    const key = new Uint8Array(4 + 8 * words.length);
    new DataView(key.buffer).setUint32(0, LENGTH, true);
    key.set(bytesOf(words), 4);
    return key;
  };

  it("are kept apart", () => {
    const map = new Core().map("LPM_TRIE", 4 + 24, 4, 100, 1);
    const wordsOf = (n: number) => {
      const before = mix(BigInt(map.field(MAP.SEED)), BigInt(n), 0);
      const after = u64(lastStep(n) - BigInt(LENGTH) * HASH_RATIO);
      return [BigInt(n), unmix(before, after, 1), 0n];
    };
    const keys = KEYS.map(wordsOf);
    for (const [n, key] of keys.entries()) expect(map.update(prefix(key), n)).toBe(0);
    expect(new Set(keys.map((key) => hashOf(map, prefix(key)))).size).toBe(1);
    const find = (key: bigint[]) => numberOrNull(map.lookup(prefix(key)));
    const findCompiled = (key: bigint[]) => call(map, "findPrefix3", LENGTH, ...key);
    expect(keys.map(find)).toEqual(KEYS);
    expect(keys.map(findCompiled)).toEqual(KEYS);
    const absent = wordsOf(ABSENT);
    expect([find(absent), findCompiled(absent)]).toEqual([null, null]);
  });
});
