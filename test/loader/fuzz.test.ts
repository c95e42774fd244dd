import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { refusal, testObject, testObjects } from "./support.ts";

/** `refusal` throws what is not a LoadError, so that running it is the assertion. */
describe("damaged objects", () => {
  test.each(["linking", "config-address"])("%s cut anywhere", (name) => {
    const bytes = testObject(name);
    let refused = 0;
    for (let length = 0; length < bytes.length; length++) {
      if (refusal(bytes.subarray(0, length)) !== null) refused++;
    }
    // The section table is at the end: no cut object is whole.
    expect(refused).toBe(bytes.length);
  });

  test("every header byte set to every suspicious value", () => {
    const original = testObject("linking");
    const table = new DataView(original.buffer, original.byteOffset).getUint32(40, true);
    const offsets = [
      ...Array(64).keys(),
      ...Array.from({ length: original.length - table }, (_, at) => table + at),
    ];
    for (const offset of offsets) {
      for (const value of [0x00, 0x80, 0xff]) {
        const bytes = Uint8Array.from(original);
        bytes[offset] = value;
        refusal(bytes);
      }
    }
  });

  test.each(testObjects())("%s with bytes changed", (name) => {
    const original = testObject(name);
    const change = fc.record({ at: fc.nat(original.length - 1), value: fc.integer({ min: 0, max: 255 }) });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), (changes) => {
        const bytes = Uint8Array.from(original);
        for (const { at, value } of changes) bytes[at] = value;
        const start = performance.now();
        refusal(bytes);
        expect(performance.now() - start).toBeLessThan(1000);
      }),
      { numRuns: 400 },
    );
  });

  test("words replaced by large numbers", () => {
    const original = testObject("linking");
    const word = fc.constantFrom(
      0xffff_ffff,
      0x7fff_ffff,
      0x8000_0000,
      0x0001_0000,
      0x0000_ffff,
      0xffff_fff8,
    );
    fc.assert(
      fc.property(fc.nat(original.length / 4 - 1), word, (index, value) => {
        const bytes = Uint8Array.from(original);
        new DataView(bytes.buffer).setUint32(index * 4, value, true);
        refusal(bytes);
      }),
      { numRuns: 3000 },
    );
  });
});
