/** The control flow of one function: basic blocks in reverse postorder, and which block dominates which. */
import type { Decoded } from "./structure.ts";

export interface BasicBlock {
  /** Indices into the decoded instructions: the first one, and the one behind the last. */
  first: number;
  end: number;
  /**
   * Numbers of blocks; of a conditional jump first where it falls through to, then where it jumps to, and of one that is
   * decided the one that it goes to.
   */
  successors: number[];
  predecessors: number[];
}

/** Which way a conditional jump always goes: taken, not taken, or null. */
export type Decided = (jump: Decoded) => boolean | null;

/** Where an instruction that ends a block may go on: instruction indices in the order of `BasicBlock.successors`. */
function targets(
  decoded: readonly Decoded[],
  index: number,
  indexOf: (pc: number) => number,
  decided: Decided,
): number[] {
  const insn = decoded[index]!;
  switch (insn.row.form) {
    case "jump": {
      const taken = decided(insn);
      const jump = taken === false ? [] : [indexOf(insn.pc + 1 + insn.off)];
      return taken === true ? jump : [index + 1, ...jump];
    }
    case "goto":
      return [indexOf(insn.pc + 1 + (insn.row.distance === "off" ? insn.off : insn.imm))];
    case "exit":
      return [];
    default:
      return [index + 1];
  }
}

const endsBlock = (insn: Decoded): boolean =>
  insn.row.form === "jump" || insn.row.form === "goto" || insn.row.form === "exit";

/**
 * The part of a program that is reached from one instruction without calls. Structure is as `decode` left it: every
 * jump lands on an instruction, and none can be run past the end.
 */
export class ControlFlowGraph {
  /** In reverse postorder; the first is the entry. */
  readonly blocks: readonly BasicBlock[];
  /** The immediate dominator of each block; the entry's is itself. */
  readonly dominators: Int32Array;
  /** Whether every loop has one header, which dominates it. */
  readonly reducible: boolean;

  /** Ways that no jump takes, as `decided` says, are not part of it, nor is what they alone lead to. */
  constructor(decoded: readonly Decoded[], entry: number, decided: Decided = () => null) {
    const byPc = new Int32Array((decoded.at(-1)?.pc ?? 0) + 3).fill(-1);
    for (let index = 0; index < decoded.length; index++) byPc[decoded[index]!.pc] = index;
    this.blocks = findBlocks(decoded, entry, (pc) => byPc[pc]!, decided);
    this.dominators = findDominators(this.blocks);
    this.reducible = this.blocks.every(({ successors }, block) =>
      successors.every((successor) => successor > block || this.dominates(successor, block)),
    );
  }

  dominates(above: number, block: number): boolean {
    let at = block;
    while (at > above) at = this.dominators[at]!;
    return at === above;
  }

  /** Whether some path comes back to the block: in a reducible graph, whether it heads a loop. */
  isLoopHeader(block: number): boolean {
    return this.blocks[block]!.predecessors.some((predecessor) => predecessor >= block);
  }
}

function findBlocks(
  decoded: readonly Decoded[],
  entry: number,
  indexOf: (pc: number) => number,
  decided: Decided,
): BasicBlock[] {
  // What is reached, and which of it begins a block.
  const reached = new Uint8Array(decoded.length);
  const leads = new Uint8Array(decoded.length);
  leads[entry] = 1;
  const pending = [entry];
  while (pending.length > 0) {
    let index = pending.pop()!;
    while (!reached[index]) {
      reached[index] = 1;
      if (!endsBlock(decoded[index]!)) {
        index++;
        continue;
      }
      for (const target of targets(decoded, index, indexOf, decided)) {
        leads[target] = 1;
        pending.push(target);
      }
      break;
    }
  }

  // Depth first, numbering each block when everything behind it is done.
  const extent = (first: number): number => {
    let end = first + 1;
    while (!endsBlock(decoded[end - 1]!) && !leads[end]) end++;
    return end;
  };
  const order: { first: number; end: number; next: number[] }[] = [];
  const numbers = new Map<number, number>();
  const open = (first: number) => {
    numbers.set(first, -1);
    const end = extent(first);
    return { first, end, next: targets(decoded, end - 1, indexOf, decided), visited: 0 };
  };
  const path = [open(entry)];
  while (path.length > 0) {
    const top = path.at(-1)!;
    // The jump's target first, so that what falls through comes before it in the order.
    const target = top.next[top.next.length - 1 - top.visited];
    if (target === undefined) {
      order.push(top);
      path.pop();
      continue;
    }
    top.visited++;
    if (!numbers.has(target)) path.push(open(target));
  }
  order.reverse();
  for (const [number, { first }] of order.entries()) numbers.set(first, number);

  const blocks: BasicBlock[] = order.map(({ first, end, next }) => ({
    first,
    end,
    successors: next.map((target) => numbers.get(target)!),
    predecessors: [],
  }));
  for (const [number, { successors }] of blocks.entries()) {
    for (const successor of successors) blocks[successor]!.predecessors.push(number);
  }
  return blocks;
}

/** Cooper, Harvey, Kennedy: "A Simple, Fast Dominance Algorithm". */
function findDominators(blocks: readonly BasicBlock[]): Int32Array {
  const dominators = new Int32Array(blocks.length).fill(-1);
  dominators[0] = 0;
  for (let changed = true; changed; ) {
    changed = false;
    for (let block = 1; block < blocks.length; block++) {
      let common = -1;
      for (const predecessor of blocks[block]!.predecessors) {
        if (dominators[predecessor] === -1) continue;
        if (common === -1) {
          common = predecessor;
          continue;
        }
        let [a, b] = [common, predecessor];
        while (a !== b) {
          while (a > b) a = dominators[a]!;
          while (b > a) b = dominators[b]!;
        }
        common = a;
      }
      if (dominators[block] !== common) {
        dominators[block] = common;
        changed = true;
      }
    }
  }
  return dominators;
}
