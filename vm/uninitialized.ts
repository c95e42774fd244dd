/**
 * Registers that are read before anything wrote them (kernel: `R%d !read_ok`), as far as one can tell without
 * following branches: in the instructions from the first to the first that may go elsewhere, which every run
 * executes. Behind a branch the kernel's verifier knows more about what runs, and it is not asked here.
 */
import type { Algebra } from "../spec/algebra.ts";
import type { AluRow } from "../spec/isa.ts";
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
const readsDestination = (row: AluRow): boolean => row.meaning(fromDestination, true, false);

/** What a call leaves unreadable. */
const ARGUMENTS = [1, 2, 3, 4, 5];

/** The first such read, or null; `entry` are the registers that a program finds filled, besides r10. */
export function findUninitializedRead(
  decoded: readonly Decoded[],
  entry: readonly number[],
): { pc: number; register: number } | null {
  const written = new Set([...entry, 10]);
  for (const insn of decoded) {
    const { row, pc, dst, src } = insn;
    const register = reads(insn).find((candidate) => !written.has(candidate));
    if (register !== undefined) return { pc, register };
    switch (row.form) {
      case "alu":
      case "load":
      case "lddw":
        written.add(dst);
        break;
      case "atomic":
        if (row.fetch !== "none") written.add(row.fetch === "src" ? src : 0);
        break;
      case "call":
      case "packet_load":
        if (row.form === "call" && row.target === "local") return null;
        for (const argument of ARGUMENTS) written.delete(argument);
        written.add(0);
        break;
      case "store":
        break;
      case "jump":
      case "goto":
      case "exit":
        return null;
    }
  }
  return null;
}

function reads({ row, dst, src }: Decoded): number[] {
  const registers: number[] = [];
  const overwrites =
    row.form === "load" || row.form === "lddw" || (row.form === "alu" && !readsDestination(row));
  if (row.operands.includes("dst") && !overwrites) registers.push(dst);
  if (row.operands.includes("src")) registers.push(src);
  if (row.form === "exit" || (row.form === "atomic" && row.fetch === "r0")) registers.push(0);
  if (row.form === "packet_load") registers.push(6);
  return registers;
}
