import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AluRow, AtomicRow, JumpRow } from "../../spec/isa.ts";
import { instructions } from "../../spec/isa.ts";
import type { Decoded } from "../../vm/structure.ts";
import { abstractAlgebra, extendSign, truncate } from "../../vm/verify/arithmetic.ts";
import { refine } from "../../vm/verify/conditions.ts";
import { State, type Value } from "../../vm/verify/domain.ts";
import {
  between,
  bounded,
  constantOfBigInt,
  joinScalars,
  LIMIT,
  meet,
  type Scalar,
  unknownScalar,
  widenScalars,
  withBits,
} from "../../vm/verify/scalars.ts";
import { bigintAlgebra } from "../reference/reference.ts";

const alu = instructions.filter((row): row is AluRow => row.form === "alu");
const atomics = instructions.filter((row): row is AtomicRow => row.form === "atomic");
const jumps = instructions.filter((row): row is JumpRow => row.form === "jump");
const RUNS = { numRuns: 600 };

const edges = [
  0n,
  1n,
  2n,
  7n,
  8n,
  63n,
  64n,
  255n,
  2n ** 31n,
  2n ** 32n,
  2n ** 52n,
  2n ** 53n,
  2n ** 63n,
  2n ** 64n,
];
const number = fc
  .oneof(
    fc.tuple(fc.constantFrom(...edges), fc.bigInt({ min: -3n, max: 3n })).map(([edge, by]) => edge + by),
    fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
    fc.bigInt({ min: 0n, max: 300n }),
    fc.bigInt({ min: -300n, max: 300n }),
    fc.bigInt({ min: 0n, max: 2n ** 32n - 1n }),
  )
  .map((value) => BigInt.asUintN(64, value));
const int32 = (value: bigint): number => Number(BigInt.asIntN(32, value));

/** A number and something true about it. */
interface Member {
  value: bigint;
  scalar: Scalar;
}
const distance = fc.oneof(fc.constantFrom(0n, 1n, 2n, 255n), fc.bigInt({ min: 0n, max: 2n ** 54n }));
const member: fc.Arbitrary<Member> = fc
  .record({
    value: number,
    below: distance,
    above: distance,
    signedBelow: distance,
    signedAbove: distance,
    known: fc.oneof(fc.constantFrom(0n, 2n ** 64n - 1n, 0xffff_ffffn, 7n), number),
    what: fc.integer({ min: 0, max: 7 }),
  })
  .map(({ value, below, above, signedBelow, signedAbove, known, what }) => {
    let scalar: Scalar | null = unknownScalar();
    const signed = BigInt.asIntN(64, value);
    const least = value - below < 0n ? 0n : value - below;
    if (what & 1) scalar = bounded(scalar, Number(least), Number(value + above), -Infinity, Infinity);
    // A bound that doubles cannot hold says nothing.
    if (scalar && what & 2 && signed < 2n ** 52n && signed > -(2n ** 52n)) {
      const from = signed - signedBelow;
      const to = signed + signedAbove;
      scalar = bounded(
        scalar,
        0,
        2 * LIMIT,
        from < -(2n ** 52n) ? -Infinity : Number(from),
        to > 2n ** 52n ? Infinity : Number(to),
      );
    }
    if (scalar && what & 4) {
      const ones = value & known;
      const zeros = ~value & known;
      scalar = withBits(scalar, int32(ones), int32(ones >> 32n), true);
      scalar = scalar && withBits(scalar, int32(zeros), int32(zeros >> 32n), false);
    }
    if (!scalar?.contains(value)) throw new Error(`no ${value} in its own set`);
    return { value, scalar };
  });

const text = ({ umin, umax, smin, smax, low, high, lowMask, highMask }: Scalar): string =>
  `${umin}..${umax} ${smin}..${smax} ${high}:${low}/${highMask}:${lowMask}`;
const expectIn = (value: bigint, scalar: Scalar): void => {
  if (!scalar.contains(value)) expect.fail(`${value} is not in ${text(scalar)}`);
};

