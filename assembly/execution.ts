/** Where the present run stands: what is asked for when it stops, and what bounds it. */
import {
  EXECUTION_BOTTOM, EXECUTION_BUDGET, EXECUTION_CELL, EXECUTION_DEPTH, EXECUTION_IP, EXECUTION_PROGRAM, EXECUTION_RUN, OPERATION_SIZE, PROGRAM_CODE, PROGRAM_CONTEXT, PROGRAM_ID,
  STATE_BUDGET, STATE_CELL, STATE_INSNS, STATE_TAIL_CALLS, TRAP_CELL, TRAP_CODE, TRAP_PC, TRAP_PROGRAM,
} from "./generated/layout";

/** Instructions of activations of the interpreter that have ended or called out. */
let insnsBefore: u64 = 0;

/** A run begins, in whichever engine. */
// @ts-ignore: decorator
@inline
export function begin(first: usize): void {
  // Tail calls and redirect.
  store<u64>(STATE_CELL, 0, STATE_TAIL_CALLS);
  store<u64>(EXECUTION_CELL, beginning(first), EXECUTION_BUDGET);
  nextRun();
}

/** What runs of a program begin with: budget and program. */
// @ts-ignore: decorator
@inline
export function beginning(first: usize): u64 {
  return <u64>first << 32 | load<u32>(STATE_CELL, STATE_BUDGET);
}

/** From here on, no program holds a pointer that one got before. */
// @ts-ignore: decorator
@inline
export function nextRun(): void {
  store<u32>(EXECUTION_CELL, load<u32>(EXECUTION_CELL, EXECUTION_RUN) + 1, EXECUTION_RUN);
}

/** The interpreter begins it. */
export function beginInterpreting(): void {
  setDepth(0);
  insnsBefore = 0;
  store<u32>(TRAP_CELL, 0, TRAP_CODE);
}

/** The running program's PROGRAM. */
// @ts-ignore: decorator
@inline
export function program(): usize {
  return load<u32>(EXECUTION_CELL, EXECUTION_PROGRAM);
}

// @ts-ignore: decorator
@inline
export function setProgram(next: usize): void {
  store<u32>(EXECUTION_CELL, <u32>next, EXECUTION_PROGRAM);
}

/** Open frames below the present one. */
// @ts-ignore: decorator
@inline
export function depth(): u32 {
  return load<u32>(EXECUTION_CELL, EXECUTION_DEPTH);
}

// @ts-ignore: decorator
@inline
export function setDepth(next: u32): void {
  store<u32>(EXECUTION_CELL, next, EXECUTION_DEPTH);
}

/** The depth of the frame whose end is the end of the interpreter's present activation. */
// @ts-ignore: decorator
@inline
export function bottom(): u32 {
  return load<u32>(EXECUTION_CELL, EXECUTION_BOTTOM);
}

// @ts-ignore: decorator
@inline
export function setBottom(next: u32): void {
  store<u32>(EXECUTION_CELL, next, EXECUTION_BOTTOM);
}

/** Takes one unit of the run's budget; true when that was the last. */
// @ts-ignore: decorator
@inline
export function exhausts(): bool {
  const left = load<u32>(EXECUTION_CELL, EXECUTION_BUDGET) - 1;
  store<u32>(EXECUTION_CELL, left, EXECUTION_BUDGET);
  return left == 0;
}

/** Notes the operation at `ip` and the instructions executed so far by this activation of the interpreter. */
// @ts-ignore: decorator
@inline
export function commit(ip: usize, insns: u64): void {
  store<u32>(EXECUTION_CELL, <u32>ip, EXECUTION_IP);
  committedInsns = insns;
}

let committedInsns: u64 = 0;

/** Writes program and pc of the committed operation, and the count of instructions, for the host. */
export function report(): void {
  store<u32>(TRAP_CELL, load<u32>(program(), PROGRAM_ID), TRAP_PROGRAM);
  const ip = load<u32>(EXECUTION_CELL, EXECUTION_IP);
  store<u32>(TRAP_CELL, <u32>((<usize>ip - <usize>load<u32>(program(), PROGRAM_CODE)) / OPERATION_SIZE), TRAP_PC);
  store<u64>(STATE_CELL, insnsBefore + committedInsns, STATE_INSNS);
}

/** Before a callback, which is an activation of its own: what this one has counted, to be given to `resume`. */
export function suspend(): u64 {
  const counted = committedInsns;
  insnsBefore += counted;
  committedInsns = 0;
  return counted;
}

/** Back in the activation whose helper, the operation at `ip`, called back. */
export function resume(ip: usize, counted: u64): void {
  insnsBefore += committedInsns - counted;
  commit(ip, counted);
}

/** The context that the running program has, as an index into `spec/contexts.ts`. */
export function contextKind(): u32 {
  return load<u32>(program(), PROGRAM_CONTEXT);
}
