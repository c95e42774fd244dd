/** One function of a program as WebAssembly: its blocks, and one routine per instruction form. */
import { FRAME_POINTER, STACK_SIZE } from "../../spec/encoding.ts";
import type { AluRow, JumpRow } from "../../spec/isa.ts";
import { EXECUTION, EXECUTION_CELL, REGISTER, REGISTERS } from "../../spec/layout.ts";
import { provenanceReading } from "../../spec/readings.ts";
import { CountingEmitter } from "./emit-counters.ts";
import { BUDGET, LOADS, TO_SHADOW } from "./emitter.ts";
import { isDynamic, provenance, value } from "./live.ts";
import { SCALAR } from "./provenance.ts";
import { type Constant, constants, type Emit, type Operand, wasmReading } from "./reading.ts";
import { type BlockWriter, writeStructured } from "./structure.ts";
import { Type } from "./wasm.ts";

export class FunctionWriter extends CountingEmitter implements BlockWriter {
  /** Where the code of each instruction begins, in the order in which it is written. */
  readonly instructions: { at: number; pc: number }[] = [];
  /** Numbers of several bytes that are needed: the locals in which they wait, and by where they are loaded. */
  private readonly waiting = new Map<number, number>();
  private readonly loadedAt = new Map<number, number[]>();
  private readonly readings = { 32: wasmReading(this.code, 32), 64: wasmReading(this.code, 64) };
  private readonly scalar: { emit: Emit } = { emit: () => this.code.i64(SCALAR) };
  private readonly pointers = this.pointerReading();

  write(): void {
    this.planWideLoads();
    this.prologue();
    this.countEntry();
    writeStructured(this.parts.graph, this.code, this);
    this.code.op("end");
  }

  body(block: number): void {
    const { first, end, successors } = this.parts.graph.blocks[block]!;
    for (let index = first; index < end; index++) {
      this.begin(index);
      this.instructions.push({ at: this.code.length, pc: this.insn.pc });
      for (const result of this.loadedAt.get(index) ?? []) this.loadWide(result);
      const { form } = this.insn.row;
      if (form === "goto" || (form === "jump" && successors.length > 0)) continue;
      this.instruction();
    }
  }

  condition(block: number): void {
    this.begin(this.parts.graph.blocks[block]!.end - 1);
    const row = this.insn.row as JumpRow;
    const [d, s] = this.operands(row);
    this.noteOperands(row.width, d.emit, s.emit);
    const decided = this.source.facts?.decided(this.insn.pc) ?? null;
    if (decided === null) row.condition(this.readings[row.width], d, s).emit();
    // The engine leaves out the way that is never gone.
    else this.code.i32(Number(decided));
  }

  hasEdge(block: number, successor: number): boolean {
    return this.spends(block, successor) || this.countsEdge(block) || this.entersCarrying(block, successor);
  }

  edge(block: number, successor: number): void {
    this.begin(this.parts.graph.blocks[block]!.end - 1);
    if (this.spends(block, successor)) this.spend();
    if (this.countsEdge(block)) this.countEdge(successor);
    if (this.entersCarrying(block, successor)) this.loadCarried(this.targetOf(block, successor));
  }

  protected targetOf(block: number, successor: number): number {
    return this.parts.graph.blocks[block]!.successors[successor]!;
  }

  /** Whether the way to a successor leads into a loop that carries something. */
  protected entersCarrying(block: number, successor: number): boolean {
    const target = this.targetOf(block, successor);
    return target !== block && this.parts.carried.ofBlock.has(target);
  }

  /** Whether the way to a successor takes of the run's budget, and has to count that: it goes back. */
  protected spends(block: number, successor: number): boolean {
    if (this.parts.turns !== null) return false;
    const { end, successors } = this.parts.graph.blocks[block]!;
    const { row, off, imm } = this.source.decoded[end - 1]!;
    if (row.form === "goto") return (row.distance === "off" ? off : imm) < 0;
    return row.form === "jump" && successor === successors.length - 1 && off < 0;
  }

