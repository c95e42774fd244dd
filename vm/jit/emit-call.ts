/** Calls: of helpers, of functions of the program, of other programs, and the return from them. */
import { MAX_CALL_FRAMES, MAX_TAIL_CALLS, STACK_SIZE } from "../../spec/encoding.ts";
import { helperById } from "../../spec/helpers.ts";
import type { CallRow, PacketLoadRow } from "../../spec/isa.ts";
import {
  EXECUTION,
  EXECUTION_CELL,
  PROGRAM,
  PROVENANCE_KIND_SHIFT,
  ProvenanceKind,
  REGISTER,
  REGISTERS,
  STACK,
  STATE,
  STATE_CELL,
} from "../../spec/layout.ts";
import { InlineEmitter } from "./emit-inline.ts";
import { GENERATION, members } from "./emitter.ts";
import { type Needs, provenance, value } from "./live.ts";
import { type DirectCall, planCall, planTailCall, type TailCallPlan } from "./plan-call.ts";
import { packetLength, planInline } from "./plan-inline.ts";
import { planLookup, planUpdate } from "./plan-lookup.ts";
import { pack, SCALAR } from "./provenance.ts";
import type { Emit } from "./reading.ts";
import type { MapShape } from "./source.ts";

const LAST_FRAME = STACK + (MAX_CALL_FRAMES - 1) * STACK_SIZE;

export class CallEmitter extends InlineEmitter {
  protected packetLoad(row: PacketLoadRow): void {
    const { code } = this;
    const { imm, src } = this.insn;
    this.passRegister(6);
    this.commit();
    code.i32(imm);
    if (row.source === "reg") {
      this.lowOf(src);
      code.op("i32.add");
    }
    code.i32(row.size);
    this.callCore("packetLoad");
    code.op("i32.eqz");
    code.open("if");
    // Past the end: the function ends with 0.
    this.giveBudget();
    for (const _ of members(this.returned())) code.i64(0n);
    code.op("return");
    code.op("end");
    this.setValue(0, () => this.cell("i64.load", REGISTERS));
    this.setProvenance(0, () => code.i64(SCALAR));
    for (let register = 1; register <= 5; register++) {
      this.setValue(register, () => code.i64(0n));
      this.setProvenance(register, () => code.i64(SCALAR));
    }
  }

  protected call(row: CallRow): void {
    const { code } = this;
    const { dst, imm, pc } = this.insn;
    switch (row.target) {
      case "helper": {
        const helper = helperById(imm);
        if (helper?.tailCall) {
          this.tailCall();
          return;
        }
        const plan = planCall(this.source, this.insn, this.registers);
        if (plan.kind === "direct") {
          this.callHelper(plan);
          return;
        }
        this.callChecked(() => code.i32(imm), plan.arguments, plan.callsBack);
        return;
      }
      case "local":
        this.callLocal(pc + 1 + imm);
        return;
      case "register":
        this.provenanceOf(dst);
        this.valueOf(dst);
        code.i64(32n);
        code.op("i64.shr_u");
        code.op("i64.or");
        code.op("i64.eqz");
        code.op("i32.eqz");
        code.open("if");
        this.trap("CALL_TARGET");
        code.op("end");
        this.callChecked(() => this.lowOf(dst), 5, true);
        return;
      case "kfunc":
        this.trap("CALL_TARGET");
        return;
    }
  }

  /** Calls a helper whose arguments the core checks. */
  protected callChecked(helper: Emit, passed: number, callsBack: boolean): void {
    for (let argument = 1; argument <= passed; argument++) this.passRegister(argument);
    this.commit();
    if (callsBack) {
      this.depth();
      this.callCore("setDepth");
      this.giveBudget();
    }
    helper();
    this.callCore("callHelper");
    if (callsBack && this.countsTurns) this.takeBudget();
    for (let register = 0; register <= (callsBack ? 5 : 0); register++) {
      const at = REGISTERS + register * REGISTER.SIZE;
      this.setValue(register, () => this.cell("i64.load", at + REGISTER.VALUE));
      this.setProvenance(register, () => this.cell("i64.load", at + REGISTER.PROVENANCE));
    }
  }

