import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Algebra } from "../../spec/algebra.ts";
import { type AluRow, instructions, type JumpRow, rowIndex, type Width } from "../../spec/isa.ts";
import { assemble, Machine } from "../../vm/index.ts";
import { alu, bigintAlgebra, execute, isTaken, type Operands } from "./reference.ts";
import { cases, comparisons, jumps, pairs } from "./rfc9669-cases.ts";

const load = (register: string, value: bigint): string =>
  `lddw ${register}, 0x${BigInt.asUintN(64, value).toString(16)}\n`;

describe("RFC 9669", () => {
  let machine: Machine;
  beforeAll(async () => {
    machine = await Machine.create({ engine: "interpreter" });
  });
  afterAll(() => machine.close());

  function run(source: string): bigint | null {
    const program = assemble(source);
    const { r0 } = machine.loadRaw(program).run();
    // The reference is another reading of the same rows, and owes the same literals.
    expect(execute(program, new Array(11).fill(0n))[0]).toBe(r0);
    return r0;
  }

  it.each(cases)("section %s: %s of %d and %d is %d", (_section, instruction, r0, r1, expected) => {
    const source = `${load("%r0", r0)}${load("%r1", r1)}${instruction}\nexit`;
    expect(run(source)).toBe(BigInt.asUintN(64, expected));
  });

  it.each(jumps)("section 4.3: %s of %d and %d: %s", (instruction, r0, r1, taken) => {
    const source = `${load("%r0", r0)}${load("%r1", r1)}${instruction}, taken\nmov %r0, 0\nexit\ntaken:\nmov %r0, 1\nexit`;
    expect(run(source)).toBe(taken ? 1n : 0n);
  });

  it.each(Object.entries(comparisons))(
    "section 4.3: %s of smaller, equal and larger numbers",
    (mnemonic, truth) => {
      for (const { instruction, operands, taken } of comparisonCases(mnemonic, truth)) {
        const source = `${load("%r0", operands.dst)}${load("%r1", operands.src)}mov %r2, 1\n${instruction}, +1`;
        expect([instruction, operands, run(`${source}\nmov %r2, 0\nmov %r0, %r2\nexit`)]).toEqual([
          instruction,
          operands,
          taken ? 1n : 0n,
        ]);
      }
    },
  );

  /** Changed primitives: a meaning that uses one of them must fail some literal, or that literal is missing. */
  const mutations: Record<string, (w: Algebra<bigint, boolean>) => Partial<Algebra<bigint, boolean>>> = {
    "a constant plus one": (w) => ({ constant: (value) => w.constant(value + 1) }),
    "sub for add": (w) => ({ add: w.sub }),
    "add for sub": (w) => ({ sub: w.add }),
    "add for mul": (w) => ({ mul: w.add }),
    "signed division": (w) => ({ divU: w.divS, remU: w.remS }),
    "unsigned division": (w) => ({ divS: w.divU, remS: w.remU }),
    "division for remainder": (w) => ({ remU: w.divU, remS: w.divS }),
    "or for and": (w) => ({ and: w.or }),
    "xor for or": (w) => ({ or: w.xor }),
    "or for xor": (w) => ({ xor: w.or }),
    "right for left": (w) => ({ shl: w.shrU }),
    "arithmetic for logical": (w) => ({ shrU: w.shrS }),
    "logical for arithmetic": (w) => ({ shrS: w.shrU }),
    "zeros for the sign": (w) => ({ signExtend: (a, bits) => w.and(a, w.constant(2 ** bits - 1)) }),
    "all bits for the low ones": () => ({ zeroExtend: (a) => a }),
    "no swap": (w) => ({ byteSwap: (a, bits) => (bits === 64 ? a : w.zeroExtend(a, bits)) }),
    "a swap of other bytes": (w) => ({ byteSwap: (a, bits) => w.byteSwap(a, bits === 64 ? 32 : 64) }),
    "unequal for equal": (w) => ({ eq: (a, b) => !w.eq(a, b) }),
    "signed order": (w) => ({ ltU: w.ltS }),
    "unsigned order": (w) => ({ ltS: w.ltU }),
    "greater for less": (w) => ({ ltU: (a, b) => w.ltU(b, a), ltS: (a, b) => w.ltS(b, a) }),
    "less or equal for less": (w) => ({ ltU: (a, b) => !w.ltU(b, a), ltS: (a, b) => !w.ltS(b, a) }),
    "no negation": () => ({ not: (a) => a }),
    "the other branch": (w) => ({ choose: (condition, yes, no) => w.choose(condition, no, yes) }),
  };

  it("has literals for every meaning", () => {
    expect([...literalsByMeaning()].filter(([, literals]) => literals.length === 0)).toEqual([]);
  });

  it.each(Object.entries(mutations))("the literals tell %s from what the rows say", (_name, mutate) => {
    const survivors: string[] = [];
    for (const [name, literals] of literalsByMeaning()) {
      const used = new Set<string>();
      let caught = false;
      for (const { row, operands, expected } of literals) {
        const original = bigintAlgebra(row.width);
        const mutant = { ...original, ...recorded(mutate(original), used) };
        try {
          const result = row.form === "alu" ? alu(row, operands, mutant) : isTaken(row, operands, mutant);
          if (result !== expected) caught = true;
        } catch {
          // It divided by zero.
          caught = true;
        }
      }
      if (used.size > 0 && !caught) survivors.push(name);
    }
    expect(survivors).toEqual([]);
  });
});

