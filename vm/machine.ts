import type { CollectionSpec, MapSpec, ProgramSpec } from "../loader/index.ts";
import { ENDPOINT_ID_VARIABLE, policyPrograms } from "../spec/cilium.ts";
import { contexts } from "../spec/contexts.ts";
import { INSN_SIZE, OP_LDDW } from "../spec/encoding.ts";
import { helperById } from "../spec/helpers.ts";
import { MAP_TYPES } from "../spec/maps.ts";
import { assemble } from "./assembler.ts";
import { Collection } from "./collection.ts";
import { contextIndexOf } from "./context.ts";
import { type Coverage, CoverageCounter } from "./coverage.ts";
import { Debugger } from "./debugger.ts";
import { AutoEngine } from "./engines/auto.ts";
import { CoreEngine } from "./engines/core.ts";
import type {
  Engine,
  EngineMap,
  EngineName,
  EngineSettings,
  Instrument,
  LoadableProgram,
  ObjectTypes,
} from "./engines/engine.ts";
import { JitEngine } from "./engines/jit.ts";
import { type Environment, HOOKS, type Hook } from "./environment/format.ts";
import { readEnvironment } from "./environment/read.ts";
import type { EnvironmentTables } from "./environment/tables.ts";
import { MachineError } from "./errors.ts";
import { type FollowOptions, follow, type Hop } from "./follow.ts";
import { BpfMap } from "./map.ts";
import { Program, type RunOptions } from "./program.ts";
import { RawProgram } from "./raw-program.ts";
import { checkStructure, type Decoded, decodeAt, decodeChecked } from "./structure.ts";
import { type Trace, type TraceOptions, TraceRecorder } from "./trace.ts";

/** What a machine is made with; all of it may be left out. */
export interface MachineOptions {
  /**
   * What executes programs, with the same results. `auto`, the default, interprets them and compiles what has done
   * enough work; `interpreter` never does, and counts instructions; `jit` compiles a program when it is first run.
   * `kernel` is the Linux that this runs on, through bpf(2): it needs root and the
   * package koffi, knows no snapshots, and frames reach its programs by BPF_PROG_TEST_RUN.
   */
  engine?: EngineName;
  /** Nanoseconds since boot, which stand still until `machine.clock` is set. */
  clock?: bigint;
  /** Where random numbers start. */
  seed?: bigint;
  /**
   * CPUs that per-CPU maps have values for; programs run on the first. By default 1, or, with the kernel, as
   * many as it may have, which is the only number it takes.
   */
  cpus?: number;
  /**
   * How a frame reaches a tc program: as from BPF_PROG_TEST_RUN (VLAN tags stay in the frame), or as at a real
   * ingress (the outer tag is taken out and shows in the context).
   */
  receive?: "test-run" | "ingress";
  /** Back edges, calls and iterations that one run may take; the kernel has limits of its own. */
  budget?: number;
  /**
   * What get_hash_recalc gives for every packet. By default the interpreter hashes the flow; the kernel's hash
   * has a secret seed, so that a kernel machine always has this constant (0x5eed by default).
   */
  hash?: number;
  /** Interfaces, routes, neighbours, sockets: what helpers answer from; a kernel machine's namespace gets them. */
  environment?: Environment;
  /**
   * What compiled programs note about their runs: which ways through them are taken (`program.takeCounts()`), and
   * for a fuzzer what they compare and what they read of stack that they never wrote. For `jit` alone.
   */
  instrument?: Partial<Instrument>;
}

/** How an object is put into a machine. */
export interface LoadOptions {
  /** Other names for maps, so that two collections do not share what they would by name. */
  renameMaps?: Readonly<Record<string, string>>;
}

/** Nanoseconds: a machine that has been up for an hour, so that no timestamp is 0. */
const DEFAULT_CLOCK = 3_600_000_000_000n;
const DEFAULT_SEED = 0x5eed_5eed_5eedn;
const DEFAULT_BUDGET = 2 ** 24;
const MAX_CPUS = 1024;
const U32_MAX = 0xffff_ffff;

