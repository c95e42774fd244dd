import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { MapType } from "../../../spec/maps.ts";
import { Core, number, numberOrNull } from "./core.ts";

describe.each<MapType>(["LRU_HASH", "LRU_PERCPU_HASH"])("%s", (type) => {
  it("evicts the oldest element that nobody used", () => {
    const map = new Core().map(type, 4, 8, 3);
    for (const key of [1, 2, 3]) map.update(key, key);
    map.lookup(1);
    map.update(4, 4);
    expect(map.keys().map(number).sort()).toEqual([1, 3, 4]);
    map.update(5, 5);
    expect(map.keys().map(number).sort()).toEqual([1, 4, 5]);
  });

  it("counts an update of an old key as a use, and the host's reading as none", () => {
    const map = new Core().map(type, 4, 8, 2);
    map.update(1, 1);
    map.update(2, 2);
    map.update(1, 3);
    map.peek(2);
    map.update(3, 3);
    expect(map.keys().map(number).sort()).toEqual([1, 3]);
  });

  it("evicts nothing for an update that is refused or that finds its key", () => {
    const map = new Core().map(type, 4, 8, 2);
    map.update(1, 1);
    map.update(2, 2);
    expect([map.update(3, 3, 2n), map.update(1, 3, 1n), map.update(1, 3, 9n), map.update(2, 4)]).toEqual([
      -2, -17, -22, 0,
    ]);
    expect(map.keys().map(number)).toEqual([1, 2]);
  });

  it("never refuses, holds max_entries at most, and evicts what is used only when everything was", () => {
    const operation = fc.record({
      key: fc.nat(40),
      kind: fc.constantFrom("update", "update", "lookup", "remove"),
    });
    const histories = fc.array(operation, { maxLength: 200, size: "max" });
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 12 }), histories, (size, history) => {
        const map = new Core().map(type, 4, 4, size);
        const model = new Map<number, number>();
        /** Keys used since they were inserted, and since the last eviction. */
        const used = new Set<number>();
        const fresh = new Set<number>();
        for (const [step, { key, kind }] of history.entries()) {
          if (kind === "remove") {
            expect(map.remove(key)).toBe(model.delete(key) ? 0 : -2);
            used.delete(key);
            fresh.delete(key);
            continue;
          }
          const present = model.has(key);
          if (kind === "lookup") {
            expect(numberOrNull(map.lookup(key))).toBe(model.get(key) ?? null);
          } else {
            expect(map.update(key, step)).toBe(0);
            model.set(key, step);
          }
          if (present) {
            used.add(key);
            fresh.add(key);
          } else if (model.size > size) {
            const left = new Set(map.keys().map(number));
            const evicted = [...model.keys()].filter((known) => !left.has(known));
            expect(evicted.length).toBe(1);
            expect(evicted).not.toContain(key);
            const others = [...left].filter((other) => other !== key);
            if (fresh.has(evicted[0]!)) expect(others.filter((other) => !used.has(other))).toEqual([]);
            model.delete(evicted[0]!);
            used.delete(evicted[0]!);
            fresh.clear();
          }
          expect(map.keys().map(number).sort()).toEqual([...model.keys()].sort());
        }
        for (const [key, value] of model) expect(number(map.peek(key)!)).toBe(value);
      }),
      { numRuns: 60 },
    );
  });
});
