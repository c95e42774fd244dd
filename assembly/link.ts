/**
 * Links a program when it first runs. The host has checked its instructions and put them into the second half of the memory
 * for its operations, with the address of a map where a descriptor would be in an `lddw`; they become operations here.
 */
import { PLAIN_NONE, plainLoad, plainStore } from "./context";
import {
  NODE_NEXT, NODE_OPERATION, NODE_ROW, NODE_SAYS, NODE_SIZE, NODES, rootOf, SAYS_DST, SAYS_FRAME, SAYS_SRC,
} from "./generated/fusions";
import {
  INSN_SIZE, KIND_FUNCTION, KIND_MAP, KIND_MEMORY, KIND_READ_ONLY, MAP_READ_ONLY, MAP_TABLE, MAP_VALUE_SIZE,
  OPERATION_CODE, OPERATION_DST, OPERATION_IMMEDIATE, OPERATION_OFFSET, OPERATION_SIZE, OPERATION_SRC,
  PROGRAM_CODE, PROGRAM_CONTEXT, PROGRAM_LENGTH, PROGRAM_LINKED, REGISTER_SIZE, SHALLOW_FRAME, STACK_SIZE,
} from "./generated/layout";
import {
  FORM_ALU, FORM_ATOMIC, FORM_CALL, FORM_EXIT, FORM_GOTO, FORM_JUMP, FORM_LDDW, FORM_LOAD, FORM_STORE, formOf, HANDS_ON, HAS_DST,
  HAS_SRC, isTailCall, OPERATION_LOAD_CONTEXT, OPERATION_STORE_CONTEXT, OPERATION_TAIL_CALL, ROW_CALL_HELPER,
  ROW_CALL_LOCAL, ROW_JA32, ROW_LDDW_FUNC, ROW_LDDW_MAP_FD, ROW_LDDW_MAP_VALUE, ROW_LDXW, ROW_MOV64_REG, ROW_STXW, rowOf,
  sizeOfAccess, traitsOf,
} from "./generated/rows";
import { provenance } from "./provenance";
import { R10 } from "./registers";

/** Marks beside an operation's number while a program is linked: a function starts here, and it is a shallow one. */
const FUNCTION: u32 = 0x8000;
const SHALLOW: u32 = 0x4000;
const NUMBER: u32 = 0x3fff;

/** Behind the last operation of the program that is being linked. */
let end: usize = 0;

/** Writes the operations of a program, unless they are there. */
// @ts-ignore: decorator
@inline
export function link(program: usize): void {
  if (!load<u32>(program, PROGRAM_LINKED)) makeOperations(program);
}

function makeOperations(program: usize): void {
  const code = <usize>load<u32>(program, PROGRAM_CODE);
  end = code + <usize>load<u32>(program, PROGRAM_LENGTH) * OPERATION_SIZE;
  if (expand(code)) markFunctions(code);
  findContextAccesses(code, load<u32>(program, PROGRAM_CONTEXT));
  fuse(code);
  store<u32>(program, 1, PROGRAM_LINKED);
}

// @ts-ignore: decorator
@inline
function numberAt(at: usize): u32 {
  return <u32>load<u16>(at, OPERATION_CODE) & NUMBER;
}

// @ts-ignore: decorator
@inline
function mark(at: usize, marks: u32): void {
  store<u16>(at, <u16>(<u32>load<u16>(at, OPERATION_CODE) | marks), OPERATION_CODE);
}

// @ts-ignore: decorator
@inline
function isMarked(at: usize, marks: u32): bool {
  return (<u32>load<u16>(at, OPERATION_CODE) & marks) != 0;
}

/** The operation behind one of that number. */
// @ts-ignore: decorator
@inline
function behind(at: usize, number: u32): usize {
  return at + (formOf(number) == FORM_LDDW ? 2 * OPERATION_SIZE : OPERATION_SIZE);
}

/** Where a jump or a local call goes. */
// @ts-ignore: decorator
@inline
function targetOf(at: usize): usize {
  return at + OPERATION_SIZE + <isize>load<i32>(at, OPERATION_OFFSET);
}

/**
 * Makes an operation of each instruction; whether there are calls of the program's own functions. An instruction is half as long
 * as its operation, which therefore never lies over one that is still to be read.
 */
