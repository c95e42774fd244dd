/** Random numbers that a seed decides (sfc32: Chris Doty-Humphrey's Small Fast Counter generator). */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  /** Streams of one seed have nothing to do with each other. */
  constructor(seed: number, stream = 0) {
    this.#a = seed | 0;
    this.#b = Math.floor(seed / 2 ** 32) | 0;
    this.#c = stream | 0;
    for (let i = 0; i < 12; i++) this.u32();
  }

  u32(): number {
    const result = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + result) | 0;
    return result >>> 0;
  }

  /** A whole number from 0 to `count - 1`. */
  below(count: number): number {
    return (this.u32() >>> 1) % count;
  }

  /** True once in `count` times. */
  oneIn(count: number): boolean {
    return (this.u32() >>> 1) % count === 0;
  }

  pick<T>(items: readonly T[]): T {
    return items[(this.u32() >>> 1) % items.length]!;
  }
}
