import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { MapType } from "../../../spec/maps.ts";
import { Core, type CoreMap, hex, numberOrNull } from "./core.ts";

const TYPES = [
  "HASH",
  "ARRAY",
  "PERCPU_HASH",
  "PERCPU_ARRAY",
  "LRU_HASH",
  "LRU_PERCPU_HASH",
  "LPM_TRIE",
] as const satisfies MapType[];
const CPUS = 2;

/** One step: by a program (on a CPU) or by the host. `poke` stores through the pointer of a lookup. */
interface Step {
  kind: "update" | "remove" | "lookup" | "poke" | "set" | "delete";
  key: number;
  value: number;
  flags: number;
  cpu: number;
}
const step = (keys: number): fc.Arbitrary<Step> =>
  fc.record({
    kind: fc.constantFrom<Step["kind"][]>("update", "update", "remove", "lookup", "poke", "set", "delete"),
    key: fc.nat(keys - 1),
    value: fc.nat(0xffff),
    flags: fc.constantFrom(0, 0, 0, 1, 2),
    cpu: fc.nat(CPUS - 1),
  });

/** A step's result: an errno, or the value that it found. */
function take(map: CoreMap, { kind, key, value, flags, cpu }: Step): number | null {
  map.core.cpu = cpu;
  switch (kind) {
    case "update":
      return map.update(key, value, BigInt(flags));
    case "remove":
      return map.remove(key);
    case "set":
      return map.set(key, value, BigInt(flags));
    case "delete":
      return map.delete(key);
    case "lookup":
      return numberOrNull(map.lookup(key));
    case "poke": {
      const pointer = map.pointer(key);
      if (pointer) map.core.view.setUint32(pointer, value, true);
      return pointer ? 1 : 0;
    }
  }
}

const dump = (map: CoreMap): string[] => map.keys().map((key) => `${hex(key)}: ${map.peekAll(key)}`);

/** A map of the kind that has no eviction and no prefixes, in ten lines of JavaScript. */
class Model {
  readonly entries = new Map<number, number[]>();
  readonly #type: MapType;
  readonly #size: number;

  constructor(type: MapType, size: number) {
    this.#type = type;
    this.#size = size;
    if (this.#indexed)
      for (let key = 0; key < size; key++)
        this.entries.set(
          key,
          this.#values(() => 0),
        );
  }

  get #indexed(): boolean {
    return this.#type.endsWith("ARRAY");
  }

  get #perCpu(): boolean {
    return this.#type.startsWith("PERCPU");
  }

  #values(of: (cpu: number) => number): number[] {
    return Array.from({ length: this.#perCpu ? CPUS : 1 }, (_, cpu) => of(cpu));
  }

  take({ kind, key, value, flags, cpu }: Step): number | null {
    const old = this.entries.get(key);
    const own = this.#perCpu ? cpu : 0;
    switch (kind) {
      case "lookup":
        return old?.[own] ?? null;
      case "poke":
        if (old) old[own] = value;
        return old ? 1 : 0;
      case "remove":
      case "delete":
        if (this.#indexed) return -22;
        return this.entries.delete(key) ? 0 : -2;
      default:
        if (this.#indexed && !old) return -7;
        if (old && flags === 1) return -17;
        if (!old && flags === 2) return -2;
        if (!old && this.entries.size === this.#size) return -7;
        // The host's bytes are CPU 0's value and zeros for the others.
        this.entries.set(
          key,
          this.#values((at) =>
            kind === "set" ? (at === 0 ? value : 0) : at === own ? value : (old?.[at] ?? 0),
          ),
        );
        return 0;
    }
  }
}

describe.each(["HASH", "ARRAY", "PERCPU_HASH", "PERCPU_ARRAY"] as const)("%s", (type) => {
  it.each([
    [8, 12],
    [300, 400],
  ])("of %s entries behaves like a plain map", (size, keys) => {
    fc.assert(
      fc.property(fc.array(step(keys), { maxLength: 600, size: "max" }), (history) => {
        const map = new Core({ cpus: CPUS }).map(type, 4, 4, size);
        const model = new Model(type, size);
        for (const operation of history) expect(take(map, operation)).toBe(model.take(operation));
        expect(map.keys().map(hex)).toEqual(
          [...model.entries.keys()].map((key) => hex(new Uint8Array(Uint32Array.of(key).buffer))),
        );
        for (const [key, values] of model.entries) expect(map.peekAll(key)).toEqual(values);
      }),
      { numRuns: 25 },
    );
  });
});

describe.each(TYPES)("snapshots of a %s", (type) => {
  const history = fc.array(step(200), { maxLength: 300, size: "max" });
  const make = () => {
    // Keys of 8 bytes: in an LPM_TRIE the number is a prefix's length, and most are too long.
    const core = new Core({ cpus: CPUS });
    const keySize = type === "LPM_TRIE" ? 20 : 4;
    return { core, map: core.map(type, keySize, 8, 150, type === "LPM_TRIE" ? 1 : 0) };
  };

  it("bring back the entries, and what later steps do", () => {
    fc.assert(
      fc.property(history, history, history, (before, undone, after) => {
        const { core, map } = make();
        for (const operation of before) take(map, operation);
        const entries = dump(map);
        const mark = core.exports.snapshot();
        for (let round = 0; round < 2; round++) {
          for (const operation of undone) take(map, operation);
          core.exports.restore(mark);
          expect(dump(map)).toEqual(entries);
        }
        const plain = make();
        for (const operation of before) take(plain.map, operation);
        for (const operation of after) expect(take(map, operation)).toBe(take(plain.map, operation));
        expect(dump(map)).toEqual(dump(plain.map));
        core.exports.discardSnapshots();
        for (const operation of undone) expect(take(map, operation)).toBe(take(plain.map, operation));
        expect(dump(map)).toEqual(dump(plain.map));
      }),
      { numRuns: 12 },
    );
  });

  it("nest", () => {
    fc.assert(
      fc.property(history, history, history, (first, second, third) => {
        const { core, map } = make();
        const states: string[][] = [];
        const marks: number[] = [];
        for (const part of [first, second, third]) {
          for (const operation of part) take(map, operation);
          states.push(dump(map));
          marks.push(core.exports.snapshot());
        }
        for (const operation of first) take(map, operation);
        for (const index of [2, 1, 0]) {
          core.exports.restore(marks[index]!);
          expect(dump(map)).toEqual(states[index]);
          for (const operation of third) take(map, operation);
        }
      }),
      { numRuns: 8 },
    );
  });
});

it("large arrays come back from a snapshot chunk by chunk", () => {
  const core = new Core();
  const map = core.map("ARRAY", 4, 8, 1_000_000);
  map.update(5, 1);
  const mark = core.exports.snapshot();
  for (let round = 0; round < 5; round++) {
    for (let index = 5; index < 1_000_000; index += 10_007) map.update(index, 9);
    core.exports.restore(mark);
    expect([5, 10_012, 5 + 10_007 * 50].map((index) => map.peek(index)![0])).toEqual([1, 0, 0]);
  }
});
