/**
 * The numbers under which the interpreter dispatches: a row of `isa.ts` has its index, and behind the last
 * row come operations that the linker puts in an instruction's place.
 */
import { instructions } from "./isa.ts";

export const internalOperations = [
  /** A call of the helper that goes on in another program. */
  "TAIL_CALL",
] as const;
export type InternalOperation = (typeof internalOperations)[number];

export const operationNumber = (name: InternalOperation): number =>
  instructions.length + internalOperations.indexOf(name);
