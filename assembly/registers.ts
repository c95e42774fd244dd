/** Registers, by their distance from REGISTERS, or, for what they may point to, from PROVENANCES. */
import { FRAME_POINTER, PROVENANCES, REGISTERS, REGISTER_SIZE } from "./generated/layout";

export const R0: usize = 0;
export const R1: usize = REGISTER_SIZE;
export const R2: usize = 2 * REGISTER_SIZE;
export const R6: usize = 6 * REGISTER_SIZE;
export const R10: usize = FRAME_POINTER * REGISTER_SIZE;

// @ts-ignore: decorator
@inline
export function set(register: usize, value: u64, p: u64): void {
  store<u64>(register, value, REGISTERS);
  store<u64>(register, p, PROVENANCES);
}