/** The functions, noting which of them are called. */
function recorded<T extends object>(functions: T, called: Set<string>): T {
  const entries = Object.entries(functions).map(([name, fn]) => [
    name,
    (...parameters: unknown[]) => {
      called.add(name);
      return fn(...parameters);
    },
  ]);
  return Object.fromEntries(entries) as T;
}

interface Literal {
  row: AluRow | JumpRow;
  operands: Operands;
  expected: bigint | boolean;
}

/** All literals, by what the rows with immediates and registers have in common: their meaning and width. */
function literalsByMeaning(): Map<string, Literal[]> {
  const result = new Map<string, Literal[]>();
  const nameOf = ({ name }: { name: string }): string => name.replace(/_(imm|reg)$/, "");
  for (const row of instructions) {
    if (row.form === "alu" || row.form === "jump") result.set(nameOf(row), []);
  }
  const add = (instruction: string, dst: bigint, src: bigint, expected: bigint | boolean): void => {
    const view = new DataView(assemble(instruction).buffer);
    const [off, imm] = [view.getInt16(2, true), view.getInt32(4, true)];
    const row = instructions[rowIndex(view.getUint8(0), view.getUint8(1) >> 4, off, imm)]!;
    if (row.form !== "alu" && row.form !== "jump") throw new Error(`${instruction} computes nothing`);
    const operands = { dst: BigInt.asUintN(64, dst), src: BigInt.asUintN(64, src), imm };
    result.get(nameOf(row))!.push({ row, operands, expected });
  };
  for (const [, instruction, r0, r1, expected] of cases)
    add(instruction, r0, r1, BigInt.asUintN(64, expected));
  for (const [instruction, r0, r1, taken] of jumps) add(`${instruction}, +1`, r0, r1, taken);
  for (const [mnemonic, truth] of Object.entries(comparisons)) {
    for (const { instruction, operands, taken } of comparisonCases(mnemonic, truth)) {
      add(`${instruction}, +1`, operands.dst, operands.src, taken);
    }
  }
  return result;
}

function comparisonCases(
  mnemonic: string,
  truth: string,
): { instruction: string; operands: { dst: bigint; src: bigint }; taken: boolean }[] {
  const widths: Width[] = [64, 32];
  return widths.flatMap((width) =>
    pairs.flatMap(([dst, src], i) =>
      ["%r1", `${src}`].map((source) => ({
        instruction: `${mnemonic}${width === 32 ? "32" : ""} %r0, ${source}`,
        operands: { dst, src },
        taken: truth[i] === "1",
      })),
    ),
  );
}
