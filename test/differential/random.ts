/** SplitMix32: small, seedable, the same everywhere. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A generator for one of many things of the same seed. */
  static of(seed: number, index: number): Random {
    return new Random(new Random(seed).u32() ^ new Random(~index).u32());
  }

  u32(): number {
    this.#state = (this.#state + 0x9e3779b9) >>> 0;
    let z = this.#state;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  }

  /** A whole number from 0 to `count` - 1. */
  below(count: number): number {
    return Math.floor((this.u32() / 2 ** 32) * count);
  }

  /** A whole number, both ends included. */
  between(from: number, to: number): number {
    return from + this.below(to - from + 1);
  }

  chance(probability: number): boolean {
    return this.u32() / 2 ** 32 < probability;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }

  weighted<T>(list: readonly (readonly [weight: number, value: T])[]): T {
    let at = this.below(list.reduce((sum, [weight]) => sum + weight, 0));
    for (const [weight, value] of list) {
      at -= weight;
      if (at < 0) return value;
    }
    return list.at(-1)![1];
  }

  /** An immediate: often one at which something changes. */
  i32(): number {
    if (this.chance(0.4)) return this.pick(EDGES);
    return this.chance(0.5) ? this.between(-64, 64) : this.u32() | 0;
  }

  u64(): bigint {
    if (this.chance(0.4)) return BigInt.asUintN(64, this.pick(EDGES_64));
    return (BigInt(this.u32()) << 32n) | BigInt(this.u32());
  }
}

const EDGES = [
  0, 1, -1, 2, 7, 8, 31, 32, 63, 64, 127, 128, -128, 255, 256, 0x7fff, 0x8000, -0x8000, 0xffff,
].concat([0x10000, 0x7fff_ffff, -0x8000_0000, -0x7fff_ffff, 0x00ff_00ff, 0x5555_5555]);
const EDGES_64 = EDGES.map(BigInt).concat([
  0xffff_ffffn,
  0x1_0000_0000n,
  0x8000_0000n,
  -0x8000_0000n,
  0x7fff_ffff_ffff_ffffn,
  -0x8000_0000_0000_0000n,
  0x0102_0304_0506_0708n,
  0xffff_ffff_0000_0000n,
]);
