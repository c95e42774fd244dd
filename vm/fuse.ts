/** Finds the operations that stand for several instructions in a row (`spec/fusions.ts`). */
import { helperById } from "../spec/helpers.ts";
import { instructions } from "../spec/isa.ts";
import { atHandAfter, fusedOperations, isInFrame, type Part } from "../spec/operations.ts";
import type { Decoded } from "./structure.ts";

/** A tree of parts: what follows what in some fused operation, and the operation that ends there. */
interface Node {
  part: Part;
  number: number | null;
  next: Node[];
}

/** By the row of the first part. */
const roots: Node[][] = instructions.map(() => []);
for (const { number, parts } of fusedOperations) {
  let nodes = roots[parts[0]!.rowIndex]!;
  for (const [i, part] of parts.entries()) {
    const node = nodeOf(nodes, part);
    if (i + 1 === parts.length) node.number = number;
    nodes = node.next;
  }
}

/** The node for a part, one of these or a new one. */
function nodeOf(nodes: Node[], part: Part): Node {
  const same = nodes.find(
    (one) =>
      one.part.rowIndex === part.rowIndex &&
      one.part.dstAtHand === part.dstAtHand &&
      one.part.srcAtHand === part.srcAtHand &&
      one.part.inFrame === part.inFrame,
  );
  if (same) return same;
  const node = { part, number: null, next: [] };
  nodes.push(node);
  return node;
}

/** Goes by an operation of its own. */
const isTailCall = ({ row, imm }: Decoded): boolean =>
  row.form === "call" && row.target === "helper" && helperById(imm)?.tailCall === true;

/** Which rows follow which at the beginning of an operation, and which are one: most are not, and need no search. */
const ROWS = instructions.length;
const pairs = new Uint8Array(ROWS * ROWS);
const single = new Uint8Array(ROWS);
for (const { parts } of fusedOperations) {
  const [{ rowIndex }, second] = parts as [Part, ...Part[]];
  if (second) pairs[rowIndex * ROWS + second.rowIndex] = 1;
  else single[rowIndex] = 1;
}

/**
 * The number of the longest fused operation for the instructions from `from` on, and of several that are as long, of the
 * one of which most is said; or of the first instruction alone.
 */
export function fuse(decoded: readonly Decoded[], from: number): number {
  const { rowIndex } = decoded[from]!;
  const next = decoded[from + 1];
  if (!single[rowIndex] && !(next && pairs[rowIndex * ROWS + next.rowIndex])) return rowIndex;
  bestNumber = rowIndex;
  bestParts = 1;
  bestSaid = 0;
  search(roots[rowIndex]!, decoded, from, 1, null, 0);
  return bestNumber;
}

let bestNumber = 0;
let bestParts = 0;
let bestSaid = 0;

function search(
  nodes: readonly Node[],
  decoded: readonly Decoded[],
  at: number,
  parts: number,
  atHand: number | null,
  said: number,
): void {
  const insn = decoded[at];
  if (!insn) return;
  const { rowIndex, row, dst, src, off } = insn;
  for (const { part, number, next } of nodes) {
    if (part.rowIndex !== rowIndex) continue;
    if (part.dstAtHand && dst !== atHand) continue;
    if (part.srcAtHand !== (part.readsSrc && src === atHand) && (part.srcAtHand || part.dstAtHand)) continue;
    if (part.inFrame && !isInFrame(row, dst, src, off)) continue;
    if (isTailCall(insn)) return;
    const more = said + Number(part.dstAtHand) + Number(part.srcAtHand) + Number(part.inFrame);
    if (number !== null && (parts > bestParts || (parts === bestParts && more > bestSaid))) {
      bestNumber = number;
      bestParts = parts;
      bestSaid = more;
    }
    if (next.length > 0) search(next, decoded, at + 1, parts + 1, atHandAfter(row, dst, atHand), more);
  }
}
