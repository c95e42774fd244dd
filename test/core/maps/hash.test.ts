import { describe, expect, it } from "vitest";
import { MAP } from "../../../spec/layout.ts";
import type { MapType } from "../../../spec/maps.ts";
import { bytes, Core, number, numberOrNull } from "./core.ts";

const ENOENT = -2;
const E2BIG = -7;
const EEXIST = -17;
const EINVAL = -22;
const HASH_TYPES: MapType[] = ["HASH", "PERCPU_HASH", "LRU_HASH", "LRU_PERCPU_HASH"];

describe.each(HASH_TYPES)("%s", (type) => {
  // Answers of Linux 6.18, the same for programs and for bpf(2): absent key, present key.
  it.each([
    [0n, 0, 0],
    [1n, 0, EEXIST],
    [2n, ENOENT, 0],
    [3n, EINVAL, EINVAL],
    [4n, EINVAL, EINVAL],
    [5n, EINVAL, EINVAL],
    [6n, EINVAL, EINVAL],
    [8n, EINVAL, EINVAL],
    [1n << 32n, EINVAL, EINVAL],
    [(1n << 32n) | 1n, EINVAL, EINVAL],
  ])("answers flags %s as the kernel", (flags, absent, present) => {
    const map = new Core().map(type, 4, 8, 2);
    map.update(1, 5);
    expect([map.update(77, 5, flags), map.update(1, 6, flags)]).toEqual([absent, present]);
    map.remove(77);
    expect([map.set(77, 5, flags), map.set(1, 6, flags)]).toEqual([absent, present]);
    expect(numberOrNull(map.lookup(1))).toBe(present === 0 ? 6 : 5);
    expect(numberOrNull(map.lookup(77))).toBe(absent === 0 ? 5 : null);
  });

  it("deletes, and says ENOENT for what is not there", () => {
    const map = new Core().map(type, 4, 8, 2);
    expect([map.remove(1), map.delete(1)]).toEqual([ENOENT, ENOENT]);
    map.update(1, 5);
    map.update(2, 6);
    expect([map.remove(1), map.remove(1), map.lookup(1)]).toEqual([0, ENOENT, null]);
    expect([map.delete(2), map.delete(2), map.lookup(2)]).toEqual([0, ENOENT, null]);
    expect(map.keys()).toEqual([]);
  });

  it("lists keys in the order of insertion and starts again from an unknown one", () => {
    const map = new Core().map(type, 4, 8, 10);
    expect(map.next(null)).toBe(ENOENT);
    for (const key of [3, 1, 2]) map.update(key, key);
    map.update(1, 9);
    expect(map.keys().map(number)).toEqual([3, 1, 2]);
    expect(number(map.next(99) as Uint8Array)).toBe(3);
    map.remove(1);
    map.update(1, 1);
    expect(map.keys().map(number)).toEqual([3, 2, 1]);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 14, 15, 16, 20, 24, 38, 40, 64, 513])(
    "keeps %s-byte keys apart",
    (size) => {
      const core = new Core();
      const map = core.map(type, size, 4, 2000);
      // One key for every byte and bit of it.
      const keys = [new Uint8Array(size)];
      for (let bit = 0; bit < size * 8; bit += size > 64 ? 7 : 1) {
        const key = new Uint8Array(size);
        key[bit >> 3] = 1 << (bit & 7);
        keys.push(key);
      }
      for (const [index, key] of keys.entries()) expect(map.update(key, index)).toBe(0);
      expect(keys.map((key) => numberOrNull(map.lookup(key)))).toEqual(keys.map((_, index) => index));
      expect(map.keys()).toEqual(keys);
      for (const key of keys.filter((_, index) => index % 2)) expect(map.remove(key)).toBe(0);
      expect(keys.map((key) => numberOrNull(map.lookup(key)))).toEqual(
        keys.map((_, index) => (index % 2 ? null : index)),
      );
    },
  );

  it("reads no byte behind the key and writes none behind the value", () => {
    const core = new Core();
    const map = core.map(type, 5, 3, 10);
    const key = core.put(bytes(7, 5));
    core.view.setUint8(key + 5, 0xff);
    const value = core.put(new Uint8Array([1, 2, 3, 0xff]), 1);
    expect(core.exports.update(map.address, key, value, 0n)).toBe(0n);
    core.view.setUint8(key + 5, 0xee);
    const found = core.exports.lookup(map.address, key);
    expect([...core.read(found, 4)]).toEqual([1, 2, 3, 0]);
  });

  it("costs a page however many entries it declares, and no more under churn", () => {
    const core = new Core({ cpus: 2 });
    const before = core.used;
    const map = core.map(type, 14, 56, 524_288);
    expect(core.used - before).toBeLessThanOrEqual(2 * 4096);
    for (let key = 0; key < 1000; key++) map.update(key, key);
    const full = core.used;
    for (let key = 1000; key < 101_000; key++) {
      map.update(key, key);
      map.remove(key - 1000);
    }
    expect(core.used - full).toBeLessThanOrEqual(32 * 4096);
    expect(map.keys().length).toBe(1000);
    expect(number(map.lookup(100_500)!)).toBe(100_500);
  });

  it("answers ENOMEM when memory is exhausted, and stays whole", () => {
    const core = new Core({ arenaPages: 16 });
    const map = core.map(type, 4, 4096, 100_000);
    let stored = 0;
    while (map.update(stored, stored) === 0) stored++;
    expect(map.update(stored, stored)).toBe(-12);
    expect(stored).toBeGreaterThan(50);
    for (let key = 0; key < stored; key++) expect(number(map.lookup(key)!.subarray(0, 4))).toBe(key);
    expect(map.lookup(stored)).toBe(null);
    expect(map.remove(0)).toBe(0);
    expect(map.update(stored, 1)).toBe(0);
  });
});

