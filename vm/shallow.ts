/** Functions that reach little of their frame, so that a call need not clear all of it. */
import { SHALLOW_FRAME } from "../spec/layout.ts";
import { FRAME_POINTER } from "../spec/operations.ts";
import type { Decoded } from "./structure.ts";

/**
 * The first instructions of functions that use r10 only to load and store in the last SHALLOW_FRAME bytes of the frame, as slots. A
 * function is taken to end where the next one that is called begins; one that goes on elsewhere is none of them.
 */
export function shallowFunctions(decoded: readonly Decoded[]): Set<number> {
  const starts = new Set<number>();
  for (const { pc, row, imm } of decoded) {
    if (row.form === "call" && row.target === "local") starts.add(pc + 1 + imm);
  }
  const shallow = new Set<number>();
  if (starts.size === 0) return shallow;
  for (let from = 0; from < decoded.length; ) {
    const start = decoded[from]!.pc;
    let to = from + 1;
    while (to < decoded.length && !starts.has(decoded[to]!.pc)) to++;
    const end = decoded[to]?.pc ?? Number.POSITIVE_INFINITY;
    const { form } = decoded[to - 1]!.row;
    let at = from;
    if (form === "exit" || form === "goto") while (at < to && isShallow(decoded[at]!, start, end)) at++;
    if (at === to) shallow.add(start);
    from = to;
  }
  return shallow;
}

/** Whether an instruction of the function from slot `start` to `end` stays in it, and in the end of its frame. */
function isShallow({ pc, row, dst, src, off, imm }: Decoded, start: number, end: number): boolean {
  if (row.form === "jump" || row.form === "goto") {
    const target = pc + 1 + (row.form === "goto" && row.distance === "imm" ? imm : off);
    if (target < start || target >= end) return false;
  }
  const asDst = dst === FRAME_POINTER && row.operands.includes("dst");
  const asSrc = src === FRAME_POINTER && row.operands.includes("src");
  if (!asDst && !asSrc) return true;
  // A base it may be, and nothing else.
  if (off < -SHALLOW_FRAME) return false;
  return row.form === "load" ? !asDst : (row.form === "store" || row.form === "atomic") && !asSrc;
}
