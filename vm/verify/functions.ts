/** The functions of a program: which call which, and what a call of one may do. */
import { helperById } from "../../spec/helpers.ts";
import { ControlFlowGraph } from "../cfg.ts";
import { type Decoded, indexAt } from "../structure.ts";

export interface FunctionNode {
  /** Its first instruction. */
  pc: number;
  graph: ControlFlowGraph;
  /** The functions that it calls itself. */
  calls: ReadonlySet<number>;
  /** Whether only calls that can be seen enter it, none of them from within: else its arguments may be anything. */
  isClosed: boolean;
  /** Whether a run of it may move the packet. */
  invalidates: boolean;
}

/** By their first instructions, callers before those that they call as far as that is possible. */
export function findFunctions(
  decoded: readonly Decoded[],
  callbacks: ReadonlySet<number>,
): Map<number, FunctionNode> {
  const found = new Map<number, FunctionNode & { calls: Set<number> }>();
  const pending = [0, ...callbacks];
  while (pending.length > 0) {
    const pc = pending.pop()!;
    if (found.has(pc)) continue;
    const graph = new ControlFlowGraph(decoded, indexAt(decoded, pc));
    const { calls, invalidates } = effectsOf(decoded, graph, callbacks);
    found.set(pc, { pc, graph, calls, isClosed: pc !== 0 && !callbacks.has(pc), invalidates });
    pending.push(...calls);
  }
  for (const fn of found.values()) {
    const reached = reachable(found, fn.calls);
    if (reached.has(fn.pc)) fn.isClosed = false;
    fn.invalidates ||= [...reached].some((pc) => found.get(pc)!.invalidates);
  }
  return inOrder(found, [0, ...callbacks]);
}

function effectsOf(
  decoded: readonly Decoded[],
  { blocks }: ControlFlowGraph,
  callbacks: ReadonlySet<number>,
) {
  const calls = new Set<number>();
  let invalidates = false;
  for (const { first, end } of blocks) {
    for (let i = first; i < end; i++) {
      const { row, imm, pc } = decoded[i]!;
      if (row.form !== "call") continue;
      if (row.target === "local") {
        calls.add(pc + 1 + imm);
        continue;
      }
      const helper = row.target === "helper" ? helperById(imm) : undefined;
      // A program that is tail-called may do anything, and so may a helper whose number is in a register.
      invalidates ||= row.target !== "helper" || !!helper?.invalidatesPacket || !!helper?.tailCall;
      if (row.target !== "helper" || helper?.arguments.includes("callback")) {
        for (const callback of callbacks) calls.add(callback);
      }
    }
  }
  return { calls, invalidates };
}

function reachable(functions: ReadonlyMap<number, FunctionNode>, from: Iterable<number>): Set<number> {
  const reached = new Set<number>();
  const pending = [...from];
  while (pending.length > 0) {
    const pc = pending.pop()!;
    if (reached.has(pc)) continue;
    reached.add(pc);
    pending.push(...functions.get(pc)!.calls);
  }
  return reached;
}

function inOrder(
  functions: ReadonlyMap<number, FunctionNode>,
  entries: readonly number[],
): Map<number, FunctionNode> {
  const done: FunctionNode[] = [];
  const seen = new Set<number>();
  for (const entry of entries.toReversed()) {
    if (seen.has(entry)) continue;
    seen.add(entry);
    const stack = [{ fn: functions.get(entry)!, next: [...functions.get(entry)!.calls] }];
    while (stack.length > 0) {
      const top = stack[stack.length - 1]!;
      const pc = top.next.pop();
      if (pc === undefined) {
        done.push(top.fn);
        stack.pop();
      } else if (!seen.has(pc)) {
        seen.add(pc);
        const fn = functions.get(pc)!;
        stack.push({ fn, next: [...fn.calls] });
      }
    }
  }
  return new Map(done.reverse().map((fn) => [fn.pc, fn]));
}
