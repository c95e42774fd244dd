/** The arguments of a helper: registers checked against what its row in `spec/helpers.ts` says. */
import {
  CONTEXT, KIND_CONTEXT, KIND_FUNCTION, KIND_MAP, KIND_SOCKET, KIND_STACK, PROVENANCES, REGISTERS,
  REGISTER_SIZE, TRAP_HELPER_ARGUMENT,
} from "./generated/layout";
import { nextGeneration } from "./packet";
import { access, baseOf, forgetRange, kindOf } from "./provenance";
import { R0, set } from "./registers";
import { trap } from "./trap";

/** Kernel: BPF_MAX_VAR_SIZ, more than any memory argument may have. */
const MAX_SIZE: u64 = 1 << 29;

// @ts-ignore: decorator
@inline
export function argument(n: usize): u64 {
  return load<u64>(n * REGISTER_SIZE, REGISTERS);
}

// @ts-ignore: decorator
@inline
function argumentProvenance(n: usize): u64 {
  return load<u64>(n * REGISTER_SIZE, PROVENANCES);
}

function isNull(n: usize): bool {
  return argument(n) == 0 && argumentProvenance(n) == 0;
}

export function badArgument(n: usize): void {
  trap(TRAP_HELPER_ARGUMENT, argument(n), argumentProvenance(n), 0, false, <u32>n);
}

/** The object itself, untouched by arithmetic, of a kind that is passed whole. */
function whole(n: usize, kind: u64): usize {
  const p = argumentProvenance(n);
  if (kindOf(p) != kind || argument(n) != baseOf(p)) badArgument(n);
  return <usize>baseOf(p);
}

export function argumentContext(n: usize): void {
  if (whole(n, KIND_CONTEXT) != CONTEXT) badArgument(n);
}

export function argumentContextOrNull(n: usize): void {
  if (!isNull(n)) argumentContext(n);
}

/** The first operation of a function of the program. */
export function argumentCallback(n: usize): usize {
  return whole(n, KIND_FUNCTION);
}

/** Provenance of what is handed on as it is. */
export function argumentPointerOrNull(n: usize): u64 {
  const p = argumentProvenance(n);
  if (p == 0 && argument(n) != 0) badArgument(n);
  return p;
}

export function argumentMap(n: usize): usize {
  return whole(n, KIND_MAP);
}

export function argumentSocket(n: usize, orNull: bool): usize {
  if (orNull && isNull(n)) return 0;
  return whole(n, KIND_SOCKET);
}

export function argumentSize(n: usize, zero: bool): u32 {
  const size = argument(n);
  if (argumentProvenance(n) != 0 || size >= MAX_SIZE || (size == 0 && !zero)) badArgument(n);
  return <u32>size;
}

export function argumentMemory(n: usize, size: u32, write: bool): usize {
  const p = argumentProvenance(n);
  if (size == 0) {
    if (p == 0) badArgument(n);
    return <usize>argument(n);
  }
  if (p == 0 || kindOf(p) == KIND_CONTEXT) badArgument(n);
  const address = access(argument(n), p, size, write);
  if (write && kindOf(p) == KIND_STACK) forgetRange(address, size);
  return address;
}

export function argumentMemoryOrNull(n: usize, size: u32): usize {
  if (isNull(n)) {
    if (size != 0) badArgument(n);
    return 0;
  }
  return argumentMemory(n, size, false);
}

export function setResult(value: u64, p: u64): void {
  set(R0, value, p);
}

/** All packet pointers made so far are dead. */
export function invalidatePacket(): void {
  nextGeneration();
}
