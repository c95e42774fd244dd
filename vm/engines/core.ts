/** The WebAssembly core as an engine: maps, programs and packets lie in its linear memory. */
import type { MapSpec } from "../../loader/index.ts";
import { INSN_SIZE } from "../../spec/encoding.ts";
import {
  EXECUTION,
  EXECUTION_CELL,
  OPERATION,
  PROGRAM,
  Receive,
  STATE,
  STATE_CELL,
  TRAP,
  TRAP_CELL,
} from "../../spec/layout.ts";
import { entriesOf, MAP_TYPES, MapFlag } from "../../spec/maps.ts";
import { programTypeNumber } from "../../spec/programs.ts";
import { type ContextValues, contextIndexOf } from "../context.ts";
import { type Core, createCore } from "../core.ts";
import { disassembleAt } from "../disassembler.ts";
import { MachineError } from "../errors.ts";
import { Host } from "../host.ts";
import { batchLoop } from "../jit/batch-loop.ts";
import { placeInstructions } from "../link.ts";
import type { Observer } from "../observation.ts";
import { readTrap, type Trap, type TrapNames } from "../trap.ts";
import { CoreMap } from "./core-map.ts";
import { CoreProgram } from "./core-program.ts";
import type { Engine, EngineName, EngineSettings, LoadableProgram } from "./engine.ts";
import { writeEnvironment } from "./environment.ts";

/** What the contexts of one program's runs begin as; another program's is another object. */
export interface Template {
  ctx: ContextValues;
}

/** Interprets programs; `JitEngine` compiles them. */
export class CoreEngine implements Engine {
  readonly name: EngineName = "interpreter";
  readonly cpus: number;
  /** A `Receive`. */
  readonly mode: number;
  readonly host: Host;
  readonly programs: CoreProgram[] = [];
  readonly maps: CoreMap[] = [];
  /** What the template in the core was made of. */
  template: Template | null = null;
  #observers: readonly Observer[] = [];
  #batchLoop = 0;

  protected constructor(core: Core, settings: EngineSettings) {
    this.cpus = settings.cpus ?? 1;
    this.mode = settings.receive === "ingress" ? Receive.INGRESS : Receive.TEST_RUN;
    this.host = new Host(core, this.cpus);
    this.clock = settings.clock;
    core.memory.setU64(STATE_CELL + STATE.RANDOM, BigInt.asUintN(64, settings.seed));
    core.memory.setU32(STATE_CELL + STATE.CPUS, this.cpus);
    core.memory.setU32(STATE_CELL + STATE.BUDGET, settings.budget);
    if (settings.environment) writeEnvironment(core, settings.environment);
  }

  static async create(settings: EngineSettings): Promise<CoreEngine> {
    return new CoreEngine(await createCore(), settings);
  }

  get clock(): bigint {
    return this.host.core.memory.u64(STATE_CELL + STATE.CLOCK);
  }

  set clock(nanoseconds: bigint) {
    this.host.core.memory.setU64(STATE_CELL + STATE.CLOCK, BigInt.asUintN(64, nanoseconds));
  }

  get memoryUsed(): number {
    return this.host.core.exports.memoryUsed() >>> 0;
  }

  createMap(spec: MapSpec): CoreMap {
    const { exports } = this.host.core;
    const number = MAP_TYPES[spec.type].number;
    const maxEntries = entriesOf(spec.type, spec.maxEntries, this.cpus);
    const flags = spec.flags | (spec.readOnly ? MapFlag.RDONLY_PROG : 0);
    const address =
      exports.mapCreate(this.maps.length, number, spec.keySize, spec.valueSize, maxEntries, flags) >>> 0;
    if (address === 0) {
      throw new MachineError("OUT_OF_MEMORY", `no memory left for map ${spec.name}`, { map: spec.name });
    }
    // What nobody writes can be relied on, whatever becomes of the object's own bytes.
    const held = spec.readOnly && spec.data ? { ...spec, data: spec.data.slice() } : spec;
    const map = new CoreMap(this, held, address);
    this.maps.push(map);
    if (spec.inner) {
      const { type, keySize, valueSize, maxEntries, flags } = spec.inner;
      exports.mapSetInner(address, MAP_TYPES[type].number, keySize, valueSize, maxEntries, flags);
    }
    if (spec.data) map.update(new Uint8Array(spec.keySize), spec.data, 0n);
    if (spec.readOnly) exports.mapFreeze(address);
    return map;
  }

