/**
 * From what a program compared to what may make it decide otherwise: where an operand lies in the packet as it is,
 * the other one is put in its place (Aschermann and others, "REDQUEEN", NDSS 2019).
 */
import type { ComparedOperands } from "./executor.ts";

/** Packets are searched as far as this. */
const REACH = 512;
/** Places that one operand is looked for in. */
const MOST_PLACES = 160;

export interface Replacement {
  at: number;
  bytes: Uint8Array;
}

const bytesOf = (value: bigint, size: number, bigEndian: boolean): Uint8Array => {
  const bytes = new Uint8Array(size);
  for (let i = 0; i < size; i++)
    bytes[bigEndian ? size - 1 - i : i] = Number((value >> BigInt(8 * i)) & 0xffn);
  return bytes;
};

/** What to write where, so that `left` and `right` become equal, or just not, or their order turns. */
export function* replacements(
  data: Uint8Array,
  { left, right, constant }: ComparedOperands,
): Generator<Replacement> {
  const pairs: [have: bigint, want: bigint][] = constant
    ? [[left, right]]
    : [
        [left, right],
        [right, left],
      ];
  for (const [have, want] of pairs) {
    for (const wanted of [want, want + 1n, want - 1n]) {
      if (wanted < 0n || wanted === have) continue;
      for (const size of [1, 2, 4, 6, 8]) {
        const limit = 1n << BigInt(8 * size);
        if (have >= limit || wanted >= limit) continue;
        for (const bigEndian of size === 1 ? [true] : [true, false]) {
          const pattern = bytesOf(have, size, bigEndian);
          const bytes = bytesOf(wanted, size, bigEndian);
          let places = 0;
          for (let at = 0; at + size <= Math.min(data.length, REACH) && places < MOST_PLACES; at++) {
            if (!matches(data, at, pattern)) continue;
            places++;
            yield { at, bytes };
          }
        }
        // Wider patterns of a value that is not small are found by narrower ones too.
        if (have > 0xffn && have < limit) break;
      }
    }
  }
}

function matches(data: Uint8Array, at: number, pattern: Uint8Array): boolean {
  for (let i = 0; i < pattern.length; i++) if (data[at + i] !== pattern[i]) return false;
  return true;
}
