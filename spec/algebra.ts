/**
 * The primitives that an instruction's meaning may use. A meaning in `isa.ts` is a function over this
 * interface; who implements it decides what the meaning becomes: AssemblyScript text (the interpreter),
 * WebAssembly bytes (the JIT), a BigInt (the reference that tests compare with), an abstract value (the
 * verifier), a provenance (what the result may point to).
 *
 * A `V` is a value of the width that the row states, 32 or 64 bits; a `B` is a truth value. Arithmetic wraps.
 * Shift amounts are taken modulo the width. Division and remainder are only asked for with a divisor that is
 * not zero, and signed division never with the pair (minimum, -1): the meanings guard against both.
 */
export interface Algebra<V, B> {
  constant(value: number): V;

  add(a: V, b: V): V;
  sub(a: V, b: V): V;
  mul(a: V, b: V): V;
  divU(a: V, b: V): V;
  divS(a: V, b: V): V;
  remU(a: V, b: V): V;
  remS(a: V, b: V): V;
  and(a: V, b: V): V;
  or(a: V, b: V): V;
  xor(a: V, b: V): V;
  shl(a: V, amount: V): V;
  shrU(a: V, amount: V): V;
  shrS(a: V, amount: V): V;

  /** The low `bits` bits of `a`, extended by their sign or by zeros. */
  signExtend(a: V, bits: 8 | 16 | 32): V;
  zeroExtend(a: V, bits: 16 | 32): V;
  /** The low `bits` bits of `a` with their bytes reversed, extended by zeros. */
  byteSwap(a: V, bits: 16 | 32 | 64): V;

  eq(a: V, b: V): B;
  ltU(a: V, b: V): B;
  ltS(a: V, b: V): B;
  not(a: B): B;

  /** Only the branch that is taken is evaluated. */
  choose(condition: B, yes: () => V, no: () => V): V;
}

/** What a row computes from its destination and its source. */
export type Meaning = <V, B>(w: Algebra<V, B>, dst: V, src: V) => V;
/** Whether a jump is taken. */
export type Condition = <V, B>(w: Algebra<V, B>, dst: V, src: V) => B;
/** What an atomic leaves in memory, from what was there, the source register and r0. */
export type AtomicMeaning = <V, B>(w: Algebra<V, B>, old: V, src: V, r0: V) => V;
