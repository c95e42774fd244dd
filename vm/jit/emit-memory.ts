/** Loads, stores and atomics: what is not proved is checked in place. */
import type { ContextField } from "../../spec/contexts.ts";
import { STACK_SIZE } from "../../spec/encoding.ts";
import type { AtomicRow, LoadRow, StoreRow } from "../../spec/isa.ts";
import {
  CONTEXT,
  PROVENANCE_KIND_SHIFT,
  PROVENANCE_LENGTH_SHIFT,
  ProvenanceKind,
  SKB,
  SKB_CELL,
} from "../../spec/layout.ts";
import { Emitter, GENERATION, LOADS, type Place, STORES, TO_SHADOW } from "./emitter.ts";
import { mayBeStack, provenance, spills } from "./live.ts";
import { type Plan, planAccess } from "./plan-access.ts";
import { baseOf, lengthOf, pack, SCALAR } from "./provenance.ts";
import { type Emit, type Operand, wasmReading } from "./reading.ts";

const ALL_BITS = 0xffff_ffffn;
/** Largest queue number that a store takes. */
const LAST_QUEUE = 0xfffen;

export class MemoryEmitter extends Emitter {
  protected load(row: LoadRow): void {
    const { dst, src } = this.insn;
    const plan = planAccess(this.source, this.insn, this.registers);
    const wantsProvenance = (this.live & provenance(dst)) !== 0;
    if (plan.kind === "any") this.findLoad(row, src, wantsProvenance);
    const place = this.place(plan, src, row.size, false);
    if (!place) return;
    const wide = row.size === 8;
    const pieces = this.parts.contents.loads.get(this.index);
    const carried = this.carriedLocal();
    const loadValue = () => {
      if (pieces) {
        this.gather(pieces);
        return;
      }
      const isKept = plan.kind === "frame" && this.parts.kept.placeOf[plan.offset]! >= 0;
      if (carried !== null || isKept) {
        if (carried !== null) this.code.get(carried);
        else if (plan.kind === "frame") this.loadFrame({ offset: plan.offset, size: row.size });
        if (row.signed) this.code.op(`i64.extend${(8 * row.size) as 8 | 16 | 32}_s`);
        return;
      }
      place.base();
      this.code.access(LOADS[row.signed ? "signed" : "unsigned"][row.size], place.offset);
    };
    // The base register may be the destination: what it points to is found out before it changes.
    if (wantsProvenance) {
      let emit: Emit = () => this.code.i64(SCALAR);
      if (plan.kind === "any") emit = () => this.code.get(this.loadedLocal);
      else if (plan.kind === "frame" && wide && plan.offset % 8 === 0) {
        emit = () => {
          place.base();
          this.code.access("i64.load", place.offset + TO_SHADOW);
        };
      } else if (wide && mayBeStack(plan)) {
        emit = () => {
          this.i32Of(place);
          this.callCore("spilled");
        };
      } else if (plan.kind === "field") {
        emit = () => this.fieldProvenance(plan.field.kind, loadValue);
      }
      this.setProvenance(dst, emit);
    }
    this.setValue(dst, loadValue);
  }

  /** The local with what the loop carries at the instruction's place, if it does. */
  protected carriedLocal(): number | null {
    const place = this.parts.carried.ofInstruction.get(this.index);
    return place ? this.carriedLocals.get(place)! : null;
  }

  /** Loads what a loop carries, on a way into it. */
  protected loadCarried(loop: number): void {
    for (const carried of this.parts.carried.ofBlock.get(loop) ?? []) {
      this.begin(carried.load);
      const plan = planAccess(this.source, this.insn, this.registers);
      const place = this.place(plan, this.insn.src, carried.size, false)!;
      place.base();
      this.code.access(LOADS.unsigned[carried.size], place.offset);
      this.code.set(this.carriedLocals.get(carried)!);
    }
  }

  /** Checks a load from wherever; leaves its address, and what was spilled there if that is wanted, in locals. */
  protected findLoad(row: LoadRow, base: number, wantsProvenance: boolean): void {
    const { code } = this;
    this.computeAddress(base);
    if (wantsProvenance) {
      code.i64(SCALAR);
      code.set(this.loadedLocal);
    }
    this.isPlain(base, row.size);
    code.open("if");
    if (wantsProvenance && row.size === 8) {
      this.isStack(base);
      code.open("if");
      code.get(this.addressLocal);
      code.op("i32.wrap_i64");
      this.callCore("spilled");
      code.set(this.loadedLocal);
      code.op("end");
    }
    code.op("else");
    this.isPacket(base, row.size);
    code.op("i32.eqz");
    code.open("if");
    this.commit();
    code.get(this.addressLocal);
    this.provenanceOf(base);
    code.i32(row.size);
    this.callCore("loadSlow");
    code.op("i64.extend_i32_u");
    code.set(this.addressLocal);
    if (wantsProvenance) {
      this.provenanceOf(base);
      this.callCore("loadedSlow");
      code.set(this.loadedLocal);
    }
    code.op("end");
    code.op("end");
  }

