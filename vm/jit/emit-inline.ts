/** The usual case of some helpers in place; the helper is called for the rest. */
import { TC_ACT } from "../../spec/actions.ts";
import { SKB, SKB_CELL, STATE, STATE_CELL } from "../../spec/layout.ts";
import { LookupEmitter } from "./emit-lookup.ts";
import { LOADS, STORES } from "./emitter.ts";
import type { Width } from "./pieces.ts";
import type { Passed } from "./plan-call.ts";
import { type InlinePlan, succeeds } from "./plan-inline.ts";
import type { Emit } from "./reading.ts";
import { Type } from "./wasm.ts";

export class InlineEmitter extends LookupEmitter {
  /** An argument of a function of the core. */
  protected pass(argument: Passed): void {
    if (argument.kind === "constant") this.code.i32(argument.value);
    else if (argument.wide) this.valueOf(argument.register);
    else this.lowOf(argument.register);
  }

  /** Leaves the helper's result on the stack. */
  protected inline(plan: InlinePlan, call: Emit): void {
    const { code } = this;
    if (succeeds(plan)) {
      this.#copy(plan);
      code.i64(0n);
      return;
    }
    switch (plan.kind) {
      case "clock":
        this.cell("i64.load", STATE_CELL + STATE.CLOCK);
        return;
      case "cpu":
        this.cell("i64.load32_u", STATE_CELL + STATE.CPU);
        return;
      case "redirect":
        this.#redirect(plan);
        return;
      case "pull":
        this.lowOf(2);
        this.cell("i32.load", SKB_CELL + SKB.LINEAR);
        code.op("i32.le_u");
        break;
      case "load":
        this.#isWithin(
          plan.sizes.reduce((sum, size) => sum + size, 0),
          SKB.LENGTH,
        );
        break;
      case "store":
        this.#isWithin(plan.size, SKB.LINEAR);
        break;
      case "event":
        this.pass(plan.map);
        this.valueOf(3);
        code.i32(plan.size);
        this.callCore("openEvent");
        code.tee(this.oldLowLocal);
        break;
      case "checksum":
        this.#isWithin(2, SKB.LINEAR);
    }
    code.openValue(Type.i64);
    this.#copy(plan);
    code.i64(0n);
    code.op("else");
    call();
    code.op("end");
  }

  #copy(plan: InlinePlan): void {
    if (plan.kind === "load") this.#load(plan.to, plan.sizes);
    if (plan.kind === "store") this.#store(plan.from);
    if (plan.kind === "event") this.scatter(plan.from, this.oldLowLocal);
    if (plan.kind === "checksum") this.#replaceInChecksum();
  }

  /** Leaves what a request to redirect the packet answers. */
  #redirect({ helper, flags, nextHop }: Extract<InlinePlan, { kind: "redirect" }>): void {
    const { code } = this;
    const set = (field: number, emit: Emit) => {
      code.i32(0);
      emit();
      code.access("i32.store", STATE_CELL + field);
    };
    set(STATE.REDIRECT_HELPER, () => code.i32(helper));
    set(STATE.REDIRECT_IFINDEX, () => this.lowOf(1));
    set(STATE.REDIRECT_FLAGS, () => code.i32(flags));
    if (nextHop) {
      code.i32(STATE_CELL + STATE.REDIRECT_NEXTHOP);
      code.set(this.oldLowLocal);
      this.scatter(nextHop, this.oldLowLocal);
    }
    code.i64(BigInt(TC_ACT.REDIRECT));
  }

  /** The checksum at r2 after the 16 bits in r3 became those in r4 (RFC 1624). */
  #replaceInChecksum(): void {
    const { code } = this;
    const complement = () => {
      code.i32(0xffff);
      code.op("i32.xor");
    };
    const half = (register: number) => {
      this.lowOf(register);
      code.i32(0xffff);
      code.op("i32.and");
    };
    /** A sum as 16 bits. */
    const narrow = () => {
      code.tee(this.countLocal);
      code.get(this.countLocal);
      code.i32(16);
      code.op("i32.rotl");
      code.op("i32.add");
      code.i32(16);
      code.op("i32.shr_u");
    };
    this.#packetAddress();
    code.get(this.oldLowLocal);
    code.get(this.oldLowLocal);
    code.access("i64.load16_u");
    code.op("i32.wrap_i64");
    complement();
    half(3);
    complement();
    code.op("i32.add");
    narrow();
    half(4);
    code.op("i32.add");
    narrow();
    complement();
    code.op("i64.extend_i32_u");
    code.access("i64.store16");
  }

  /** Whether `size` bytes at the offset in r2 are within a length of the packet. */
  #isWithin(size: number, length: number): void {
    const { code } = this;
    this.lowOf(2);
    code.op("i64.extend_i32_u");
    code.i64(BigInt(size));
    code.op("i64.add");
    this.cell("i64.load32_u", SKB_CELL + length);
    code.op("i64.le_u");
  }

  /** Leaves the packet's address at the offset in r2 in its local. */
  #packetAddress(): void {
    const { code } = this;
    this.cell("i32.load", SKB_CELL + SKB.DATA);
    this.lowOf(2);
    code.op("i32.add");
    code.set(this.oldLowLocal);
  }

  #load(to: number | null, sizes: readonly Width[]): void {
    const { code } = this;
    this.#packetAddress();
    let at = 0;
    for (const size of sizes) {
      const from = at;
      const emit = () => {
        code.get(this.oldLowLocal);
        code.access(LOADS.unsigned[size], from);
      };
      if (to !== null) this.storeFrame({ offset: to + at, size }, emit);
      else {
        this.lowOf(3);
        emit();
        code.access(STORES[size], at);
      }
      at += size;
    }
  }

  #store(from: Extract<InlinePlan, { kind: "store" }>["from"]): void {
    this.#packetAddress();
    this.scatter(from, this.oldLowLocal);
  }
}
