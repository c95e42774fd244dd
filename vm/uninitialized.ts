/**
 * Registers that are read before anything wrote them (kernel: `R%d !read_ok`), as far as one can tell without
 * following branches: in the instructions from the first to the first that may go elsewhere, which every run
 * executes. Behind a branch the kernel's verifier knows more about what runs, and it is not asked here.
 */

import type { Algebra } from "../spec/algebra.ts";
import { FRAME_POINTER } from "../spec/encoding.ts";
import { instructions } from "../spec/isa.ts";

const either = (a: boolean, b: boolean): boolean => a || b;
const same = (a: boolean): boolean => a;

/** The algebra read as: does the result come from the destination's old value? */
const fromDestination: Algebra<boolean, boolean> = {
  constant: () => false,
  add: either,
  sub: either,
  mul: either,
  divU: either,
  divS: either,
  remU: either,
  remS: either,
  and: either,
  or: either,
  xor: either,
  shl: either,
  shrU: either,
  shrS: either,
  signExtend: same,
  zeroExtend: same,
  byteSwap: same,
  eq: either,
  ltU: either,
  ltS: either,
  not: same,
  choose: (condition, yes, no) => condition || yes() || no(),
};

/** What an instruction of a row reads: the registers that its fields name, and others, as a set. */
const reading = instructions.map((row) => {
  const overwrites =
    row.form === "load" ||
    row.form === "lddw" ||
    (row.form === "alu" && !row.meaning(fromDestination, true, false));
  const takesR0 = row.form === "exit" || (row.form === "atomic" && row.fetch === "r0");
  return {
    dst: row.operands.includes("dst") && !overwrites,
    src: row.operands.includes("src"),
    other: takesR0 ? 0 : row.form === "packet_load" ? 6 : null,
  };
});

/** What a call leaves unreadable. */
const ARGUMENTS = 0b11_1110;

/** Which registers hold something, from a program's first instruction on to the first that may go elsewhere. */
export class Initialization {
  #written = 1 << FRAME_POINTER;
  /** Whether what comes next may not be run. */
  isOver = false;

  /** `entry` are the registers that the program finds filled, besides r10. */
  constructor(entry: readonly number[]) {
    for (const register of entry) this.#written |= 1 << register;
  }

  /** The next instruction's row and registers: a register that it reads before anything wrote it, or null. */
  next(rowIndex: number, dst: number, src: number): number | null {
    const reads = reading[rowIndex]!;
    if (reads.dst && this.#lacks(dst)) return dst;
    if (reads.src && this.#lacks(src)) return src;
    if (reads.other !== null && this.#lacks(reads.other)) return reads.other;
    const row = instructions[rowIndex]!;
    switch (row.form) {
      case "alu":
      case "load":
      case "lddw":
        this.#written |= 1 << dst;
        break;
      case "atomic":
        if (row.fetch !== "none") this.#written |= 1 << (row.fetch === "src" ? src : 0);
        break;
      case "call":
      case "packet_load":
        this.isOver = row.form === "call" && row.target === "local";
        this.#written = (this.#written & ~ARGUMENTS) | 1;
        break;
      case "store":
        break;
      case "jump":
      case "goto":
      case "exit":
        this.isOver = true;
    }
    return null;
  }

  #lacks(register: number): boolean {
    return (this.#written & (1 << register)) === 0;
  }
}
