/** The BigInt reading of `spec/algebra.ts`, and an executor of whole rows over it: what the engines are compared with. */
import type { Algebra } from "../../spec/algebra.ts";
import {
  type AluRow,
  type AtomicRow,
  instructions,
  type JumpRow,
  rowIndex,
  type Width,
} from "../../spec/isa.ts";

/** Values are unsigned, of `width` bits. */
export function bigintAlgebra(width: Width): Algebra<bigint, boolean> {
  const u = (a: bigint) => BigInt.asUintN(width, a);
  const s = (a: bigint) => BigInt.asIntN(width, a);
  const amount = (a: bigint) => a % BigInt(width);
  /** The algebra asks for no division by zero, and for no signed one of the smallest number by -1. */
  const divisor = (b: bigint, a?: bigint): bigint => {
    if (b === 0n || (s(b) === -1n && a === 1n << BigInt(width - 1))) throw new Error(`divided ${a} by ${b}`);
    return b;
  };
  return {
    constant: (value) => u(BigInt(value)),
    add: (a, b) => u(a + b),
    sub: (a, b) => u(a - b),
    mul: (a, b) => u(a * b),
    divU: (a, b) => a / divisor(b),
    divS: (a, b) => u(s(a) / s(divisor(b, a))),
    remU: (a, b) => a % divisor(b),
    remS: (a, b) => u(s(a) % s(divisor(b, a))),
    and: (a, b) => a & b,
    or: (a, b) => a | b,
    xor: (a, b) => a ^ b,
    shl: (a, b) => u(a << amount(b)),
    shrU: (a, b) => a >> amount(b),
    shrS: (a, b) => u(s(a) >> amount(b)),
    signExtend: (a, bits) => u(BigInt.asIntN(bits, a)),
    zeroExtend: (a, bits) => BigInt.asUintN(bits, a),
    byteSwap: (a, bits) => {
      let result = 0n;
      for (let at = 0; at < bits; at += 8) result = (result << 8n) | ((a >> BigInt(at)) & 0xffn);
      return result;
    },
    eq: (a, b) => a === b,
    ltU: (a, b) => a < b,
    ltS: (a, b) => s(a) < s(b),
    not: (a) => !a,
    choose: (condition, yes, no) => (condition ? yes() : no()),
  };
}

const algebras = { 32: bigintAlgebra(32), 64: bigintAlgebra(64) };

/** Operands are 64-bit register contents; `imm` is the signed field of the instruction. */
export interface Operands {
  dst: bigint;
  src: bigint;
  imm: number;
}

function atWidth({ width, source }: AluRow | JumpRow, { dst, src, imm }: Operands): [bigint, bigint] {
  return [BigInt.asUintN(width, dst), BigInt.asUintN(width, source === "imm" ? BigInt(imm) : src)];
}

/** What the destination register holds afterwards. */
export function alu(row: AluRow, operands: Operands, algebra = algebras[row.width]): bigint {
  return row.meaning(algebra, ...atWidth(row, operands));
}

export function isTaken(row: JumpRow, operands: Operands, algebra = algebras[row.width]): boolean {
  return row.condition(algebra, ...atWidth(row, operands));
}

export interface AtomicState {
  /** 8 bytes, of which a row of size 4 uses the low half. */
  memory: bigint;
  src: bigint;
  r0: bigint;
}

export function atomic(row: AtomicRow, { memory, src, r0 }: AtomicState): AtomicState {
  const width = row.size === 8 ? 64 : 32;
  const [old, s, r] = [memory, src, r0].map((value) => BigInt.asUintN(width, value)) as [
    bigint,
    bigint,
    bigint,
  ];
  const stored = row.meaning(algebras[width], old, s, r);
  return {
    memory: width === 64 ? stored : (memory & ~0xffff_ffffn) | stored,
    src: row.fetch === "src" ? old : src,
    r0: row.fetch === "r0" ? old : r0,
  };
}

const MAX_STEPS = 10_000;

/**
 * Executes a program of ALU instructions, jumps, `lddw` of numbers and `exit` on r0 to r10, and returns the
 * registers at its end.
 */
export function execute(program: Uint8Array, registers: readonly bigint[]): bigint[] {
  const view = new DataView(program.buffer, program.byteOffset, program.byteLength);
  const r = [...registers];
  let pc = 0;
  for (let step = 0; step < MAX_STEPS; step++) {
    const at = 8 * pc++;
    const [dst, src] = [view.getUint8(at + 1) & 0xf, view.getUint8(at + 1) >> 4];
    const [off, imm] = [view.getInt16(at + 2, true), view.getInt32(at + 4, true)];
    const row = instructions[rowIndex(view.getUint8(at), src, off, imm)]!;
    const operands = { dst: r[dst]!, src: r[src]!, imm };
    if (row.form === "exit") return r;
    if (row.form === "alu") r[dst] = alu(row, operands);
    else if (row.form === "jump") pc += isTaken(row, operands) ? off : 0;
    else if (row.form === "goto") pc += row.distance === "off" ? off : imm;
    else if (row.form === "lddw") {
      r[dst] = (BigInt(view.getUint32(at + 12, true)) << 32n) | BigInt.asUintN(32, BigInt(imm));
      pc++;
    } else throw new Error(`the reference does not execute ${row.name}`);
  }
  throw new Error("the reference does not come to an end");
}