describe.each<MapType>(["HASH", "PERCPU_HASH"])("a full %s", (type) => {
  it("refuses a new key, after its flags, and takes an old one", () => {
    const map = new Core().map(type, 4, 8, 2);
    map.update(1, 1);
    map.update(2, 2);
    expect(map.update(3, 3)).toBe(E2BIG);
    expect(map.set(3, 3)).toBe(E2BIG);
    expect(map.update(3, 3, 1n)).toBe(E2BIG);
    expect(map.update(3, 3, 2n)).toBe(ENOENT);
    expect(map.update(2, 4)).toBe(0);
    expect(map.remove(1)).toBe(0);
    expect(map.update(3, 3)).toBe(0);
    expect(map.keys().map(number)).toEqual([2, 3]);
  });
});

// As seen in Linux 6.18: *old after one update, whether two updates lead back to it, who gets a deleted slot.
describe.each<MapType>(["HASH", "LRU_HASH"])("pointers into a %s", (type) => {
  it("keep the old value after an update, until the next update uses it", () => {
    const core = new Core();
    const map = core.map(type, 8, 8, 100);
    map.update(1, 5);
    const old = map.pointer(1);
    map.update(1, 6);
    expect(map.pointer(1)).not.toBe(old);
    expect(core.view.getUint32(old, true)).toBe(5);
    core.view.setUint32(old, 99, true);
    expect(number(map.lookup(1)!)).toBe(6);
    map.update(1, 7);
    expect(map.pointer(1)).toBe(old);
  });

  it("see the next element that is inserted after a delete", () => {
    const map = new Core().map(type, 8, 8, 100);
    map.update(1, 5);
    const old = map.pointer(1);
    map.remove(1);
    map.update(2, 6);
    expect(map.pointer(2)).toBe(old);
  });
});

describe.each<MapType>(["HASH", "LRU_HASH", "LPM_TRIE"])("pointers into a %s", (type) => {
  it("keep the old value after an update, and writes through them are lost", () => {
    const core = new Core();
    const map = core.map(type, 8, 8, 100, type === "LPM_TRIE" ? 1 : 0);
    map.update(1, 5);
    const old = map.pointer(1);
    map.update(1, 6);
    expect(core.view.getUint32(old, true)).toBe(5);
    core.view.setUint32(old, 99, true);
    expect(number(map.lookup(1)!)).toBe(6);
  });

  it("stay while the table grows", () => {
    const core = new Core();
    const map = core.map(type, 8, 8, 20_000, type === "LPM_TRIE" ? 1 : 0);
    map.update(32, 5);
    const first = map.pointer(32);
    for (let key = 0; key < 10_000; key++) map.update(bytes(32 + key * 2 ** 32, 8), key + 5);
    expect(map.pointer(32)).toBe(map.pointer(bytes(32, 8)));
    core.view.setUint32(first, 77, true);
    map.update(bytes(33, 8), 1);
    for (let key = 1; key < 10_000; key++) {
      if (number(map.lookup(bytes(32 + key * 2 ** 32, 8))!) !== key + 5) throw new Error(`key ${key}`);
    }
  });
});

describe("per-CPU hashes", () => {
  it.each<MapType>(["PERCPU_HASH", "LRU_PERCPU_HASH"])(
    "%s: a program changes its CPU's value in place",
    (type) => {
      const core = new Core({ cpus: 3 });
      const map = core.map(type, 4, 4, 4);
      expect(map.field(MAP.VALUE_STRIDE)).toBe(8);
      core.cpu = 1;
      map.update(1, 5);
      expect(map.peekAll(1)).toEqual([0, 5, 0]);
      const own = map.pointer(1);
      core.cpu = 2;
      map.update(1, 6);
      expect(map.pointer(1)).toBe(own + 8);
      expect(map.peekAll(1)).toEqual([0, 5, 6]);
      core.cpu = 1;
      map.update(1, 7);
      expect(map.pointer(1)).toBe(own);
      // A recycled element starts at zero.
      map.remove(1);
      map.update(2, 8);
      expect(map.peekAll(2)).toEqual([0, 8, 0]);
    },
  );

  it.each<MapType>(["PERCPU_HASH", "LRU_PERCPU_HASH"])("%s: the host sets the values of all CPUs", (type) => {
    const core = new Core({ cpus: 2 });
    const map = core.map(type, 4, 4, 4);
    expect(map.set(1, new Uint8Array([1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0]))).toBe(0);
    expect(map.peekAll(1)).toEqual([1, 2]);
    core.cpu = 1;
    expect(number(map.lookup(1)!)).toBe(2);
  });
});
