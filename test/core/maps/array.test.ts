import { describe, expect, it } from "vitest";
import { MAP, PROVENANCE_KIND_SHIFT, PROVENANCE_LENGTH_SHIFT, ProvenanceKind } from "../../../spec/layout.ts";
import { MapFlag, type MapType } from "../../../spec/maps.ts";
import { bytes, Core, hex, number, numberOrNull } from "./core.ts";

const EPERM = -1;
const ENOENT = -2;
const E2BIG = -7;
const EEXIST = -17;
const EINVAL = -22;

describe.each<MapType>(["ARRAY", "PERCPU_ARRAY"])("%s", (type) => {
  // Answers of Linux 6.18: index in range and out of range, for programs and for bpf(2).
  it.each([
    [0n, [0, E2BIG], [0, E2BIG]],
    [1n, [EEXIST, E2BIG], [EEXIST, E2BIG]],
    [2n, [0, E2BIG], [0, E2BIG]],
    [3n, [EINVAL, EINVAL], [EINVAL, EINVAL]],
    [4n, [EINVAL, E2BIG], [EINVAL, EINVAL]],
    [5n, [EEXIST, E2BIG], [EINVAL, EINVAL]],
    [6n, [EINVAL, E2BIG], [EINVAL, EINVAL]],
    [8n, [EINVAL, EINVAL], [EINVAL, EINVAL]],
    [1n << 32n, [EINVAL, EINVAL], [EINVAL, EINVAL]],
  ])("answers flags %s as the kernel", (flags, program, host) => {
    const map = new Core().map(type, 4, 8, 3);
    expect([map.update(1, 5, flags), map.update(7, 5, flags)]).toEqual(program);
    expect([map.set(1, 5, flags), map.set(7, 5, flags)]).toEqual(host);
    expect(number(map.lookup(1)!)).toBe(program[0] === 0 || host[0] === 0 ? 5 : 0);
  });

  it("cannot delete, and has no value out of range", () => {
    const map = new Core().map(type, 4, 8, 3);
    expect([map.remove(1), map.delete(1), map.remove(9), map.delete(9)]).toEqual([
      EINVAL,
      EINVAL,
      EINVAL,
      EINVAL,
    ]);
    expect([map.lookup(3), map.peek(3), map.lookup(0xffff_ffff)]).toEqual([null, null, null]);
  });

  it("iterates over every index", () => {
    const map = new Core().map(type, 4, 8, 3);
    expect(map.keys().map(number)).toEqual([0, 1, 2]);
    expect([map.next(2), map.next(3)].map((key) => (typeof key === "number" ? key : hex(key)))).toEqual([
      ENOENT,
      "00000000",
    ]);
  });

  it.each([
    [1, 100_000],
    [8, 100_000],
    [24, 70_000],
    [600, 5000],
    [5000, 200],
  ])("with %s-byte values and %s entries costs what was touched", (size, entries) => {
    const core = new Core();
    const before = core.used;
    const map = core.map(type, 4, size, entries);
    const empty = core.used;
    expect(empty - before).toBeLessThan(80 * 1024);
    const last = entries - 1;
    expect(hex(map.peek(last)!)).toBe("00".repeat(size));
    expect(core.used - empty).toBeLessThanOrEqual(2 * 4096);
    const used = [0, 1, 7, entries >> 1, last];
    for (const index of used) expect(map.update(index, bytes((index % 255) + 1, size))).toBe(0);
    expect(used.map((index) => map.peek(index)![0])).toEqual(used.map((index) => (index % 255) + 1));
    expect(used.map((index) => map.lookup(index)![0])).toEqual(used.map((index) => (index % 255) + 1));
    expect(map.lookup(2)![0]).toBe(0);
    const pointers = new Set(Array.from({ length: 200 }, (_, index) => map.pointer(index)));
    expect(pointers.size).toBe(200);
    const stride = map.field(MAP.VALUE_STRIDE);
    const sorted = [...pointers].sort((a, b) => a - b);
    for (const [at, pointer] of sorted.entries()) {
      if (at > 0) expect(pointer - sorted[at - 1]!).toBeGreaterThanOrEqual(stride);
    }
    expect(map.lookup(entries)).toBe(null);
  });

  it("refuses what memory cannot hold", () => {
    const core = new Core({ arenaPages: 16 });
    expect(core.tryMap(type, 4, 0x7fff_ffff, 1)).toBe(null);
    expect(core.tryMap(type, 4, 0x0fff_ffff, 1)).toBe(null);
    expect(core.tryMap(type, 4, 1, 0xffff_ffff)).toBe(null);
    const before = core.used;
    for (let i = 0; i < 100; i++) core.tryMap(type, 4, 0x0fff_ffff, 1);
    expect(core.used).toBe(before);
  });
});

