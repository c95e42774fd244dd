/** What all instructions of a function are written with: its registers in locals, its frame, and ways out of it. */
import { FRAME_POINTER, STACK_SIZE } from "../../spec/encoding.ts";
import {
  EXECUTION,
  EXECUTION_CELL,
  OPERATION,
  REGISTER,
  REGISTERS,
  SKB,
  SKB_CELL,
  STACK,
  STACK_PROVENANCE,
  TRAP,
  TRAP_CELL,
  TRAP_UNSETTLED,
  TRAP_UNSETTLED_NUMBER_SHIFT,
  TRAP_UNSETTLED_WRITE,
} from "../../spec/layout.ts";
import { type TrapCode, trapNumber } from "../../spec/traps.ts";
import type { ControlFlowGraph } from "../cfg.ts";
import type { Decoded } from "../structure.ts";
import type { Carried, CarriedPlaces } from "./carried.ts";
import type { FrameContents } from "./contents.ts";
import type { Bytes, FrameUses } from "./frame-uses.ts";
import type { CoreFunction } from "./imports.ts";
import type { Kept } from "./kept.ts";
import type { Registers } from "./known.ts";
import { type Liveness, type Needs, provenance, type Signature, type Slots, value } from "./live.ts";
import { type Piece, type Width, widths } from "./pieces.ts";
import { FRAME_PROVENANCE } from "./provenance.ts";
import type { Constant, Emit } from "./reading.ts";
import type { Source } from "./source.ts";
import { Code, type FunctionType, Type, type ValueType } from "./wasm.ts";
import type { WideLoad } from "./wide-loads.ts";

/** A program that is compiled into the same module. */
export interface Entry {
  /** The number of its function. */
  number: number;
  /** Where its function will be in the core's table: its PROGRAM.ENTRY. */
  index: number;
  /** Its PROGRAM.ID. */
  id: number;
}

/** What the functions of a program share. */
export interface Surroundings {
  source: Source;
  slots: Slots;
  /** The number of a function of the core. */
  core(name: CoreFunction): number;
  /** The number of a helper's own function. */
  helper(id: number): number;
  /** The function that starts at an instruction. */
  local(pc: number): { number: number; signature: Signature };
  /** The entry of the program at an address, where that is in the module. */
  entry(address: number): Entry | null;
  /** The number of the type of an entry function. */
  entryType: number;
  /** Whether it matters of which generation a packet pointer is: something is left to be checked by it. */
  tracksPacket: boolean;
  /** What the program itself may change of context and packet (EXECUTION.CHANGED). */
  changes: number;
}

export interface FunctionParts {
  graph: ControlFlowGraph;
  known: readonly Registers[];
  contents: FrameContents;
  /** Null where nothing is known of it. */
  uses: FrameUses | null;
  kept: Kept;
  /** Stores to the frame that nobody reads. */
  dead: ReadonlySet<number>;
  carried: CarriedPlaces;
  /** By the instruction that completes a number of several bytes. */
  wide: ReadonlyMap<number, WideLoad>;
  liveness: Liveness;
  signature: Signature;
  /** Most units of the run's budget that it takes, where it need not count them: the run has as many and more. */
  turns: number | null;
  /** Whether it is the program's first, which has no parameters, returns r0 and has the lowest stack frame. */
  isEntry: boolean;
}

/** Where an access goes: an i32 on the stack, and a constant to add to it. */
export interface Place {
  base: Emit;
  offset: number;
}

/** From a stack slot to its provenance. */
export const TO_SHADOW = STACK_PROVENANCE - STACK;
export const GENERATION = SKB_CELL + SKB.GENERATION;
export const BUDGET = EXECUTION_CELL + EXECUTION.BUDGET;

export const LOADS = {
  unsigned: { 1: "i64.load8_u", 2: "i64.load16_u", 4: "i64.load32_u", 8: "i64.load" },
  signed: { 1: "i64.load8_s", 2: "i64.load16_s", 4: "i64.load32_s", 8: "i64.load" },
} as const;
export const STORES = { 1: "i64.store8", 2: "i64.store16", 4: "i64.store32", 8: "i64.store" } as const;

/** The registers in a set, values first, in the order in which parameters and results are passed. */
export function* members(needs: Needs): Generator<{ register: number; of: "value" | "provenance" }> {
  for (let register = 0; register < FRAME_POINTER; register++) {
    if (needs & value(register)) yield { register, of: "value" };
  }
  for (let register = 0; register < FRAME_POINTER; register++) {
    if (needs & provenance(register)) yield { register, of: "provenance" };
  }
}

