/** Readings of `spec/algebra.ts` for the compiler: as WebAssembly, and as constants that are known while compiling. */
import type { Algebra } from "../../spec/algebra.ts";
import type { Width } from "../../spec/isa.ts";
import type { Code, OpName } from "./wasm.ts";

/** Writes what leaves a value on the stack. */
export type Emit = () => void;

export interface Operand {
  emit: Emit;
  /** Its value, unsigned, where that is known. */
  constant: bigint | null;
}

/** What leaves a truth value on the stack, and its opposite where that costs no instruction. */
export interface Truth {
  emit: Emit;
  constant: boolean | null;
  negated?: Emit;
}

/** Operands and results have the width's type. Operands may be written several times. */
export function wasmReading(code: Code, width: Width): Algebra<Operand, Truth> {
  const type = width === 64 ? "i64" : "i32";
  const op = (name: string) => `${type}.${name}` as OpName;
  const constant = (value: bigint): Operand => ({
    emit: () => (width === 64 ? code.i64(value) : code.i32(Number(BigInt.asIntN(32, value)))),
    constant: BigInt.asUintN(width, value),
  });
  const computed = (emit: Emit): Operand => ({ emit, constant: null });
  const unary = (a: Operand, ...names: string[]) =>
    computed(() => {
      a.emit();
      for (const name of names) code.op(name as OpName);
    });
  const binary = (name: string) => (a: Operand, b: Operand) =>
    computed(() => {
      a.emit();
      b.emit();
      code.op(op(name));
    });
  const comparison = (name: string, opposite: string) => (a: Operand, b: Operand) => {
    const emit = (which: string) => () => {
      a.emit();
      b.emit();
      code.op(op(which));
    };
    return { emit: emit(name), constant: null, negated: emit(opposite) };
  };
  const isZero = (a: Operand) => a.constant === 0n;
  const equal = comparison("eq", "ne");

  /** The bytes of an i32 swapped: two rotations, each with every other byte in place. */
  const swap32 = (a: Emit) => {
    for (const [amount, mask] of [
      [8, 0x00ff_00ff],
      [24, 0xff00_ff00],
    ] as const) {
      a();
      code.i32(amount);
      code.op("i32.rotl");
      code.i32(mask);
      code.op("i32.and");
    }
    code.op("i32.or");
  };
  const toI32 = (a: Operand) => () => {
    a.emit();
    if (width === 64) code.op("i32.wrap_i64");
  };
  const fromI32 = () => {
    if (width === 64) code.op("i64.extend_i32_u");
  };

  return {
    constant: (value) => constant(BigInt(value)),
    add: binary("add"),
    sub: binary("sub"),
    mul: binary("mul"),
    divU: binary("div_u"),
    divS: binary("div_s"),
    remU: binary("rem_u"),
    remS: binary("rem_s"),
    and: binary("and"),
    or: binary("or"),
    xor: binary("xor"),
    shl: binary("shl"),
    shrU: binary("shr_u"),
    shrS: binary("shr_s"),
    signExtend: (a, bits) => (bits === width ? a : unary(a, op(`extend${bits}_s`))),
    zeroExtend: (a, bits) =>
      bits === 32 && width === 64
        ? unary(a, "i32.wrap_i64", "i64.extend_i32_u")
        : computed(() => {
            a.emit();
            constant((1n << BigInt(bits)) - 1n).emit();
            code.op(op("and"));
          }),
    byteSwap: (a, bits) =>
      computed(() => {
        switch (bits) {
          case 16:
            // Both bytes twice, of which the middle is the answer: fewer instructions than to shift each.
            toI32(a)();
            code.i32(0xffff);
            code.op("i32.and");
            code.i32(0x1_0001);
            code.op("i32.mul");
            code.i32(8);
            code.op("i32.shr_u");
            code.i32(0xffff);
            code.op("i32.and");
            fromI32();
            break;
          case 32:
            swap32(toI32(a));
            fromI32();
            break;
          case 64:
            swap32(toI32(a));
            code.op("i64.extend_i32_u");
            code.i64(32n);
            code.op("i64.shl");
            swap32(() => {
              a.emit();
              code.i64(32n);
              code.op("i64.shr_u");
              code.op("i32.wrap_i64");
            });
            code.op("i64.extend_i32_u");
            code.op("i64.or");
        }
      }),
    eq: (a, b) => {
      if (a.constant !== null && b.constant !== null) {
        const same = a.constant === b.constant;
        return { emit: () => code.i32(same ? 1 : 0), constant: same };
      }
      if (!isZero(b)) return equal(a, b);
      return { ...equal(a, b), emit: unary(a, op("eqz")).emit };
    },
    ltU: comparison("lt_u", "ge_u"),
    ltS: comparison("lt_s", "ge_s"),
    not: (a) => ({
      emit:
        a.negated ??
        (() => {
          a.emit();
          code.op("i32.eqz");
        }),
      constant: a.constant === null ? null : !a.constant,
      negated: a.emit,
    }),
    choose: (condition, yes, no) => {
      if (condition.constant !== null) return condition.constant ? yes() : no();
      return computed(() => {
        condition.emit();
        code.op("if");
        code.byte(width === 64 ? 0x7e : 0x7f);
        yes().emit();
        code.op("else");
        no().emit();
        code.op("end");
      });
    },
  };
}