describe("ARRAY", () => {
  it("updates in place", () => {
    const map = new Core().map("ARRAY", 4, 12, 4);
    map.update(2, 5);
    const old = map.pointer(2);
    map.update(2, 6);
    expect(map.pointer(2)).toBe(old);
    expect(number(map.lookup(2)!)).toBe(6);
  });

  it("of one element lies in one piece, as data sections need it", () => {
    const core = new Core();
    const map = core.map("ARRAY", 4, 130_996, 1);
    expect(map.field(MAP.FLAT)).toBe(1);
    expect(map.pointer(0)).toBe(map.field(MAP.TABLE));
    core.view.setUint32(map.field(MAP.TABLE) + 130_992, 0x1234_5678, true);
    expect(hex(map.lookup(0)!.subarray(130_992))).toBe("78563412");
  });
});

describe("PERCPU_ARRAY", () => {
  it("gives each CPU a value of its own", () => {
    const core = new Core({ cpus: 2 });
    const map = core.map("PERCPU_ARRAY", 4, 12, 10_000);
    core.cpu = 1;
    map.update(9999, 5);
    expect(map.peekAll(9999)).toEqual([0, 5]);
    expect(number(map.lookup(9999)!)).toBe(5);
    core.cpu = 0;
    expect(number(map.lookup(9999)!)).toBe(0);
    const both = new Uint8Array(32);
    both[0] = 1;
    both[16] = 2;
    expect(map.set(3, both)).toBe(0);
    expect(map.peekAll(3)).toEqual([1, 2]);
  });
});

describe("every map", () => {
  it("that is BPF_F_RDONLY_PROG is read-only for programs, and for the host once it is frozen", () => {
    const core = new Core();
    const map = core.map("ARRAY", 4, 8, 1, MapFlag.RDONLY_PROG);
    expect([map.set(0, 5), map.update(0, 6)]).toEqual([0, EPERM]);
    const value = map.pointer(0);
    const provenance = BigInt.asUintN(64, core.exports.valueProvenance(map.address, value));
    expect(provenance).toBe(
      (BigInt(ProvenanceKind.READ_ONLY) << BigInt(PROVENANCE_KIND_SHIFT)) |
        (8n << BigInt(PROVENANCE_LENGTH_SHIFT)) |
        BigInt(value),
    );
    core.exports.mapFreeze(map.address);
    expect([map.set(0, 7), map.delete(0), numberOrNull(map.peek(0))]).toEqual([EPERM, EPERM, 5]);
  });

  it("that is only frozen can still be written by programs", () => {
    const core = new Core();
    const map = core.map("HASH", 4, 8, 4);
    core.exports.mapFreeze(map.address);
    expect([map.set(0, 7), map.update(0, 6), map.delete(0), map.remove(0)]).toEqual([EPERM, 0, EPERM, 0]);
  });

  it("gives programs the length of its value, and null no provenance", () => {
    const core = new Core();
    const map = core.map("HASH", 4, 20, 4);
    map.update(1, 1);
    const value = map.pointer(1);
    const provenance = core.exports.valueProvenance(map.address, value);
    expect(provenance).toBe((20n << BigInt(PROVENANCE_LENGTH_SHIFT)) | BigInt(value));
    expect(core.exports.valueProvenance(map.address, 0)).toBe(0n);
  });
});