/** A called function: its frame's address and its parameters, and its results. */
export function calleeType({ parameters, results }: Signature): FunctionType {
  return {
    parameters: [Type.i32, ...[...members(parameters)].map(() => Type.i64)],
    results: [...members(results)].map(() => Type.i64),
  };
}
export const ENTRY_TYPE: FunctionType = { parameters: [], results: [Type.i64] };

export class Emitter {
  readonly code = new Code();
  /** The locals behind the parameters. */
  readonly locals: ValueType[] = [];
  readonly dispatchLocal: number;
  /** How many parameters there are. */
  private readonly parameters: number;
  protected readonly around: Surroundings;
  protected readonly source: Source;
  protected readonly parts: FunctionParts;
  protected readonly valueLocals: number[] = [];
  protected readonly provenanceLocals: number[] = [];
  /** Parameter: the address of the function's stack frame. */
  protected readonly frameLocal = 0;
  /** An access's address; its distance from its object; a loaded value's provenance; what memory held. */
  protected readonly addressLocal: number;
  protected readonly distanceLocal: number;
  protected readonly loadedLocal: number;
  protected readonly oldLocal: number;
  protected readonly oldLowLocal: number;
  protected readonly countLocal: number;
  protected readonly zeroLocal: number;
  /** What is left of the run's budget, in a function that counts its loops' turns. */
  protected readonly budgetLocal: number;
  protected readonly countsTurns: boolean;
  /** What the places of the frame hold that are kept in locals; what lies above is of no account. */
  private readonly keptLocals: readonly number[];
  /** What the places that loops carry hold, with zeros above. */
  protected readonly carriedLocals = new Map<Carried, number>();
  // Of the instruction being written:
  protected index = 0;
  protected insn!: Decoded;
  protected registers!: Registers;
  protected live: Needs = 0;

  constructor(around: Surroundings, parts: FunctionParts) {
    this.around = around;
    this.source = around.source;
    this.parts = parts;
    let next = 0;
    if (!parts.isEntry) {
      next = 1;
      for (const { register, of } of members(parts.signature.parameters)) {
        (of === "value" ? this.valueLocals : this.provenanceLocals)[register] = next++;
      }
    }
    this.parameters = next;
    const local = (type: ValueType) => this.newLocal(type);
    for (let register = 0; register < FRAME_POINTER; register++)
      this.valueLocals[register] ??= local(Type.i64);
    for (let register = 0; register < FRAME_POINTER; register++)
      this.provenanceLocals[register] ??= local(Type.i64);
    this.addressLocal = local(Type.i64);
    this.distanceLocal = local(Type.i64);
    this.loadedLocal = local(Type.i64);
    this.oldLocal = local(Type.i64);
    this.oldLowLocal = local(Type.i32);
    this.countLocal = local(Type.i32);
    this.budgetLocal = local(Type.i32);
    this.dispatchLocal = local(Type.i32);
    this.zeroLocal = local(Type.v128);
    this.keptLocals = parts.kept.places.map(() => local(Type.i64));
    for (const places of parts.carried.ofBlock.values()) {
      for (const place of places) this.carriedLocals.set(place, local(Type.i64));
    }
    this.countsTurns =
      parts.turns === null &&
      parts.graph.blocks.some(({ predecessors }, block) =>
        predecessors.some((predecessor) => predecessor >= block),
      );
  }

  protected newLocal(type: ValueType): number {
    this.locals.push(type);
    return this.parameters + this.locals.length - 1;
  }

  protected begin(index: number): void {
    this.index = index;
    this.insn = this.source.decoded[index]!;
    this.registers = this.parts.known[index]!;
    this.live = this.parts.liveness.after[index]!;
  }

  protected constant({ value, framed }: Constant): void {
    if (!framed) {
      this.code.i64(value);
      return;
    }
    const place = this.framePlace(0);
    if (this.parts.isEntry) {
      this.code.i64(BigInt(place.offset) + value);
      return;
    }
    place.base();
    this.code.op("i64.extend_i32_u");
    this.code.i64(value);
    this.code.op("i64.add");
  }

  protected valueOf(register: number): void {
    const { constant } = this.registers[register]!;
    if (constant) this.constant(constant);
    else this.code.get(this.valueLocals[register]!);
  }

