/**
 * One program of a machine that compiles, run on many inputs in few calls: each from the same state of the machine on,
 * with the ways that it takes compared to those of all inputs before it.
 */
import { CONTEXT_ROOM, EXECUTION, EXECUTION_CELL, INPUT, OPERANDS, PROGRAM } from "../../spec/layout.ts";
import type { Collection } from "../collection.ts";
import { type ContextValues, contextOf, encodeContext } from "../context.ts";
import type { LinearMemory } from "../core.ts";
import type { ProgramCounts } from "../coverage.ts";
import type { CoreEngine } from "../engines/core.ts";
import { CoreProgram } from "../engines/core-program.ts";
import { MachineError } from "../errors.ts";
import type { Trap } from "../trap.ts";

/** An INPUT in words. */
const WORDS = INPUT.SIZE / 4;
/** What a frame may gain while a program has it, and still be seen whole. */
const GROWTH = 512;

/** What a program compared, unsigned. */
export interface ComparedOperands {
  /** The program's id and the instruction: where two inputs compare the same. */
  place: string;
  left: bigint;
  right: bigint;
  /** The right one is part of the instruction. */
  constant: boolean;
  /** One of the two ways behind it was never taken by any input. */
  open: boolean;
}

/** What became of an input. The frame is a view that the next call makes invalid. */
export interface InputOutcome {
  /** Null when the run was stopped. */
  retval: number | null;
  /** Number of the helper, 0 without one, and the interface. */
  redirectHelper: number;
  redirectIfindex: number;
  tailCalls: number;
  dataOut: Uint8Array;
}

export class Executor {
  /** Inputs of a batch. */
  readonly capacity: number;
  /** Bytes that a frame may have. */
  readonly maxLength: number;
  readonly program: CoreProgram;
  readonly #engine: CoreEngine;
  readonly #memory: LinearMemory;
  /** The programs of the machine, by their ids. */
  readonly #programs: readonly CoreProgram[];
  readonly #table: number;
  readonly #inputs: number;
  readonly #frames: number;
  readonly #room: number;
  readonly #out: number;
  readonly #outRoom: number;
  readonly #contexts: number;
  readonly #defaultContext: number;
  #bytes: Uint8Array;
  /** The inputs, as words. */
  #words: Uint32Array;
  #mark: number;
  readonly #traps = new Map<number, Trap>();

