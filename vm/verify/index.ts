/** Abstract interpretation of a program: what is certain about it before it runs. `facts.ts` says what for. */
import { REGISTER_COUNT, STACK_SIZE } from "../../spec/encoding.ts";
import type { Decoded } from "../structure.ts";
import type { State } from "./domain.ts";
import type { AccessFact, ArgumentFact, Facts } from "./facts.ts";
import { checkAccess, checkArguments, checkAtomic } from "./obligations.ts";
import { analyse, type VerifiableProgram } from "./program.ts";
import { Scalar } from "./scalars.ts";
import { findsValue, type Surroundings } from "./transfer.ts";

export type { AccessFact, ArgumentFact, Facts, Region } from "./facts.ts";
export type { Reason } from "./obligations.ts";
export { type VerifiableProgram, verifiable } from "./program.ts";

/** Facts, and what they stand on: for reports and tests. */
export class Verification implements Facts {
  readonly #reached: Uint8Array;
  /** For each instruction a bit per register: whether it is certainly a scalar, and one of which all is known. */
  readonly #scalars: Uint16Array;
  readonly #constants: Uint16Array;
  /** The halves of those. */
  readonly #low: Int32Array;
  readonly #high: Int32Array;
  readonly #facts = new Map<number, AccessFact>();
  readonly #arguments = new Map<number, readonly ArgumentFact[]>();
  readonly #jumps = new Map<number, { taken: boolean; notTaken: boolean }>();
  /** Lookups, and whether they find a value in every case. */
  readonly #finds = new Map<number, boolean>();
  readonly #iterations = new Map<number, number | null>();
  readonly #packetLengths: Int32Array;
  readonly #unwritten = new Map<number, { first: number; last: number }>();

  constructor(program: VerifiableProgram) {
    const { decoded } = program;
    const last = decoded[decoded.length - 1]!;
    const slots = last.pc + 1;
    this.#reached = new Uint8Array(slots);
    this.#scalars = new Uint16Array(slots);
    this.#constants = new Uint16Array(slots);
    this.#low = new Int32Array(slots * REGISTER_COUNT);
    this.#high = new Int32Array(slots * REGISTER_COUNT);
    this.#packetLengths = new Int32Array(slots);
    analyse(program, {
      instruction: (insn, state, around) => this.#record(insn, state, around),
      jump: (insn, taken, notTaken) => {
        const known = this.#jumps.get(insn.pc);
        this.#jumps.set(insn.pc, {
          taken: taken || (known?.taken ?? false),
          notTaken: notTaken || (known?.notTaken ?? false),
        });
      },
      back: (pc, iterations) => {
        const known = this.#iterations.get(pc);
        const both =
          known === undefined || iterations === null ? iterations : known && Math.max(known, iterations);
        this.#iterations.set(pc, both);
      },
      call: () => {},
      exit: () => {},
      unwritten: (entry, first, lastByte) => {
        const known = this.#unwritten.get(entry);
        this.#unwritten.set(entry, {
          first: Math.min(first, known?.first ?? first),
          last: Math.max(lastByte, known?.last ?? lastByte),
        });
      },
    });
  }

  isReachable(pc: number): boolean {
    return this.#reached[pc] === 1;
  }

  access(pc: number): AccessFact {
    return this.#facts.get(pc) ?? { region: "unknown", offset: null, proved: false, reason: null };
  }

  arguments(pc: number): readonly ArgumentFact[] {
    return this.#arguments.get(pc) ?? [];
  }

  packetLength(pc: number): number {
    return this.#packetLengths[pc]!;
  }

  isScalar(pc: number, register: number): boolean {
    return (this.#scalars[pc]! & (1 << register)) !== 0;
  }

  constant(pc: number, register: number): bigint | null {
    if ((this.#constants[pc]! & (1 << register)) === 0) return null;
    const at = pc * REGISTER_COUNT + register;
    return (BigInt(this.#high[at]! >>> 0) << 32n) | BigInt(this.#low[at]! >>> 0);
  }

  decided(pc: number): boolean | null {
    const jump = this.#jumps.get(pc);
    return !jump || jump.taken === jump.notTaken ? null : jump.taken;
  }

  finds(pc: number): boolean {
    return this.#finds.get(pc) ?? false;
  }

  iterations(pc: number): number | null {
    return this.#iterations.get(pc) ?? null;
  }

  unwrittenReads(pc: number): { from: number; to: number } | null {
    const bytes = this.#unwritten.get(pc);
    return bytes ? { from: STACK_SIZE - 1 - bytes.last, to: STACK_SIZE - bytes.first } : null;
  }

  #record(insn: Decoded, state: State, around: Surroundings): void {
    const { pc, row } = insn;
    const again = this.#reached[pc] === 1;
    const length = again ? this.#packetLengths[pc]! : state.linearLength;
    this.#packetLengths[pc] = Math.min(length, state.linearLength);
    this.#reached[pc] = 1;
    let scalars = 0;
    let constants = 0;
    for (let r = 0; r < REGISTER_COUNT; r++) {
      const value = state.registers[r]!;
      if (!(value instanceof Scalar)) continue;
      scalars |= 1 << r;
      const at = pc * REGISTER_COUNT + r;
      const isOther = again && (this.#low[at] !== value.low || this.#high[at] !== value.high);
      if (!value.isConstant || isOther) continue;
      constants |= 1 << r;
      this.#low[at] = value.low;
      this.#high[at] = value.high;
    }
    this.#scalars[pc] = again ? this.#scalars[pc]! & scalars : scalars;
    this.#constants[pc] = again ? this.#constants[pc]! & constants : constants;
    switch (row.form) {
      case "load": {
        const place = state.registers[insn.src]!;
        const access = { off: insn.off, size: row.size, write: false };
        this.#access(pc, checkAccess(state, place, access, around.context));
        return;
      }
      case "store": {
        const place = state.registers[insn.dst]!;
        const access = { off: insn.off, size: row.size, write: true };
        this.#access(pc, checkAccess(state, place, access, around.context));
        return;
      }
      case "atomic":
        this.#access(pc, checkAtomic(state, state.registers[insn.dst]!, insn.off, row.size, around.context));
        return;
      case "call": {
        if (row.target !== "helper") return;
        this.#finds.set(pc, findsValue(state, insn.imm) && this.#finds.get(pc) !== false);
        const facts = checkArguments(state, insn.imm, around.context);
        const known = this.#arguments.get(pc);
        this.#arguments.set(pc, known ? facts.map((fact, i) => eitherArgument(fact, known[i]!)) : facts);
        return;
      }
      default:
        return;
    }
  }

  #access(pc: number, fact: AccessFact): void {
    const known = this.#facts.get(pc);
    this.#facts.set(pc, known ? eitherAccess(known, fact) : fact);
  }
}

/** What is certain about a program. */
export const verify = (program: VerifiableProgram): Verification => new Verification(program);

// ---- instructions that belong to several functions

function eitherAccess(a: AccessFact, b: AccessFact): AccessFact {
  return {
    region: a.region === b.region ? a.region : "unknown",
    offset: a.region === b.region && a.offset === b.offset ? a.offset : null,
    proved: a.proved && b.proved,
    reason: a.reason ?? b.reason,
  };
}

function eitherArgument(a: ArgumentFact, b: ArgumentFact): ArgumentFact {
  return {
    constant: a.constant === b.constant ? a.constant : null,
    map: a.map === b.map ? a.map : null,
    memory: a.memory && b.memory ? eitherAccess(a.memory, b.memory) : null,
    proved: a.proved && b.proved,
  };
}
