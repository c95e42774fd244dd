/**
 * What the generated interpreter calls where a case is more than a few loads and stores: memory that is not
 * plain, frames, tail calls; and how a run begins.
 */
import { argument, argumentContext, argumentMap, badArgument } from "./arguments";
import { contextLoad, contextStore, loadedProvenance, socketLoad } from "./context";
import {
  begin, beginInterpreting, bottom, depth, program, report, resume, setBottom, setDepth, setProgram, suspend,
} from "./execution";
import { clear, closeFrame, enter, openFrame } from "./frames";
import { execute, executeSingly } from "./generated/interpreter";
import {
  CONTEXT, EXECUTION_CELL, EXECUTION_COLD, EXECUTION_IP, KIND_CONTEXT, KIND_MEMORY, KIND_SOCKET, KIND_STACK, MAP_TYPE,
  MAP_TYPE_PROG_ARRAY, MAX_TAIL_CALLS, PROGRAM_CODE, PROGRAM_ENTRY, PROGRAM_ID, PROVENANCES, REGISTERS,
  REGISTER_SIZE, SKB_CELL, SKB_DATA, SKB_LENGTH, SKB_NETWORK_HEADER, STATE_CELL, STATE_TAIL_CALLS,
  STATE_TAIL_CALL_LOG, TRAP_HELPER_ARGUMENT, TRAP_MISALIGNED_ATOMIC,
} from "./generated/layout";
import { link } from "./link";
import { programAt } from "./maps/prog_array";
import { packetChanges } from "./packet";
import { observing } from "./observation";
import { access, baseOf, forgetSlots, kindOf, provenance } from "./provenance";
import { R0, R1, R10, R2, R6, set } from "./registers";
import { trap } from "./trap";

/** Runs a program on its context, which is in place; the result is r0. */
// @ts-ignore: decorator
@inline
export function run(first: usize): u64 {
  begin(first);
  const entry = compiled(first);
  // Compiled code knows where its context is.
  if (entry) return call_indirect<u64>(entry);
  return start(first, CONTEXT, provenance(KIND_CONTEXT, CONTEXT, 0), 0);
}

/** As compiled code's entry: runs the program of the run that has begun. */
export function interpretEntry(): u64 {
  return start(program(), CONTEXT, provenance(KIND_CONTEXT, CONTEXT, 0), 0);
}

/** Where the compiled code of a program that is to be executed compiled is in the table, or 0. */
// @ts-ignore: decorator
@inline
function compiled(first: usize): u32 {
  return observing ? 0 : load<u32>(first, PROGRAM_ENTRY);
}

/** Runs a program that has no context on `length` bytes of plain memory: r1 is their address, r2 their number. */
export function runOnMemory(first: usize, address: usize, length: u32): u64 {
  begin(first);
  const p = length ? provenance(KIND_MEMORY, address, length) : 0;
  const entry = compiled(first);
  if (!entry) return start(first, address, p, length);
  set(R1, address, p);
  set(R2, length, 0);
  return call_indirect<u64>(entry);
}

function start(first: usize, r1: u64, p1: u64, r2: u64): u64 {
  beginInterpreting();
  clear(REGISTERS, R10);
  openFrame(0);
  set(R1, r1, p1);
  set(R2, r2, 0);
  executeFrom(codeOf(first), 0);
  report();
  return load<u64>(R0, REGISTERS);
}

/** A program's first operation. */
function codeOf(program: usize): usize {
  link(program);
  return load<u32>(program, PROGRAM_CODE);
}

/** Whether the host wants the small loop, which is compiled faster: counts how often it still does. */
function isCold(): bool {
  const left = load<u32>(EXECUTION_CELL, EXECUTION_COLD);
  if (left) store<u32>(EXECUTION_CELL, left - 1, EXECUTION_COLD);
  return left != 0;
}

/** Executes from `ip` until the frame at depth `end` returns. */
function executeFrom(ip: usize, end: u32): void {
  // Whether it writes to the packet is not asked.
  packetChanges();
  const outer = bottom();
  setBottom(end);
  if (observing || isCold()) executeSingly(ip);
  else execute(ip);
  setBottom(outer);
}

/**
 * Calls the function that starts at the operation `first`, as helpers with callbacks do: the result is its r0. Its
 * arguments are in r1 to r5, which are lost, like r0.
 */
export function callBack(first: usize): u64 {
  const ip = <usize>load<u32>(EXECUTION_CELL, EXECUTION_IP);
  enter(ip);
  const counted = suspend();
  executeFrom(first, depth());
  resume(ip, counted);
  closeFrame();
  return load<u64>(R0, REGISTERS);
}

/**
 * bpf_tail_call: the program in the slot, which is now the running one, or 0 when the call is not taken and the
 * program goes on (kernel: emit_bpf_tail_call_indirect; an empty slot does not count).
 */
