/** The WebAssembly core as an engine: maps, programs and packets lie in its linear memory. */
import type { MapSpec, ProgramSpec } from "../../loader/index.ts";
import { actionName } from "../../spec/actions.ts";
import { type Context, contexts } from "../../spec/contexts.ts";
import { INSN_SIZE } from "../../spec/encoding.ts";
import { helperName } from "../../spec/helpers.ts";
import {
  CHANGED_ALL,
  CONTEXT,
  CONTEXT_ROOM,
  CONTEXT_TEMPLATE,
  EVENT,
  EVENTS,
  EXECUTION,
  EXECUTION_CELL,
  MAP,
  OPERATION,
  PACKET_START,
  PROGRAM,
  Receive,
  SKB,
  SKB_CELL,
  STATE,
  STATE_CELL,
  TRAP,
  TRAP_CELL,
} from "../../spec/layout.ts";
import { entriesOf, MAP_TYPES, MapFlag } from "../../spec/maps.ts";
import { programTypeNumber } from "../../spec/programs.ts";
import { type ContextValues, contextIndexOf, decodeContext, encodeContext } from "../context.ts";
import { type Core, type CoreExports, createCore } from "../core.ts";
import type { ProgramCounts } from "../coverage.ts";
import { disassembleAt } from "../disassembler.ts";
import { MachineError } from "../errors.ts";
import { Host } from "../host.ts";
import type { Instrumentation } from "../jit/source.ts";
import {
  allocateCode,
  functionReference,
  linkCode,
  mapReference,
  mapValueReference,
  type Resolved,
} from "../link.ts";
import type { Observer } from "../observation.ts";
import type { PerfEvent, Redirect, RunResult } from "../program.ts";
import type { RawResult } from "../raw-program.ts";
import type { Decoded } from "../structure.ts";
import { readTrap, type Trap, type TrapNames } from "../trap.ts";
import { CoreBatch } from "./core-batch.ts";
import type {
  Engine,
  EngineMap,
  EngineName,
  EngineProgram,
  EngineSettings,
  LoadableProgram,
} from "./engine.ts";
import { writeEnvironment } from "./environment.ts";

/** Single runs after which the engine is asked anew whether it has something to make ready. */
const READY_INTERVAL = 128;

/** Interprets programs; `JitEngine` compiles them. */
export class CoreEngine implements Engine {
  readonly name: EngineName = "interpreter";
  readonly cpus: number;
  /** A `Receive`. */
  readonly mode: number;
  readonly host: Host;
  readonly programs: CoreProgram[] = [];
  readonly maps: CoreMap[] = [];
  /** Whose context the template in the core is. */
  template: { program: CoreProgram; ctx: ContextValues } | null = null;
  #observers: readonly Observer[] = [];

