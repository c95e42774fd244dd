/**
 * A run that stands still wherever one likes: its positions are numbers of instructions, and to go to one, forwards or
 * backwards, the run is begun anew from a snapshot and ended there. What a machine does is reproducible, so that it is
 * the same run each time.
 */
import { REGISTER_COUNT } from "../spec/encoding.ts";
import { helperById } from "../spec/helpers.ts";
import type { ContextValues } from "./context.ts";
import type { CoreEngine } from "./engines/core.ts";
import type { CoreProgram } from "./engines/core-program.ts";
import { MachineError } from "./errors.ts";
import { type Frame, Inspector, type Register } from "./inspector.ts";
import type { RunResult } from "./program.ts";
import { ProgramTexts } from "./program-text.ts";
import type { TracePlace } from "./trace.ts";

/** Before the instruction at `pc`. */
export interface DebugPosition extends TracePlace {
  /** The instruction as the disassembler writes it. */
  insn: string;
  /** Whether another line of C begins here, or a function or program. */
  startsLine: boolean;
  /** Whether a function or program begins here. */
  startsFunction: boolean;
  /** The helper that the instruction calls, without `bpf_`. */
  helper: string | null;
}

/** Which way a run is gone through. */
export type Direction = "forwards" | "backwards";

/** What stops a run that goes on; all that is given must hold. */
export interface Breakpoint {
  /** A line of C: it stops where the line begins. */
  file?: string;
  line?: number;
  /** A function or program: it stops at its first instruction. */
  function?: string;
  /** A helper's name without `bpf_`, before it is called: `tail_call`, `map_lookup_elem`. */
  helper?: string;
  /** A program's instruction. */
  program?: string;
  pc?: number;
}

const matches = (at: DebugPosition, wanted: Breakpoint): boolean =>
  (wanted.file === undefined || wanted.file === at.line?.file) &&
  (wanted.line === undefined || (at.startsLine && wanted.line === at.line?.line)) &&
  (wanted.function === undefined || (at.startsFunction && wanted.function === at.function)) &&
  (wanted.helper === undefined || wanted.helper === at.helper) &&
  (wanted.program === undefined || wanted.program === at.program) &&
  (wanted.pc === undefined || wanted.pc === at.pc);

/** How far one step goes. `line` and `over` end where a line begins, `over` not in what the line calls. */
export type Stride = "insn" | "line" | "over" | "out";

/** Ends a run from within. */
class Halt extends Error {}

type Visit = (at: DebugPosition) => boolean;

/** A run that stands between two instructions and can be gone through both ways (`machine.debug`). */
export class Debugger implements Disposable {
  readonly #engine: CoreEngine;
  readonly #inspector: Inspector;
  readonly #run: () => RunResult;
  readonly #snapshot: number;
  readonly #texts = new ProgramTexts();
  #at: DebugPosition | null = null;
  #result: RunResult | null = null;
  #open = true;

  /** Stands before the first instruction of the run. */
  constructor(engine: CoreEngine, run: () => RunResult) {
    this.#engine = engine;
    this.#inspector = new Inspector(engine, { mayScan: true });
    this.#run = run;
    this.#snapshot = engine.snapshot();
    this.#replay(() => true);
  }

  /** Null behind the run's last instruction. */
  get position(): DebugPosition | null {
    return this.#at;
  }

  /** What the run gave, where it has ended or was stopped; null before that. */
  get result(): RunResult | null {
    return this.#result;
  }

  /** Goes to the instruction with that number, or to the end of a run that has fewer. Throws BAD_INPUT. */
  goTo(step: number): void {
    this.#assertOpen();
    if (!Number.isInteger(step) || step < 0) {
      throw new MachineError("BAD_INPUT", `no instruction ${step}`, { found: step, expected: "0 or more" });
    }
    this.#replay((at) => at.step === step);
  }