  protected instruction(): void {
    const { row } = this.insn;
    switch (row.form) {
      case "alu":
        this.alu(row);
        return;
      case "lddw": {
        const { value, provenance } = this.source.resolve(this.insn);
        this.setValue(this.insn.dst, () => this.code.i64(value));
        this.setProvenance(this.insn.dst, () => this.code.i64(provenance));
        return;
      }
      case "load":
        this.load(row);
        return;
      case "store":
        this.store(row);
        return;
      case "atomic":
        this.atomic(row);
        return;
      case "packet_load":
        this.packetLoad(row);
        return;
      case "call":
        this.call(row);
        return;
      case "exit":
        this.exit();
        return;
      case "jump":
      case "goto":
        return;
    }
  }

  private pointerReading() {
    const { code, scalar } = this;
    const select = (yes: Emit, no: Emit, scalarIf: { emit: Emit }): { emit: Emit } => ({
      emit: () => {
        yes();
        no();
        scalarIf.emit();
        code.op("i64.eqz");
        code.op("select");
      },
    });
    const difference = (a: { emit: Emit }, b: { emit: Emit }) => select(a.emit, scalar.emit, b);
    return provenanceReading(scalar, (a, b) => select(b.emit, difference(a, b).emit, a), difference);
  }

  private planWideLoads(): void {
    const { liveness, wide } = this.parts;
    for (const [result, { at }] of wide) {
      if (!(liveness.after[result]! & value(this.source.decoded[result]!.dst))) continue;
      this.waiting.set(result, this.newLocal(Type.i64));
      this.loadedAt.set(at, [...(this.loadedAt.get(at) ?? []), result]);
    }
  }

  /** Loads what an instruction will complete. */
  private loadWide(result: number): void {
    const { base, offset, size } = this.parts.wide.get(result)!;
    this.lowOf(base);
    if (offset < 0) {
      this.code.i32(offset);
      this.code.op("i32.add");
    }
    this.code.access(LOADS.unsigned[size], Math.max(offset, 0));
    this.code.set(this.waiting.get(result)!);
  }

  protected alu(row: AluRow): void {
    const { dst, src } = this.insn;
    const { code } = this;
    if (row.width === 64 && this.live & provenance(dst)) {
      const operand = (register: number) =>
        this.registers[register]!.pointer === SCALAR
          ? this.scalar
          : { emit: () => this.provenanceOf(register) };
      const old = operand(dst);
      const result = row.meaning(this.pointers, old, row.source === "reg" ? operand(src) : this.scalar);
      // Unchanged, it is in its local already, unless it is known and was not put there.
      if (result !== old || !isDynamic(this.registers[dst]!.pointer)) this.setProvenance(dst, result.emit);
    } else this.setProvenance(dst, this.scalar.emit);
    this.setValue(dst, () => {
      const waiting = this.waiting.get(this.index);
      if (waiting !== undefined) {
        code.get(waiting);
        return;
      }
      const constant = this.folded(row);
      if (constant) {
        this.constant(constant);
        return;
      }
      const [d, s] = this.operands(row);
      row.meaning(this.readings[row.width], d, s).emit();
      if (row.width === 32) code.op("i64.extend_i32_u");
    });
  }

  /** The result, where it is known. */
  protected folded(row: AluRow): Constant | null {
    const operand = (constant: Constant | null): Constant | null =>
      constant === null || row.width === 64
        ? constant
        : constant.framed
          ? null
          : { value: BigInt.asUintN(32, constant.value), framed: false };
    const s =
      row.source === "reg"
        ? this.registers[this.insn.src]!.constant
        : { value: BigInt.asUintN(64, BigInt(this.insn.imm)), framed: false };
    const folded = row.meaning(
      constants[row.width],
      operand(this.registers[this.insn.dst]!.constant),
      operand(s),
    );
    return folded;
  }

