/** Frames of the stack, and the registers that a call keeps: `spec/layout.ts` has their places. */
import { bottom, depth, exhausts, program, setDepth, setProgram } from "./execution";
import {
  EXECUTION_BUDGET, EXECUTION_CELL, FRAMES, FRAME_PROGRAM, FRAME_RETURN, FRAME_SAVED, FRAME_SIZE, KIND_STACK,
  MAX_CALL_FRAMES, PROVENANCES, REGISTERS, REGISTER_SIZE, SHALLOW_FRAME, STACK, STACK_PROVENANCE, STACK_SIZE,
  TRAP_BUDGET, TRAP_CALL_DEPTH,
} from "./generated/layout";
import { baseOf, kindOf, provenance } from "./provenance";
import { R0, R1, R10, R6, set } from "./registers";
import { trap } from "./trap";

const TO_PROVENANCE: usize = STACK_PROVENANCE - STACK;

/** Writes zeros, a multiple of 32 bytes; `memory.fill` would be a call out of WebAssembly. */
export function clear(from: usize, size: usize): void {
  for (const end = from + size; from < end; from += 32) {
    v128.store(from, i64x2.splat(0));
    v128.store(from, i64x2.splat(0), 16);
  }
}

/** Copies r6 to r9, with their provenance, between REGISTERS and a frame. */
// @ts-ignore: decorator
@inline
function copySaved(to: usize, from: usize): void {
  v128.store(to, v128.load(from));
  v128.store(to, v128.load(from, 16), 16);
  v128.store(to, v128.load(from, 32), 32);
  v128.store(to, v128.load(from, 48), 48);
}

/** Frames are one behind the other: address and provenance grow alike. */
// @ts-ignore: decorator
@inline
function moveFramePointer(bytes: i64): void {
  set(R10, load<u64>(R10, REGISTERS) + <u64>bytes, load<u64>(R10, PROVENANCES) + <u64>bytes);
}

/** Gives r10 the stack frame at `frame`, all zeros. */
export function openFrame(frame: u32): void {
  const base = STACK + <usize>frame * STACK_SIZE;
  clear(base, STACK_SIZE);
  clear(base + TO_PROVENANCE, STACK_SIZE);
  set(R10, base + STACK_SIZE, provenance(KIND_STACK, base, STACK_SIZE));
}

/** Keeps r6 to r9 and the way back to the call at `ip`; the callee's frame is the next. */
// @ts-ignore: decorator
@inline
function keep(ip: usize): void {
  const frame = FRAMES + <usize>depth() * FRAME_SIZE;
  store<u32>(frame, <u32>ip, FRAME_RETURN);
  store<u32>(frame, <u32>program(), FRAME_PROGRAM);
  copySaved(frame + FRAME_SAVED, REGISTERS + R6);
  setDepth(depth() + 1);
}

/** A call at `ip` to a function of the same program. */
export function enter(ip: usize): void {
  if (depth() + 1 == MAX_CALL_FRAMES) trap(TRAP_CALL_DEPTH);
  if (exhausts()) trap(TRAP_BUDGET);
  keep(ip);
  openFrame(depth());
}

/** Whether `enterShallow` may be used: the callee is `shallow`, there is a frame for it, and budget behind the call. */
// @ts-ignore: decorator
@inline
export function mayEnter(shallow: u32): bool {
  const frames = depth() + 1 < MAX_CALL_FRAMES;
  const budget = load<u32>(EXECUTION_CELL, EXECUTION_BUDGET) != 1;
  return <bool>(shallow & <u32>frames & <u32>budget);
}

/** The same as `enter` for a function that reaches no more of its frame than the last SHALLOW_FRAME bytes. */
// @ts-ignore: decorator
@inline
export function enterShallow(ip: usize): void {
  exhausts();
  keep(ip);
  moveFramePointer(STACK_SIZE);
  const reached = <usize>load<u32>(R10, REGISTERS) - SHALLOW_FRAME;
  v128.store(reached, i64x2.splat(0));
  v128.store(reached, i64x2.splat(0), 16);
  v128.store(reached, i64x2.splat(0), 32);
  v128.store(reached, i64x2.splat(0), 48);
  v128.store(reached, i64x2.splat(0), TO_PROVENANCE);
  v128.store(reached, i64x2.splat(0), TO_PROVENANCE + 16);
  v128.store(reached, i64x2.splat(0), TO_PROVENANCE + 32);
  v128.store(reached, i64x2.splat(0), TO_PROVENANCE + 48);
}

/** Back to the caller's frame and registers: the operation that made the call. */
// @ts-ignore: decorator
@inline
export function closeFrame(): usize {
  // The frame is gone, and nothing may point into it; r1 to r5 are the callee's.
  const p = load<u64>(R0, PROVENANCES);
  if (kindOf(p) == KIND_STACK) {
    if (baseOf(p) >= baseOf(load<u64>(R10, PROVENANCES))) store<u64>(R0, 0, PROVENANCES);
  }
  store<u64>(R1, 0, PROVENANCES);
  store<u64>(R1, 0, PROVENANCES + REGISTER_SIZE);
  store<u64>(R1, 0, PROVENANCES + 2 * REGISTER_SIZE);
  store<u64>(R1, 0, PROVENANCES + 3 * REGISTER_SIZE);
  store<u64>(R1, 0, PROVENANCES + 4 * REGISTER_SIZE);
  setDepth(depth() - 1);
  const frame = FRAMES + <usize>depth() * FRAME_SIZE;
  copySaved(REGISTERS + R6, frame + FRAME_SAVED);
  moveFramePointer(-<i64>STACK_SIZE);
  setProgram(load<u32>(frame, FRAME_PROGRAM));
  return load<u32>(frame, FRAME_RETURN);
}

/** Whether the present frame is the one that the interpreter was entered with. */
// @ts-ignore: decorator
@inline
export function isBottom(): bool {
  return depth() == bottom();
}