  /** One step; at either end of the run it stays there. */
  step(stride: Stride, direction: Direction = "forwards"): void {
    const depth = this.#at?.depth ?? 0;
    this.#search(direction, (at) => {
      switch (stride) {
        case "insn":
          return true;
        case "line":
          return at.startsLine;
        case "over":
          return at.startsLine && at.depth <= depth;
        case "out":
          return at.depth < depth;
      }
    });
  }

  /** Goes on until a breakpoint, which it returns; null where the run ends, or begins, before one is reached. */
  continue(breakpoints: readonly Breakpoint[], direction: Direction = "forwards"): Breakpoint | null {
    const hit = (at: DebugPosition) => breakpoints.find((one) => matches(at, one));
    const found = this.#search(direction, (at) => hit(at) !== undefined);
    return found && this.#at ? (hit(this.#at) ?? null) : null;
  }

  // ---- what there is to see

  /** r0 to r10. */
  registers(): Register[] {
    return Array.from({ length: REGISTER_COUNT }, (_, n) => this.#inspector.register(n));
  }

  /** The open calls, the innermost first, each with its place. */
  frames(): (Frame & { function: string; line: DebugPosition["line"] })[] {
    if (!this.#at) return [];
    return this.#inspector.frames(this.#at.pc, this.#at.depth).map((frame) => {
      const text = this.#texts.of(frame.program);
      return { ...frame, function: text.functionAt(frame.pc), line: text.line(frame.pc) };
    });
  }

  /** The 512 bytes of a frame's stack; r10 is behind the last one. */
  stack(depth: number): Uint8Array {
    return this.#inspector.stack(depth);
  }

  /** A copy of the frame as it is here. */
  packet(): Uint8Array {
    return this.#inspector.packet();
  }

  /** The context's fields as they are here. */
  context(): ContextValues {
    return this.#inspector.context();
  }

  /** Leaves the machine where the debugger stands. */
  close(): void {
    if (this.#open) this.#engine.discardSnapshots();
    this.#open = false;
  }

  [Symbol.dispose](): void {
    this.close();
  }

  // ---- going there

  /** Whether a position was found. */
  #search(direction: Direction, wanted: Visit): boolean {
    this.#assertOpen();
    const from = this.#at?.step ?? Number.POSITIVE_INFINITY;
    if (direction === "forwards") {
      if (this.#at) this.#replay((at) => at.step > from && wanted(at));
      return this.#at !== null;
    }
    let last = -1;
    this.#replay((at) => {
      if (at.step < from && wanted(at)) last = at.step;
      return at.step >= from;
    });
    this.#replay((at) => at.step === Math.max(last, 0));
    return last >= 0;
  }

  /** Begins the run anew, and ends it at the first position that `halts` says. */
  #replay(halts: Visit): void {
    this.#engine.restore(this.#snapshot);
    this.#inspector.forget();
    this.#at = null;
    this.#result = null;
    const walk = new Walk(this.#texts);
    const stop = this.#engine.observe((program, pc, depth) => {
      const at = walk.arrive(program as CoreProgram, pc, depth);
      if (!halts(at)) return;
      this.#at = at;
      throw new Halt();
    });
    try {
      this.#result = this.#run();
    } catch (error) {
      if (!(error instanceof Halt)) throw error;
    } finally {
      stop();
    }
  }

  #assertOpen(): void {
    if (!this.#open) throw new MachineError("CLOSED", "the debugger is closed");
  }
}

/** Makes positions of what an observer sees. */
class Walk {
  readonly #texts: ProgramTexts;
  #step = 0;
  #previous: DebugPosition | null = null;

  constructor(texts: ProgramTexts) {
    this.#texts = texts;
  }

  arrive(program: CoreProgram, pc: number, depth: number): DebugPosition {
    const text = this.#texts.of(program.spec);
    const line = text.line(pc);
    const { row, imm } = text.instruction(pc);
    const previous = this.#previous;
    const name = text.functionAt(pc);
    const startsFunction =
      !previous ||
      depth > previous.depth ||
      (depth === previous.depth && this.#hasLeft(previous, program, pc));
    const sameLine =
      previous?.line && line && previous.line.line === line.line && previous.line.file === line.file;
    const at: DebugPosition = {
      step: this.#step++,
      program: program.spec.name,
      function: name,
      pc,
      depth,
      line,
      insn: text.text(pc),
      startsFunction,
      startsLine: line !== null && (startsFunction || depth !== previous?.depth || !sameLine),
      helper: row?.form === "call" && row.target === "helper" ? (helperById(imm)?.name ?? null) : null,
    };
    this.#previous = at;
    return at;
  }

  /** Whether the program before ended there, by an exit into the next callback or by a tail call. */
  #hasLeft(previous: DebugPosition, program: CoreProgram, pc: number): boolean {
    if (previous.insn === "exit") return true;
    return (
      previous.helper === "tail_call" && (pc !== previous.pc + 1 || program.spec.name !== previous.program)
    );
  }
}
