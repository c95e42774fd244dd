/**
 * Registers that are read before anything wrote them (kernel: `R%d !read_ok`), as far as one can tell without
 * following branches: in the instructions from the first to the first that may go elsewhere, which every run
 * executes. Behind a branch the kernel's verifier knows more about what runs, and it is not asked here.
 */
import type { Algebra } from "../spec/algebra.ts";
import { instructions } from "../spec/isa.ts";
import type { Decoded } from "./structure.ts";

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
    others: takesR0 ? [0] : row.form === "packet_load" ? [6] : [],
  };
});

/** What a call leaves unreadable. */
const ARGUMENTS = 0b11_1110;

/**
 * The first such read, or null. `at` gives the instruction in a slot, of a program that cannot be run past its end;
 * `entry` are the registers that the program finds filled, besides r10.
 */
export function findUninitializedRead(
  at: (pc: number) => Decoded,
  entry: readonly number[],
): { pc: number; register: number } | null {
  let written = 1 << 10;
  for (const register of entry) written |= 1 << register;
  const isMissing = (register: number) => (written & (1 << register)) === 0;
  for (let pc = 0; ; pc++) {
    const { row, rowIndex, dst, src } = at(pc);
    const reads = reading[rowIndex]!;
    if (reads.dst && isMissing(dst)) return { pc, register: dst };
    if (reads.src && isMissing(src)) return { pc, register: src };
    const other = reads.others.find(isMissing);
    if (other !== undefined) return { pc, register: other };
    switch (row.form) {
      case "alu":
      case "load":
      case "lddw":
        written |= 1 << dst;
        break;
      case "atomic":
        if (row.fetch !== "none") written |= 1 << (row.fetch === "src" ? src : 0);
        break;
      case "call":
      case "packet_load":
        if (row.form === "call" && row.target === "local") return null;
        written = (written & ~ARGUMENTS) | 1;
        break;
      case "store":
        break;
      case "jump":
      case "goto":
      case "exit":
        return null;
    }
    if (row.form === "lddw") pc++;
  }
}
