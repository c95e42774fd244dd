/** Finds the operations that stand for several instructions in a row (`spec/fusions.ts`). */
import { helperById } from "../spec/helpers.ts";
import { instructions } from "../spec/isa.ts";
import { atHandAfter, fusedOperations, type Part } from "../spec/operations.ts";
import type { Decoded } from "./structure.ts";

/** A tree of parts: what follows what in some fused operation, and the operation that ends there. */
interface Node {
  part: Part;
  number: number | null;
  next: Node[];
}

/** By the row of the first part. */
const roots: (Node | undefined)[] = [];
for (const { number, parts } of fusedOperations) {
  const [first, ...others] = parts as [Part, ...Part[]];
  const root = roots[first.rowIndex] ?? { part: first, number: null, next: [] };
  roots[first.rowIndex] = root;
  others.reduce(follow, root).number = number;
}

/** The node for a part behind another one. */
function follow({ next }: Node, part: Part): Node {
  const same = next.find(
    (one) =>
      one.part.rowIndex === part.rowIndex &&
      one.part.dstAtHand === part.dstAtHand &&
      one.part.srcAtHand === part.srcAtHand,
  );
  if (same) return same;
  const node = { part, number: null, next: [] };
  next.push(node);
  return node;
}

/** Goes by an operation of its own. */
const isTailCall = ({ row, imm }: Decoded): boolean =>
  row.form === "call" && row.target === "helper" && helperById(imm)?.tailCall === true;

/** Which rows follow which at the beginning of a fused operation: most do not, and need no search. */
const ROWS = instructions.length;
const begins = new Uint8Array(ROWS * ROWS);
for (const { parts } of fusedOperations) begins[parts[0]!.rowIndex * ROWS + parts[1]!.rowIndex] = 1;

/**
 * The number of the longest fused operation for the instructions from `from` on, and of several that are as long, of the
 * one that hands on most; or of the first instruction alone.
 */
export function fuse(decoded: readonly Decoded[], from: number): number {
  const { rowIndex, row, dst } = decoded[from]!;
  const next = decoded[from + 1];
  if (!next || !begins[rowIndex * ROWS + next.rowIndex]) return rowIndex;
  bestNumber = rowIndex;
  bestParts = 1;
  search(roots[rowIndex]!.next, decoded, from + 1, 2, atHandAfter(row, dst, null), 0);
  return bestNumber;
}

let bestNumber = 0;
let bestParts = 0;
let bestHandedOn = 0;

function search(
  nodes: readonly Node[],
  decoded: readonly Decoded[],
  at: number,
  parts: number,
  atHand: number | null,
  handedOn: number,
): void {
  const insn = decoded[at];
  if (!insn) return;
  const { rowIndex, dst, src } = insn;
  for (const { part, number, next } of nodes) {
    if (part.rowIndex !== rowIndex) continue;
    if (part.dstAtHand && dst !== atHand) continue;
    if (part.srcAtHand !== (part.readsSrc && src === atHand) && (part.srcAtHand || part.dstAtHand)) continue;
    if (isTailCall(insn)) return;
    const more = handedOn + Number(part.dstAtHand) + Number(part.srcAtHand);
    if (number !== null && (parts > bestParts || (parts === bestParts && more > bestHandedOn))) {
      bestNumber = number;
      bestParts = parts;
      bestHandedOn = more;
    }
    if (next.length > 0) search(next, decoded, at + 1, parts + 1, atHandAfter(insn.row, dst, atHand), more);
  }
}