  protected constructor(core: Core, settings: EngineSettings) {
    this.cpus = settings.cpus ?? 1;
    this.mode = settings.receive === "ingress" ? Receive.INGRESS : Receive.TEST_RUN;
    this.host = new Host(core, this.cpus);
    this.clock = settings.clock;
    core.memory.setU64(STATE_CELL + STATE.RANDOM, BigInt.asUintN(64, settings.seed));
    core.memory.setU32(STATE_CELL + STATE.CPUS, this.cpus);
    core.memory.setU32(STATE_CELL + STATE.BUDGET, settings.budget);
    if (settings.environment) writeEnvironment(core, settings.environment);
    core.link = (program) => this.programs[core.memory.u32(program + PROGRAM.ID)]!.link();
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
    const { spec, maps } = program;
    const { core } = this.host;
    const slots = spec.instructions.length / INSN_SIZE;
    const code = allocateCode(core, slots);
    // Now, because a snapshot has to know of the values that programs address without a lookup.
    const resolved = new Map<number, Resolved>();
    for (const reference of spec.references) {
      switch (reference.kind) {
        case "map":
          resolved.set(reference.insn, mapReference((maps.get(reference.map) as CoreMap).address));
          break;
        case "map_value": {
          const { address } = maps.get(reference.map) as CoreMap;
          resolved.set(reference.insn, mapValueReference(core, address, reference.offset));
          break;
        }
        case "function":
          resolved.set(reference.insn, functionReference(code, reference.target));
          break;
        case "variable":
          break;
      }
    }
    const address = this.host.allocate(PROGRAM.SIZE);
    core.memory.setU32(address + PROGRAM.CODE, code);
    core.memory.setU32(address + PROGRAM.LENGTH, slots);
    core.memory.setU32(address + PROGRAM.ID, this.programs.length);
    core.memory.setU32(address + PROGRAM.CONTEXT, contextIndexOf(spec.type));
    core.memory.setU32(address + PROGRAM.TYPE, programTypeNumber(spec.type));
    const loaded = new CoreProgram(this, program, address, code, resolved);
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

export class CoreMap implements EngineMap {
  readonly spec: MapSpec;
  readonly maxEntries: number;
  readonly totalValueSize: number;
  /** Address of the map's descriptor. */
  readonly address: number;
  readonly #engine: CoreEngine;
  readonly #host: Host;

  constructor(engine: CoreEngine, spec: MapSpec, address: number) {
    this.#engine = engine;
    this.#host = engine.host;
    this.spec = spec;
    this.address = address;
    const { memory } = this.#host.core;
    this.maxEntries = memory.u32(address + MAP.MAX_ENTRIES);
    this.totalValueSize = MAP_TYPES[spec.type].perCpu
      ? memory.u32(address + MAP.VALUE_STRIDE) * engine.cpus
      : memory.u32(address + MAP.VALUE_SIZE);
  }

  peek(key: Uint8Array): Uint8Array | null {
    const value = this.#valueOf(key);
    return value === 0 ? null : this.#host.core.memory.read(value, this.totalValueSize);
  }

  update(key: Uint8Array, value: Uint8Array, flags: bigint): number {
    const { core } = this.#host;
    const scratch = this.#host.scratch(key.length + 8 + value.length);
    const valueAt = scratch + ((key.length + 7) & ~7);
    core.memory.write(scratch, key);
    core.memory.write(valueAt, value);
    return Number(core.exports.mapUpdate(this.address, scratch, valueAt, flags));
  }

  updateObject(key: Uint8Array, value: EngineMap | EngineProgram, flags: bigint): number | null {
    if (!(value instanceof CoreMap || value instanceof CoreProgram) || !value.isOf(this.#engine)) return null;
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setUint32(0, value.address, true);
    return this.update(key, bytes, flags);
  }

  peekObject(key: Uint8Array): CoreMap | CoreProgram | null {
    const slot = this.#valueOf(key);
    const address = slot === 0 ? 0 : this.#host.core.memory.u32(slot);
    if (address === 0) return null;
    const { maps, programs } = this.#engine;
    return [...maps, ...programs].find((one) => one.address === address) ?? null;
  }

  delete(key: Uint8Array): number {
    const { core } = this.#host;
    const scratch = this.#host.scratch(key.length);
    core.memory.write(scratch, key);
    return Number(core.exports.mapDelete(this.address, scratch));
  }

  take(key: Uint8Array): Uint8Array | number {
    const { core } = this.#host;
    const room = (key.length + 7) & ~7;
    const scratch = this.#host.scratch(room + this.totalValueSize);
    core.memory.write(scratch, key);
    const result = Number(core.exports.mapTake(this.address, scratch, scratch + room));
    return result < 0 ? result : core.memory.read(scratch + room, this.totalValueSize);
  }

  /** The core has no way to take a map's memory back. */
  release(): void {}

  *keys(): IterableIterator<Uint8Array> {
    const { core } = this.#host;
    const { keySize } = this.spec;
    const room = (keySize + 7) & ~7;
    let previous: Uint8Array | null = null;
    for (;;) {
      const scratch: number = this.#host.scratch(2 * room);
      if (previous) core.memory.write(scratch, previous);
      if (core.exports.mapNext(this.address, previous ? scratch : 0, scratch + room) !== 0n) return;
      const key: Uint8Array = core.memory.read(scratch + room, keySize);
      previous = key;
      yield key;
    }
  }

  *entries(): IterableIterator<[Uint8Array, Uint8Array]> {
    for (const key of this.keys()) {
      const value = this.peek(key);
      if (value) yield [key, value];
    }
  }

  isOf(engine: CoreEngine): boolean {
    return engine === this.#engine;
  }

  /** Whether the value that programs address without a lookup starts there. */
  isAt(address: number): boolean {
    const { memory } = this.#host.core;
    return memory.u32(this.address + MAP.DIRECT) !== 0 && memory.u32(this.address + MAP.TABLE) === address;
  }

  /** Whether an element's value, of whichever CPU, starts at this address. */
  holdsValueAt(address: number): boolean {
    const { holds, perCpu } = MAP_TYPES[this.spec.type];
    if (holds !== "bytes") return false;
    const stride = this.#host.core.memory.u32(this.address + MAP.VALUE_STRIDE);
    const size = stride * (perCpu ? this.#engine.cpus : 1);
    for (const key of this.keys()) {
      const value = this.#valueOf(key);
      const distance = address - value;
      if (value && distance >= 0 && distance < size && distance % stride === 0) return true;
    }
    return false;
  }

  /** Address of a key's value, or 0. */
  #valueOf(key: Uint8Array): number {
    const { core } = this.#host;
    const scratch = this.#host.scratch(key.length);
    core.memory.write(scratch, key);
    return core.exports.mapPeek(this.address, scratch) >>> 0;
  }
}

/** How a run, or several in a row, ended, and the milliseconds that it took. */
interface Timed {
  /** Null when it was stopped. */
  retval: number | null;
  trap: Trap | null;
  elapsed: number;
}

export class CoreProgram implements EngineProgram {
  readonly spec: ProgramSpec;
  /** Address of the program's descriptor. */
  readonly address: number;
  /** Address of its first OPERATION. */
  readonly code: number;
  /** What its compiled code notes; null: nothing. */
  instrumentation: Instrumentation | null = null;
  readonly engine: CoreEngine;
  readonly #program: LoadableProgram;
  /** What its `lddw` load that stand for something, by their places. */
  readonly #resolved: ReadonlyMap<number, Resolved>;
  readonly #context: Context;
  /** Index of the context, which is its number in the core. */
  readonly #kind: number;

  constructor(
    engine: CoreEngine,
    program: LoadableProgram,
    address: number,
    code: number,
    resolved: ReadonlyMap<number, Resolved>,
  ) {
    this.engine = engine;
    this.spec = program.spec;
    this.address = address;
    this.code = code;
    this.#program = program;
    this.#resolved = resolved;
    this.#kind = contextIndexOf(program.spec.type);
    this.#context = contexts[this.#kind]!;
  }

  isOf(engine: CoreEngine): boolean {
    return engine === this.engine;
  }

  /** Its instructions, whose operations are in the core from now on. */
  link(): readonly Decoded[] {
    const { core } = this.engine.host;
    const { decoded } = this.#program;
    if (core.memory.u32(this.address + PROGRAM.LINKED) === 0) {
      linkCode(core, this.code, decoded, this.#context, this.#resolved);
      core.memory.setU32(this.address + PROGRAM.LINKED, 1);
    }
    return decoded;
  }

  run(data: Uint8Array, linear: number, ctx: ContextValues, repeat: number): RunResult {
    const { exports } = this.engine.host.core;
    const receive = this.#delivery(data, linear, ctx, repeat);
    let run!: Timed;
    let elapsed = 0;
    let done = 0;
    do {
      receive();
      run = this.#timed(() => exports.run(this.address));
      elapsed += run.elapsed;
      done++;
    } while (done < repeat && run.trap === null);
    return this.#result(run, data, Math.round((elapsed * 1e6) / done));
  }

  time(data: Uint8Array, linear: number, ctx: ContextValues, runs: number): RunResult {
    const { exports } = this.engine.host.core;
    this.#delivery(data, linear, ctx, runs)();
    const run = this.#timed(() => exports.repeat(this.address, runs));
    return this.#result(run, data, (run.elapsed * 1e6) / runs);
  }

  /** What puts the frame and its context in place, with nothing left of runs before. */
  #delivery(data: Uint8Array, linear: number, ctx: ContextValues, runs: number): () => void {
    const engine = this.engine;
    const { core } = engine.host;
    engine.ready(this.address, runs);
    this.#giveTemplate(ctx);
    const frame = engine.host.scratch(data.length);
    core.memory.write(frame, data);
    return () => {
      core.memory.setU32(STATE_CELL + STATE.EVENT_BYTES, 0);
      core.memory.setU32(STATE_CELL + STATE.EVENTS_LOST, 0);
      core.memory.setU32(EXECUTION_CELL + EXECUTION.DROPS_EVENTS, 0);
      core.exports.receive(this.#kind, frame, data.length, linear, engine.mode);
    };
  }

  #timed(action: () => bigint): Timed {
    let r0: bigint | null = null;
    const start = performance.now();
    const trap = this.engine.guard(() => {
      r0 = action();
    });
    const elapsed = performance.now() - start;
    return { retval: trap || r0 === null ? null : Number(BigInt.asUintN(32, r0)), elapsed, trap };
  }

  #result({ retval, trap }: Timed, data: Uint8Array, durationNs: number): RunResult {
    const engine = this.engine;
    const { core } = engine.host;
    const action = retval === null ? null : actionName(this.spec.type, retval);
    const context = this.#context;
    const contextBytes = core.memory.read(CONTEXT, context.size);
    let ctxOut: ContextValues | null = null;
    return {
      retval,
      action,
      redirect: action?.endsWith("_REDIRECT") ? this.#redirect() : null,
      dataOut: context.packet === "none" ? data : this.#packet(),
      metadata: this.#metadata(),
      /** Dozens of fields, which few ask for. */
      get ctxOut() {
        ctxOut ??= decodeContext(context, contextBytes);
        return ctxOut;
      },
      insns: engine.insns,
      engine: engine.isObserved ? "interpreter" : engine.name,
      durationNs,
      events: this.#events(),
      eventsLost: core.memory.u32(STATE_CELL + STATE.EVENTS_LOST),
      tailCalls: this.#tailCalls(),
      trap,
    };
  }

  wat(): string | null {
    return this.engine.wat(this);
  }

  batch(frames: readonly Uint8Array[], ctx: ContextValues): CoreBatch {
    return new CoreBatch(this.engine, this.address, frames, () => {
      this.engine.ready(this.address, frames.length);
      this.#giveTemplate(ctx);
    });
  }

  verdicts(ctx: ContextValues): (frame: Uint8Array) => number | null {
    const engine = this.engine;
    const { mode } = engine;
    const { memory, raw } = engine.host.core;
    const { address } = this;
    const verdict = raw.verdict as CoreExports["verdict"];
    let untilReady = 0;
    return (frame) => {
      if (untilReady-- === 0) {
        engine.ready(address, READY_INTERVAL);
        untilReady = READY_INTERVAL;
      }
      this.#giveTemplate(ctx);
      memory.bytes.set(frame, PACKET_START);
      try {
        return verdict(address, frame.length, mode) >>> 0;
      } catch (error) {
        engine.trapOf(error);
        return null;
      }
    };
  }

  runOnMemory(memory: Uint8Array): RawResult {
    const engine = this.engine;
    const { core } = engine.host;
    engine.ready(this.address, 1);
    const address = memory.length === 0 ? 0 : engine.host.scratch(memory.length);
    core.memory.write(address, memory);
    let r0: bigint | null = null;
    const trap = engine.guard(() => {
      r0 = BigInt.asUintN(64, core.exports.runOnMemory(this.address, address, memory.length));
    });
    return {
      r0: trap ? null : r0,
      memory: core.memory.read(address, memory.length),
      restated: [],
      insns: engine.insns,
      trap,
    };
  }

  takeCounts(): ProgramCounts | null {
    if (!this.instrumentation) return null;
    const { edges, counters } = this.instrumentation;
    const passed = this.engine.host.core.memory.bytes.subarray(counters, counters + edges.points.length);
    const counts = edges.counts(passed);
    passed.fill(0);
    return counts;
  }

  /** Makes every context begin like this one, unless that is so already. */
  #giveTemplate(ctx: ContextValues): void {
    const engine = this.engine;
    if (engine.template?.ctx === ctx && engine.template.program === this) return;
    this.#writeTemplate(ctx);
    engine.template = { program: this, ctx };
  }

  #writeTemplate(ctx: ContextValues): void {
    const { memory } = this.engine.host.core;
    memory.write(CONTEXT_TEMPLATE, this.contextTemplate(ctx));
    memory.setU32(EXECUTION_CELL + EXECUTION.CHANGED, CHANGED_ALL);
  }

  /** What the context of a run starts as. Throws BAD_INPUT. */
  contextTemplate(ctx: ContextValues): Uint8Array {
    const defaults: ContextValues = {};
    if (this.#context.packet === "skb") {
      defaults.ifindex = 1;
      if (this.engine.mode === Receive.INGRESS) defaults.ingress_ifindex = ctx.ifindex ?? 1;
    } else if (this.#context.packet === "xdp") {
      defaults.ingress_ifindex = 1;
    }
    const template = new Uint8Array(CONTEXT_ROOM);
    template.set(encodeContext(this.#context, { ...defaults, ...ctx }));
    return template;
  }

  #packet(): Uint8Array {
    const { memory } = this.engine.host.core;
    return memory.read(memory.u32(SKB_CELL + SKB.DATA), memory.u32(SKB_CELL + SKB.LENGTH));
  }

  #metadata(): Uint8Array {
    const { memory } = this.engine.host.core;
    const length = memory.u32(SKB_CELL + SKB.META);
    return memory.read(memory.u32(SKB_CELL + SKB.DATA) - length, length);
  }

  #redirect(): Redirect | null {
    const { memory } = this.engine.host.core;
    const helper = memory.u32(STATE_CELL + STATE.REDIRECT_HELPER);
    if (helper === 0) return null;
    const name = helperName(helper);
    const nextHop = name === "bpf_redirect_neigh" ? this.#nextHop() : null;
    return {
      helper: name,
      ifindex: memory.u32(STATE_CELL + STATE.REDIRECT_IFINDEX),
      flags: memory.u32(STATE_CELL + STATE.REDIRECT_FLAGS),
      ...(nextHop && { nextHop }),
    };
  }

