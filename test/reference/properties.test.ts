import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AluRow, type AtomicRow, instructions, type JumpRow } from "../../spec/isa.ts";
import { Machine } from "../../vm/index.ts";
import { insn } from "../support/program.ts";
import { alu, atomic, execute, isTaken } from "./reference.ts";

const boundaries = [
  0n,
  1n,
  2n,
  7n,
  8n,
  15n,
  16n,
  31n,
  32n,
  33n,
  63n,
  64n,
  65n,
  0x7fn,
  0x80n,
  0xffn,
  0x7fffn,
  0x8000n,
  0xffffn,
  0x7fff_ffffn,
  0x8000_0000n,
  0x8000_0001n,
  0xffff_ffffn,
  0x1_0000_0000n,
  0x7fff_ffff_ffff_ffffn,
  0x8000_0000_0000_0000n,
  0x8000_0000_0000_0001n,
  0xffff_ffff_0000_0000n,
  0xffff_ffff_7fff_ffffn,
  0xffff_ffff_8000_0000n,
  0xffff_ffff_ffff_fffen,
  0xffff_ffff_ffff_ffffn,
];
const value = fc.oneof(fc.constantFrom(...boundaries), fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }));
const immediate = fc.oneof(
  fc.constantFrom(...boundaries.map((boundary) => Number(BigInt.asIntN(32, boundary)))),
  fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
);

const aluRows = instructions.filter((row): row is AluRow => row.form === "alu");
const jumpRows = instructions.filter((row): row is JumpRow => row.form === "jump");
const atomicRows = instructions.filter((row): row is AtomicRow => row.form === "atomic");

const words = (count: number): Uint8Array => new Uint8Array(8 * count);
const word = (memory: Uint8Array, index: number): bigint =>
  new DataView(memory.buffer, memory.byteOffset).getBigUint64(8 * index, true);
function memoryOf(values: readonly bigint[], size = values.length): Uint8Array {
  const memory = words(size);
  for (const [i, v] of values.entries()) new DataView(memory.buffer).setBigUint64(8 * i, v, true);
  return memory;
}
const concat = (code: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(code));

/** `lddw dst, value`. */
function constant(dst: number, number: bigint): Uint8Array {
  const bytes = new Uint8Array([...insn("lddw", { dst }), ...words(1)]);
  new DataView(bytes.buffer).setUint32(4, Number(number & 0xffff_ffffn), true);
  new DataView(bytes.buffer).setUint32(12, Number(number >> 32n), true);
  return bytes;
}
/** r9 keeps the memory's address. */
const begin = insn("mov64_reg", { dst: 9, src: 1 });
const end = [insn("mov64_imm", { dst: 0 }), insn("exit")];
const output = (src: number, index: number): Uint8Array => insn("stxdw", { dst: 9, src, off: 8 * index });

describe("the interpreter computes what the reference computes", () => {
  let machine: Machine;
  beforeAll(async () => {
    machine = await Machine.create({ engine: "interpreter" });
  });
  afterAll(() => machine.close());

  function outputs(code: readonly Uint8Array[], memory: Uint8Array): Uint8Array {
    const mark = machine.snapshot();
    const { memory: out, trap } = machine.loadRaw(concat([begin, ...code, ...end])).run(memory);
    machine.restore(mark);
    expect(trap).toBeNull();
    return out;
  }

  it("in every ALU row, with registers of their own and with one for both operands", () => {
    fc.assert(
      fc.property(value, value, immediate, (dst, src, imm) => {
        const code: Uint8Array[] = [];
        const expected: [string, bigint][] = [];
        for (const row of aluRows) {
          for (const source of row.source === "reg" ? [3, 2] : [3]) {
            code.push(
              constant(2, dst),
              constant(3, src),
              insn(row.name, {
                dst: 2,
                ...(row.source === "reg" && { src: source }),
                ...(row.source === "imm" && { imm }),
              }),
              output(2, expected.length),
            );
            expected.push([row.name, alu(row, { dst, src: source === 2 ? dst : src, imm })]);
          }
        }
        const memory = outputs(code, words(expected.length));
        expect(expected.map(([name], i) => [name, word(memory, i)])).toEqual(expected);
      }),
      { numRuns: 400 },
    );
  });

  it("in every jump row", () => {
    fc.assert(
      fc.property(value, fc.option(value, { nil: null }), immediate, (dst, other, imm) => {
        // Random values are hardly ever equal.
        const src = other ?? dst;
        const code: Uint8Array[] = [];
        const expected: [string, boolean][] = [];
        for (const row of jumpRows) {
          code.push(
            constant(2, dst),
            constant(3, src),
            insn("mov64_imm", { dst: 4, imm: 1 }),
            insn(row.name, { dst: 2, off: 1, ...(row.source === "reg" ? { src: 3 } : { imm }) }),
            insn("mov64_imm", { dst: 4, imm: 0 }),
            output(4, expected.length),
          );
          expected.push([row.name, isTaken(row, { dst, src, imm })]);
        }
        const memory = outputs(code, words(expected.length));
        expect(expected.map(([name], i) => [name, word(memory, i) === 1n])).toEqual(expected);
      }),
      { numRuns: 400 },
    );
  });

  it("in every atomic row", () => {
    fc.assert(
      fc.property(value, value, fc.option(value, { nil: null }), (old, src, other) => {
        // A compare-and-exchange of random values hardly ever exchanges.
        const r0 = other ?? old;
        const code: Uint8Array[] = [];
        for (const [i, row] of atomicRows.entries()) {
          code.push(
            constant(0, r0),
            constant(2, src),
            insn(row.name, { dst: 9, src: 2, off: 24 * i }),
            output(2, 3 * i + 1),
            output(0, 3 * i + 2),
          );
        }
        const initial = atomicRows.flatMap(() => [old, 0n, 0n]);
        const memory = outputs(code, memoryOf(initial));
        expect(
          atomicRows.map(({ name }, i) => ({
            name,
            memory: word(memory, 3 * i),
            src: word(memory, 3 * i + 1),
            r0: word(memory, 3 * i + 2),
          })),
        ).toEqual(atomicRows.map((row) => ({ name: row.name, ...atomic(row, { memory: old, src, r0 }) })));
      }),
      { numRuns: 400 },
    );
  });

  it("in whole programs that jump forward", () => {
    const register = fc.integer({ min: 0, max: 8 });
    const step = fc.record({
      row: fc.constantFrom(...aluRows, ...jumpRows),
      dst: register,
      src: register,
      imm: immediate,
      skip: fc.integer({ min: 0, max: 5 }),
    });
    const registers = fc.array(value, { minLength: 9, maxLength: 9 });
    fc.assert(
      fc.property(registers, fc.array(step, { maxLength: 60 }), (initial, steps) => {
        const setup = initial.map((number, i) => constant(i, number));
        const body = steps.map(({ row, dst, src, imm, skip }, i) =>
          insn(row.name, {
            dst,
            ...(row.source === "reg" && { src }),
            ...(row.source === "imm" && { imm }),
            ...(row.form === "jump" && { off: Math.min(skip, steps.length - 1 - i) }),
          }),
        );
        const expected = execute(concat([...setup, ...body, insn("exit")]), new Array(11).fill(0n)).slice(
          0,
          9,
        );
        const results = initial.map((_, i) => output(i, i));
        const memory = outputs([...setup, ...body, ...results], words(9));
        expect(initial.map((_, i) => word(memory, i))).toEqual(expected);
      }),
      { numRuns: 1000 },
    );
  });
});