const DEFAULT_KERNEL_HASH = 0x5eed;

const engines: Readonly<Record<EngineName, (settings: EngineSettings) => Promise<Engine>>> = {
  interpreter: (settings) => CoreEngine.create(settings),
  auto: (settings) => AutoEngine.create(settings),
  jit: (settings) => JitEngine.create(settings),
  // Only when it is asked for: it needs Node and an optional package.
  kernel: async (settings) => (await import("./engines/kernel.ts")).KernelEngine.create(settings),
};

/** A program at a hook. */
interface Attached {
  interface: number;
  hook: Hook;
  program: Program;
}

/** `SCHED_CLS, XDP`: the types of programs that have a context. */
const runnable = (): string => contexts.map(({ programType }) => programType).join(", ");

/**
 * An engine with maps and programs in it. Collections of one machine share the maps that their objects pin by
 * name. Nothing here depends on time or chance unless it is given.
 */
export class Machine implements Disposable {
  readonly receive: "test-run" | "ingress";
  readonly #engine: Engine;
  /** What get_hash_recalc gives, or null for the engine's own hash. */
  readonly hash: number | null;
  readonly #sharedMaps = new Map<string, BpfMap>();
  readonly #tables: EnvironmentTables | null;
  /** What hangs where, in the order of attaching. */
  #attached: readonly Attached[] = [];
  /** The same, by snapshot. */
  readonly #attachedAt = new Map<number, readonly Attached[]>();
  #open = true;

  private constructor(
    engine: Engine,
    receive: "test-run" | "ingress",
    hash: number | null,
    tables: EnvironmentTables | null,
  ) {
    this.#engine = engine;
    this.#tables = tables;
    this.receive = receive;
    this.hash = hash;
  }

  /** Throws MachineError: BAD_INPUT, BAD_ENVIRONMENT, or UNSUPPORTED where the engine cannot be had. */
  static async create(options: MachineOptions = {}): Promise<Machine> {
    const { engine: name = "auto", cpus, budget = DEFAULT_BUDGET, receive = "test-run" } = options;
    const create = Object.hasOwn(engines, name) ? engines[name] : null;
    if (!create) {
      throw new MachineError("BAD_INPUT", `no engine ${name}`, {
        found: name,
        expected: Object.keys(engines).join(", "),
      });
    }
    if (cpus !== undefined && (!Number.isInteger(cpus) || cpus < 1 || cpus > MAX_CPUS)) {
      throw new MachineError("BAD_INPUT", `${cpus} CPUs`, { found: cpus, expected: `1 to ${MAX_CPUS}` });
    }
    if (!Number.isInteger(budget) || budget < 1 || budget > U32_MAX) {
      throw new MachineError("BAD_INPUT", `budget ${budget}`, { found: budget, expected: "1 to 2^32 - 1" });
    }
    const hash = options.hash ?? (name === "kernel" ? DEFAULT_KERNEL_HASH : null);
    if (hash !== null && (!Number.isInteger(hash) || hash < 0 || hash > U32_MAX)) {
      throw new MachineError("BAD_INPUT", `hash ${hash}`, { found: hash, expected: "0 to 2^32 - 1" });
    }
    if (options.instrument && name !== "jit") {
      throw new MachineError("UNSUPPORTED", `the ${name} engine's programs note nothing about their runs`);
    }
    const tables = options.environment ? readEnvironment(options.environment) : null;
    const engine = await create({
      clock: options.clock ?? DEFAULT_CLOCK,
      seed: options.seed ?? DEFAULT_SEED,
      cpus: cpus ?? null,
      receive,
      budget,
      environment: tables,
      instrument: options.instrument ? { comparisons: false, frameFill: 0, ...options.instrument } : null,
    });
    return new Machine(engine, receive, hash, tables);
  }

  /** Name of the engine that it was made with. */
  get engine(): EngineName {
    return this.#engine.name;
  }

  /** CPUs that per-CPU maps have values for. */
  get cpus(): number {
    return this.#engine.cpus;
  }