  protected store(row: StoreRow): void {
    const { code } = this;
    const { dst, src, imm } = this.insn;
    const plan = planAccess(this.source, this.insn, this.registers);
    const emitValue = () => (row.source === "reg" ? this.valueOf(src) : code.i64(BigInt(imm)));
    if (plan.kind === "field") {
      this.storeField(plan.field, CONTEXT + plan.offset, row, emitValue);
      return;
    }
    if (plan.kind === "any") {
      this.computeAddress(dst);
      code.open("block");
      code.open("block");
      this.isPlain(dst, row.size);
      this.isWritable(dst);
      code.op("i32.and");
      code.branch("br_if", 0);
      this.isPacket(dst, row.size);
      code.branch("br_if", 0);
      this.commit();
      code.get(this.addressLocal);
      this.provenanceOf(dst);
      code.i32(row.size);
      emitValue();
      code.i32(row.source === "imm" ? 1 : 0);
      this.callCore("storeSlow");
      code.branch("br", 1);
      code.op("end");
    }
    const place = this.place(plan, dst, row.size, true);
    if (!place) return;
    if (plan.kind === "frame") this.storeFrame({ offset: plan.offset, size: row.size }, emitValue);
    else {
      place.base();
      emitValue();
      code.access(STORES[row.size], place.offset);
    }
    const carried = this.carriedLocal();
    if (carried !== null) {
      emitValue();
      if (row.size < 8) {
        code.i64((1n << BigInt(8 * row.size)) - 1n);
        code.op("i64.and");
      }
      code.set(carried);
    }
    this.noteSpill(row, plan, place, dst);
    if (plan.kind === "any") code.op("end");
  }

  /** After a store that may have been to the stack: what the slots there hold. */
  protected noteSpill(row: StoreRow, plan: Plan, place: Place, base: number): void {
    const { code } = this;
    const { src } = this.insn;
    const { slots } = this.around;
    const spilling = row.size === 8 && row.source === "reg";
    if (plan.kind === "frame") {
      if (spilling && spills(plan, slots)) {
        place.base();
        this.provenanceOf(src);
        code.access("i64.store", place.offset + TO_SHADOW);
      } else this.forgetFrame(plan.offset, row.size);
      return;
    }
    if (!mayBeStack(plan) || !slots.any) return;
    if (plan.kind === "any") {
      this.isStack(base);
      code.open("if");
    }
    this.i32Of(place);
    if (spilling) {
      if (plan.kind === "any") this.provenanceOf(base);
      else this.frameProvenance();
      this.provenanceOf(src);
      this.callCore("spillSlot");
    } else {
      code.i32(row.size);
      this.callCore("forget");
    }
    if (plan.kind === "any") code.op("end");
  }

  /** What the field's row says of a store, with what the field keeps of the value. */
  protected storeField(field: ContextField, address: number, row: StoreRow, emitValue: Emit): void {
    const { code } = this;
    const conditional = field.store === "queue" && row.source === "reg";
    if (field.store === "queue" && row.source === "imm" && BigInt(this.insn.imm) > LAST_QUEUE) return;
    if (conditional) {
      emitValue();
      code.i64(LAST_QUEUE);
      code.op("i64.le_u");
      code.open("if");
    }
    code.i32(0);
    emitValue();
    code.access(STORES[Math.min(row.size, field.kept) as StoreRow["size"]], address);
    if (conditional) code.op("end");
  }

