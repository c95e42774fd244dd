/** Finds the operations that stand for several instructions in a row (`spec/fusions.ts`). */
import { helperById } from "../spec/helpers.ts";
import { instructions } from "../spec/isa.ts";
import { atHandAfter, fusedOperations, isInFrame, type Part } from "../spec/operations.ts";
import type { Decoded } from "./structure.ts";

/** A tree of parts: what follows what in some fused operation, and the operation that ends there. */
interface Node {
  part: Part;
  number: number | null;
  next: Level;
}
/** Nodes by the row of their part. */
type Level = (Node[] | undefined)[];

const roots: Level = [];
for (const { number, parts } of fusedOperations) {
  let level = roots;
  for (const [i, part] of parts.entries()) {
    const node = nodeOf(level, part);
    if (i + 1 === parts.length) node.number = number;
    level = node.next;
  }
}

/** The node for a part, one that is there or a new one. */
function nodeOf(level: Level, part: Part): Node {
  level[part.rowIndex] ??= [];
  const nodes = level[part.rowIndex]!;
  const same = nodes.find(
    (one) =>
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

const NONE: readonly unknown[] = [];

/**
 * The number of the longest fused operation for the instructions from `from` on, and of several that are as long, of the
 * one of which most is said; or of the first instruction alone.
 * Those that `own` has go by an operation of their own.
 */
export function fuse(decoded: readonly Decoded[], from: number, own: readonly unknown[] = NONE): number {
  const { rowIndex } = decoded[from]!;
  const next = decoded[from + 1];
  if (!single[rowIndex] && !(next && pairs[rowIndex * ROWS + next.rowIndex])) return rowIndex;
  bestNumber = rowIndex;
  bestParts = 1;
  bestSaid = 0;
  search(roots, decoded, from, own, 1, null, 0);
  return bestNumber;
}

let bestNumber = 0;
let bestParts = 0;
let bestSaid = 0;

function search(
  level: Level,
  decoded: readonly Decoded[],
  at: number,
  own: readonly unknown[],
  parts: number,
  atHand: number | null,
  said: number,
): void {
  const insn = decoded[at];
  const nodes = insn && level[insn.rowIndex];
  if (!nodes || isTailCall(insn) || own[at] !== undefined) return;
  const { row, dst, src, off } = insn;
  for (let i = 0; i < nodes.length; i++) {
    const { part, number, next } = nodes[i]!;
    if (part.dstAtHand && dst !== atHand) continue;
    if (part.srcAtHand !== (part.readsSrc && src === atHand) && (part.srcAtHand || part.dstAtHand)) continue;
    if (part.inFrame && !isInFrame(row, dst, src, off)) continue;
    const more = said + Number(part.dstAtHand) + Number(part.srcAtHand) + Number(part.inFrame);
    if (number !== null && (parts > bestParts || (parts === bestParts && more > bestSaid))) {
      bestNumber = number;
      bestParts = parts;
      bestSaid = more;
    }
    if (next.length > 0) search(next, decoded, at + 1, own, parts + 1, atHandAfter(row, dst, atHand), more);
  }
}
