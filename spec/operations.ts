/**
 * The numbers under which the interpreter dispatches: a row of `isa.ts` has its index, behind the last row come
 * operations that the linker puts in an instruction's place, and behind those the fused ones.
 */
import { FRAME_POINTER, STACK_SIZE } from "./encoding.ts";
import { fusions } from "./fusions.ts";
import { type Instruction, instructions } from "./isa.ts";

export const internalOperations = [
  /** A call of the helper that goes on in another program. */
  "TAIL_CALL",
  /** `ldxw` and `stxw` of a field of the context, most likely. */
  "LOAD_CONTEXT",
  "STORE_CONTEXT",
] as const;
export type InternalOperation = (typeof internalOperations)[number];

export const operationNumber = (name: InternalOperation): number =>
  instructions.length + internalOperations.indexOf(name);

/**
 * An instruction within a fused operation. Its registers may be said to be the one at hand: the last that a part before
 * has written or compared.
 */
export interface Part {
  /** Index in `instructions`. */
  rowIndex: number;
  row: Instruction;
  dstAtHand: boolean;
  /** Where the destination is at hand, memory may lack it: then this says of the source as well that it is not. */
  srcAtHand: boolean;
  /** It is said to be an access of `isInFrame`. */
  inFrame: boolean;
}

/**
 * Instructions in a row that the interpreter executes as one operation, which stands in the place of the first; the
 * others are where they were, for jumps that go to them. Or one instruction of which more is said than the row does.
 */
export interface Fusion {
  number: number;
  parts: readonly Part[];
}

const rowNumbers = new Map(instructions.map(({ name }, index) => [name, index]));

export const fusedOperations: readonly Fusion[] = fusions.map((text, i) => ({
  number: instructions.length + internalOperations.length + i,
  parts: text.split("; ").map(part),
}));

/** How many numbers there are. */

/** `row [d] [s] [f]`: the letters say which registers are the one at hand, and that the access is in the frame. */
function part(text: string): Part {
  const [name, ...said] = text.split(" ");
  const rowIndex = rowNumbers.get(name!);
  const row = rowIndex !== undefined && instructions[rowIndex];
  if (!row) throw new Error(`no instruction ${name}`);
  return {
    rowIndex,
    row,
    dstAtHand: said.includes("d"),
    srcAtHand: said.includes("s"),
    inFrame: said.includes("f"),
  };
}

/** Whether an instruction may be part of a fused operation, and whether only as the last one. */
export function fusible({ form }: Instruction): "anywhere" | "last" | "no" {
  switch (form) {
    case "alu":
    case "load":
    case "lddw":
    case "store":
    case "jump":
      return "anywhere";
    case "goto":
    case "call":
    case "exit":
      return "last";
    default:
      return "no";
  }
}

/** The register at hand behind an instruction that has that destination, where `before` was at hand before it. */
export function atHandAfter({ form }: Instruction, dst: number, before: number | null): number | null {
  switch (form) {
    case "alu":
    case "load":
    case "lddw":
    case "jump":
      return dst;
    default:
      return before;
  }
}

/** Whether a load or store is at r10 plus a constant that keeps it in the frame, and aligned: it needs no check. */
export function isInFrame(row: Instruction, dst: number, src: number, off: number): boolean {
  if (row.form !== "load" && row.form !== "store") return false;
  const base = row.form === "load" ? src : dst;
  return base === FRAME_POINTER && off >= -STACK_SIZE && off <= -row.size && off % row.size === 0;
}
