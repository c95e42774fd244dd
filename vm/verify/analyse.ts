/**
 * The search for what holds before every instruction: functions one by one, nodes in reverse postorder until
 * nothing changes, with guesses at the heads of loops. Then one more pass writes down the facts; in a function
 * without loops the first one does.
 */
import { FRAME_POINTER, REGISTER_COUNT, STACK_SIZE } from "../../spec/encoding.ts";
import { helperById } from "../../spec/helpers.ts";
import type { ControlFlowGraph } from "../cfg.ts";
import type { Decoded } from "../structure.ts";
import { refine } from "./conditions.ts";
import { MAX_PACKET_LENGTH, Pointer, State, Unknown, type Value } from "./domain.ts";
import { Joiner } from "./join.ts";
import { findIterations } from "./loops.ts";
import { unfold } from "./paths.ts";
import { constant, LIMIT, type Thresholds, unknownScalar } from "./scalars.ts";
import { type Surroundings, step } from "./transfer.ts";

const FRAME_TOP = new Pointer("stack", STACK_SIZE);

/** Visits of a loop's head after which bounds that still grow go to the next threshold, and to none at all. */
const PATIENCE = 3;
const END_OF_PATIENCE = 64;

export interface Recorder {
  /** Before an instruction that may be reached. */
  instruction(insn: Decoded, state: State, around: Surroundings): void;
  /** Of a conditional jump: whether it may be taken, and not be taken. */
  jump(insn: Decoded, taken: boolean, notTaken: boolean): void;
  /** How often an instruction can go back to a loop's head in one run of its function; null for no bound. */
  back(pc: number, iterations: number | null): void;
  /** A function of the program is called; the arguments are in the registers. */
  call(target: number, state: State): void;
  /** The function ends, with its result in r0. */
  exit(state: State): void;
  /** Bytes of the frame of the function at `entry` that may be read before they were written. */
  unwritten(entry: number, first: number, last: number): void;
}

/** What the program itself finds when it starts. */
export function stateOfStart(hasContext: boolean): State {
  const registers: Value[] = Array.from({ length: REGISTER_COUNT }, () => constant(0));
  if (hasContext) {
    registers[1] = new Pointer("context", 0);
  } else {
    registers[1] = Unknown.because("ARGUMENT");
    registers[2] = unknownScalar();
  }
  registers[FRAME_POINTER] = FRAME_TOP;
  return State.atEntry(registers);
}

/** What a function finds that may be called with anything. */
export function stateOfAnyCall(): State {
  const registers: Value[] = new Array<Value>(REGISTER_COUNT).fill(Unknown.because("ARGUMENT"));
  registers[FRAME_POINTER] = FRAME_TOP;
  return State.atEntry(registers);
}

/** What a function finds that is called in this state. */
export function stateOfCall(caller: State): State {
  const state = stateOfAnyCall();
  const stack = new Map<Pointer, Pointer>();
  for (let r = 1; r <= 5; r++) {
    const value = caller.registers[r]!;
    if (value instanceof Unknown || (value instanceof Pointer && value.kind === "stack_or_map_value"))
      continue;
    if (!(value instanceof Pointer) || value.kind !== "stack") {
      state.registers[r] = value;
      continue;
    }
    const pointer = stack.get(value) ?? value.ofKind("caller_stack");
    stack.set(value, pointer);
    state.registers[r] = pointer;
  }
  state.packetLength = caller.packetLength;
  state.linearLength = caller.linearLength;
  state.metaLength = caller.metaLength;
  return state;
}

/** The ends of widths in bits, where numbers are cut off. */
const WIDTHS = [8, 16, 31, 32].flatMap((bits) => [2 ** bits - 1, 2 ** bits]);

/** Where loops' bounds may stop: the numbers that the program compares with, and the ends of widths. */
export function thresholdsOf(decoded: readonly Decoded[]): Thresholds {
  const found = new Set([...WIDTHS, MAX_PACKET_LENGTH, LIMIT]);
  for (const { row, imm } of decoded) {
    if (row.form !== "jump" || row.source !== "imm") continue;
    const magnitude = Math.abs(imm);
    for (const value of [magnitude - 1, magnitude, magnitude + 1]) if (value > 0) found.add(value);
  }
  return [...found].sort((a, b) => a - b);
}