  protected callHelper(plan: DirectCall): void {
    const { code } = this;
    const contents = this.parts.contents.calls.get(this.index);
    const finds = this.source.facts?.finds(this.insn.pc) ?? false;
    const lookup = planLookup(this.source, plan, this.registers, contents, finds);
    if (lookup) {
      this.lookup(lookup);
      return;
    }
    const update = planUpdate(this.source, plan, this.registers, contents);
    if (update) {
      this.update(update);
      return;
    }
    const { helper, passed, maps, written } = plan;
    const call = () => {
      this.writeKept(this.parts.uses?.[this.index]?.read ?? []);
      this.commit();
      for (const argument of passed) this.pass(argument);
      code.call(this.around.helper(helper.id));
    };
    const inline = planInline(
      this.source,
      plan,
      this.registers,
      contents,
      packetLength(this.source, this.insn),
    );
    if (inline) this.inline(inline, call);
    else call();
    // The result's provenance may be made of it.
    code.set(this.oldLocal);
    const result = () => code.get(this.oldLocal);
    if (this.around.slots.any && written) this.forgetWritten(written);
    this.setProvenance(0, () => {
      if (helper.result === "map_value") {
        const place = helper.arguments.indexOf("map") + 1;
        if (maps?.length === 1) code.i32(maps[0]!);
        else this.lowOf(place);
        result();
        code.op("i32.wrap_i64");
        this.callCore("valueProvenance");
      } else if (helper.result === "socket") {
        this.orNull(result, () => {
          result();
          code.i64(pack(ProvenanceKind.SOCKET, 0));
          code.op("i64.or");
        });
      } else code.i64(SCALAR);
    });
    this.setValue(0, result);
    if (helper.invalidatesPacket && this.around.tracksPacket) {
      code.i32(0);
      this.cell("i32.load", GENERATION);
      code.i32(1);
      code.op("i32.add");
      code.access("i32.store", GENERATION);
    }
  }

  /** After a helper wrote to memory that may be the stack. */
  protected forgetWritten({ register, size }: NonNullable<DirectCall["written"]>): void {
    const { constant, pointer } = this.registers[register]!;
    if (pointer === "frame" && constant?.framed && size !== null) {
      this.forgetFrame(Number(constant.value), size);
      return;
    }
    const { code } = this;
    if (pointer !== "frame") {
      // Memory proved by facts may be anything: only addresses in the stack have slots.
      this.valueOf(register);
      code.i64(BigInt(STACK));
      code.op("i64.sub");
      code.i64(BigInt(MAX_CALL_FRAMES * STACK_SIZE));
      code.op("i64.lt_u");
      code.open("if");
    }
    this.lowOf(register);
    this.lowOf(register + 1);
    this.callCore("forget");
    if (pointer !== "frame") code.op("end");
  }

  protected callLocal(target: number): void {
    const { code } = this;
    if (!this.parts.isEntry) {
      code.get(this.frameLocal);
      code.i32(LAST_FRAME);
      code.op("i32.eq");
      code.open("if");
      this.trap("CALL_DEPTH");
      code.op("end");
    }
    this.spend();
    this.giveBudget();
    const { number, signature } = this.around.local(target);
    this.i32Of(this.framePlace(STACK_SIZE));
    for (const { register, of } of members(signature.parameters)) {
      if (of === "value") this.valueOf(register);
      else this.provenanceOf(register);
    }
    code.call(number);
    if (this.countsTurns) this.takeBudget();
    for (const { register, of } of [...members(signature.results)].reverse()) {
      const wanted = this.live & (of === "value" ? value(register) : provenance(register));
      if (wanted) code.set((of === "value" ? this.valueLocals : this.provenanceLocals)[register]!);
      else code.op("drop");
    }
    for (let register = 1; register <= 5; register++) this.setProvenance(register, () => code.i64(SCALAR));
  }

  protected tailCall(): void {
    const { code } = this;
    const plan = planTailCall(this.source, this.insn, this.registers);
    this.giveBudget();
    let opened: number;
    if (plan) {
      if (plan.index !== null && this.parts.isEntry) this.#callDirectly(plan.array, plan.index);
      opened = this.#findTarget(plan);
    } else {
      for (let argument = 1; argument <= 3; argument++) this.passRegister(argument);
      this.commit();
      this.callCore("tailCallTarget");
      code.tee(this.countLocal);
      code.open("if");
      opened = 1;
    }
    if (this.parts.isEntry) this.#continueIn();
    else this.#runWithin();
    for (; opened > 0; opened--) code.op("end");
  }

