/** Readings of the algebra that others are made of. */
import type { Algebra } from "./algebra.ts";

/** A reading in which all primitives are alike, for one that a few of them matter to. */
export function uniformReading<V, B>(value: () => V, truth: () => B): Algebra<V, B> {
  return {
    constant: value,
    add: value,
    sub: value,
    mul: value,
    divU: value,
    divS: value,
    remU: value,
    remS: value,
    and: value,
    or: value,
    xor: value,
    shl: value,
    shrU: value,
    shrS: value,
    signExtend: value,
    zeroExtend: value,
    byteSwap: value,
    eq: truth,
    ltU: truth,
    ltS: truth,
    not: truth,
    choose: value,
  };
}

/**
 * The reading as what a result points to: sums and differences of a pointer and a scalar keep the pointer's
 * provenance, everything else that computes makes a scalar. `sum` and `difference` are asked of two that may both
 * point to something.
 */
export function provenanceReading<P>(
  scalar: P,
  sum: (a: P, b: P) => P,
  difference: (a: P, b: P) => P,
): Algebra<P, null> {
  return {
    ...uniformReading(
      () => scalar,
      () => null,
    ),
    add: (a, b) => (a === scalar ? b : b === scalar ? a : sum(a, b)),
    sub: (a, b) => (a === scalar ? scalar : b === scalar ? a : difference(a, b)),
    choose: (_condition, yes, no) => {
      const [a, b] = [yes(), no()];
      return a === b ? a : scalar;
    },
  };
}