export function tailCallTarget(): usize {
  argumentContext(1);
  const map = argumentMap(2);
  if (load<u32>(map, MAP_TYPE) != MAP_TYPE_PROG_ARRAY) badArgument(2);
  const calls = load<u32>(STATE_CELL, STATE_TAIL_CALLS);
  if (calls >= MAX_TAIL_CALLS) return 0;
  const next = programAt(map, <u32>argument(3));
  if (!next) return 0;
  store<u32>(STATE_CELL, calls + 1, STATE_TAIL_CALLS);
  store<u32>(STATE_CELL + STATE_TAIL_CALL_LOG + (calls << 2), load<u32>(next, PROGRAM_ID));
  setProgram(next);
  return next;
}

/** The first operation of the program that a tail call goes to, ready to run; 0 when the call is not taken. */
export function tailCall(): usize {
  const next = tailCallTarget();
  return next ? arrive(next) : 0;
}

/** Registers, stack frame and context as a program that was tail-called finds them: its first operation. */
function arrive(next: usize): usize {
  clear(REGISTERS, R10);
  openFrame(depth());
  set(R1, CONTEXT, provenance(KIND_CONTEXT, CONTEXT, 0));
  return codeOf(next);
}

/** Runs a program that compiled code tail-calls from the frame at depth `frame`; r0 and its provenance are in REGISTERS. */
export function interpret(next: usize, frame: u32): u64 {
  const outer = depth();
  setDepth(frame);
  executeFrom(arrive(next), frame);
  setDepth(outer);
  return load<u64>(R0, REGISTERS);
}

/** A load that is not plainly inside its object: from the packet or the context, or a trap. */
export function loadSlow(rd: usize, address: u64, p: u64, size: u32, signed: bool): void {
  let from: usize = 0;
  let loaded: u64 = 0;
  if (kindOf(p) == KIND_CONTEXT) {
    from = contextLoad(address, size);
    loaded = loadedProvenance;
  } else if (kindOf(p) == KIND_SOCKET) {
    from = socketLoad(address, p, size);
  } else {
    from = access(address, p, size, false);
  }
  let value: u64 = 0;
  switch (size) {
    case 1: value = signed ? <u64><i64>load<i8>(from) : <u64>load<u8>(from); break;
    case 2: value = signed ? <u64><i64>load<i16>(from) : <u64>load<u16>(from); break;
    case 4: value = signed ? <u64><i64>load<i32>(from) : <u64>load<u32>(from); break;
    default: value = load<u64>(from);
  }
  set(rd, value, loaded);
}

/** A store that is not plainly inside its object: to the packet or the context, or a trap. */
export function storeSlow(address: u64, p: u64, size: u32, value: u64, immediate: bool): void {
  if (kindOf(p) == KIND_CONTEXT) {
    contextStore(address, size, value, immediate);
    return;
  }
  const to = access(address, p, size, true);
  switch (size) {
    case 1: store<u8>(to, <u8>value); break;
    case 2: store<u16>(to, <u16>value); break;
    case 4: store<u32>(to, <u32>value); break;
    default: store<u64>(to, value);
  }
}

/** Where an atomic may work; traps where it may not. */
export function atomicAddress(address: u64, p: u64, size: u32): usize {
  const at = access(address, p, size, true);
  if (address % size) trap(TRAP_MISALIGNED_ATOMIC, address, p, size, true);
  if (kindOf(p) == KIND_STACK) forgetSlots(at, size);
  return at;
}

/** Special offsets of legacy packet loads (linux/filter.h): relative to the network or the link layer header. */
const NETWORK_OFFSET: i32 = -0x10_0000;
const LINK_OFFSET: i32 = -0x20_0000;

/**
 * A legacy packet load: big-endian into r0, or false when it lies outside the packet. The context is in r6,
 * r1 to r5 are lost (RFC 9669, section 5.5).
 */
export function packetLoad(offset: i32, size: u32): bool {
  const p = load<u64>(R6, PROVENANCES);
  if (kindOf(p) != KIND_CONTEXT || load<u64>(R6, REGISTERS) != CONTEXT) {
    trap(TRAP_HELPER_ARGUMENT, load<u64>(R6, REGISTERS), p, 0, false, 6);
  }
  memory.fill(REGISTERS + R1, 0, R6 - R1);
  let start = <i64>offset;
  if (offset < 0) {
    if (offset >= NETWORK_OFFSET) start = <i64>offset - NETWORK_OFFSET + load<u32>(SKB_CELL, SKB_NETWORK_HEADER);
    else if (offset >= LINK_OFFSET) start = <i64>offset - LINK_OFFSET;
    else return false;
  }
  if (start + size > <i64>load<u32>(SKB_CELL, SKB_LENGTH)) return false;
  const from = <usize>load<u32>(SKB_CELL, SKB_DATA) + <usize>start;
  let value: u64 = 0;
  if (size == 1) value = load<u8>(from);
  else if (size == 2) value = bswap<u16>(load<u16>(from));
  else value = bswap<u32>(load<u32>(from));
  set(R0, value, 0);
  return true;
}
