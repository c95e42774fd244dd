/** Puts a checked program into the core's memory, where it is linked when it first runs (`assembly/link.ts`). */
import type { Reference } from "../loader/index.ts";
import { INSN_SIZE, LddwSource, OP_LDDW } from "../spec/encoding.ts";
import { MAP, OPERATION, PAGE_SIZE } from "../spec/layout.ts";
import type { Core } from "./core.ts";
import { MachineError } from "./errors.ts";

/** Bytes of an instruction that the core has to find in the second half of the memory for its operation. */
const BEFORE = OPERATION.SIZE - INSN_SIZE;

/**
 * The address of memory for a program's operations, with its instructions in the second half. What an `lddw` stands for is
 * in it as the kernel takes it, but that a map goes by its address (`mapAt`). Throws OUT_OF_MEMORY.
 */
export function placeInstructions(
  core: Core,
  instructions: Uint8Array,
  references: readonly Reference[],
  mapAt: (name: string) => number,
): number {
  const slots = instructions.length / INSN_SIZE;
  const code = core.exports.allocatePages(Math.ceil((slots * OPERATION.SIZE) / PAGE_SIZE)) >>> 0;
  if (code === 0) throw new MachineError("OUT_OF_MEMORY", "no memory left for a program's code");
  const { memory } = core;
  const start = code + slots * BEFORE;
  memory.write(start, instructions);
  for (const reference of references) {
    const from = reference.insn * INSN_SIZE;
    // What was checked stays what it is, whatever a reference of somebody's own making says.
    if (reference.kind === "variable" || instructions[from] !== OP_LDDW) continue;
    const registers = instructions[from + 1]!;
    if (registers >> 4 === LddwSource.IMM64) continue;
    const put = (source: number, immediate: number, second: number) => {
      memory.bytes[start + from + 1] = (source << 4) | (registers & 0xf);
      memory.setU32(start + from + 4, immediate);
      memory.setU32(start + from + INSN_SIZE + 4, second);
    };
    switch (reference.kind) {
      case "map":
        put(LddwSource.MAP_FD, mapAt(reference.map), 0);
        break;
      case "map_value": {
        const map = mapAt(reference.map);
        put(LddwSource.MAP_VALUE, map, reference.offset);
        // Now, because a snapshot has to know of the values that programs address without a lookup.
        memory.setU32(map + MAP.DIRECT, 1);
        break;
      }
      case "function":
        put(LddwSource.FUNC, reference.target - reference.insn - 1, 0);
    }
  }
  return code;
}
