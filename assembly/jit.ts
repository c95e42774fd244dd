/** What only compiled code calls, where an instruction is more than a few loads and stores; it notes its IP before. */
import { contextLoad, contextStore, loadedProvenance, socketLoad } from "./context";
import { setProgram } from "./execution";
import {
  KIND_CONTEXT, KIND_SOCKET, TRAP_ADDRESS, TRAP_CELL, TRAP_CODE, TRAP_CONTEXT_ACCESS, TRAP_PROVENANCE, TRAP_UNSETTLED, TRAP_UNSETTLED_NUMBER_SHIFT,
  TRAP_UNSETTLED_SIZE, TRAP_UNSETTLED_WRITE,
} from "./generated/layout";
import { interpret } from "./interpreter";
import { touch } from "./memory";
import { access, baseOf, forgetRange, kindOf, slotOf, spill } from "./provenance";
import { trap } from "./trap";

export { setDepth } from "./execution";
export { callHelper } from "./generated/helpers";
export { openEvent } from "./helpers/perf";
export { atomicAddress, interpret, packetLoad, storeSlow, tailCallTarget } from "./interpreter";

export { find1, find2, find3, find4, find5 } from "./maps/find";
export { findPrefix1, findPrefix2, findPrefix3 } from "./maps/find_prefix";

/** Announces that a program may write to a value. */
export function giveValue(address: usize, size: usize): void {
  touch(address, size);
}

/** A load that is neither plainly inside its object nor in the packet: traps, or gives the address to read at. */
export function loadSlow(address: u64, p: u64, size: u32): usize {
  if (kindOf(p) == KIND_CONTEXT) return contextLoad(address, size);
  if (kindOf(p) == KIND_SOCKET) return socketLoad(address, p, size);
  return access(address, p, size, false);
}

/** The provenance of what `loadSlow` found for a pointer with the provenance `p`. */
export function loadedSlow(p: u64): u64 {
  return kindOf(p) == KIND_CONTEXT ? loadedProvenance : 0;
}

/** After 8 bytes went to the frame that `p` says: what they point to. */
export function spillSlot(address: u32, p: u64, value: u64): void {
  spill(address, p, value);
}

/** What was spilled where 8 bytes are loaded from a stack frame. */
export function spilled(address: u32): u64 {
  return address & 7 ? 0 : load<u64>(slotOf(address));
}

/** Makes scalars of the stack's slots that a write of `size` bytes touches. */
export function forget(address: u32, size: u32): void {
  if (size) forgetRange(address, size);
}

/** A tail call out of a function of a program: runs `next` to its end in the frame at `depth`, and the program goes on. */
export function interpretWithin(next: usize, caller: usize, depth: u32): u64 {
  const result = interpret(next, depth);
  setProgram(caller);
  return result;
}

/**
 * Finishes what compiled code noted when it stopped (TRAP_UNSETTLED in `spec/layout.ts`): the trap's number and
 * fields are those that the interpreter gives. Unwinds like the trap itself; returns when none was noted.
 */
export function settleTrap(): void {
  const note = load<u32>(TRAP_CELL, TRAP_CODE);
  if (!(note & <u32>TRAP_UNSETTLED)) return;
  const number = (note & ~(<u32>TRAP_UNSETTLED)) >>> <u32>TRAP_UNSETTLED_NUMBER_SHIFT;
  const size = note & <u32>TRAP_UNSETTLED_SIZE;
  const write = (note & <u32>TRAP_UNSETTLED_WRITE) != 0;
  const address = load<u64>(TRAP_CELL, TRAP_ADDRESS);
  const p = load<u64>(TRAP_CELL, TRAP_PROVENANCE);
  if (number && !size) trap(number);
  if (number) trap(number, address, p, size, write, number == TRAP_CONTEXT_ACCESS ? <u32>(address - baseOf(p)) : 0);
  if (kindOf(p) != KIND_CONTEXT) access(address, p, size, write);
  else if (write) contextStore(address, size, 0, false);
  else contextLoad(address, size);
}