  /**
   * Goes on in the program that is in the slot now, if it still is there and is the one in this module: no other
   * function is ever at its place in the table.
   */
  #callDirectly(array: MapShape, slot: number): void {
    const { code } = this;
    const address = this.source.programIn(array, slot);
    const entry = this.around.entry(address);
    if (address === 0 || entry === null) return;
    this.cell("i32.load", array.elements + slot * array.elementSize);
    code.access("i32.load", PROGRAM.ENTRY);
    code.i32(entry.index);
    code.op("i32.eq");
    this.cell("i32.load", STATE_CELL + STATE.TAIL_CALLS);
    code.tee(this.oldLowLocal);
    code.i32(MAX_TAIL_CALLS);
    code.op("i32.lt_u");
    code.op("i32.and");
    code.open("if");
    this.#noteTailCall(
      () => code.i32(entry.id),
      () => code.i32(address),
    );
    code.op("return_call");
    code.unsigned(entry.number);
    code.op("end");
  }

  /** Counts a tail call, so many of which there were before as its local says, to a program of an id and an address. */
  #noteTailCall(id: Emit, address: Emit): void {
    const { code } = this;
    code.i32(0);
    code.get(this.oldLowLocal);
    code.i32(1);
    code.op("i32.add");
    code.access("i32.store", STATE_CELL + STATE.TAIL_CALLS);
    code.get(this.oldLowLocal);
    code.i32(2);
    code.op("i32.shl");
    id();
    code.access("i32.store", STATE_CELL + STATE.TAIL_CALL_LOG);
    code.i32(0);
    address();
    code.access("i32.store", EXECUTION_CELL + EXECUTION.PROGRAM);
  }

  /**
   * What `tailCallTarget` does, for a known array: leaves the program in its local, and the returned number of
   * conditions open in which the call is taken.
   */
  #findTarget({ array, index }: TailCallPlan): number {
    const { code } = this;
    const calls = STATE_CELL + STATE.TAIL_CALLS;
    let opened = 1;
    if (index === null) {
      this.lowOf(3);
      code.i32(array.maxEntries);
      code.op("i32.lt_u");
      code.open("if");
      opened++;
      this.lowOf(3);
      code.i32(array.elementSize);
      code.op("i32.mul");
      code.access("i32.load", array.elements);
    } else this.cell("i32.load", array.elements + index * array.elementSize);
    code.tee(this.countLocal);
    // Both at once: whether there is a program, and whether the limit allows it.
    code.i32(0);
    this.cell("i32.load", calls);
    code.tee(this.oldLowLocal);
    code.i32(MAX_TAIL_CALLS);
    code.op("i32.lt_u");
    code.op("select");
    code.open("if");
    this.#noteTailCall(
      () => {
        code.get(this.countLocal);
        code.access("i32.load", PROGRAM.ID);
      },
      () => code.get(this.countLocal),
    );
    return opened;
  }

  /** Leaves this program for the one in its local. */
  #continueIn(): void {
    const { code } = this;
    code.get(this.countLocal);
    code.access("i32.load", PROGRAM.ENTRY);
    code.tee(this.oldLowLocal);
    code.op("i32.eqz");
    code.open("if");
    code.get(this.countLocal);
    this.callCore("prepare");
    code.tee(this.oldLowLocal);
    code.op("i32.eqz");
    code.open("if");
    code.get(this.countLocal);
    code.i32(0);
    this.callCore("interpret");
    code.op("return");
    code.op("end");
    code.op("end");
    code.get(this.oldLowLocal);
    code.op("return_call_indirect");
    code.unsigned(this.around.entryType);
    code.unsigned(0);
  }

  /** Runs the program in its local in this function's frame, which is not the lowest as compiled programs have it. */
  #runWithin(): void {
    const { code } = this;
    code.get(this.countLocal);
    code.i32(this.source.address);
    this.depth();
    this.callCore("interpretWithin");
    code.op("drop");
    for (const { register, of } of members(this.returned())) {
      const field = of === "value" ? REGISTER.VALUE : REGISTER.PROVENANCE;
      const result = () => this.cell("i64.load", REGISTERS + register * REGISTER.SIZE + field);
      if (of === "value") result();
      else this.outliving(result);
    }
    code.op("return");
  }

  protected exit(): void {
    this.giveBudget();
    for (const { register, of } of members(this.returned())) {
      if (of === "value") this.valueOf(register);
      else if (this.registers[register]!.pointer === "frame") this.code.i64(SCALAR);
      else if (typeof this.registers[register]!.pointer === "bigint") this.provenanceOf(register);
      else this.outliving(() => this.provenanceOf(register));
    }
    this.code.op("return");
  }

  protected returned(): Needs {
    return this.parts.isEntry ? value(0) : this.parts.signature.results;
  }

  /** The provenance of a result: nothing may point into the frame that ends, or above. */
  protected outliving(emit: Emit): void {
    const { code } = this;
    code.i64(SCALAR);
    emit();
    emit();
    code.i64(BigInt(PROVENANCE_KIND_SHIFT));
    code.op("i64.shr_u");
    code.i64(BigInt(ProvenanceKind.STACK));
    code.op("i64.eq");
    emit();
    code.op("i32.wrap_i64");
    code.get(this.frameLocal);
    code.op("i32.ge_u");
    code.op("i32.and");
    code.op("select");
  }
}
