/** Values worth trying: what a program compares with, what its object is configured with, what its maps hold. */
import type { Decoded } from "../structure.ts";
import type { Random } from "./random.ts";

/** Entries of one length that are kept; the first ones stay. */
const MOST = 4096;

export class Dictionary {
  /** Byte strings by their length; values of a program in both byte orders. */
  readonly #byLength = new Map<number, Uint8Array[]>();
  readonly #known = new Set<string>();
  readonly #all: Uint8Array[] = [];

  get size(): number {
    return this.#all.length;
  }

  add(bytes: Uint8Array): void {
    if (bytes.length === 0 || bytes.length > 64) return;
    const key = bytes.join();
    if (this.#known.has(key)) return;
    const entries = this.#byLength.get(bytes.length) ?? [];
    if (entries.length >= MOST) return;
    this.#known.add(key);
    this.#byLength.set(bytes.length, entries);
    const copy = bytes.slice();
    entries.push(copy);
    this.#all.push(copy);
  }

  /** A number as it may lie in a packet: in the least bytes that hold it, in either order. */
  addNumber(value: bigint): void {
    if (value === 0n) return;
    for (const length of [1, 2, 4, 8]) {
      if (value >> BigInt(8 * length)) continue;
      const bytes = Uint8Array.from({ length }, (_, i) => Number((value >> BigInt(8 * i)) & 0xffn));
      this.add(bytes);
      this.add(bytes.toReversed());
      return;
    }
  }

  /** What a program's conditional jumps and moves have as constants. */
  addConstants(decoded: readonly Decoded[]): void {
    for (const { row, imm, imm64 } of decoded) {
      if (row.form === "jump" && row.source === "imm") {
        const value = BigInt.asUintN(row.width, BigInt(imm));
        this.addNumber(value);
        // Sign-extended from what the program loaded.
        if (imm < 0) this.addNumber(BigInt(imm >>> 0));
      } else if (row.form === "lddw" && row.source === "IMM64") this.addNumber(imm64);
      else if (row.form === "alu" && row.source === "imm" && row.name.startsWith("mov")) {
        if (imm > 0xff || imm < 0) this.addNumber(BigInt(imm >>> 0));
      }
    }
  }

  /** Keys, values and variables: the fields that may be in them, by the usual lengths. */
  addMemory(bytes: Uint8Array): void {
    if (bytes.every((byte) => byte === 0)) return;
    this.add(bytes);
    for (const length of [2, 4, 6, 16]) {
      for (let at = 0; at + length <= Math.min(bytes.length, 64); at += length === 2 ? 2 : 4) {
        const part = bytes.subarray(at, at + length);
        if (part.some((byte) => byte !== 0)) this.add(part);
      }
    }
  }

  pick(random: Random): Uint8Array | null {
    return this.#all.length > 0 ? random.pick(this.#all) : null;
  }

  ofLength(random: Random, length: number): Uint8Array | null {
    const entries = this.#byLength.get(length);
    return entries ? random.pick(entries) : null;
  }
}
