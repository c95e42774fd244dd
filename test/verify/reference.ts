/**
 * Executes programs one instruction at a time, the instructions in TypeScript with BigInt and provenance, over the
 * memory, maps and helpers of a real core. What it knows at every step is there to be looked at.
 */
import type { CollectionSpec, MapSpec, ProgramSpec } from "../../loader/index.ts";
import type { Algebra } from "../../spec/algebra.ts";
import { contexts } from "../../spec/contexts.ts";
import { INSN_SIZE, LddwSource, STACK_SIZE } from "../../spec/encoding.ts";
import { helperById } from "../../spec/helpers.ts";
import {
  CHANGED_ALL,
  CONTEXT,
  EXECUTION,
  EXECUTION_CELL,
  MAP,
  PROVENANCE_KIND_SHIFT,
  PROVENANCE_LENGTH_SHIFT,
  ProvenanceKind,
  REGISTER,
  REGISTERS,
  STACK,
  STACK_PROVENANCE,
  STATE,
  STATE_CELL,
  TRAP,
  TRAP_CELL,
} from "../../spec/layout.ts";
import { uniformReading } from "../../spec/readings.ts";
import { traps } from "../../spec/traps.ts";
import { CoreEngine } from "../../vm/engines/core.ts";
import { type Decoded, decode } from "../../vm/structure.ts";
import { bigintAlgebra } from "../reference/reference.ts";

/** Exports of the core that only compiled code calls otherwise. */
interface Exports {
  run(program: number): bigint;
  receive(kind: number, address: number, length: number, linear: number, mode: number): void;
  callHelper(id: number): void;
  loadSlow(address: bigint, p: bigint, size: number): number;
  loadedSlow(p: bigint): bigint;
  storeSlow(address: bigint, p: bigint, size: number, value: bigint, immediate: boolean): void;
  atomicAddress(address: bigint, p: bigint, size: number): number;
  spillSlot(address: number, p: bigint, value: bigint): void;
  spilled(address: number): bigint;
  forget(address: number, size: number): void;
  packetLoad(offset: number, size: number): number;
  tailCallTarget(): number;
  setDepth(depth: number): void;
}

export interface LoadedProgram {
  spec: ProgramSpec;
  decoded: readonly Decoded[];
  maps: ReadonlyMap<string, MapSpec>;
  byPc: ReadonlyMap<number, Decoded>;
  engine: ReturnType<CoreEngine["loadProgram"]>;
}

export interface Observer {
  /** Before each instruction. */
  before(machine: Reference, program: LoadedProgram, insn: Decoded): void;
  /** The instruction before stopped the run; `code` as in `spec/traps.ts`, `detail` as in the trap cell. */
  trapped(program: LoadedProgram, insn: Decoded, code: string, detail: number): void;
  /** The instruction before went well, and goes on at `next`. */
  after(program: LoadedProgram, insn: Decoded, next: number): void;
  /** A function begins in a frame of zeros. */
  enter?(machine: Reference, program: LoadedProgram, pc: number): void;
}

export interface Outcome {
  end: "exit" | "trap" | "limit";
  r0: bigint;
  /** Every register after every instruction, hashed, when asked for. */
  steps: number;
}

/** Two pointers make a scalar; so does whatever is not one operation on a pointer. */
const provenanceAlgebra: Algebra<bigint, bigint> = {
  ...uniformReading(
    () => 0n,
    () => 0n,
  ),
  add: (a, b) => (a === 0n ? b : b === 0n ? a : 0n),
  sub: (a, b) => (b === 0n ? a : 0n),
};

const algebras = { 32: bigintAlgebra(32), 64: bigintAlgebra(64) };

export const kindOf = (p: bigint): number => Number(p >> BigInt(PROVENANCE_KIND_SHIFT));
export const baseOf = (p: bigint): number => Number(p & 0xffff_ffffn);
export const lengthOf = (p: bigint): number =>
  Number((p & ((1n << 60n) - 1n)) >> BigInt(PROVENANCE_LENGTH_SHIFT));
const provenance = (kind: number, base: number, length: number): bigint =>
  (BigInt(kind) << BigInt(PROVENANCE_KIND_SHIFT)) |
  (BigInt(length) << BigInt(PROVENANCE_LENGTH_SHIFT)) |
  BigInt(base);
const isStack = (p: bigint): boolean => kindOf(p) === ProvenanceKind.STACK;

const MAX_DEPTH = 8;

export class Reference {
  readonly engine: CoreEngine;
  readonly #exports: Exports;
  readonly #maps = new Map<MapSpec, ReturnType<CoreEngine["createMap"]>>();
  readonly #programs = new Map<number, LoadedProgram>();
  readonly #idle = new Map<string, number>();
  depth = 0;