  /** The lower 32 bits. */
  protected lowOf(register: number): void {
    const { constant } = this.registers[register]!;
    if (constant && !constant.framed) {
      this.code.i32(Number(BigInt.asIntN(32, constant.value)));
      return;
    }
    if (constant) {
      this.i32Of(this.framePlace(Number(BigInt.asIntN(32, constant.value))));
      return;
    }
    this.code.get(this.valueLocals[register]!);
    this.code.op("i32.wrap_i64");
  }

  protected provenanceOf(register: number): void {
    const { pointer } = this.registers[register]!;
    if (typeof pointer === "bigint") this.code.i64(pointer);
    else if (pointer === "frame") this.frameProvenance();
    else this.code.get(this.provenanceLocals[register]!);
  }

  protected frameProvenance(): void {
    if (this.parts.isEntry) {
      this.code.i64(FRAME_PROVENANCE | BigInt(STACK));
      return;
    }
    this.code.get(this.frameLocal);
    this.code.op("i64.extend_i32_u");
    this.code.i64(FRAME_PROVENANCE);
    this.code.op("i64.or");
  }

  /** Sets a register's value, if it is needed behind the instruction. */
  protected setValue(register: number, emit: Emit): void {
    if (!(this.live & value(register))) return;
    emit();
    this.code.set(this.valueLocals[register]!);
  }

  protected setProvenance(register: number, emit: Emit): void {
    if (!(this.live & provenance(register))) return;
    emit();
    this.code.set(this.provenanceLocals[register]!);
  }

  protected cell(name: "i32.load" | "i64.load" | "i64.load32_u", address: number): void {
    this.code.i32(0);
    this.code.access(name, address);
  }

  protected framePlace(offset: number): Place {
    if (this.parts.isEntry) return { base: () => this.code.i32(0), offset: STACK + offset };
    return { base: () => this.code.get(this.frameLocal), offset };
  }

  /** Bytes of the frame as a number, from where they are. */
  protected loadFrame({ offset, size }: Bytes & { size: Width }): void {
    const { code } = this;
    const { places, placeOf } = this.parts.kept;
    if (placeOf[offset]! < 0) {
      const place = this.framePlace(offset);
      place.base();
      code.access(LOADS.unsigned[size], place.offset);
      return;
    }
    for (let at = offset; at < offset + size; ) {
      const number = placeOf[at]!;
      const place = places[number]!;
      const bytes = Math.min(place.offset + place.size, offset + size) - at;
      const [from, to] = [at - place.offset, at - offset];
      code.get(this.keptLocals[number]!);
      this.shiftRight(from);
      if (from + bytes < 8 && to + bytes < 8) {
        code.i64((1n << BigInt(8 * bytes)) - 1n);
        code.op("i64.and");
      }
      if (to > 0) {
        code.i64(BigInt(8 * to));
        code.op("i64.shl");
        code.op("i64.or");
      }
      at += bytes;
    }
  }

  /** Puts a number into bytes of the frame, wherever they are. */
  protected storeFrame({ offset, size }: Bytes & { size: Width }, emit: Emit): void {
    const { code } = this;
    const { places, placeOf } = this.parts.kept;
    let inMemory = false;
    for (let at = offset; at < offset + size; ) {
      const number = placeOf[at]!;
      if (number < 0) {
        inMemory = true;
        at++;
        continue;
      }
      emit();
      this.shiftRight(at - offset);
      code.set(this.keptLocals[number]!);
      at += places[number]!.size;
    }
    if (!inMemory || this.parts.dead.has(this.index)) return;
    const place = this.framePlace(offset);
    place.base();
    emit();
    code.access(STORES[size], place.offset);
  }

  /** Writes what is kept of bytes of the frame to where a helper reads them. */
  protected writeKept(bytes: readonly Bytes[]): void {
    const { code } = this;
    for (const [number, { offset, size }] of this.parts.kept.places.entries()) {
      if (!bytes.some((read) => read.offset < offset + size && offset < read.offset + read.size)) continue;
      let at = 0;
      for (const width of widths(size)) {
        const place = this.framePlace(offset + at);
        place.base();
        code.get(this.keptLocals[number]!);
        this.shiftRight(at);
        code.access(STORES[width], place.offset);
        at += width;
      }
    }
  }

  private shiftRight(bytes: number): void {
    if (bytes === 0) return;
    this.code.i64(BigInt(8 * bytes));
    this.code.op("i64.shr_u");
  }

