/** What the core's linker makes of a program. */
import { OPERATION } from "../../spec/layout.ts";
import { CoreProgram } from "../../vm/engines/core-program.ts";
import type { Program } from "../../vm/index.ts";

export interface Operation {
  pc: number;
  number: number;
  immediate: bigint;
}

/** The operations of a program, which is linked if it never ran. */
export function operationsOf({ handle }: Program): Operation[] {
  if (!(handle instanceof CoreProgram)) throw new Error("no program of the core");
  const decoded = handle.link();
  const { memory } = handle.engine.host.core;
  return decoded.map(({ pc }) => {
    const at = handle.code + pc * OPERATION.SIZE;
    const number = memory.view.getUint16(at + OPERATION.CODE, true);
    return { pc, number, immediate: memory.u64(at + OPERATION.IMMEDIATE) };
  });
}