  private constructor(engine: CoreEngine) {
    this.engine = engine;
    this.#exports = engine.host.core.exports as unknown as Exports;
  }

  static async create(): Promise<Reference> {
    const settings = {
      clock: 3_600_000_000_000n,
      seed: 5n,
      cpus: 1,
      receive: "test-run" as const,
      budget: 1 << 20,
    };
    return new Reference(await CoreEngine.create(settings));
  }

  get memory() {
    return this.engine.host.core.memory;
  }

  map(spec: MapSpec) {
    let map = this.#maps.get(spec);
    if (!map) {
      map = this.engine.createMap(spec);
      this.#maps.set(spec, map);
    }
    return map;
  }

  load(
    spec: ProgramSpec,
    maps: ReadonlyMap<string, MapSpec>,
    variables: ReadonlyMap<number, bigint> = new Map(),
  ): LoadedProgram {
    this.#idleProgram(spec.type);
    const instructions = spec.instructions.slice();
    const view = new DataView(instructions.buffer);
    for (const [pc, value] of variables) {
      view.setUint32(pc * INSN_SIZE + 4, Number(value & 0xffff_ffffn), true);
      view.setUint32((pc + 1) * INSN_SIZE + 4, Number(value >> 32n), true);
    }
    const decoded = decode(spec.name, spec.type, instructions);
    const engineMaps = new Map([...maps].map(([name, map]) => [name, this.map(map)]));
    const engine = this.engine.loadProgram({ spec, instructions, decoded, maps: engineMaps, types: null });
    const byPc = new Map(decoded.map((insn) => [insn.pc, insn]));
    const program = { spec, decoded, maps, byPc, engine };
    this.#programs.set(engine.address, program);
    return program;
  }

  /** All programs of an object that can run, with their tail calls in place. */
  loadAll({ programs, maps, variables }: CollectionSpec): LoadedProgram[] {
    const loaded: LoadedProgram[] = [];
    for (const spec of programs.values()) {
      if (!contexts.some(({ programType }) => programType === spec.type)) continue;
      const values = new Map<number, bigint>();
      for (const reference of spec.references) {
        if (reference.kind !== "variable") continue;
        const bytes = variables.get(reference.variable)!.bytes.slice(reference.offset, reference.offset + 8);
        values.set(reference.insn, Buffer.concat([bytes, new Uint8Array(8)]).readBigUInt64LE());
      }
      const program = this.load(spec, maps, values);
      loaded.push(program);
      if (!spec.tailCall) continue;
      const key = new Uint8Array(new Uint32Array([spec.tailCall.slot]).buffer);
      this.map(maps.get(spec.tailCall.map)!).updateObject(key, program.engine, 0n);
    }
    return loaded;
  }

  value(r: number): bigint {
    return this.memory.u64(REGISTERS + r * REGISTER.SIZE + REGISTER.VALUE);
  }

  provenance(r: number): bigint {
    return this.memory.u64(REGISTERS + r * REGISTER.SIZE + REGISTER.PROVENANCE);
  }

  set(r: number, value: bigint, p: bigint): void {
    this.memory.setU64(REGISTERS + r * REGISTER.SIZE + REGISTER.VALUE, BigInt.asUintN(64, value));
    this.memory.setU64(REGISTERS + r * REGISTER.SIZE + REGISTER.PROVENANCE, p);
  }

  /** First address of the present frame. */
  get frame(): number {
    return STACK + this.depth * STACK_SIZE;
  }

  /** The provenance that is kept for the stack's slot at an address. */
  slotProvenance(address: number): bigint {
    return this.memory.u64((address & ~7) + (STACK_PROVENANCE - STACK));
  }

  /** A program of the same type that does nothing: running it makes the core think of this type. */
  #idleProgram(type: ProgramSpec["type"]): number {
    let address = this.#idle.get(type);
    if (address === undefined) {
      const instructions = new Uint8Array([0xb7, 0, 0, 0, 0, 0, 0, 0, 0x95, 0, 0, 0, 0, 0, 0, 0]);
      const spec = { name: "idle", type, instructions, references: [] } as unknown as ProgramSpec;
      const decoded = decode("idle", type, instructions);
      const program = { spec, instructions, decoded, maps: new Map(), types: null };
      address = this.engine.loadProgram(program).address;
      this.#idle.set(type, address);
    }
    return address;
  }

  run(
    program: LoadedProgram,
    data: Uint8Array,
    observer: Observer,
    { linear = data.length, limit = 20_000 } = {},
  ): Outcome {
    const { memory } = this;
    const scratch = this.engine.host.scratch(Math.max(1, data.length));
    memory.write(scratch, data);
    const kind = contexts.findIndex(({ programType }) => programType === program.spec.type);
    // Its stores to the context do not say what they change.
    memory.setU32(EXECUTION_CELL + EXECUTION.CHANGED, CHANGED_ALL);
    this.#exports.receive(kind, scratch, data.length, linear, this.engine.mode);
    this.#exports.run(this.#idleProgram(program.spec.type));
    this.#exports.receive(kind, scratch, data.length, linear, this.engine.mode);
    memory.setU32(STATE_CELL + STATE.TAIL_CALLS, 0);
    memory.setU32(EXECUTION_CELL + EXECUTION.BUDGET, 1 << 20);
    this.depth = 0;
    return new Run(this, this.#exports, program, observer, this.#programs).run(limit);
  }
}

