/**
 * Answers at once and gets fast: programs begin in the interpreter, and what has done enough work is compiled. What a
 * run gives is the same either way, so nothing in it says which it was.
 */
import { EXECUTION, EXECUTION_CELL, STATE, STATE_CELL } from "../../spec/layout.ts";
import { createCore } from "../core.ts";
import type { EngineName, EngineSettings } from "./engine.ts";
import { JitEngine } from "./jit.ts";

/** Runs of one program, or instructions in them, that are worth compiling it: about what that takes. */
const HOT_RUNS = 64;
const HOT_INSNS = 200_000;
/**
 * Activations of the interpreter in its small loop. Until the other one is optimised it is no faster, and what is run as often
 * as this is mostly compiled before.
 */
const COLD_ACTIVATIONS = HOT_RUNS;

export class AutoEngine extends JitEngine {
  override readonly name: EngineName = "auto";
  /** What programs that are still interpreted have done, by address. */
  readonly #work = new Map<number, { runs: number; insns: number }>();
  #last: { runs: number; insns: number } | null = null;

  static override async create(settings: EngineSettings): Promise<AutoEngine> {
    const core = await createCore();
    core.memory.setU32(EXECUTION_CELL + EXECUTION.COLD, COLD_ACTIVATIONS);
    return new AutoEngine(core, settings);
  }

  override ready(program: number, runs: number): void {
    // The count that the run before this one left.
    if (this.#last) this.#last.insns += Number(this.host.core.memory.u64(STATE_CELL + STATE.INSNS));
    this.#last = null;
    const work = this.#work.get(program);
    if (this.isCompiled(program) || (work?.runs ?? 0) + runs > HOT_RUNS || (work?.insns ?? 0) > HOT_INSNS) {
      this.#work.delete(program);
      super.ready(program, runs);
      return;
    }
    this.#last = work ?? { runs: 0, insns: 0 };
    this.#last.runs += runs;
    this.#work.set(program, this.#last);
  }
}