/** A value that is known while compiling. `framed` ones are distances from the bottom of the function's stack frame. */
export interface Constant {
  value: bigint;
  framed: boolean;
}

/** The reading as 64- or 32-bit constants; null is a value that is not known. */
function constantReading(width: Width): Algebra<Constant | null, boolean | null> {
  const constant = (value: bigint, framed = false) => ({ value: BigInt.asUintN(width, value), framed });
  const signed = (value: bigint) => BigInt.asIntN(width, value);
  const binary =
    (compute: (a: bigint, b: bigint) => bigint) =>
    (a: Constant | null, b: Constant | null): Constant | null =>
      a === null || b === null || a.framed || b.framed ? null : constant(compute(a.value, b.value));
  const unary = (a: Constant | null, compute: (a: bigint) => bigint) =>
    a === null || a.framed ? null : constant(compute(a.value));
  const amount = (b: bigint) => b & BigInt(width - 1);
  const compare =
    (test: (a: bigint, b: bigint) => boolean) =>
    (a: Constant | null, b: Constant | null): boolean | null =>
      a === null || b === null || a.framed || b.framed ? null : test(a.value, b.value);
  return {
    constant: (value) => constant(BigInt(value)),
    add: (a, b) => {
      if (a === null || b === null || (a.framed && b.framed)) return null;
      return constant(a.value + b.value, a.framed || b.framed);
    },
    sub: (a, b) => {
      if (a === null || b === null || (b.framed && !a.framed)) return null;
      return constant(a.value - b.value, a.framed && !b.framed);
    },
    mul: binary((a, b) => a * b),
    divU: binary((a, b) => a / b),
    divS: binary((a, b) => signed(a) / signed(b)),
    remU: binary((a, b) => a % b),
    remS: binary((a, b) => signed(a) % signed(b)),
    and: binary((a, b) => a & b),
    or: binary((a, b) => a | b),
    xor: binary((a, b) => a ^ b),
    shl: binary((a, b) => a << amount(b)),
    shrU: binary((a, b) => a >> amount(b)),
    shrS: binary((a, b) => signed(a) >> amount(b)),
    signExtend: (a, bits) => unary(a, (value) => BigInt.asIntN(bits, value)),
    zeroExtend: (a, bits) => unary(a, (value) => BigInt.asUintN(bits, value)),
    byteSwap: (a, bits) =>
      unary(a, (value) => {
        let swapped = 0n;
        for (let bit = 0; bit < bits; bit += 8) swapped = (swapped << 8n) | ((value >> BigInt(bit)) & 0xffn);
        return swapped;
      }),
    eq: compare((a, b) => a === b),
    ltU: compare((a, b) => a < b),
    ltS: compare((a, b) => signed(a) < signed(b)),
    not: (a) => (a === null ? null : !a),
    choose: (condition, yes, no) => {
      if (condition !== null) return condition ? yes() : no();
      const [a, b] = [yes(), no()];
      return a?.value === b?.value && a?.framed === b?.framed ? a : null;
    },
  };
}

export const constants = { 32: constantReading(32), 64: constantReading(64) } as const;
