/** PROG_ARRAY: the programs that tail calls go to. A slot holds a PROGRAM's address. */
import { slotAt } from "./slots";

/** The program at an index, or 0. */
// @ts-ignore: decorator
@inline
export function programAt(map: usize, index: u32): usize {
  return slotAt(map, index);
}
