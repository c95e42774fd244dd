/** Two readings of `spec/algebra.ts` as AssemblyScript text: what an instruction computes, and what it may point to. */
import type { Algebra } from "../spec/algebra.ts";
import type { Width } from "../spec/isa.ts";
import { provenanceReading } from "../spec/readings.ts";

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

/** Operands and results are expressions of a provenance; "0" is a scalar. */
export const provenanceText = provenanceReading(
  "0",
  (a, b) => `sumOf(${a}, ${b})`,
  (a, b) => `differenceOf(${a}, ${b})`,
);