function expand(code: usize): bool {
  let calls = false;
  let from = code + (end - code) / OPERATION_SIZE * (OPERATION_SIZE - INSN_SIZE);
  for (let at = code; at < end; at += OPERATION_SIZE, from += INSN_SIZE) {
    const insn = load<u64>(from);
    const dst = <u32>(insn >> 8) & 0xf;
    const src = <u32>(insn >> 12) & 0xf;
    const off = <i32><i16>(insn >> 16);
    const imm = <i32>(insn >> 32);
    const row = rowOf(<u32>insn & 0xff, src, off, imm);
    const form = formOf(row);
    let number = row;
    let offset = off;
    let immediate = <u64><i64>imm;
    if (form == FORM_JUMP) {
      offset = off * <i32>OPERATION_SIZE;
    } else if (form == FORM_GOTO) {
      offset = (row == ROW_JA32 ? imm : off) * <i32>OPERATION_SIZE;
    } else if (row == ROW_CALL_LOCAL) {
      offset = imm * <i32>OPERATION_SIZE;
      immediate = 0;
      calls = true;
    } else if (row == ROW_CALL_HELPER) {
      if (isTailCall(imm)) number = OPERATION_TAIL_CALL;
    } else if (form == FORM_LDDW) {
      from += INSN_SIZE;
      const high = load<u32>(from, INSN_SIZE - 4);
      immediate = <u64>high << 32 | <u64><u32>imm;
      let points: u64 = 0;
      if (row == ROW_LDDW_MAP_FD) {
        immediate = <u64><u32>imm;
        points = provenance(KIND_MAP, imm, 0);
      } else if (row == ROW_LDDW_MAP_VALUE) {
        const values = <usize>load<u32>(imm, MAP_TABLE);
        immediate = <u64>(values + high);
        points = provenance(load<u32>(imm, MAP_READ_ONLY) ? KIND_READ_ONLY : KIND_MEMORY, values, load<u32>(imm, MAP_VALUE_SIZE));
      } else if (row == ROW_LDDW_FUNC) {
        const first = at + OPERATION_SIZE + <isize>imm * OPERATION_SIZE;
        immediate = <u64>first;
        points = provenance(KIND_FUNCTION, first, 0);
      }
      write(at, number, dst, src, offset, immediate);
      at += OPERATION_SIZE;
      write(at, 0, 0, 0, 0, points);
      continue;
    }
    write(at, number, dst, src, offset, immediate);
  }
  return calls;
}

// @ts-ignore: decorator
@inline
function write(at: usize, number: u32, dst: u32, src: u32, offset: i32, immediate: u64): void {
  store<u16>(at, <u16>number, OPERATION_CODE);
  store<u8>(at, <u8>(dst * <u32>REGISTER_SIZE), OPERATION_DST);
  store<u8>(at, <u8>(src * <u32>REGISTER_SIZE), OPERATION_SRC);
  store<i32>(at, offset, OPERATION_OFFSET);
  store<u64>(at, immediate, OPERATION_IMMEDIATE);
}

// ---- functions

/**
 * Tells calls whether their function is shallow: it uses r10 only to load and store in the last SHALLOW_FRAME bytes of its
 * frame, so that a call need not clear all of it. A function is taken to end where the next one that is called begins.
 */
function markFunctions(code: usize): void {
  for (let at = code; at < end;) {
    const number = numberAt(at);
    if (number == ROW_CALL_LOCAL) mark(targetOf(at), FUNCTION);
    at = behind(at, number);
  }
  for (let from = code; from < end;) {
    let to = from;
    let last: u32 = 0;
    do {
      last = numberAt(to);
      to = behind(to, last);
    } while (to < end && !isMarked(to, FUNCTION));
    const form = formOf(last);
    if ((form == FORM_EXIT || form == FORM_GOTO) && isShallow(from, to)) mark(from, SHALLOW);
    from = to;
  }
  for (let at = code; at < end;) {
    const number = numberAt(at);
    if (number == ROW_CALL_LOCAL) store<u64>(at, <u64>isMarked(targetOf(at), SHALLOW), OPERATION_IMMEDIATE);
    at = behind(at, number);
  }
}

/** Whether the operations stay among themselves, and in the end of their frame. */
function isShallow(from: usize, to: usize): bool {
  for (let at = from; at < to;) {
    const number = numberAt(at);
    const form = formOf(number);
    if (form == FORM_JUMP || form == FORM_GOTO) {
      const target = targetOf(at);
      if (target < from || target >= to) return false;
    }
    const traits = traitsOf(number);
    const asDst = (traits & HAS_DST) != 0 && <u32>load<u8>(at, OPERATION_DST) == <u32>R10;
    const asSrc = (traits & HAS_SRC) != 0 && <u32>load<u8>(at, OPERATION_SRC) == <u32>R10;
    if (asDst || asSrc) {
      // A base it may be, and nothing else.
      if (load<i32>(at, OPERATION_OFFSET) < -<i32>SHALLOW_FRAME) return false;
      if (form == FORM_LOAD ? asDst : asSrc || (form != FORM_STORE && form != FORM_ATOMIC)) return false;
    }
    at = behind(at, number);
  }
  return true;
}

// ---- the context

/** Registers, a bit each: what a program and a function find the context in, and what a call leaves unreadable. */
const FIRST_ARGUMENT: u32 = 0b10;
const LOST_BY_CALL: u32 = 0b11_1111;