  /** The bytes that pieces of the frame are, as one number; 8 at most. */
  protected gather(pieces: readonly Piece[]): void {
    const { code } = this;
    let constant = 0n;
    let loads = 0;
    let at = 0;
    for (const piece of pieces) {
      if (piece.kind === "constant") constant |= piece.value << BigInt(8 * at);
      else {
        this.loadFrame(piece);
        if (at > 0) {
          code.i64(BigInt(8 * at));
          code.op("i64.shl");
        }
        if (loads++ > 0) code.op("i64.or");
      }
      at += piece.size;
    }
    if (loads > 0 && constant === 0n) return;
    code.i64(constant);
    if (loads > 0) code.op("i64.or");
  }

  /** Writes pieces of the frame where a local says. */
  protected scatter(pieces: readonly Piece[], to: number): void {
    const { code } = this;
    let at = 0;
    for (const piece of pieces) {
      let done = 0;
      for (const size of widths(piece.size)) {
        code.get(to);
        if (piece.kind === "constant") {
          code.i64(BigInt.asUintN(8 * size, piece.value >> BigInt(8 * done)));
        } else this.loadFrame(piece);
        code.access(STORES[size], at + done);
        done += size;
      }
      at += piece.size;
    }
  }

  protected i32Of({ base, offset }: Place): void {
    base();
    if (offset === 0) return;
    this.code.i32(offset);
    this.code.op("i32.add");
  }

  protected callCore(name: CoreFunction): void {
    this.code.call(this.around.core(name));
  }

  /** Puts a register where the core finds arguments. */
  protected passRegister(register: number): void {
    const at = REGISTERS + register * REGISTER.SIZE;
    this.code.i32(0);
    this.valueOf(register);
    this.code.access("i64.store", at + REGISTER.VALUE);
    this.code.i32(0);
    this.provenanceOf(register);
    this.code.access("i64.store", at + REGISTER.PROVENANCE);
  }

  /** Notes the instruction, for what may trap in the core. */
  protected commit(): void {
    this.code.i32(0);
    this.code.i32(this.source.code + this.insn.pc * OPERATION.SIZE);
    this.code.access("i32.store", EXECUTION_CELL + EXECUTION.IP);
  }

  /** One unit of the run's budget. A function that counts its loops' turns has it in a local. */
  protected spend(): void {
    const { code } = this;
    if (!this.countsTurns) this.takeBudget();
    code.get(this.budgetLocal);
    code.i32(1);
    code.op("i32.sub");
    code.tee(this.budgetLocal);
    code.op("i32.eqz");
    code.open("if");
    this.trap("BUDGET");
    code.op("end");
    if (!this.countsTurns) this.storeBudget();
  }

  protected takeBudget(): void {
    this.cell("i32.load", BUDGET);
    this.code.set(this.budgetLocal);
  }

  private storeBudget(): void {
    this.code.i32(0);
    this.code.get(this.budgetLocal);
    this.code.access("i32.store", BUDGET);
  }

  /** Before others may spend of the budget, or the function ends. */
  protected giveBudget(): void {
    if (this.countsTurns) this.storeBudget();
  }

  /** How many frames are below the function's own. */
  protected depth(): void {
    const { code } = this;
    if (this.parts.isEntry) {
      code.i32(0);
      return;
    }
    code.get(this.frameLocal);
    code.i32(STACK);
    code.op("i32.sub");
    code.i32(Math.log2(STACK_SIZE));
    code.op("i32.shr_u");
  }

  /**
   * Stops the run. An access's address is in its local, and its register points where it should have gone; without
   * a code, the core finds out why it may not.
   */
  protected trap(trapCode: TrapCode | null, access?: { size: number; write: boolean }, base?: number): void {
    const { code } = this;
    const note =
      TRAP_UNSETTLED +
      ((trapCode ? trapNumber(trapCode) : 0) << TRAP_UNSETTLED_NUMBER_SHIFT) +
      (access ? access.size + (access.write ? TRAP_UNSETTLED_WRITE : 0) : 0);
    this.commit();
    code.i32(0);
    code.i32(note);
    code.access("i32.store", TRAP_CELL + TRAP.CODE);
    if (access) {
      code.i32(0);
      code.get(this.addressLocal);
      code.access("i64.store", TRAP_CELL + TRAP.ADDRESS);
      code.i32(0);
      this.provenanceOf(base!);
      code.access("i64.store", TRAP_CELL + TRAP.PROVENANCE);
    }
    code.op("unreachable");
  }
}
