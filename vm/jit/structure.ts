/**
 * Structured control flow for a control flow graph: nested blocks and loops from the dominator tree (Ramsey,
 * "Beyond Relooper", ICFP 2022), without recursion. A graph with a loop of several entries gets one dispatcher loop.
 */
import type { ControlFlowGraph } from "../cfg.ts";
import type { Code } from "./wasm.ts";

/** What fills the structure. A block's last instruction is only a branch if it has successors. */
export interface BlockWriter {
  /** Everything of a block but its branch. */
  body(block: number): void;
  /** Leaves on the stack whether a block with two successors goes on to the second. */
  condition(block: number): void;
  /** Whether something has to be done on the way to a successor. */
  hasEdge(block: number, successor: number): boolean;
  edge(block: number, successor: number): void;
  /** An i32 local for the dispatcher. */
  readonly dispatchLocal: number;
}

/** Writes the whole function. Its end is not reached. */
export function writeStructured(graph: ControlFlowGraph, code: Code, writer: BlockWriter): void {
  if (graph.reducible) new Structured(graph, code, writer).write();
  else writeDispatcher(graph, code, writer);
  code.op("unreachable");
}

/** What is left to write. `goto` is the way to a block's nth successor. */
type Task =
  | { kind: "node"; block: number }
  | { kind: "goto"; block: number; successor: number }
  | { kind: "end" };

class Structured {
  readonly #graph: ControlFlowGraph;
  readonly #code: Code;
  readonly #writer: BlockWriter;
  /** Of each block, those that it immediately dominates and that several ways lead to. */
  readonly #merged: number[][];
  readonly #isMerge: Uint8Array;
  /** How many constructs are open, and how many were when a block's loop, or the block that ends before it, was opened. */
  #depth = 0;
  readonly #loopAt: Int32Array;
  readonly #blockAt: Int32Array;

  constructor(graph: ControlFlowGraph, code: Code, writer: BlockWriter) {
    this.#graph = graph;
    this.#code = code;
    this.#writer = writer;
    const { length } = graph.blocks;
    this.#loopAt = new Int32Array(length);
    this.#blockAt = new Int32Array(length);
    this.#isMerge = new Uint8Array(length);
    this.#merged = graph.blocks.map(() => []);
    for (const [block, { predecessors }] of graph.blocks.entries()) {
      if (predecessors.filter((predecessor) => predecessor < block).length < 2) continue;
      this.#isMerge[block] = 1;
      this.#merged[graph.dominators[block]!]!.push(block);
    }
  }

  write(): void {
    const tasks: Task[] = [{ kind: "node", block: 0 }];
    for (let task = tasks.pop(); task; task = tasks.pop()) {
      switch (task.kind) {
        case "node":
          this.#node(task.block, tasks);
          break;
        case "goto":
          this.#goto(task.block, task.successor, tasks);
          break;
        case "end":
          this.#code.op("end");
          this.#depth--;
      }
    }
  }

  #open(construct: "block" | "loop" | "if"): number {
    this.#code.open(construct);
    return ++this.#depth;
  }

  #node(block: number, tasks: Task[]): void {
    if (this.#graph.isLoopHeader(block)) {
      this.#loopAt[block] = this.#open("loop");
      tasks.push({ kind: "end" });
    }
    // The merge nodes follow in their order, each behind the end of a block that branches to it leave.
    const merged = this.#merged[block]!;
    for (const node of merged.toReversed()) {
      tasks.push({ kind: "node", block: node }, { kind: "end" });
      this.#blockAt[node] = this.#open("block");
    }
    this.#writer.body(block);
    const { successors } = this.#graph.blocks[block]!;
    if (successors.length === 1) tasks.push({ kind: "goto", block, successor: 0 });
    if (successors.length === 2) this.#fork(block, tasks);
  }

  #fork(block: number, tasks: Task[]): void {
    this.#writer.condition(block);
    const [fall, jump] = [0, 1].map((successor) => this.#label(block, successor));
    if (jump !== undefined) {
      this.#code.branch("br_if", this.#depth - jump);
      tasks.push({ kind: "goto", block, successor: 0 });
    } else if (fall !== undefined) {
      this.#code.op("i32.eqz");
      this.#code.branch("br_if", this.#depth - fall);
      tasks.push({ kind: "goto", block, successor: 1 });
    } else {
      this.#open("if");
      tasks.push(
        { kind: "goto", block, successor: 0 },
        { kind: "end" },
        { kind: "goto", block, successor: 1 },
      );
    }
  }

  /** The depth of the construct that a plain branch to a successor leaves or repeats, if that is the way there. */
  #label(block: number, successor: number): number | undefined {
    const target = this.#graph.blocks[block]!.successors[successor]!;
    if (this.#writer.hasEdge(block, successor)) return undefined;
    if (target <= block) return this.#loopAt[target];
    return this.#isMerge[target] ? this.#blockAt[target] : undefined;
  }

  #goto(block: number, successor: number, tasks: Task[]): void {
    const target = this.#graph.blocks[block]!.successors[successor]!;
    if (this.#writer.hasEdge(block, successor)) this.#writer.edge(block, successor);
    if (target <= block) this.#code.branch("br", this.#depth - this.#loopAt[target]!);
    else if (this.#isMerge[target]) this.#code.branch("br", this.#depth - this.#blockAt[target]!);
    else tasks.push({ kind: "node", block: target });
  }
}

/** A loop around a switch over the blocks' numbers. */
function writeDispatcher(graph: ControlFlowGraph, code: Code, writer: BlockWriter): void {
  const { blocks } = graph;
  const next = writer.dispatchLocal;
  code.i32(0);
  code.set(next);
  code.open("loop");
  for (const _ of blocks) code.open("block");
  code.get(next);
  code.op("br_table");
  code.unsigned(blocks.length - 1);
  for (const block of blocks.keys()) code.unsigned(block);
  for (const [block, { successors }] of blocks.entries()) {
    code.op("end");
    writer.body(block);
    /** How many of the later blocks, and of `if`, are open around the branch. */
    const goto = (successor: number, open: number) => {
      if (writer.hasEdge(block, successor)) writer.edge(block, successor);
      code.i32(successors[successor]!);
      code.set(next);
      code.branch("br", blocks.length - 1 - block + open);
    };
    if (successors.length === 2) {
      writer.condition(block);
      code.open("if");
      goto(1, 1);
      code.op("end");
    }
    if (successors.length > 0) goto(0, 0);
  }
  code.op("end");
}
