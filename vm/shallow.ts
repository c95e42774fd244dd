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
  let from = 0;
  while (from < decoded.length) {
    const start = decoded[from]!.pc;
    let to = from + 1;
    while (to < decoded.length && !starts.has(decoded[to]!.pc)) to++;
    const end = decoded[to]?.pc ?? Number.POSITIVE_INFINITY;
    const body = decoded.slice(from, to);
    const { form } = body.at(-1)!.row;
    if (
      (form === "exit" || form === "goto") &&
      body.every((insn) => stays(insn, start, end) && isShallow(insn))
    ) {
      shallow.add(start);
    }
    from = to;
  }
  return shallow;
}

/** Whether a jump, if it is one, goes to an instruction from `start` on and before `end`. */
function stays({ pc, row, off, imm }: Decoded, start: number, end: number): boolean {
  if (row.form !== "jump" && row.form !== "goto") return true;
  const target = pc + 1 + (row.form === "goto" && row.distance === "imm" ? imm : off);
  return target >= start && target < end;
}

function isShallow({ row, dst, src, off }: Decoded): boolean {
  const base = row.form === "load" ? "src" : row.form === "store" || row.form === "atomic" ? "dst" : null;
  const escapes = (["dst", "src"] as const).some(
    (field) => field !== base && row.operands.includes(field) && { dst, src }[field] === FRAME_POINTER,
  );
  if (escapes) return false;
  return base === null || { dst, src }[base] !== FRAME_POINTER || off >= -SHALLOW_FRAME;
}