  /** Destination and source at the row's width. */
  protected operands(row: AluRow | JumpRow): [Operand, Operand] {
    const { dst, src, imm } = this.insn;
    const register = (number: number): Operand => {
      const { constant } = this.registers[number]!;
      return {
        emit: () => (row.width === 64 ? this.valueOf(number) : this.lowOf(number)),
        constant: constant && !constant.framed ? BigInt.asUintN(row.width, constant.value) : null,
      };
    };
    if (row.source === "reg") return [register(dst), register(src)];
    return [
      register(dst),
      {
        emit: () => (row.width === 64 ? this.code.i64(BigInt(imm)) : this.code.i32(imm)),
        constant: BigInt.asUintN(row.width, BigInt(imm)),
      },
    ];
  }

  protected prologue(): void {
    const { graph, known, liveness, isEntry } = this.parts;
    this.zeroFrame();
    if (this.countsTurns) this.takeBudget();
    if (!isEntry) return;
    this.interpretIfShort();
    this.noteChanges();
    this.registers = known[graph.blocks[0]!.first]!;
    this.live = liveness.entry;
    for (const register of [1, 2]) {
      const at = REGISTERS + register * REGISTER.SIZE;
      const { constant } = this.registers[register]!;
      this.setValue(register, () => (constant ? this.constant(constant) : this.cell("i64.load", at)));
      this.setProvenance(register, () => {
        if (this.source.context) this.provenanceOf(register);
        else this.cell("i64.load", at + REGISTER.PROVENANCE);
      });
    }
  }

  /** A function that does not count its turns needs a budget that covers them; with less, the interpreter counts. */
  protected interpretIfShort(): void {
    const { code } = this;
    const { turns } = this.parts;
    if (!turns) return;
    this.cell("i32.load", BUDGET);
    code.i32(turns);
    code.op("i32.le_u");
    code.open("if");
    code.i32(this.source.address);
    code.i32(0);
    this.callCore("interpret");
    code.op("return");
    code.op("end");
  }

  /** What the program may change of context and packet, once for all its stores. */
  protected noteChanges(): void {
    const { changes } = this.around;
    if (changes === 0) return;
    const cell = EXECUTION_CELL + EXECUTION.CHANGED;
    this.code.i32(0);
    this.cell("i32.load", cell);
    this.code.i32(changes);
    this.code.op("i32.or");
    this.code.access("i32.store", cell);
  }

  /** Zeros what may be read of the frame before it is written, and the provenance of its slots. */
  protected zeroFrame(): void {
    const { from, to } = this.unwritten();
    const { slots } = this.around;
    for (let offset = from & ~15; offset < to; offset += 16) {
      const place = this.framePlace(offset);
      const zero = (at: number) => {
        place.base();
        this.code.get(this.zeroLocal);
        this.code.access("v128.store", place.offset + at);
      };
      if (this.source.instrumentation?.frameFill) this.fillFrame(place);
      else zero(0);
      if (slots.needed[offset / 8] || slots.needed[offset / 8 + 1]) zero(TO_SHADOW);
    }
  }

  /** Bytes of the frame that may be read before they are written. */
  protected unwritten(): { from: number; to: number } {
    const { graph } = this.parts;
    const { decoded, facts } = this.source;
    const first = graph.blocks[0]!.first;
    if (facts) {
      const unwritten = facts.unwrittenReads(decoded[first]!.pc);
      return unwritten
        ? { from: STACK_SIZE - unwritten.to, to: STACK_SIZE - unwritten.from }
        : { from: 0, to: 0 };
    }
    const touchesFrame = graph.blocks.some(({ first, end }) =>
      decoded.slice(first, end).some(({ dst, src }) => dst === FRAME_POINTER || src === FRAME_POINTER),
    );
    return { from: 0, to: touchesFrame ? STACK_SIZE : 0 };
  }
}