describe("every computation of an instruction covers what may come out", () => {
  for (const row of alu) {
    it(row.name, () => {
      const abstract = abstractAlgebra(row.width);
      const exact = bigintAlgebra(row.width);
      const cut = (value: bigint) => BigInt.asUintN(row.width, value);
      fc.assert(
        fc.property(member, member, (a, b) => {
          const result = row.meaning(abstract, truncate(a.scalar, row.width), truncate(b.scalar, row.width));
          expectIn(row.meaning(exact, cut(a.value), cut(b.value)), result);
        }),
        RUNS,
      );
    });
    it(`${row.name} of constants is a constant`, () => {
      const abstract = abstractAlgebra(row.width);
      const exact = bigintAlgebra(row.width);
      const cut = (value: bigint) => BigInt.asUintN(row.width, value);
      fc.assert(
        fc.property(number, number, (a, b) => {
          const result = row.meaning(abstract, constantOfBigInt(cut(a)), constantOfBigInt(cut(b)));
          expect(result.isConstant && result.toBigInt()).toBe(row.meaning(exact, cut(a), cut(b)));
        }),
        { numRuns: 100 },
      );
    });
  }
  for (const row of atomics) {
    it(row.name, () => {
      const width = row.size === 8 ? 64 : 32;
      const cut = (value: bigint) => BigInt.asUintN(width, value);
      fc.assert(
        fc.property(member, member, member, (a, b, c) => {
          const [x, y, z] = [a, b, c].map(({ scalar }) => truncate(scalar, width)) as [
            Scalar,
            Scalar,
            Scalar,
          ];
          const result = row.meaning(abstractAlgebra(width), x, y, z);
          const exact = row.meaning(bigintAlgebra(width), cut(a.value), cut(b.value), cut(c.value));
          expectIn(exact, result);
        }),
        { numRuns: 200 },
      );
    });
  }
});

describe("every condition", () => {
  for (const row of jumps) {
    it(`${row.name} keeps the numbers for which it holds`, () => {
      const rowIndex = instructions.indexOf(row);
      fc.assert(
        fc.property(member, member, fc.boolean(), (a, b, equal) => {
          const right = equal ? { ...b, value: a.value, scalar: joinScalars(a.scalar, b.scalar) } : b;
          const imm = int32(right.value);
          const insn = { pc: 0, row, rowIndex, dst: 1, src: 2, off: 1, imm, imm64: 0n } satisfies Decoded;
          const cut = (value: bigint) => BigInt.asUintN(row.width, value);
          const source = row.source === "reg" ? right.value : BigInt.asUintN(64, BigInt(imm));
          const holds = row.condition(bigintAlgebra(row.width), cut(a.value), cut(source));
          const registers: Value[] = Array.from({ length: 11 }, () => unknownScalar());
          registers[1] = a.scalar;
          registers[2] = right.scalar;
          const state = State.atEntry(registers);
          if (!refine(state, insn, holds)) expect.fail("a way that is taken is said not to be");
          expectIn(a.value, state.registers[1] as Scalar);
          if (row.source === "reg") expectIn(right.value, state.registers[2] as Scalar);
        }),
        RUNS,
      );
    });
  }
});

describe("sets of numbers", () => {
  it("a join covers both, and a widening covers the join", () => {
    fc.assert(
      fc.property(member, member, (a, b) => {
        const both = joinScalars(a.scalar, b.scalar);
        const more = widenScalars(a.scalar, b.scalar, [0, 1, 255, 65535, 2 ** 32]);
        for (const { value } of [a, b]) {
          expectIn(value, both);
          expectIn(value, more);
        }
      }),
      RUNS,
    );
  });

  it("a meet keeps what is in both", () => {
    fc.assert(
      fc.property(member, fc.boolean(), member, (a, same, b) => {
        const other = same ? joinScalars(a.scalar, b.scalar) : b.scalar;
        const both = meet(a.scalar, other);
        if (!other.contains(a.value)) return;
        expect(both).not.toBeNull();
        expectIn(a.value, both!);
      }),
      RUNS,
    );
  });

  it("cutting and extending agree with BigInt", () => {
    fc.assert(
      fc.property(member, fc.constantFrom(8, 16, 24, 32, 40, 56), ({ value, scalar }, bits) => {
        expectIn(BigInt.asUintN(bits, value), truncate(scalar, bits));
        if (bits <= 32) expectIn(BigInt.asUintN(64, BigInt.asIntN(bits, value)), extendSign(scalar, bits));
      }),
      RUNS,
    );
  });

  it("says exactly what is known of simple cases", () => {
    const range = between(20, 60);
    expect([range.umin, range.umax, range.smin, range.smax]).toEqual([20, 60, 20, 60]);
    const masked = abstractAlgebra(64).and(unknownScalar(), constantOfBigInt(0x3cn));
    expect([masked.umin, masked.umax]).toEqual([0, 60]);
    expect(masked.contains(0x14n)).toBe(true);
    expect(masked.contains(0x15n)).toBe(false);
    const shifted = abstractAlgebra(64).shl(between(5, 15), constantOfBigInt(2n));
    expect([shifted.umin, shifted.umax]).toEqual([20, 60]);
    expect(shifted.contains(21n)).toBe(false);
    const minusOne = constantOfBigInt(2n ** 64n - 1n);
    expect([minusOne.smin, minusOne.smax]).toEqual([-1, -1]);
    // A sum that may wrap is any number.
    const sum = abstractAlgebra(64).add(minusOne, between(0, 1));
    expect(sum.contains(0n)).toBe(true);
    expect([sum.smin, sum.smax]).toEqual([-1, 0]);
  });
});
