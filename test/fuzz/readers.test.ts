/** Files from strangers are refused by name, soon, and without taking much memory; `npm run fuzz` tries many more. */
import { describe, expect, it } from "vitest";
import { fuzzReader, readers } from "./readers.ts";

const INPUTS = 1000;
const MOST_MEMORY = 256 * 2 ** 20;

describe.each(await readers())("$name", (reader) => {
  it("has seeds that are read as they are", () => {
    for (const seed of reader.seeds) reader.read(seed);
  });

  it(`refuses what is wrong in ${INPUTS} changed ones by a code`, () => {
    const { accepted, refused, untyped, slowest, memory } = fuzzReader(reader, INPUTS, 1);
    expect(untyped.map(({ message }) => message)).toEqual([]);
    expect(slowest).toBeLessThan(1000);
    expect(memory.most - memory.before).toBeLessThan(MOST_MEMORY);
    // Neither everything nor nothing.
    expect(accepted).toBeGreaterThan(0);
    expect(Object.keys(refused).length).toBeGreaterThan(0);
  }, 60_000);
});