// @ts-ignore: decorator
@inline
function bitOf(register: u32): u32 {
  return 1 << (register / <u32>REGISTER_SIZE);
}

/**
 * Gives accesses of 4 bytes to the context operations of their own. Which ones those are is a guess by what the
 * instructions say one after the other, since branches are not followed: the interpreter asks again.
 */
function findContextAccesses(code: usize, context: u32): void {
  let holding = FIRST_ARGUMENT;
  for (let at = code; at < end;) {
    const number = numberAt(at);
    const form = formOf(number);
    const dst = bitOf(load<u8>(at, OPERATION_DST));
    const src = bitOf(load<u8>(at, OPERATION_SRC));
    if (isMarked(at, FUNCTION)) holding = FIRST_ARGUMENT;
    if (number == ROW_LDXW && (holding & src)) {
      const points = plainLoad(context, load<i32>(at, OPERATION_OFFSET), 4);
      if (points != PLAIN_NONE) replace(at, OPERATION_LOAD_CONTEXT, points);
    } else if (number == ROW_STXW && (holding & dst)) {
      const changes = plainStore(context, load<i32>(at, OPERATION_OFFSET), 4);
      if (changes) replace(at, OPERATION_STORE_CONTEXT, changes);
    }
    if (form == FORM_CALL) holding &= ~LOST_BY_CALL;
    else if (number == ROW_MOV64_REG && (holding & src)) holding |= dst;
    else if (form == FORM_ALU || form == FORM_LOAD || form == FORM_LDDW) holding &= ~dst;
    at = behind(at, number);
  }
}

function replace(at: usize, number: u32, immediate: u64): void {
  const marks = <u32>load<u16>(at, OPERATION_CODE) & ~NUMBER;
  store<u16>(at, <u16>(marks | number), OPERATION_CODE);
  store<u64>(at, immediate, OPERATION_IMMEDIATE);
}

// ---- fused operations

/** The best operation found for the instructions from one on: its number, its parts, and how much they say. */
let best: u32 = 0;
let bestParts: u32 = 0;
let bestSaid: u32 = 0;

/** No register is at hand. */
const NO_REGISTER: u32 = 0xff;

/**
 * Gives each instruction the number of the longest operation for those from it on (`spec/fusions.ts`), and of several that are as
 * long, of the one of which most is said; or its own. Takes the marks away.
 */
function fuse(code: usize): void {
  for (let at = code; at < end;) {
    const number = numberAt(at);
    best = number;
    bestParts = 1;
    bestSaid = 0;
    const root = rootOf(number);
    if (root) search(root, at, 1, NO_REGISTER, 0);
    store<u16>(at, <u16>best, OPERATION_CODE);
    at = behind(at, number);
  }
}

/** Goes down from the nodes of a level; the operations from `at` on still have their own numbers. */
function search(nodes: usize, at: usize, parts: u32, atHand: u32, said: u32): void {
  if (at >= end) return;
  const row = numberAt(at);
  let node = nodes;
  while (<u32>load<u8>(node, NODE_ROW) < row) node += NODE_SIZE;
  for (; <u32>load<u8>(node, NODE_ROW) == row; node += NODE_SIZE) {
    const says = <u32>load<u8>(node, NODE_SAYS);
    const dst = <u32>load<u8>(at, OPERATION_DST);
    if ((says & SAYS_DST) && dst != atHand) continue;
    if (says & (SAYS_DST | SAYS_SRC)) {
      const isAtHand = (traitsOf(row) & HAS_SRC) != 0 && <u32>load<u8>(at, OPERATION_SRC) == atHand;
      if (((says & SAYS_SRC) != 0) != isAtHand) continue;
    }
    if ((says & SAYS_FRAME) && !isInFrame(at, row)) continue;
    const more = said + popcnt(says);
    const number = <u32>load<u16>(node, NODE_OPERATION);
    if (number && (parts > bestParts || (parts == bestParts && more > bestSaid))) {
      best = number;
      bestParts = parts;
      bestSaid = more;
    }
    const next = <usize>load<u16>(node, NODE_NEXT);
    if (next) search(NODES + next, behind(at, row), parts + 1, traitsOf(row) & HANDS_ON ? dst : atHand, more);
  }
}

/** Whether a load or store is at r10 plus a constant that keeps it in the frame, and aligned (`isInFrame` in spec/operations.ts). */
function isInFrame(at: usize, row: u32): bool {
  const base = formOf(row) == FORM_LOAD ? load<u8>(at, OPERATION_SRC) : load<u8>(at, OPERATION_DST);
  const off = load<i32>(at, OPERATION_OFFSET);
  const size = <i32>sizeOfAccess(row);
  return <u32>base == <u32>R10 && off >= -<i32>STACK_SIZE && off <= -size && off % size == 0;
}