/** The distances by which something is moved, which ranges of pointers in loops may stop at. */
export function stepsOf(decoded: readonly Decoded[]): Thresholds {
  const found = new Set<number>();
  for (const { row, imm } of decoded) {
    if (row.form === "alu" && row.symbol === "+=" && row.source === "imm" && imm > 0) found.add(imm);
  }
  return [...found].sort((a, b) => a - b);
}

/** Analyses a function that begins in `start`, and tells what it finds. */
export function analyseFunction(
  decoded: readonly Decoded[],
  graph: ControlFlowGraph,
  start: State,
  around: Surroundings,
  thresholds: Thresholds,
  steps: Thresholds,
  recorder: Recorder,
): void {
  const nodes = unfold(graph, decoded);
  const joiner = new Joiner(around.sets, thresholds, steps);
  const states = new Array<State | undefined>(nodes.length);
  const visits = new Int32Array(nodes.length);
  const pending = new Uint8Array(nodes.length);
  states[0] = start;
  pending[0] = 1;

  /** Lets what holds at the end of `from` flow to a node; the state is given away. Whether that is news. */
  const flow = (to: number, state: State): boolean => {
    const known = states[to];
    if (!known) {
      states[to] = state;
      return true;
    }
    const count = nodes[to]!.isLoopHead ? ++visits[to]! : 0;
    return joiner.join(
      known,
      state,
      count <= PATIENCE ? "exact" : count <= END_OF_PATIENCE ? "widen" : "give up",
    );
  };

  /**
   * Goes through a node from a state that is given away, and tells about it if asked to; `way` is given what holds
   * at the end of each way out that is open.
   */
  const pass = (
    node: number,
    state: State,
    tell: Recorder | null,
    way: (edge: number, state: State) => void,
  ): void => {
    const { first, end, successors } = nodes[node]!;
    const read = (from: number, to: number) => {
      const bytes = tell && state.unwritten(from, to);
      if (bytes) tell.unwritten(decoded[nodes[0]!.first]!.pc, bytes.first, bytes.last);
    };
    for (let i = first; i < end; i++) {
      const insn = decoded[i]!;
      if (tell) {
        tell.instruction(insn, state, around);
        leave(insn, state, tell);
      }
      step(state, insn, around, read);
    }
    const last = decoded[end - 1]!;
    if (last.row.form !== "jump") {
      if (successors.length > 0) way(0, state);
      return;
    }
    const other = state.clone();
    const [notTaken, taken] = [refine(other, last, false), refine(state, last, true)];
    tell?.jump(last, taken, notTaken);
    if (notTaken) way(0, other);
    if (taken) way(1, state);
  };

  const hasLoops = nodes.some(({ isLoopHead }) => isLoopHead);
  for (let node = 0; node < nodes.length; ) {
    if (!pending[node]) {
      node++;
      continue;
    }
    pending[node] = 0;
    let next = node + 1;
    // Without loops, no node is come to again, and what holds there is certain at once.
    const state = hasLoops ? states[node]!.clone() : states[node]!;
    pass(node, state, hasLoops ? null : recorder, (edge, out) => {
      const to = nodes[node]!.successors[edge]!;
      if (!flow(to, out)) return;
      pending[to] = 1;
      if (to < next) next = to;
    });
    node = next;
  }
  if (!hasLoops) return;

  const open: boolean[][] = nodes.map(({ successors }) => successors.map(() => false));
  for (let node = 0; node < nodes.length; node++) {
    const known = states[node];
    if (!known) continue;
    pass(node, known.clone(), recorder, (edge) => {
      open[node]![edge] = true;
    });
  }
  const iterations = findIterations(decoded, { nodes, states, open }, around);
  for (const [pc, count] of iterations) recorder.back(pc, count);
}

/** Tells of calls, and of everything that may end the function. */
function leave(insn: Decoded, state: State, recorder: Recorder): void {
  const { row } = insn;
  if (row.form === "exit") recorder.exit(state);
  // A load from outside the packet ends the function with 0.
  else if (row.form === "packet_load") endWith(constant(0), state, recorder);
  else if (row.form !== "call") return;
  else if (row.target === "local") recorder.call(insn.pc + 1 + insn.imm, state);
  // The result is that of the program that the tail call goes to.
  else if (row.target !== "helper" || helperById(insn.imm)?.tailCall) {
    endWith(Unknown.because("RESULT"), state, recorder);
  }
}

function endWith(result: Value, state: State, recorder: Recorder): void {
  const end = state.clone();
  end.registers[0] = result;
  recorder.exit(end);
}
