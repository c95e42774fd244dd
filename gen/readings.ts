/** Two readings of `spec/algebra.ts` as AssemblyScript text: what an instruction computes, and what it may point to. */
import type { Algebra } from "../spec/algebra.ts";
import type { Width } from "../spec/isa.ts";

/** Operands and results are expressions of type u64 or u32. */
export function valueText(width: Width): Algebra<string, string> {
  const u = `u${width}`;
  const i = `i${width}`;
  return {
    constant: (value) => `<${u}>(${value})`,
    add: (a, b) => `(${a} + ${b})`,
    sub: (a, b) => `(${a} - ${b})`,
    mul: (a, b) => `(${a} * ${b})`,
    divU: (a, b) => `(${a} / ${b})`,
    divS: (a, b) => `<${u}>(<${i}>${a} / <${i}>${b})`,
    remU: (a, b) => `(${a} % ${b})`,
    remS: (a, b) => `<${u}>(<${i}>${a} % <${i}>${b})`,
    and: (a, b) => `(${a} & ${b})`,
    or: (a, b) => `(${a} | ${b})`,
    xor: (a, b) => `(${a} ^ ${b})`,
    shl: (a, amount) => `(${a} << ${amount})`,
    shrU: (a, amount) => `(${a} >>> ${amount})`,
    shrS: (a, amount) => `<${u}>(<${i}>${a} >> <${i}>${amount})`,
    signExtend: (a, bits) => `<${u}><${i}><i${bits}>${a}`,
    zeroExtend: (a, bits) => `<${u}><u${bits}>${a}`,
    byteSwap: (a, bits) => `<${u}>bswap<u${bits}>(<u${bits}>${a})`,
    eq: (a, b) => `(${a} == ${b})`,
    ltU: (a, b) => `(${a} < ${b})`,
    ltS: (a, b) => `(<${i}>${a} < <${i}>${b})`,
    not: (a) => `!${a}`,
    choose: (condition, yes, no) => `(${condition} ? ${yes()} : ${no()})`,
  };
}

const SCALAR = "0";
const scalar = () => SCALAR;

/**
 * Operands and results are expressions of a provenance; "0" is a scalar. Sums and differences of a pointer
 * and a scalar keep the pointer's, everything else that computes makes a scalar.
 */
export const provenanceText: Algebra<string, string> = {
  constant: scalar,
  add: (a, b) => (a === SCALAR ? b : b === SCALAR ? a : `sumOf(${a}, ${b})`),
  sub: (a, b) => (a === SCALAR ? SCALAR : b === SCALAR ? a : `differenceOf(${a}, ${b})`),
  mul: scalar,
  divU: scalar,
  divS: scalar,
  remU: scalar,
  remS: scalar,
  and: scalar,
  or: scalar,
  xor: scalar,
  shl: scalar,
  shrU: scalar,
  shrS: scalar,
  signExtend: scalar,
  zeroExtend: scalar,
  byteSwap: scalar,
  eq: scalar,
  ltU: scalar,
  ltS: scalar,
  not: scalar,
  choose: (_condition, yes, no) => {
    const [a, b] = [yes(), no()];
    return a === b ? a : SCALAR;
  },
};