  /** The address in a struct bpf_redir_neigh, which has its family (AF_INET, AF_INET6) before it. */
  #nextHop(): Uint8Array | null {
    const { memory } = this.engine.host.core;
    const at = STATE_CELL + STATE.REDIRECT_NEXTHOP;
    const length = { 2: 4, 10: 16 }[memory.u32(at)];
    return length === undefined ? null : memory.read(at + 4, length);
  }

  #tailCalls(): string[] {
    const { memory } = this.engine.host.core;
    const count = memory.u32(STATE_CELL + STATE.TAIL_CALLS);
    return Array.from({ length: count }, (_, i) => {
      const id = memory.u32(STATE_CELL + STATE.TAIL_CALL_LOG + 4 * i);
      return this.engine.programs[id]!.spec.name;
    });
  }

  #events(): PerfEvent[] {
    const { memory } = this.engine.host.core;
    const used = memory.u32(STATE_CELL + STATE.EVENT_BYTES);
    const events: PerfEvent[] = [];
    for (let at = 0; at < used; ) {
      const header = EVENTS + at;
      const length = memory.u32(header + EVENT.LENGTH);
      events.push({
        map: this.engine.maps[memory.u32(header + EVENT.MAP)]!.spec.name,
        cpu: memory.u32(header + EVENT.CPU),
        data: memory.read(header + EVENT.SIZE, length),
        packetLength: memory.u32(header + EVENT.PACKET_LENGTH),
      });
      at += EVENT.SIZE + ((length + 7) & ~7);
    }
    return events;
  }
}
