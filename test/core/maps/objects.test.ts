import { describe, expect, it } from "vitest";
import { PROVENANCE_KIND_SHIFT, ProvenanceKind } from "../../../spec/layout.ts";
import { MAP_TYPES, MapFlag, type MapType } from "../../../spec/maps.ts";
import { Core, type CoreMap, number, numberOrNull } from "./core.ts";

const ENOENT = -2;
const E2BIG = -7;
const EINVAL = -22;

function setInner(map: CoreMap, type: MapType, valueSize: number, maxEntries: number, flags = 0): void {
  const { number: typeNumber } = MAP_TYPES[type];
  map.core.exports.mapSetInner(map.address, typeNumber, 4, valueSize, maxEntries, flags);
}

// Answers of Linux 6.18.
describe("ARRAY_OF_MAPS", () => {
  const setUp = () => {
    const core = new Core();
    const map = core.map("ARRAY_OF_MAPS", 4, 4, 2);
    setInner(map, "ARRAY", 8, 3);
    return { core, map, inner: core.map("ARRAY", 4, 8, 3) };
  };

  it("takes only maps that look like its template", () => {
    const { core, map, inner } = setUp();
    expect(map.set(0, core.map("ARRAY", 4, 8, 5).address)).toBe(EINVAL);
    expect(map.set(0, core.map("ARRAY", 4, 16, 3).address)).toBe(EINVAL);
    expect(map.set(0, core.map("HASH", 4, 8, 3).address)).toBe(EINVAL);
    expect(map.set(0, inner.address)).toBe(0);
    expect([map.set(9, inner.address), map.set(9, core.map("HASH", 4, 8, 3).address)]).toEqual([
      E2BIG,
      E2BIG,
    ]);
    expect([1n, 2n, 4n].map((flags) => map.set(0, inner.address, flags))).toEqual([EINVAL, EINVAL, EINVAL]);
    expect(map.set(9, inner.address, 1n)).toBe(EINVAL);
  });

  it("compares the size of ARRAYs alone, and not where BPF_F_INNER_MAP lets it vary", () => {
    const { core, map } = setUp();
    setInner(map, "PERCPU_ARRAY", 8, 3);
    expect(map.set(0, core.map("PERCPU_ARRAY", 4, 8, 5).address)).toBe(0);
    setInner(map, "ARRAY", 8, 3, MapFlag.INNER_MAP);
    expect(map.set(0, core.map("ARRAY", 4, 8, 7, MapFlag.INNER_MAP).address)).toBe(0);
    expect(map.set(0, core.map("ARRAY", 4, 8, 3).address)).toBe(EINVAL);
  });

  it("hands programs the inner map", () => {
    const { core, map, inner } = setUp();
    map.set(1, inner.address);
    expect([map.pointer(0), map.pointer(1), map.pointer(2)]).toEqual([0, inner.address, 0]);
    expect(core.exports.valueProvenance(map.address, inner.address)).toBe(
      (BigInt(ProvenanceKind.MAP) << BigInt(PROVENANCE_KIND_SHIFT)) | BigInt(inner.address),
    );
    expect([map.update(0, inner.address), map.remove(1)]).toEqual([EINVAL, EINVAL]);
  });

  it("shows the host what is in a slot, and empties it", () => {
    const { map, inner } = setUp();
    map.set(0, inner.address);
    expect([numberOrNull(map.peek(0)), map.peek(1), map.peek(9)]).toEqual([inner.address, null, null]);
    expect([map.delete(0), map.delete(0), map.delete(9)]).toEqual([0, ENOENT, E2BIG]);
    expect(map.pointer(0)).toBe(0);
    expect(map.keys().map(number)).toEqual([0, 1]);
  });
});

describe("HASH_OF_MAPS", () => {
  it("behaves as a hash of inner maps", () => {
    const core = new Core();
    const map = core.map("HASH_OF_MAPS", 4, 4, 2);
    setInner(map, "HASH", 8, 3);
    const inner = core.map("HASH", 4, 8, 3);
    const larger = core.map("HASH", 4, 8, 9);
    expect([map.set(7, inner.address), map.set(8, larger.address)]).toEqual([0, 0]);
    expect(map.set(7, core.map("HASH", 4, 8, 3, MapFlag.NO_PREALLOC).address)).toBe(EINVAL);
    expect(map.set(7, core.map("ARRAY", 4, 8, 3).address)).toBe(EINVAL);
    expect([map.set(7, inner.address, 1n), map.set(9, inner.address, 2n), map.set(9, inner.address)]).toEqual(
      [-17, ENOENT, E2BIG],
    );
    expect([map.pointer(7), map.pointer(8), map.pointer(9)]).toEqual([inner.address, larger.address, 0]);
    expect([map.update(7, inner.address), map.remove(7)]).toEqual([EINVAL, EINVAL]);
    expect(map.keys().map(number)).toEqual([7, 8]);
    expect([map.delete(7), map.delete(7), map.pointer(7)]).toEqual([0, ENOENT, 0]);
    // Through both levels, as a program does.
    larger.update(1, 42);
    const found = map.pointer(8);
    const key = core.put(new Uint8Array([1, 0, 0, 0]));
    expect(number(core.read(core.exports.lookup(found, key), 8))).toBe(42);
  });
});

describe.each<MapType>(["PROG_ARRAY", "PERF_EVENT_ARRAY"])("%s", (type) => {
  it("is set and emptied by the host alone", () => {
    const core = new Core();
    const map = core.map(type, 4, 4, 70_000);
    expect([map.set(5, 0x1234), map.set(70_000, 1), map.set(5, 1, 1n), map.set(5, 1, 2n)]).toEqual([
      0,
      E2BIG,
      EINVAL,
      EINVAL,
    ]);
    expect([numberOrNull(map.peek(5)), map.peek(6), map.peek(69_999)]).toEqual([0x1234, null, null]);
    expect([map.pointer(5), map.update(5, 1), map.remove(5)]).toEqual([0, EINVAL, EINVAL]);
    expect([map.delete(5), map.delete(5), map.delete(69_999), map.delete(70_000)]).toEqual([
      0,
      ENOENT,
      ENOENT,
      E2BIG,
    ]);
    expect(number(map.next(null) as Uint8Array)).toBe(0);
  });
});

describe("PERF_EVENT_ARRAY", () => {
  it("is open for every CPU until the host closes it", () => {
    const map = new Core({ cpus: 2 }).map("PERF_EVENT_ARRAY", 4, 4, 4);
    const open = () => [0, 1, 2, 3].map((cpu) => map.peek(cpu) !== null);
    expect(open()).toEqual([true, true, false, false]);
    expect([map.delete(1), map.set(3, 1)]).toEqual([0, 0]);
    expect(open()).toEqual([true, false, false, true]);
  });
});