  protected atomic(row: AtomicRow): void {
    const { code } = this;
    const { dst, src } = this.insn;
    const plan = planAccess(this.source, this.insn, this.registers);
    const [width, type, old] =
      row.size === 8 ? ([64, "i64", this.oldLocal] as const) : ([32, "i32", this.oldLowLocal] as const);
    if (plan.kind === "any") this.findAtomic(dst, row.size);
    const place = this.place(plan, dst, row.size, true);
    if (!place) return;
    if (plan.kind === "frame" || plan.kind === "fixed") {
      const at = plan.kind === "frame" ? plan.offset : plan.address;
      if (at % row.size !== 0) {
        this.computeAddress(dst);
        this.trap("MISALIGNED_ATOMIC", { size: row.size, write: true }, dst);
        return;
      }
    } else if (plan.kind !== "any") {
      if (plan.kind === "free") this.computeAddress(dst);
      code.get(this.addressLocal);
      code.i64(BigInt(row.size - 1));
      code.op("i64.and");
      code.op("i64.eqz");
      code.op("i32.eqz");
      code.open("if");
      this.trap("MISALIGNED_ATOMIC", { size: row.size, write: true }, dst);
      code.op("end");
    }
    place.base();
    code.access(`${type}.load`, place.offset);
    code.set(old);
    place.base();
    const operand = (emit: Emit): Operand => ({ emit, constant: null });
    const register = (number: number) =>
      operand(() => (width === 64 ? this.valueOf(number) : this.lowOf(number)));
    row
      .meaning(
        wasmReading(code, width),
        operand(() => code.get(old)),
        register(src),
        register(0),
      )
      .emit();
    code.access(`${type}.store`, place.offset);
    if (plan.kind === "frame") this.forgetFrame(plan.offset, row.size);
    else if (plan.kind !== "any" && mayBeStack(plan) && this.around.slots.any) {
      this.i32Of(place);
      code.i32(row.size);
      this.callCore("forget");
    }
    if (row.fetch === "none") return;
    const target = row.fetch === "src" ? src : 0;
    this.setProvenance(target, () => code.i64(SCALAR));
    this.setValue(target, () => {
      code.get(old);
      if (width === 32) code.op("i64.extend_i32_u");
    });
  }

  /** Checks an atomic on whatever; plain memory that is no stack here, the rest in the core. */
  protected findAtomic(base: number, size: number): void {
    const { code } = this;
    this.computeAddress(base);
    this.isPlain(base, size);
    this.provenanceOf(base);
    code.i64(BigInt(PROVENANCE_KIND_SHIFT));
    code.op("i64.shr_u");
    code.op("i64.eqz");
    code.op("i32.and");
    code.get(this.addressLocal);
    code.i64(BigInt(size - 1));
    code.op("i64.and");
    code.op("i64.eqz");
    code.op("i32.and");
    code.op("i32.eqz");
    code.open("if");
    this.commit();
    code.get(this.addressLocal);
    this.provenanceOf(base);
    code.i32(size);
    this.callCore("atomicAddress");
    code.op("drop");
    code.op("end");
  }

  /** What the value of a context's field points to. */
  protected fieldProvenance(kind: string, loadValue: Emit): void {
    const { code } = this;
    const ofPacket = (number: number) => {
      code.i64(pack(number, 0));
      this.cell("i64.load32_u", GENERATION);
      code.op("i64.or");
    };
    switch (kind) {
      case "packet":
        ofPacket(ProvenanceKind.PACKET);
        return;
      case "packet_end":
        ofPacket(ProvenanceKind.PACKET_END);
        return;
      case "packet_meta":
        ofPacket(ProvenanceKind.PACKET_META);
        return;
      case "socket":
        this.orNull(loadValue, () => {
          loadValue();
          code.i64(pack(ProvenanceKind.SOCKET, 0));
          code.op("i64.or");
        });
        return;
      default:
        code.i64(SCALAR);
    }
  }

  /** A provenance, or that of a scalar where the value is 0. */
  protected orNull(value: Emit, emit: Emit): void {
    emit();
    this.code.i64(SCALAR);
    value();
    this.code.op("i64.eqz");
    this.code.op("i32.eqz");
    this.code.op("select");
  }

  /** Makes scalars of the slots of the function's own frame that a write touches. */
  protected forgetFrame(offset: number, size: number): void {
    for (let slot = offset >> 3; slot <= (offset + size - 1) >> 3; slot++) {
      if (!this.around.slots.needed[slot]) continue;
      const place = this.framePlace(slot * 8);
      place.base();
      this.code.i64(SCALAR);
      this.code.access("i64.store", place.offset + TO_SHADOW);
    }
  }

  /** base + off in all 64 bits, to the local for it. */
  protected computeAddress(base: number): void {
    const { off } = this.insn;
    this.valueOf(base);
    if (off !== 0) {
      this.code.i64(BigInt(off));
      this.code.op("i64.add");
    }
    this.code.set(this.addressLocal);
  }

