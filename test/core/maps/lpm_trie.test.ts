import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MAP } from "../../../spec/layout.ts";
import { Core, type CoreMap, hex, number, numberOrNull } from "./core.ts";

const ENOENT = -2;
const EEXIST = -17;
const EINVAL = -22;
const ENOSPC = -28;

const key = (length: number, data: readonly number[]): Uint8Array => {
  const bytes = new Uint8Array(4 + data.length);
  new DataView(bytes.buffer).setUint32(0, length, true);
  bytes.set(data, 4);
  return bytes;
};
const ipv4 = (text: string): Uint8Array => {
  const [address, length] = text.split("/");
  return key(Number(length), address!.split(".").map(Number));
};
const trie = (maxEntries = 10): CoreMap => new Core().map("LPM_TRIE", 8, 8, maxEntries, 1);

// Answers of Linux 6.18.
describe("LPM_TRIE", () => {
  it("keeps the bits behind the prefix as they were last given", () => {
    const map = trie();
    expect(map.update(ipv4("10.1.2.3/24"), 1)).toBe(0);
    expect(map.keys().map(hex)).toEqual(["180000000a010203"]);
    expect(map.update(ipv4("10.1.2.9/24"), 2)).toBe(0);
    expect(map.keys().map(hex)).toEqual(["180000000a010209"]);
    expect(map.next(ipv4("10.1.2.77/24"))).toBe(ENOENT);
    expect(map.remove(ipv4("10.1.2.255/24"))).toBe(0);
    expect(map.keys()).toEqual([]);
  });

  it("answers flags and lengths as the kernel", () => {
    const map = trie();
    map.update(ipv4("10.1.2.3/24"), 1);
    const same = ipv4("10.1.2.7/24");
    expect([1n, 2n, 3n, 4n, 5n].map((flags) => map.update(same, 1, flags))).toEqual([
      EEXIST,
      0,
      EINVAL,
      EINVAL,
      EINVAL,
    ]);
    expect(map.update(ipv4("10.1.2.7/16"), 1, 2n)).toBe(ENOENT);
    const long = ipv4("1.1.1.1/33");
    expect([
      map.update(long, 1),
      map.remove(long),
      map.lookup(long),
      map.set(long, 1),
      map.delete(long),
    ]).toEqual([EINVAL, EINVAL, null, EINVAL, EINVAL]);
    expect([map.remove(ipv4("9.0.0.0/9")), map.delete(ipv4("9.0.0.0/9"))]).toEqual([ENOENT, ENOENT]);
    expect(hex(map.next(long) as Uint8Array)).toBe("180000000a010207");
    expect(hex(map.next(ipv4("1.2.3.4/24")) as Uint8Array)).toBe("180000000a010207");
  });

  it("is full at max_entries", () => {
    const map = trie(2);
    map.update(ipv4("10.1.2.3/24"), 1);
    map.update(ipv4("0.0.0.0/0"), 1);
    const more = ipv4("10.1.1.1/8");
    expect([map.update(more, 1), map.update(more, 1, 2n), map.update(more, 1, 1n)]).toEqual([
      ENOSPC,
      ENOENT,
      ENOSPC,
    ]);
    expect(map.update(ipv4("10.1.2.1/24"), 1, 1n)).toBe(EEXIST);
    expect(map.update(ipv4("10.1.2.3/24"), 9)).toBe(0);
    expect(map.remove(ipv4("0.0.0.0/0"))).toBe(0);
    expect(map.update(more, 1)).toBe(0);
  });

  it("finds the longest prefix that is not longer than the key", () => {
    const map = trie();
    map.update(ipv4("10.1.2.3/24"), 24);
    map.update(ipv4("99.1.1.1/0"), 1);
    const find = (text: string) => numberOrNull(map.lookup(ipv4(text)));
    expect(
      ["10.1.2.200/32", "10.1.2.200/24", "10.1.2.0/23", "10.1.2.0/25", "0.0.0.0/0", "11.1.1.1/32"].map(find),
    ).toEqual([24, 24, 1, 24, 1, 1]);
    expect(map.peek(ipv4("10.1.2.200/32"))).toEqual(map.lookup(ipv4("10.1.2.200/32")));
  });

  it("works at every length of the longest key", () => {
    const map = new Core().map("LPM_TRIE", 260, 4, 4000, 1);
    const ones = Array<number>(256).fill(0xff);
    for (let length = 0; length <= 2048; length++) expect(map.update(key(length, ones), length)).toBe(0);
    for (let length = 0; length <= 2048; length += 31) {
      // The first bit that differs decides.
      const data = [...ones];
      if (length < 2048) data[length >> 3] = 0xff ^ (0x80 >> (length & 7));
      expect(number(map.lookup(key(2048, data))!)).toBe(length);
      expect(number(map.lookup(key(length, ones))!)).toBe(length);
    }
    for (let length = 2048; length > 0; length--) expect(map.remove(key(length, ones))).toBe(0);
    expect(map.keys().length).toBe(1);
  });

  it.each([5, 6, 7, 8, 9, 11, 12, 13, 20, 24])("agrees with brute force on %s-byte keys", (keySize) => {
    const bits = (keySize - 4) * 8;
    // Few distinct bytes, so that prefixes nest and collide.
    const someKey = fc
      .tuple(
        fc.integer({ min: 0, max: bits + 1 }),
        fc.array(fc.constantFrom(0, 1, 0x80, 0xff), { minLength: keySize - 4, maxLength: keySize - 4 }),
      )
      .map(([length, data]) => key(length, data));
    const operation = fc.record({
      kind: fc.constantFrom("update", "update", "lookup", "remove"),
      key: someKey,
    });
    const lengthOf = (bytes: Uint8Array) => new DataView(bytes.buffer).getUint32(0, true);
    const prefix = (bytes: Uint8Array, length: number) =>
      [...bytes.subarray(4)]
        .map((byte) => byte.toString(2).padStart(8, "0"))
        .join("")
        .slice(0, length);
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 60 }), (history) => {
        const map = new Core().map("LPM_TRIE", keySize, 4, 1000, 1);
        const model = new Map<string, { key: Uint8Array; value: number }>();
        for (const [step, { kind, key }] of history.entries()) {
          const length = lengthOf(key);
          const own = prefix(key, length);
          if (kind === "update") {
            expect(map.update(key, step)).toBe(length > bits ? EINVAL : 0);
            if (length <= bits) model.set(own, { key, value: step });
          } else if (kind === "remove") {
            expect(map.remove(key)).toBe(length > bits ? EINVAL : model.delete(own) ? 0 : ENOENT);
          } else {
            let expected: number | null = null;
            for (let n = length; n >= 0 && expected === null && length <= bits; n--) {
              expected = model.get(own.slice(0, n))?.value ?? null;
            }
            expect(numberOrNull(map.lookup(key))).toBe(expected);
          }
        }
        expect(map.keys().map(hex).sort()).toEqual([...model.values()].map(({ key }) => hex(key)).sort());
        expect(map.field(MAP.COUNT)).toBe(model.size);
      }),
      { numRuns: 40 },
    );
  });
});
