/** How runs are watched, instruction by instruction: what traces, coverage and debugging stand on. */
import type { EngineProgram } from "./engines/engine.ts";

/**
 * Called before each instruction: the running program, the instruction's slot in it, and how many frames are open
 * below the present one. What it throws ends the run and comes out of the call that started it.
 */
export type Observer = (program: EngineProgram, pc: number, depth: number) => void;