class Run {
  readonly m: Reference;
  readonly x: Exports;
  program: LoadedProgram;
  readonly observer: Observer;
  readonly programs: ReadonlyMap<number, LoadedProgram>;
  readonly frames: { pc: number; program: LoadedProgram; saved: [bigint, bigint][] }[] = [];

  constructor(
    machine: Reference,
    exports: Exports,
    program: LoadedProgram,
    observer: Observer,
    programs: ReadonlyMap<number, LoadedProgram>,
  ) {
    this.m = machine;
    this.x = exports;
    this.program = program;
    this.observer = observer;
    this.programs = programs;
  }

  run(limit: number): Outcome {
    const { m, observer } = this;
    this.#start();
    let pc = 0;
    for (let steps = 0; steps < limit; steps++) {
      const { program } = this;
      const insn = program.byPc.get(pc)!;
      observer.before(m, program, insn);
      m.memory.setU32(TRAP_CELL + TRAP.CODE, 0);
      let next: number | null;
      try {
        next = this.#step(insn);
      } catch (error) {
        const code = m.memory.u32(TRAP_CELL + TRAP.CODE);
        if (!(error instanceof WebAssembly.RuntimeError) || code === 0) {
          if (!(error instanceof Stop)) throw error;
          observer.trapped(program, insn, error.message, 0);
        } else {
          observer.trapped(program, insn, traps[code - 1]!.code, m.memory.u32(TRAP_CELL + TRAP.DETAIL));
        }
        return { end: "trap", r0: 0n, steps };
      }
      if (next === null) return { end: "exit", r0: m.value(0), steps };
      if (this.program === program) observer.after(program, insn, next);
      pc = next;
    }
    return { end: "limit", r0: 0n, steps: limit };
  }