  /**
   * The machine is to be one that notes what runs (`instrument`); what it holds now is what each input finds. The
   * outcomes' frames are kept only if `outputs` says so.
   */
  constructor(
    collection: Collection,
    program: string,
    ctx: ContextValues,
    { capacity = 256, maxLength = 2048, outputs = false } = {},
  ) {
    const { handle } = collection.program(program);
    if (!(handle instanceof CoreProgram) || !handle.instrumentation) {
      throw new MachineError("UNSUPPORTED", "only programs that note what runs can be fuzzed");
    }
    this.program = handle;
    this.capacity = capacity;
    this.maxLength = maxLength;
    const { engine } = handle;
    this.#engine = engine;
    this.#programs = engine.programs;
    this.#memory = engine.host.core.memory;
    const { host } = engine;
    this.#table = host.allocate(4 * this.#programs.length);
    this.#inputs = host.allocate(capacity * INPUT.SIZE);
    this.#room = (maxLength + 7) & ~7;
    this.#frames = host.allocate(capacity * this.#room);
    this.#outRoom = outputs ? this.#room + GROWTH : 0;
    this.#out = outputs ? host.allocate(capacity * this.#outRoom) : 0;
    this.#contexts = host.allocate((capacity + 1) * CONTEXT_ROOM);
    this.#defaultContext = this.#contexts + capacity * CONTEXT_ROOM;
    const memory = this.#memory;
    for (const [id, { address }] of this.#programs.entries()) memory.setU32(this.#table + 4 * id, address);
    memory.write(this.#defaultContext, handle.contextTemplate(ctx));
    for (let i = 0; i < capacity; i++) {
      const input = this.#inputs + i * INPUT.SIZE;
      memory.setU32(input + INPUT.DATA, this.#frames + i * this.#room);
      memory.setU32(input + INPUT.OUT, outputs ? this.#out + i * this.#outRoom : 0);
      memory.setU32(input + INPUT.OUT_ROOM, this.#outRoom);
    }
    engine.ready(handle.address, 1);
    this.#mark = engine.snapshot();
    this.#bytes = memory.bytes;
    this.#words = new Uint32Array(this.#bytes.buffer, this.#inputs, capacity * WORDS);
  }

  /** Makes what the machine holds after a change what each input finds, until `restore` with the result. */
  change(action: () => void): number {
    const before = this.#mark;
    action();
    this.#mark = this.#engine.snapshot();
    this.#refresh();
    return before;
  }

  /** Returns to the state before the `change` that gave `mark`. */
  restore(mark: number): void {
    this.#engine.restore(mark);
    this.#refresh();
    this.#mark = mark;
  }

  /** Makes bytes the `index`th input. `linear` 0: all of it. `context`: a template instead of the usual one. */
  put(index: number, bytes: Uint8Array, length: number, linear = 0, context: Uint8Array | null = null): void {
    const memory = this.#bytes;
    const frame = this.#frames + index * this.#room;
    if (length > 64) memory.set(bytes.length === length ? bytes : bytes.subarray(0, length), frame);
    else for (let i = 0; i < length; i++) memory[frame + i] = bytes[i]!;
    let template = this.#defaultContext;
    if (context) {
      template = this.#contexts + index * CONTEXT_ROOM;
      memory.set(context, template);
    }
    const words = this.#words;
    const input = index * WORDS;
    words[input + INPUT.LENGTH / 4] = length;
    words[input + INPUT.LINEAR / 4] = linear;
    words[input + INPUT.CONTEXT / 4] = template;
    words[input + INPUT.DONE / 4] = 0;
  }

  /** What the context is with these fields beside the usual ones. Throws BAD_INPUT. */
  template(fields: ContextValues): Uint8Array {
    const usual = this.#bytes.slice(this.#defaultContext, this.#defaultContext + CONTEXT_ROOM);
    return encodeContext(contextOf(this.program.spec), fields, usual);
  }

  /** Runs the first `count` inputs. */
  run(count: number): void {
    const { core } = this.#engine.host;
    const run = core.raw.runInputs as (...args: number[]) => void;
    this.#traps.clear();
    this.#engine.ready(this.program.address, count);
    // Each input brings its own.
    this.#engine.template = null;
    let from = 0;
    while (from < count) {
      const trap = this.#engine.guard(() =>
        run(this.program.address, this.#table, this.#inputs, from, count, this.#engine.mode),
      );
      if (!trap) break;
      const input = core.memory.u32(EXECUTION_CELL + EXECUTION.PACKET);
      const stopped = (input - this.#inputs) / INPUT.SIZE;
      core.exports.settleInput(this.program.address, this.#table, input);
      this.#traps.set(stopped, trap);
      from = stopped + 1;
    }
    this.#refresh();
  }

  /** Views of the memory, which detaches them when it grows: it may have. */
  #refresh(): void {
    if (this.#bytes.buffer === this.#memory.memory.buffer) return;
    this.#bytes = this.#memory.bytes;
    this.#words = new Uint32Array(this.#bytes.buffer, this.#inputs, this.capacity * WORDS);
  }

  /** Of the last batch: 2 if the input passed an edge that none before passed, 1 if one as often as never before. */
  novelty(index: number): number {
    return this.#words[index * WORDS + INPUT.NOVELTY / 4]!;
  }

  tailCalls(index: number): number {
    return this.#words[index * WORDS + INPUT.TAIL_CALLS / 4]!;
  }

  /** The program that the last tail call went to; to be asked for where there was one. */
  lastCall(index: number): string {
    const id = this.#words[index * WORDS + INPUT.LAST_CALL / 4]!;
    return this.#programs[id]!.spec.name;
  }

  /** Inputs of the last batch that were stopped. */
  get traps(): ReadonlyMap<number, Trap> {
    return this.#traps;
  }

  /** What became of an input of the last batch, written into `outcome`. */
  outcome(index: number, outcome: InputOutcome): InputOutcome {
    const words = this.#words;
    const field = (offset: number) => words[index * WORDS + offset / 4]!;
    outcome.retval = field(INPUT.DONE) ? field(INPUT.RETVAL) : null;
    outcome.redirectHelper = field(INPUT.REDIRECT_HELPER);
    outcome.redirectIfindex = field(INPUT.REDIRECT_IFINDEX);
    outcome.tailCalls = field(INPUT.TAIL_CALLS);
    const at = field(INPUT.OUT);
    const length = Math.min(field(INPUT.OUT_LENGTH), this.#outRoom);
    outcome.dataOut = this.#bytes.subarray(at, at + (at ? length : 0));
    return outcome;
  }

  // ---- what was seen

  /** Bytes that say, for each edge of each program, how often inputs passed it (buckets as bits). A copy. */
  get seen(): Uint8Array {
    const { bytes } = this.#memory;
    return concat(this.#regions().map(({ at, size }) => bytes.subarray(at + size, at + 2 * size)));
  }

  /** Replaces what was seen. */
  setSeen(seen: Uint8Array): void {
    const { bytes } = this.#memory;
    let from = 0;
    for (const { at, size } of this.#regions()) {
      bytes.set(seen.subarray(from, from + size), at + size);
      from += size;
    }
  }

  /** Places in `seen` of a program's edges, by program. */
  edges(): { program: CoreProgram; from: number; count: number }[] {
    let from = 0;
    return this.#programs.flatMap((program) => {
      if (!program.instrumentation) return [];
      const place = { program, from, count: program.instrumentation.edges.points.length };
      from += this.#memory.u32(program.address + PROGRAM.COUNTERS_SIZE);
      return [place];
    });
  }

  /** What of a program's instructions ran in any input, as counts of 0 and 1. */
  executed(program: CoreProgram): ProgramCounts {
    const { edges } = program.instrumentation!;
    const size = this.#memory.u32(program.address + PROGRAM.COUNTERS_SIZE);
    const at = this.#memory.u32(program.address + PROGRAM.COUNTERS) + size;
    const seen = this.#memory.bytes.subarray(at, at + edges.points.length);
    return edges.counts(seen.map((buckets) => (buckets ? 1 : 0)));
  }

  /** Runs the first input alone and gives the indices in `seen` of the edges that it passes. */
  trace(): number[] {
    const before = this.seen;
    this.setSeen(new Uint8Array(before.length));
    this.run(1);
    const now = this.seen;
    this.setSeen(before);
    const passed: number[] = [];
    for (let i = 0; i < now.length; i++) if (now[i]) passed.push(i);
    return passed;
  }

  /**
   * What the last run of one input compared, for a machine that keeps it. `passed` are the run's edges, `seen` those
   * of all.
   */
  *comparisons(passed: readonly number[], seen: Uint8Array): Generator<ComparedOperands> {
    const has = new Uint8Array(seen.length);
    for (const index of passed) has[index] = 1;
    for (const { program, from } of this.edges()) {
      const { edges, comparisons } = program.instrumentation!;
      if (comparisons === null) continue;
      for (const [number, { pc, immediate }] of edges.comparisons.entries()) {
        const point = from + edges.point(pc);
        if (!has[point] && !has[point + 1]) continue;
        const at = comparisons + number * OPERANDS.SIZE;
        yield {
          place: `${program.spec.name}+${pc}`,
          left: this.#memory.u64(at + OPERANDS.LEFT),
          right: this.#memory.u64(at + OPERANDS.RIGHT),
          constant: immediate !== null,
          open: !seen[point] || !seen[point + 1],
        };
      }
    }
  }

  #regions(): { at: number; size: number }[] {
    const u32 = (at: number) => this.#memory.u32(at);
    return this.#programs
      .map(({ address }) => ({
        at: u32(address + PROGRAM.COUNTERS),
        size: u32(address + PROGRAM.COUNTERS_SIZE),
      }))
      .filter(({ size }) => size > 0);
  }
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
