/** Packets that lie in the core's memory, to be run without going back to JavaScript in between. */
import { BATCH, BATCH_OUTCOME, EXECUTION, EXECUTION_CELL } from "../../spec/layout.ts";
import type { CoreExports } from "../core.ts";
import type { BatchOutcome } from "../program.ts";
import type { Trap } from "../trap.ts";
import type { CoreEngine } from "./core.ts";
import type { EngineBatch } from "./engine.ts";

/** Where a frame starts is a multiple of this. */
const ALIGNMENT = 8;
const padded = (length: number): number => (length + ALIGNMENT - 1) & -ALIGNMENT;

/**
 * In memory: a BATCH of each packet, the BATCH_OUTCOMEs, the frames as they were given, and room for them to be
 * worked on in place.
 */
export class CoreBatch implements EngineBatch {
  readonly length: number;
  readonly #engine: CoreEngine;
  /** Address of the program. */
  readonly #program: number;
  readonly #prepare: () => void;
  readonly #frames: readonly Uint8Array[];
  /** Distances from the start: of the outcomes, of the frames and of their working copies; and the whole size. */
  readonly #outcomesAt: number;
  readonly #framesAt: number;
  readonly #workAt: number;
  readonly #size: number;
  /** Whether all frames can be worked on in place, once they are there. */
  #fitsInPlace = false;
  /** The outcomes of the last run, and where they are in memory. */
  readonly #outcomes: Uint32Array;
  #there = new Uint32Array(0);
  readonly #traps = new Map<number, Trap>();

  /** `prepare` readies the program and the context. */
  constructor(engine: CoreEngine, program: number, frames: readonly Uint8Array[], prepare: () => void) {
    this.length = frames.length;
    this.#engine = engine;
    this.#program = program;
    this.#prepare = prepare;
    // What they hold later is not this batch's.
    this.#frames = frames.map((frame) => frame.slice());
    this.#outcomesAt = frames.length * BATCH.SIZE;
    this.#framesAt = this.#outcomesAt + frames.length * BATCH_OUTCOME.SIZE;
    const bytes = frames.reduce((sum, frame) => sum + padded(frame.length), 0);
    this.#workAt = this.#framesAt + bytes;
    this.#size = this.#workAt + bytes;
    this.#outcomes = new Uint32Array((frames.length * BATCH_OUTCOME.SIZE) / 4);
  }

  run(): void {
    const engine = this.#engine;
    const { host, mode } = engine;
    const { core } = host;
    const isThere = host.owns(this);
    const batch = host.scratch(Math.max(this.#size, 1), this);
    this.#prepare();
    if (!isThere) this.#write(batch);
    if (this.#traps.size > 0) this.#traps.clear();
    const runBatch = core.raw.runBatch as CoreExports["runBatch"];
    const outcomes = batch + this.#outcomesAt;
    const loop = this.#fitsInPlace ? engine.batchLoop(this.#program) : 0;
    for (let from = 0; ; ) {
      try {
        runBatch(this.#program, batch, from, this.length, mode, loop);
        break;
      } catch (error) {
        const stopped = (core.memory.u32(EXECUTION_CELL + EXECUTION.PACKET) - batch) / BATCH.SIZE;
        this.#traps.set(stopped, engine.trapOf(error));
        from = stopped + 1;
      }
    }
    // Memory that grew has detached the view.
    if (!isThere || this.#there.length === 0) {
      this.#there = new Uint32Array(core.memory.memory.buffer, outcomes, this.#outcomes.length);
    }
    this.#outcomes.set(this.#there);
  }

  outcome(index: number): BatchOutcome {
    const trap = this.#traps.get(index);
    if (trap) return { retval: null, redirectIfindex: 0, trap };
    const at = (index * BATCH_OUTCOME.SIZE) / 4;
    return {
      retval: this.#outcomes[at + BATCH_OUTCOME.RETVAL / 4]!,
      redirectIfindex: this.#outcomes[at + BATCH_OUTCOME.REDIRECT_IFINDEX / 4]!,
      trap: null,
    };
  }

  #write(batch: number): void {
    const { exports, memory } = this.#engine.host.core;
    const { bytes } = memory;
    const headers = new Uint32Array(bytes.buffer, batch, this.#outcomesAt / 4);
    let at = 0;
    for (const [i, frame] of this.#frames.entries()) {
      const header = (i * BATCH.SIZE) / 4;
      headers[header + BATCH.LENGTH / 4] = frame.length;
      headers[header + BATCH.COPY / 4] = batch + this.#framesAt + at;
      headers[header + BATCH.DATA / 4] = batch + this.#workAt + at;
      headers[header + BATCH.RESULT / 4] = batch + this.#outcomesAt + i * BATCH_OUTCOME.SIZE;
      bytes.set(frame, batch + this.#framesAt + at);
      at += padded(frame.length);
    }
    this.#fitsInPlace = exports.prepareBatch(this.#program, batch, this.length, this.#engine.mode) !== 0;
  }
}