  /** Where an access that is within its object goes, its check written; null where it certainly traps. */
  protected place(plan: Plan, base: number, size: number, write: boolean): Place | null {
    const { code } = this;
    const checked: Place = {
      base: () => {
        code.get(this.addressLocal);
        code.op("i32.wrap_i64");
      },
      offset: 0,
    };
    const trapUnless = (condition: () => void) => {
      condition();
      code.op("i32.eqz");
      code.open("if");
      this.trap(null, { size, write }, base);
      code.op("end");
    };
    switch (plan.kind) {
      case "frame":
        return this.framePlace(plan.offset);
      case "fixed":
        return { base: () => code.i32(0), offset: plan.address };
      case "field":
        return { base: () => code.i32(0), offset: CONTEXT + plan.offset };
      case "free": {
        const { off } = this.insn;
        // Added in the access itself only where the sum cannot wrap there: the address is above the hole.
        if (off >= 0) return { base: () => this.lowOf(base), offset: off };
        return {
          base: () => {
            this.lowOf(base);
            code.i32(off);
            code.op("i32.add");
          },
          offset: 0,
        };
      }
      case "any":
        return checked;
      case "trap":
        this.computeAddress(base);
        this.trap(
          this.insn.row.form === "atomic" && isContext(plan.pointer) ? "CONTEXT_ACCESS" : null,
          { size, write },
          base,
        );
        return null;
      case "range": {
        this.computeAddress(base);
        const length = plan.pointer === "frame" ? BigInt(STACK_SIZE) : lengthOf(plan.pointer);
        const last = length - BigInt(size);
        if (last < 0n) {
          this.trap(null, { size, write }, base);
          return null;
        }
        trapUnless(() => {
          code.get(this.addressLocal);
          if (plan.pointer === "frame") this.constant({ value: 0n, framed: true });
          else code.i64(baseOf(plan.pointer));
          code.op("i64.sub");
          code.i64(last);
          code.op("i64.le_u");
        });
        return checked;
      }
      case "memory":
        this.computeAddress(base);
        trapUnless(() => {
          this.isPlain(base, size);
          if (!write) return;
          this.isWritable(base);
          code.op("i32.and");
        });
        return checked;
      case "packet":
        this.computeAddress(base);
        trapUnless(() => this.isPacket(base, size));
        return checked;
    }
  }

  // Truth values about the address in its local and a register's provenance.

  /** Whether `size` bytes are within the plain memory that the register points to. */
  protected isPlain(base: number, size: number): void {
    const { code } = this;
    code.get(this.addressLocal);
    this.provenanceOf(base);
    code.i64(ALL_BITS);
    code.op("i64.and");
    code.op("i64.sub");
    code.set(this.distanceLocal);
    this.isWithin(size, () => {
      this.provenanceOf(base);
      code.i64(BigInt(64 - PROVENANCE_KIND_SHIFT));
      code.op("i64.shl");
      code.i64(BigInt(64 - PROVENANCE_KIND_SHIFT + PROVENANCE_LENGTH_SHIFT));
      code.op("i64.shr_u");
    });
  }

  /** Whether the distance, and `size` bytes from there, are within a length. */
  protected isWithin(size: number, length: Emit): void {
    const { code } = this;
    code.get(this.distanceLocal);
    length();
    code.op("i64.lt_u");
    if (size === 1) return;
    code.get(this.distanceLocal);
    code.i64(BigInt(size));
    code.op("i64.add");
    length();
    code.op("i64.le_u");
    code.op("i32.and");
  }

  /** Whether the register points to memory that may be written: MEMORY or STACK, which differ in the top bit. */
  protected isWritable(base: number): void {
    const { code } = this;
    this.provenanceOf(base);
    code.i64(1n);
    code.op("i64.shl");
    code.i64(BigInt(PROVENANCE_KIND_SHIFT + 1));
    code.op("i64.shr_u");
    code.op("i64.eqz");
  }

  protected isStack(base: number): void {
    this.provenanceOf(base);
    this.code.i64(0n);
    this.code.op("i64.lt_s");
  }

  /** Whether `size` bytes are within what is directly accessible of the live packet. */
  protected isPacket(base: number, size: number): void {
    const { code } = this;
    this.provenanceOf(base);
    this.fieldProvenance("packet", () => {});
    code.op("i64.eq");
    code.get(this.addressLocal);
    this.cell("i64.load32_u", SKB_CELL + SKB.DATA);
    code.op("i64.sub");
    code.set(this.distanceLocal);
    this.isWithin(size, () => this.cell("i64.load32_u", SKB_CELL + SKB.LINEAR));
    code.op("i32.and");
  }
}

const isContext = (pointer: bigint | "frame"): boolean =>
  pointer !== "frame" && pointer >> BigInt(PROVENANCE_KIND_SHIFT) === BigInt(ProvenanceKind.CONTEXT);
