/**
 * The nodes that the search works on: the blocks of a function, some of them more than once. A block that does
 * little but test a register is there once for each way into it. So a test of what the ways into it left in the
 * register, an error's number for instance, still parts what belongs to the one from what belongs to the other.
 */
import type { ControlFlowGraph } from "../cfg.ts";
import type { Decoded } from "../structure.ts";

export interface Node {
  /** Indices of the instructions: the first, and the one behind the last. */
  readonly first: number;
  readonly end: number;
  /** Numbers of nodes, in the order of the block's successors. */
  readonly successors: number[];
  readonly isLoopHead: boolean;
}

/** Longest block that is taken apart, in instructions, and most ways into it. */
const MAX_LENGTH = 8;
const MAX_WAYS = 8;

/** In an order that has every node before those behind it, except for loops; the entry is first. */
export function unfold(graph: ControlFlowGraph, decoded: readonly Decoded[]): Node[] {
  const { blocks } = graph;
  const nodes: Node[] = [];
  /** For each block its nodes: one, or one for each predecessor. */
  const numbers: number[][] = [];
  for (const [block, { first, end, predecessors }] of blocks.entries()) {
    const isLoopHead = predecessors.some((predecessor) => predecessor >= block);
    const ways = new Set(predecessors).size;
    const apart = block > 0 && !isLoopHead && ways > 1 && ways <= MAX_WAYS && isTest(decoded, first, end);
    const count = apart ? ways : 1;
    numbers.push(Array.from({ length: count }, (_, i) => nodes.length + i));
    for (let i = 0; i < count; i++) nodes.push({ first, end, successors: [], isLoopHead });
  }
  for (const [block, { successors }] of blocks.entries()) {
    for (const successor of successors) {
      const targets = numbers[successor]!;
      const way = targets.length === 1 ? 0 : [...new Set(blocks[successor]!.predecessors)].indexOf(block);
      for (const node of numbers[block]!) nodes[node]!.successors.push(targets[way]!);
    }
  }
  return nodes;
}

/** Whether a block ends with a test of a register that it was entered with, or computed from such. */
function isTest(decoded: readonly Decoded[], first: number, end: number): boolean {
  if (end - first > MAX_LENGTH) return false;
  const last = decoded[end - 1]!;
  if (last.row.form !== "jump" || last.row.source !== "imm") return false;
  for (let i = first; i < end - 1; i++) {
    const { row, dst } = decoded[i]!;
    if (row.form === "call" || row.form === "packet_load") return false;
    if ((row.form === "load" || row.form === "lddw") && dst === last.dst) return false;
  }
  return true;
}