  loadProgram(program: LoadableProgram): CoreProgram {
    const { spec, instructions, maps } = program;
    const { core } = this.host;
    const mapAt = (name: string) => (maps.get(name) as CoreMap).address;
    const code = placeInstructions(core, instructions, spec.references, mapAt);
    const address = this.host.allocate(PROGRAM.SIZE);
    core.memory.setU32(address + PROGRAM.CODE, code);
    core.memory.setU32(address + PROGRAM.LENGTH, instructions.length / INSN_SIZE);
    core.memory.setU32(address + PROGRAM.ID, this.programs.length);
    core.memory.setU32(address + PROGRAM.CONTEXT, contextIndexOf(spec.type));
    core.memory.setU32(address + PROGRAM.TYPE, programTypeNumber(spec.type));
    const loaded = new CoreProgram(this, program, address, code);
    this.programs.push(loaded);
    return loaded;
  }

  observe(observer: Observer): () => void {
    this.#setObservers([...this.#observers, observer]);
    return () => this.#setObservers(this.#observers.filter((other) => other !== observer));
  }

  #setObservers(observers: readonly Observer[]): void {
    this.#observers = observers;
    const { core } = this.host;
    core.exports.setObserving(observers.length > 0 ? 1 : 0);
    core.observer = (ip, depth) => {
      const id = core.memory.u32(core.memory.u32(EXECUTION_CELL + EXECUTION.PROGRAM) + PROGRAM.ID);
      const program = this.programs[id]!;
      const pc = (ip - program.code) / OPERATION.SIZE;
      for (const observe of observers) observe(program, pc, depth);
    };
  }

  /** Whether runs are observed: whatever the engine, the interpreter executes them then. */
  get isObserved(): boolean {
    return this.#observers.length > 0;
  }

  snapshot(): number {
    return this.host.core.exports.snapshot();
  }

  restore(snapshot: number): void {
    this.host.core.exports.restore(snapshot);
    this.host.forgetScratch();
  }

  discardSnapshots(): void {
    this.host.core.exports.discardSnapshots();
  }

  close(): void {}

  /** Called before a program runs, so many times. */
  ready(_program: number, _runs: number): void {}

  /** Where the loop that runs a program on a batch in place is in the core's table. */
  batchLoop(_program: number): number {
    const { core } = this.host;
    this.#batchLoop ||= (core.raw.table as WebAssembly.Table).grow(
      1,
      batchLoop(core, core.raw.interpretEntry as WebAssembly.ExportValue),
    );
    return this.#batchLoop;
  }

  /** The text of the WebAssembly that a program is compiled to; null in an engine that compiles nothing. */
  wat(_program: CoreProgram): string | null {
    return null;
  }

  /** Instructions executed in the last run, where that is counted. */
  get insns(): number | null {
    return Number(this.host.core.memory.u64(STATE_CELL + STATE.INSNS));
  }

  /** Runs something in the core; a trap comes back as data, anything else that goes wrong there is thrown. */
  guard(action: () => void): Trap | null {
    try {
      action();
      return null;
    } catch (error) {
      return this.trapOf(error);
    }
  }

  /** The trap that unwound a run; anything else that did is thrown. */
  trapOf(error: unknown): Trap {
    if (!(error instanceof WebAssembly.RuntimeError)) throw error;
    const { memory } = this.host.core;
    const trap = readTrap(memory, this.#trapNames);
    if (trap === null) throw error;
    memory.setU32(TRAP_CELL + TRAP.CODE, 0);
    return trap;
  }

  readonly #trapNames: TrapNames = {
    program: (id) => {
      const program = this.programs[id];
      return program && { spec: program.spec, contextIndex: contextIndexOf(program.spec.type) };
    },
    mapAt: (address) => this.maps.find((map) => map.address === address)?.spec.name ?? null,
    mapOfValue: (address) => this.maps.find((map) => map.holdsValueAt(address))?.spec.name ?? null,
    disassemble: disassembleAt,
  };
}
