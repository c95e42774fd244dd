/** One packet after the other from JavaScript, at the least cost. */
import { PACKET_START } from "../../spec/layout.ts";
import type { CoreExports, LinearMemory } from "../core.ts";
import type { CoreEngine, Template } from "./core.ts";
import type { CoreProgram } from "./core-program.ts";
import type { EngineVerdicts } from "./engine.ts";

/** Runs after which the engine is asked anew whether it has something to make ready. */
const READY_INTERVAL = 128;
/** Named once, since V8 looks up a typed array's method each time that it is named. */
const { set } = Uint8Array.prototype;

/**
 * What each packet needs is in fields: V8 knows their types, while it looks at every variable that a function has
 * captured and at every export of another module.
 */
export class CoreVerdicts implements EngineVerdicts {
  readonly #engine: CoreEngine;
  readonly #program: CoreProgram;
  readonly #template: Template;
  readonly #memory: LinearMemory;
  readonly #verdict: CoreExports["verdict"];
  readonly #address: number;
  readonly #mode: number;
  readonly #start = PACKET_START;
  #untilReady = 0;

  constructor(engine: CoreEngine, program: CoreProgram, isSkb: boolean, template: Template) {
    this.#engine = engine;
    this.#program = program;
    this.#template = template;
    const { memory, raw } = engine.host.core;
    this.#memory = memory;
    this.#verdict = (isSkb ? raw.verdictOfSkb : raw.verdict) as CoreExports["verdict"];
    this.#address = program.address;
    this.#mode = engine.mode;
  }

  of(frame: Uint8Array): number | null {
    const engine = this.#engine;
    if (this.#untilReady-- === 0) {
      engine.ready(this.#address, READY_INTERVAL);
      this.#untilReady = READY_INTERVAL;
    }
    if (engine.template !== this.#template) this.#program.giveTemplate(this.#template);
    set.call(this.#memory.bytes, frame, this.#start);
    try {
      return this.#verdict(this.#address, frame.length, this.#mode) >>> 0;
    } catch (error) {
      engine.trapOf(error);
      return null;
    }
  }
}