  /** Nanoseconds since boot, as programs see them. */
  get clock(): bigint {
    return this.#engine.clock;
  }

  set clock(nanoseconds: bigint) {
    this.#engine.clock = nanoseconds;
  }

  /** Bytes of linear memory in use; null where maps and programs lie elsewhere. */
  get memoryUsed(): number | null {
    return this.#engine.memoryUsed;
  }

  /**
   * Makes the collection's maps, wires its tail calls and readies its programs. Throws MachineError: BAD_MAP,
   * BAD_PROGRAM, OUT_OF_MEMORY. A program that uses what is not there yet is in `collection.refused`.
   */
  load(spec: CollectionSpec, options: LoadOptions = {}): Collection {
    this.assertOpen();
    const created: BpfMap[] = [];
    try {
      return this.#load(spec, options, created);
    } catch (error) {
      for (const map of created) {
        if (this.#sharedMaps.get(map.name) === map) this.#sharedMaps.delete(map.name);
        map.handle.release();
      }
      throw error;
    }
  }

  /** Adds the maps that it makes to `created`. */
  #load(spec: CollectionSpec, options: LoadOptions, created: BpfMap[]): Collection {
    const maps = new Map<string, BpfMap>();
    const refusedMaps = new Map<string, MachineError>();
    for (const mapSpec of spec.maps.values()) {
      const name = options.renameMaps?.[mapSpec.name] ?? mapSpec.name;
      if (!MAP_TYPES[mapSpec.type].supported) {
        refusedMaps.set(
          mapSpec.name,
          new MachineError("UNSUPPORTED", `map ${name}: skbox has no maps of type ${mapSpec.type} yet`, {
            map: name,
            found: mapSpec.type,
          }),
        );
        continue;
      }
      maps.set(mapSpec.name, this.#mapFor({ ...mapSpec, name }, created));
    }

    const programs = new Map<string, Program>();
    const refused = new Map<string, MachineError>();
    const types = spec.btf && { btf: spec.btf, programs: [...spec.programs.values()] };
    const handles = new Map<string, EngineMap>([...maps].map(([name, map]) => [name, map.handle]));
    for (const programSpec of spec.programs.values()) {
      const loaded = this.#loadProgram(spec, programSpec, types, handles, refusedMaps);
      if (loaded instanceof Program) programs.set(programSpec.name, loaded);
      else refused.set(programSpec.name, loaded);
    }
    const collection = new Collection(spec, programs, maps, refused);
    this.#wire(collection);
    return collection;
  }

  /**
   * Readies instructions that stand for themselves: no context, no packet, no maps, and only the helpers that
   * every program type has. Throws MachineError BAD_PROGRAM or UNSUPPORTED.
   */
  loadRaw(instructions: Uint8Array, { name = "raw" }: { name?: string } = {}): RawProgram {
    this.assertOpen();
    const spec: ProgramSpec = {
      name,
      section: "",
      type: "UNSPEC",
      attachType: null,
      attachTo: null,
      sleepable: false,
      license: "",
      instructions: instructions.slice(),
      references: [],
      functions: [],
      lines: [],
      tailCall: null,
      btfTypeId: null,
    };
    checkProgram(spec, spec.instructions);
    const program = loadable(spec, spec.instructions, { maps: new Map(), types: null });
    return new RawProgram(this, this.#engine.loadProgram(program));
  }

  /**
   * Hangs a program at a hook of an interface of the environment, in the place of what hangs there; null takes it
   * off. Throws MachineError BAD_INPUT: no such interface, a program of another machine or type.
   */
  attach(ifindex: number, hook: Hook, program: Program | null): void {
    this.assertOpen();
    const interfaces = this.#tables?.interfaces.map(({ index }) => index) ?? [];
    if (!interfaces.includes(ifindex)) {
      throw new MachineError("BAD_INPUT", `the environment has no interface ${ifindex}`, {
        found: ifindex,
        expected: interfaces.join(", "),
      });
    }
    if (!HOOKS.includes(hook)) {
      throw new MachineError("BAD_INPUT", `no hook ${hook}`, { found: hook, expected: HOOKS.join(", ") });
    }
    if (program && !program.isOf(this)) {
      throw new MachineError("BAD_INPUT", `${program.name} is a program of another machine`);
    }
    const types = hook === "xdp" ? ["XDP"] : ["SCHED_CLS", "SCHED_ACT"];
    if (program && !types.includes(program.spec.type)) {
      throw new MachineError("BAD_INPUT", `${program.name} is no program for ${hook}`, {
        program: program.name,
        found: program.spec.type,
        expected: types.join(", "),
      });
    }
    this.#attached = this.#attached.filter((one) => one.interface !== ifindex || one.hook !== hook);
    if (program) this.#attached = [...this.#attached, { interface: ifindex, hook, program }];
  }

  /**
   * Runs a program on a packet, and then whatever hangs where its verdict sends the packet, for at most 16 hops.
   * The program runs where it is attached; if that is at several interfaces, where `ctx.ifindex` says.
   * Throws MachineError BAD_INPUT.
   */
  follow(program: Program, options: FollowOptions = {}): Hop[] {
    this.assertOpen();
    const network = {
      tables: this.#tables,
      attached: (ifindex: number, hook: Hook) =>
        this.#attached.find((one) => one.interface === ifindex && one.hook === hook)?.program ?? null,
      placeOf: (wanted: Program, ifindex: number | null) =>
        this.#attached.find(
          (one) => one.program === wanted && (ifindex === null || one.interface === ifindex),
        ) ?? null,
    };
    return follow(network, program, options);
  }

  /**
   * Counts the instructions of all runs from now on until `stop` is called; the interpreter executes them, whatever
   * the engine. Throws UNSUPPORTED with the kernel.
   */
  recordCoverage(): { of(collection: Collection): Coverage; stop(): void } {
    this.assertOpen();
    const counter = new CoverageCounter();
    const stop = this.#engine.observe(counter.observe);
    return { of: ({ spec }) => counter.of(spec), stop };
  }

  /**
   * Writes down what all runs do from now on until `stop` is called; the interpreter executes them, whatever the
   * engine. `take` gives what was written since the last time and is called after each run. Throws BAD_INPUT,
   * UNSUPPORTED with the kernel.
   */
  recordTrace(options: TraceOptions = {}): { take(): Trace; stop(): void } {
    this.assertOpen();
    const recorder = new TraceRecorder(this.#core("a trace"), options);
    const stop = this.#engine.observe(recorder.observe);
    return { take: () => recorder.take(), stop };
  }

  /**
   * A run of one of the machine's programs that can be gone through in both directions; the machine does nothing else
   * until it is closed. Throws what `program.run` throws, UNSUPPORTED with the kernel.
   */
  debug(program: Program, options: Omit<RunOptions, "repeat"> = {}): Debugger {
    this.assertOpen();
    return new Debugger(this.#core("a debugger"), () => program.run(options));
  }

  /** The engine, if its programs run in the core. Throws UNSUPPORTED. */
  #core(what: string): CoreEngine {
    if (this.#engine instanceof CoreEngine) return this.#engine;
    throw new MachineError("UNSUPPORTED", `${what} is not to be had of the ${this.engine} engine's runs`);
  }

  /**
   * Marks the present state of all maps, the clock, random numbers and what is attached; `restore` returns to it,
   * as often as wanted.
   */
  snapshot(): number {
    this.assertOpen();
    const snapshot = this.#engine.snapshot();
    this.#attachedAt.set(snapshot, this.#attached);
    return snapshot;
  }

  /** Returns to a snapshot. Snapshots and collections made after it are gone. */
  restore(snapshot: number): void {
    this.assertOpen();
    this.#engine.restore(snapshot);
    this.#attached = this.#attachedAt.get(snapshot)!;
    const all = [...this.#attachedAt.keys()];
    for (const later of all.slice(all.indexOf(snapshot) + 1)) this.#attachedAt.delete(later);
  }

  /** Lets go of all snapshots, and of what keeping them costs. */
  discardSnapshots(): void {
    this.assertOpen();
    this.#engine.discardSnapshots();
    this.#attachedAt.clear();
  }

  /** Lets go of what the engine holds. */
  close(): void {
    if (this.#open) this.#engine.close();
    this.#open = false;
  }

  [Symbol.dispose](): void {
    this.close();
  }

  // ---- for the parts of a machine

  /** Throws CLOSED. */
  assertOpen(): void {
    if (this.#open !== true) throw new MachineError("CLOSED", "the machine is closed");
  }

  // ---- maps

  #mapFor(spec: MapSpec, created: BpfMap[]): BpfMap {
    const shared = spec.pinByName ? this.#sharedMaps.get(spec.name) : undefined;
    if (shared) {
      if (!sameShape(shared.spec, spec)) {
        const [found, expected] = [shape(spec), shape(shared.spec)];
        throw new MachineError(
          "BAD_MAP",
          `map ${spec.name} is pinned with another type or other sizes: ${expected}, and not ${found}`,
          { map: spec.name, found, expected },
        );
      }
      return shared;
    }
    const map = this.createMap(spec);
    created.push(map);
    if (spec.pinByName) this.#sharedMaps.set(spec.name, map);
    return map;
  }

  /** Makes a map of its own. Throws BAD_MAP where the kernel would refuse its sizes or flags. */
  createMap(spec: MapSpec): BpfMap {
    this.assertOpen();
    const row = MAP_TYPES[spec.type];
    for (const [what, value, [min, max]] of [
      ["key_size", spec.keySize, row.keySize],
      ["value_size", spec.valueSize, row.valueSize],
      ["max_entries", spec.maxEntries, row.maxEntries],
    ] as const) {
      if (value < min || value > max) {
        throw new MachineError("BAD_MAP", `map ${spec.name}: ${what} ${value} of a ${row.tool}`, {
          map: spec.name,
          found: value,
          expected: `${min} to ${max}`,
        });
      }
    }
    if ((spec.flags & row.requiredFlags) !== row.requiredFlags) {
      throw new MachineError("BAD_MAP", `map ${spec.name}: a ${row.tool} needs BPF_F_NO_PREALLOC`, {
        map: spec.name,
        found: spec.flags,
        expected: row.requiredFlags,
      });
    }
    return new BpfMap(this.#engine.createMap(spec), this.cpus);
  }

  // ---- programs

  #loadProgram(
    spec: CollectionSpec,
    program: ProgramSpec,
    types: ObjectTypes | null,
    handles: ReadonlyMap<string, EngineMap>,
    refusedMaps: ReadonlyMap<string, MachineError>,
  ): Program | MachineError {
    if (contextIndexOf(program.type) < 0) {
      return new MachineError(
        "UNSUPPORTED",
        program.type === "UNSPEC"
          ? `program ${program.name}: its section ${program.section} does not say of what type it is`
          : `program ${program.name}: skbox does not run programs of type ${program.type}; it runs ${runnable()}`,
        { program: program.name, found: program.type },
      );
    }
    for (const reference of program.references) {
      if (reference.kind !== "map" && reference.kind !== "map_value") continue;
      const refused = refusedMaps.get(reference.map);
      if (refused) return refused;
    }
    // A copy: what was checked is what will run, whatever becomes of the spec.
    const instructions = program.instructions.slice();
    try {
      checkProgram(program, instructions);
    } catch (error) {
      if (error instanceof MachineError && error.code === "UNSUPPORTED") return error;
      throw error;
    }
    setVariables(spec, program, instructions);
    if (this.hash !== null) fixHash(instructions, this.hash);
    return new Program(
      this,
      this.#engine.loadProgram(loadable(program, instructions, { maps: handles, types })),
    );
  }

  /** Puts programs and inner maps into the slots that the object, or Cilium's agent, has for them. */
  #wire({ spec, programs, maps }: Collection): void {
    for (const mapSpec of spec.maps.values()) {
      const map = maps.get(mapSpec.name);
      if (!map) continue;
      for (const { slot, target } of mapSpec.values) {
        const value = target.kind === "map" ? maps.get(target.name) : programs.get(target.name);
        if (value) map.update(slot, value);
      }
    }
    for (const { tailCall, name } of spec.programs.values()) {
      const program = programs.get(name);
      if (tailCall && program) maps.get(tailCall.map)?.update(tailCall.slot, program);
    }
    const endpoint = spec.variables.get(ENDPOINT_ID_VARIABLE);
    if (!endpoint) return;
    const id = new DataView(endpoint.bytes.buffer, endpoint.bytes.byteOffset).getUint16(0, true);
    if (id === 0) return;
    for (const entry of policyPrograms) {
      const program = programs.get(entry.program);
      if (program) maps.get(entry.map)?.update(id, program);
    }
  }
}

/** Throws MachineError BAD_PROGRAM or UNSUPPORTED. */
function checkProgram({ name, type, references }: ProgramSpec, instructions: Uint8Array): void {
  const refuse = (pc: number, found: string, problem: string): never => {
    throw new MachineError("BAD_PROGRAM", `program ${name}, instruction ${pc}: ${problem}`, {
      program: name,
      pc,
      found,
    });
  };
  // A variable is a number: it stands in an `lddw` of one.
  const known = new Set(references.flatMap(({ kind, insn }) => (kind === "variable" ? [] : [insn])));
  for (const pc of checkStructure(name, type, instructions)) {
    if (known.has(pc)) continue;
    const found = decodeAt(instructions, pc).row.name;
    refuse(pc, found, `${found} stands for nothing`);
  }
  for (const reference of references) {
    if (reference.kind !== "function") continue;
    const { insn, target } = reference;
    // The second slot of an `lddw` has the opcode 0, and no instruction has.
    const isThere = Number.isInteger(target) && instructions[target * INSN_SIZE];
    if (!isThere) refuse(insn, `${target}`, `there is no instruction ${target} to call`);
  }
}

/** A program with its instructions as they were checked, which are decoded when they are first needed. */
function loadable(
  spec: ProgramSpec,
  instructions: Uint8Array,
  rest: Pick<LoadableProgram, "maps" | "types">,
): LoadableProgram {
  let decoded: readonly Decoded[] | null = null;
  return {
    spec,
    instructions,
    ...rest,
    get decoded() {
      decoded ??= decodeChecked(instructions);
      return decoded;
    },
  };
}

/** Puts the values that variables have now into the `lddw` that stand for them. */
function setVariables(
  { variables }: CollectionSpec,
  { references }: ProgramSpec,
  instructions: Uint8Array,
): void {
  for (const reference of references) {
    const at = reference.insn * INSN_SIZE;
    // What was checked stays as it is, whatever a reference of somebody's own making says.
    if (reference.kind !== "variable" || instructions[at] !== OP_LDDW) continue;
    const value = new Uint8Array(8);
    value.set(variables.get(reference.variable)!.bytes.subarray(reference.offset).slice(0, 8));
    instructions.set(value.subarray(0, 4), at + 4);
    instructions.set(value.subarray(4), at + INSN_SIZE + 4);
  }
}

/** Puts the constant in the place of every call of get_hash_recalc. */
function fixHash(instructions: Uint8Array, hash: number): void {
  const constant = assemble(`mov32 %r0, 0x${hash.toString(16)}`);
  for (const { pc, row, imm } of decodeChecked(instructions)) {
    const isHelper = row.form === "call" && row.target === "helper";
    if (isHelper && helperById(imm)?.name === "get_hash_recalc") instructions.set(constant, pc * INSN_SIZE);
  }
}

const shape = ({ type, keySize, valueSize, maxEntries, flags }: MapSpec): string =>
  `${type} key ${keySize} value ${valueSize} max_entries ${maxEntries} flags ${flags}`;
const sameShape = (a: MapSpec, b: MapSpec): boolean => shape(a) === shape(b);
