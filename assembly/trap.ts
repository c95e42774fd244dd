import { report } from "./execution";
import {
  TRAP_ADDRESS, TRAP_CELL, TRAP_CODE, TRAP_DETAIL, TRAP_PROVENANCE, TRAP_WIDTH, TRAP_WRITE,
} from "./generated/layout";

/**
 * Stops the run at the operation last committed: leaves what happened in the trap cell and unwinds to the
 * host. Codes and their fields: `spec/traps.ts`.
 */
export function trap(
  code: u32, address: u64 = 0, provenance: u64 = 0, size: u32 = 0, write: bool = false, detail: u32 = 0,
): void {
  report();
  store<u32>(TRAP_CELL, code, TRAP_CODE);
  store<u64>(TRAP_CELL, address, TRAP_ADDRESS);
  store<u64>(TRAP_CELL, provenance, TRAP_PROVENANCE);
  store<u32>(TRAP_CELL, size, TRAP_WIDTH);
  store<u32>(TRAP_CELL, <u32>write, TRAP_WRITE);
  store<u32>(TRAP_CELL, detail, TRAP_DETAIL);
  unreachable();
}
