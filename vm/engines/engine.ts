/**
 * What a machine asks of whatever holds its maps and executes its programs. The public objects (Machine, BpfMap,
 * Program) check their arguments and speak to an engine through this and nothing else. What an engine cannot
 * know is null in its answers, and what it cannot do throws MachineError UNSUPPORTED.
 */
import type { Btf, MapSpec, ProgramSpec } from "../../loader/index.ts";
import type { ContextValues } from "../context.ts";
import type { ProgramCounts } from "../coverage.ts";
import type { EnvironmentTables } from "../environment/tables.ts";
import type { Observer } from "../observation.ts";
import type { BatchOutcome, RunResult } from "../program.ts";
import type { RawResult } from "../raw-program.ts";
import type { Decoded } from "../structure.ts";

export type EngineName = "auto" | "interpreter" | "jit" | "kernel";

/** A machine's options, complete. */
export interface EngineSettings {
  clock: bigint;
  seed: bigint;
  /** Null: as many as the engine likes. */
  cpus: number | null;
  receive: "test-run" | "ingress";
  budget: number;
  /** Null for the engine's own. */
  environment?: EnvironmentTables | null;
  /** What compiled programs note about their runs; null: nothing. */
  instrument?: Instrument | null;
}

/** Beside the edges, which are counted always. */
export interface Instrument {
  /** Whether the operands of comparisons are kept. */
  comparisons: boolean;
  /** What stack that nobody wrote holds, a byte. */
  frameFill: number;
}

/** A program whose instructions are checked. */
export interface LoadableProgram {
  spec: ProgramSpec;
  /** As they were checked, with variables in place. */
  instructions: Uint8Array;
  /** The same, decoded when they are first asked for. */
  readonly decoded: readonly Decoded[];
  /** By the names that the program's references use. */
  maps: ReadonlyMap<string, EngineMap>;
  /** The types and lines of the whole object. */
  types: ObjectTypes | null;
}

/** What an engine that shows types and lines to others needs of the object; the same one for all its programs. */
export interface ObjectTypes {
  btf: Btf;
  programs: readonly ProgramSpec[];
}

export interface Engine {
  readonly name: EngineName;
  /** CPUs that per-CPU maps have values for; programs run on the first. */
  readonly cpus: number;
  /** Nanoseconds since boot, as programs see them. */
  clock: bigint;
  /** Bytes that maps, programs and packets take; null where that is not known. */
  readonly memoryUsed: number | null;

  /** A map within its type's rules, with its data in it and frozen if it is read-only. */
  createMap(spec: MapSpec): EngineMap;
  loadProgram(program: LoadableProgram): EngineProgram;

  /** Shows every instruction of all runs to the observer, until the function that it returns is called. */
  observe(observer: Observer): () => void;

  snapshot(): number;
  restore(snapshot: number): void;
  discardSnapshots(): void;
  close(): void;
}

/** Keys and values have the right lengths; results of changes are 0 or a negative errno. */
export interface EngineMap {
  readonly spec: MapSpec;
  /** As the engine holds it: a perf event array without a size has got one. */
  readonly maxEntries: number;
  /** Bytes of a value as `peek` gives it: those of all CPUs for per-CPU types. */
  readonly totalValueSize: number;
  peek(key: Uint8Array): Uint8Array | null;
  update(key: Uint8Array, value: Uint8Array, flags: bigint): number;
  /** As `update`, for maps that hold programs or maps; null when the value belongs to another engine. */
  updateObject(key: Uint8Array, value: EngineMap | EngineProgram, flags: bigint): number | null;
  /** What a slot of a map that holds programs or maps has; null where it is empty. */
  peekObject(key: Uint8Array): EngineMap | EngineProgram | null;
  delete(key: Uint8Array): number;
  /** Removes the key and gives its value, or a negative errno. */
  take(key: Uint8Array): Uint8Array | number;
  /** Lets go of a map that nothing refers to. */
  release(): void;
  keys(): IterableIterator<Uint8Array>;
  entries(): IterableIterator<[Uint8Array, Uint8Array]>;
}

export interface EngineBatch {
  readonly length: number;
  /** Runs on each frame as it was given. */
  run(): void;
  /** What the last run made of a frame. */
  outcome(index: number): BatchOutcome;
}

/** A program that is given one frame after the other; their events are dropped. */
export interface EngineVerdicts {
  /** The result; null where the run is stopped. */
  of(frame: Uint8Array): number | null;
}

export interface EngineProgram {
  readonly spec: ProgramSpec;
  /** `repeat` runs on the frame as given; the last one is reported. */
  run(frame: Uint8Array, linear: number, ctx: ContextValues, repeat: number): RunResult;
  /** Delivers the frame once, and then each of the runs works on what the one before left; the last is reported. */
  time(frame: Uint8Array, linear: number, ctx: ContextValues, runs: number): RunResult;
  /** The text of the WebAssembly that it is compiled to; null in an engine that compiles nothing. */
  wat(): string | null;
  /** Frames to be run together; their events are dropped. */
  batch(frames: readonly Uint8Array[], ctx: ContextValues): EngineBatch;
  verdicts(ctx: ContextValues): EngineVerdicts;
  /** With the address and length of a copy of `memory` in r1 and r2, instead of a context. */
  runOnMemory(memory: Uint8Array): RawResult;
  /** What ran since this was last asked; null where that is not counted. */
  takeCounts(): ProgramCounts | null;
}
