import type { ProgramSpec } from "../loader/index.ts";
import type { EngineProgram } from "./engines/engine.ts";
import { MachineError } from "./errors.ts";
import type { Machine } from "./machine.ts";
import type { Trap } from "./trap.ts";

/** What became of a run on plain memory. */
export interface RawResult {
  /** All 64 bits of r0, unsigned, or null when the program was stopped. */
  r0: bigint | null;
  /** The memory as the program left it. */
  memory: Uint8Array;
  /** Instructions executed; null where the engine does not count. */
  insns: number | null;
  trap: Trap | null;
  /**
   * Instructions that the engine had to state otherwise: the kernel engine puts the number of a shift by too much,
   * which Linux takes from a register only, into one. Empty for other engines.
   */
  restated: readonly number[];
}

/** More than the kernel gives any program in one piece. */
const MAX_MEMORY = 2 ** 20;

/** Instructions without a context, a packet or maps, working on plain memory: what an instruction set is tried with. */
export class RawProgram {
  readonly spec: ProgramSpec;
  readonly name: string;
  readonly #machine: Machine;
  readonly #handle: EngineProgram;

  constructor(machine: Machine, handle: EngineProgram) {
    this.#machine = machine;
    this.#handle = handle;
    this.spec = handle.spec;
    this.name = handle.spec.name;
  }

  /**
   * Runs the program with the address of a copy of `memory` in r1 and its length in r2; without memory both are 0.
   * Throws BAD_INPUT on more than a mebibyte.
   */
  run(memory: Uint8Array = new Uint8Array(0)): RawResult {
    this.#machine.assertOpen();
    if (memory.length > MAX_MEMORY) {
      throw new MachineError("BAD_INPUT", `${memory.length} bytes of memory`, {
        found: memory.length,
        expected: `0 to ${MAX_MEMORY}`,
      });
    }
    return this.#handle.runOnMemory(memory);
  }
}
