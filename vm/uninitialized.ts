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

// What an instruction of a row does, as bits: programs have thousands of instructions in a row.
const READS_DST = 1 << 0;
const READS_SRC = 1 << 1;
const READS_R0 = 1 << 2;
const READS_R6 = 1 << 3;
const WRITES_DST = 1 << 4;
const WRITES_SRC = 1 << 5;
const WRITES_R0 = 1 << 6;
/** Leaves r1 to r5 unreadable. */
const CALLS = 1 << 7;
/** What comes next may not be run. */
const ENDS = 1 << 8;

const uses = Uint16Array.from(instructions, (row) => {
  const overwrites =
    row.form === "load" ||
    row.form === "lddw" ||
    (row.form === "alu" && !row.meaning(fromDestination, true, false));
  const readsDst = row.operands.includes("dst") && !overwrites ? READS_DST : 0;
  const reads = readsDst | (row.operands.includes("src") ? READS_SRC : 0);
  switch (row.form) {
    case "alu":
    case "load":
    case "lddw":
      return reads | WRITES_DST;
    case "atomic":
      if (row.fetch === "none") return reads;
      return reads | (row.fetch === "src" ? WRITES_SRC : READS_R0 | WRITES_R0);
    case "packet_load":
      return reads | READS_R6 | CALLS | WRITES_R0;
    case "call":
      return reads | CALLS | WRITES_R0 | (row.target === "local" ? ENDS : 0);
    case "store":
      return reads;
    case "jump":
    case "goto":
      return reads | ENDS;
    case "exit":
      return reads | READS_R0 | ENDS;
  }
});

/** What most of them do not do. */
const MORE = ~(READS_DST | READS_SRC | WRITES_DST);

const R0 = 1 << 0;
const R6 = 1 << 6;
const ARGUMENTS = 0b11_1110;

/** Which registers hold something, from a program's first instruction on to the first that may go elsewhere. */
export class Initialization {
  /** A bit for each register. */
  #written = 1 << FRAME_POINTER;
  /** Whether what comes next may not be run. */
  isOver = false;

  /** `entry` are the registers that the program finds filled, besides r10. */
  constructor(entry: readonly number[]) {
    for (const register of entry) this.#written |= 1 << register;
  }

  /** The next instruction's row and registers: a register that it reads before anything wrote it, or null. */
  next(rowIndex: number, dst: number, src: number): number | null {
    const use = uses[rowIndex]!;
    const written = this.#written;
    if (use & READS_DST && !(written & (1 << dst))) return dst;
    if (use & READS_SRC && !(written & (1 << src))) return src;
    if (use & WRITES_DST) this.#written = written | (1 << dst);
    return use & MORE ? this.#more(use, src) : null;
  }

  #more(use: number, src: number): number | null {
    if (use & READS_R0 && !(this.#written & R0)) return 0;
    if (use & READS_R6 && !(this.#written & R6)) return 6;
    if (use & CALLS) this.#written &= ~ARGUMENTS;
    if (use & WRITES_R0) this.#written |= R0;
    if (use & WRITES_SRC) this.#written |= 1 << src;
    if (use & ENDS) this.isOver = true;
    return null;
  }
}
