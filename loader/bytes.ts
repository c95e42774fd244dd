import { fail } from "./errors.ts";

/** A little-endian, bounds-checked view of a section or file. Throws LoadError TRUNCATED outside of it. */
export class Bytes {
  readonly bytes: Uint8Array;
  readonly #view: DataView;
  readonly #section: string | undefined;

  /** `section` names the bytes in errors. */
  constructor(bytes: Uint8Array, section?: string) {
    // Not a subclass: the `slice` of Node's Buffer does not copy.
    this.bytes = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#section = section;
  }

  get length(): number {
    return this.bytes.length;
  }

  u8(offset: number): number {
    return this.#view.getUint8(this.#check(offset, 1));
  }

  u16(offset: number): number {
    return this.#view.getUint16(this.#check(offset, 2), true);
  }

  u32(offset: number): number {
    return this.#view.getUint32(this.#check(offset, 4), true);
  }

  /** A file offset, size or address; numbers from 2^53 on are refused. */
  u64(offset: number): number {
    const low = this.#view.getUint32(this.#check(offset, 8), true);
    const high = this.#view.getUint32(offset + 4, true);
    if (high >= 2 ** 21) fail("number-range", this.#place(offset));
    return high * 2 ** 32 + low;
  }

  /** A view, not a copy. */
  slice(offset: number, length: number): Uint8Array {
    this.#check(offset, length);
    return this.bytes.subarray(offset, offset + length);
  }

  #check(offset: number, length: number): number {
    // Both are non-negative and at most 2^53 + 2^33, so the sum is exact enough to compare.
    if (offset < 0 || offset + length > this.bytes.length) {
      const limit = Math.max(0, this.bytes.length - offset);
      fail("out-of-bounds", { ...this.#place(offset), value: length, limit });
    }
    return offset;
  }

  #place(offset: number) {
    return this.#section === undefined ? { offset } : { section: this.#section, offset };
  }
}

/** A table of NUL-terminated UTF-8 strings. */
export class StringTable {
  readonly #bytes: Uint8Array;
  readonly #section: string;
  readonly #cache = new Map<number, string>();
  /** By offset: whether a string is known to start there. */
  readonly #checked: Uint8Array;
  #budget: number;

  constructor(bytes: Uint8Array, section: string) {
    this.#bytes = bytes;
    this.#section = section;
    this.#checked = new Uint8Array(bytes.length);
    // Strings may share their tails. Crafted ones share so much that reading them all would be quadratic.
    this.#budget = 16 * bytes.length + 65_536;
  }

  /** The string that starts at `offset`. */
  at(offset: number): string {
    const known = this.#cache.get(offset);
    if (known !== undefined) return known;
    this.check(offset);
    const text = decodeText(this.#bytes.subarray(offset, this.#bytes.indexOf(0, offset)));
    this.#cache.set(offset, text);
    return text;
  }

  /** Throws where `at` would. */
  check(offset: number): void {
    if (this.#checked[offset]) return;
    const end = offset < this.#bytes.length ? this.#bytes.indexOf(0, offset) : -1;
    if (end < 0) fail("no-string", { section: this.#section, offset });
    this.#budget -= end - offset;
    if (this.#budget < 0) fail("too-many-strings", { section: this.#section, offset });
    this.#checked[offset] = 1;
  }
}

const decoder = new TextDecoder();

/** UTF-8 bytes as text; malformed sequences become U+FFFD. */
export function decodeText(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}