  #start(): void {
    const { m } = this;
    for (let r = 0; r < 10; r++) m.set(r, 0n, 0n);
    m.set(1, BigInt(CONTEXT), provenance(ProvenanceKind.CONTEXT, CONTEXT, 0));
    this.#openFrame(0);
  }

  #openFrame(pc: number): void {
    const { m } = this;
    m.memory.bytes.fill(0, m.frame, m.frame + STACK_SIZE);
    m.memory.bytes.fill(
      0,
      m.frame + (STACK_PROVENANCE - STACK),
      m.frame + (STACK_PROVENANCE - STACK) + STACK_SIZE,
    );
    m.set(10, BigInt(m.frame + STACK_SIZE), provenance(ProvenanceKind.STACK, m.frame, STACK_SIZE));
    this.observer.enter?.(m, this.program, pc);
  }

  #step(insn: Decoded): number | null {
    const { m, x } = this;
    const { row, dst, src, off, imm, pc } = insn;
    const next = pc + 1;
    switch (row.form) {
      case "alu": {
        const cut = (value: bigint) => BigInt.asUintN(row.width, value);
        const s = row.source === "reg" ? m.value(src) : BigInt.asUintN(64, BigInt(imm));
        const value = row.meaning(algebras[row.width], cut(m.value(dst)), cut(s));
        const sp = row.source === "reg" ? m.provenance(src) : 0n;
        const p = row.width === 64 ? row.meaning(provenanceAlgebra, m.provenance(dst), sp) : 0n;
        m.set(dst, value, p);
        return next;
      }
      case "jump": {
        const cut = (value: bigint) => BigInt.asUintN(row.width, value);
        const s = row.source === "reg" ? m.value(src) : BigInt.asUintN(64, BigInt(imm));
        return row.condition(algebras[row.width], cut(m.value(dst)), cut(s)) ? next + off : next;
      }
      case "goto":
        return next + (row.distance === "off" ? off : imm);
      case "load": {
        const address = BigInt.asUintN(64, m.value(src) + BigInt(off));
        const from = m.provenance(src);
        const at = x.loadSlow(address, from, row.size) >>> 0;
        let p = BigInt.asUintN(64, x.loadedSlow(from));
        if (isStack(from) && row.size === 8) p = BigInt.asUintN(64, x.spilled(Number(address)));
        let value = 0n;
        for (let i = row.size - 1; i >= 0; i--) value = (value << 8n) | BigInt(m.memory.bytes[at + i]!);
        m.set(dst, row.signed ? BigInt.asIntN(8 * row.size, value) : value, p);
        return next;
      }
      case "store": {
        const address = BigInt.asUintN(64, m.value(dst) + BigInt(off));
        const p = m.provenance(dst);
        const value = row.source === "reg" ? m.value(src) : BigInt.asUintN(64, BigInt(imm));
        x.storeSlow(address, p, row.size, value, row.source === "imm");
        if (isStack(p)) {
          if (row.size === 8 && row.source === "reg") x.spillSlot(Number(address), p, m.provenance(src));
          else x.forget(Number(address), row.size);
        }
        return next;
      }
      case "atomic": {
        const at =
          x.atomicAddress(BigInt.asUintN(64, m.value(dst) + BigInt(off)), m.provenance(dst), row.size) >>> 0;
        const width = row.size === 8 ? 64 : 32;
        const cut = (value: bigint) => BigInt.asUintN(width, value);
        const old = row.size === 8 ? m.memory.u64(at) : BigInt(m.memory.u32(at));
        const left = row.meaning(algebras[width], old, cut(m.value(src)), cut(m.value(0)));
        if (row.size === 8) m.memory.setU64(at, left);
        else m.memory.setU32(at, Number(left));
        if (row.fetch !== "none") m.set(row.fetch === "src" ? src : 0, old, 0n);
        return next;
      }
      case "packet_load": {
        const index = row.source === "reg" ? Number(BigInt.asIntN(32, m.value(src))) : 0;
        if (x.packetLoad((imm + index) | 0, row.size)) return next;
        m.set(0, 0n, 0n);
        return this.#leave();
      }
      case "lddw":
        return this.#wide(insn);
      case "exit":
        return this.#leave();
      case "call":
        return this.#call(insn);
    }
  }

  #wide(insn: Decoded): number {
    const { m } = this;
    const { dst, src, pc } = insn;
    const next = pc + 2;
    if (src === LddwSource.IMM64) {
      m.set(dst, insn.imm64, 0n);
      return next;
    }
    const reference = this.program.spec.references.find((candidate) => candidate.insn === pc)!;
    if (reference.kind === "map" || reference.kind === "map_value") {
      const { address } = m.map(this.program.maps.get(reference.map)!);
      if (reference.kind === "map") {
        m.set(dst, BigInt(address), provenance(ProvenanceKind.MAP, address, 0));
      } else {
        const base = m.memory.u32(address + MAP.TABLE);
        const kind = m.memory.u32(address + MAP.READ_ONLY) ? ProvenanceKind.READ_ONLY : ProvenanceKind.MEMORY;
        const length = m.memory.u32(address + MAP.VALUE_SIZE);
        m.set(dst, BigInt(base + reference.offset), provenance(kind, base, length));
      }
      return next;
    }
    throw new Stop("FUNCTION_REFERENCE");
  }

  #call(insn: Decoded): number | null {
    const { m, x } = this;
    const { row, imm, pc } = insn;
    if (row.form !== "call") throw new Error("no call");
    if (row.target === "local") {
      if (m.depth + 1 === MAX_DEPTH) throw new Stop("CALL_DEPTH");
      const saved = [6, 7, 8, 9].map((r): [bigint, bigint] => [m.value(r), m.provenance(r)]);
      this.frames.push({ pc: pc + 1, program: this.program, saved });
      m.depth++;
      x.setDepth(m.depth);
      this.#openFrame(pc + 1 + imm);
      return pc + 1 + imm;
    }
    if (row.target !== "helper") throw new Stop("CALL_TARGET");
    if (helperById(imm)?.tailCall) {
      const target = this.programs.get(x.tailCallTarget() >>> 0);
      if (!target) return pc + 1;
      this.program = target;
      for (let r = 0; r < 10; r++) m.set(r, 0n, 0n);
      m.set(1, BigInt(CONTEXT), provenance(ProvenanceKind.CONTEXT, CONTEXT, 0));
      this.#openFrame(0);
      return 0;
    }
    x.callHelper(imm);
    return pc + 1;
  }

  #leave(): number | null {
    const { m, x } = this;
    const frame = this.frames.pop();
    if (!frame) return null;
    const p = m.provenance(0);
    if (isStack(p) && baseOf(p) >= m.frame) m.set(0, m.value(0), 0n);
    for (let r = 1; r <= 5; r++) m.set(r, m.value(r), 0n);
    m.depth--;
    x.setDepth(m.depth);
    for (const [i, [value, saved]] of frame.saved.entries()) m.set(6 + i, value, saved);
    m.set(10, BigInt(m.frame + STACK_SIZE), provenance(ProvenanceKind.STACK, m.frame, STACK_SIZE));
    this.program = frame.program;
    return frame.pc;
  }
}

/** A run that ends for a reason that is no trap of the core's. */
class Stop extends Error {}
