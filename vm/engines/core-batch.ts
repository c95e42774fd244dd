/** Packets that lie in the core's memory, to be run without going back to JavaScript in between. */
import { BATCH } from "../../spec/layout.ts";
import type { BatchOutcome } from "../program.ts";
import type { Trap } from "../trap.ts";
import type { CoreEngine } from "./core.ts";
import type { EngineBatch } from "./engine.ts";

/** Where a frame starts is a multiple of this. */
const ALIGNMENT = 8;
const padded = (length: number): number => (length + ALIGNMENT - 1) & -ALIGNMENT;

export class CoreBatch implements EngineBatch {
  readonly length: number;
  readonly #engine: CoreEngine;
  /** Address of the program. */
  readonly #program: number;
  readonly #prepare: () => void;
  /** What is to be in memory: BATCH of each frame, whose address counts from here, and then the frames. */
  readonly #image: Uint8Array;
  readonly #retvals: Uint32Array;
  readonly #redirects: Uint32Array;
  readonly #traps = new Map<number, Trap>();

  /** `prepare` readies the program and the context. */
  constructor(engine: CoreEngine, program: number, frames: readonly Uint8Array[], prepare: () => void) {
    this.length = frames.length;
    this.#engine = engine;
    this.#program = program;
    this.#prepare = prepare;
    let at = frames.length * BATCH.SIZE;
    let size = at;
    for (const frame of frames) size += padded(frame.length);
    this.#image = new Uint8Array(size);
    const headers = new Uint32Array(this.#image.buffer, 0, at / 4);
    for (let i = 0; i < frames.length; i++) {
      const frame = frames[i]!;
      headers[(i * BATCH.SIZE + BATCH.DATA) / 4] = at;
      headers[(i * BATCH.SIZE + BATCH.LENGTH) / 4] = frame.length;
      this.#image.set(frame, at);
      at += padded(frame.length);
    }
    this.#retvals = new Uint32Array(frames.length);
    this.#redirects = new Uint32Array(frames.length);
  }

  run(): void {
    const engine = this.#engine;
    const { host } = engine;
    const { exports, memory } = host.core;
    const isThere = host.owns(this);
    const batch = host.scratch(Math.max(this.#image.length, 1), this);
    if (!isThere) this.#write(batch);
    this.#prepare();
    this.#traps.clear();
    for (let from = 0; from < this.length; ) {
      const trap = engine.guard(() => exports.runBatch(this.#program, batch, from, this.length, engine.mode));
      if (!trap) break;
      const stopped = exports.batchIndex.value;
      this.#traps.set(stopped, trap);
      from = stopped + 1;
    }
    const words = new Uint32Array(memory.memory.buffer, batch, (this.length * BATCH.SIZE) / 4);
    for (let i = 0, at = 0; i < this.length; i++, at += BATCH.SIZE / 4) {
      this.#retvals[i] = words[at + BATCH.RETVAL / 4]!;
      this.#redirects[i] = words[at + BATCH.REDIRECT_IFINDEX / 4]!;
    }
  }

  outcome(index: number): BatchOutcome {
    const trap = this.#traps.get(index);
    if (trap) return { retval: null, redirectIfindex: 0, trap };
    return { retval: this.#retvals[index]!, redirectIfindex: this.#redirects[index]!, trap: null };
  }

  #write(batch: number): void {
    const { bytes } = this.#engine.host.core.memory;
    bytes.set(this.#image, batch);
    const headers = new Uint32Array(bytes.buffer, batch, (this.length * BATCH.SIZE) / 4);
    for (let at = BATCH.DATA / 4; at < headers.length; at += BATCH.SIZE / 4) headers[at]! += batch;
  }
}
