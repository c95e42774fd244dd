/**
 * What is still needed behind each instruction: of each register its value, and the provenance of what it points to.
 * Provenance is only needed where a check looks at it, or a spilled one does.
 */
import { FRAME_POINTER, STACK_SIZE } from "../../spec/encoding.ts";
import { helperById } from "../../spec/helpers.ts";
import { type AluRow, instructions } from "../../spec/isa.ts";
import { provenanceReading } from "../../spec/readings.ts";
import type { ControlFlowGraph } from "../cfg.ts";
import type { Known, Registers } from "./known.ts";
import { isCertain, type Plan, planAccess, readsAddress, readsProvenance } from "./plan-access.ts";
import { planCall, planTailCall } from "./plan-call.ts";
import { type Pointer, SCALAR } from "./provenance.ts";
import { type Operand, wasmReading } from "./reading.ts";
import type { Source } from "./source.ts";
import { Code } from "./wasm.ts";
import type { WideLoad } from "./wide-loads.ts";

/** A set of r0 to r9: bit n is the value of register n, bit 16 + n its provenance. */
export type Needs = number;
export const value = (register: number): Needs => (register < FRAME_POINTER ? 1 << register : 0);
export const provenance = (register: number): Needs => (register < FRAME_POINTER ? 1 << (16 + register) : 0);
const all = (register: number): Needs => value(register) | provenance(register);
const ARGUMENTS = [1, 2, 3, 4, 5].map(all).reduce((a, b) => a | b);
/** What a call to a function of the program changes. */
const CALLED = all(0) | ARGUMENTS;

/** One function of a program, as its callers see it. */
export interface Signature {
  /** What it finds in registers: its parameters. */
  parameters: Needs;
  /** What some caller wants back of r0 to r5; the provenance of r1 to r5 is lost. */
  results: Needs;
}

/** Slots of stack frames, by their place in a frame, whose provenance somebody reads; one for a whole program. */
export class Slots {
  readonly needed: Uint8Array = new Uint8Array(STACK_SIZE / 8);
  any = false;
  /** Whether something was added since this was last set to false. */
  changed = false;

  need(slot: number): void {
    if (this.needed[slot]) return;
    this.needed[slot] = 1;
    this.any = true;
    this.changed = true;
  }

  needAll(): void {
    for (let slot = 0; slot < this.needed.length; slot++) this.need(slot);
  }
}

/** Of each row: whether its result is computed from the destination's old value. */
const readsDestination = instructions.map((row) => row.form === "alu" && usesDestination(row));
function usesDestination(row: AluRow): boolean {
  let used = false;
  const operand = (emit: () => void): Operand => ({ emit, constant: null });
  const d = operand(() => {
    used = true;
  });
  row
    .meaning(
      wasmReading(new Code(), row.width),
      d,
      operand(() => {}),
    )
    .emit();
  return used;
}

/** A provenance as what it takes to have it: nothing for a scalar, and STATIC for any other that is known. */
const STATIC = 1 << 31;
const needsReading = provenanceReading<number>(
  0,
  (a, b) => a | b,
  (a, b) => a | b,
);
/** Whether only the register's own provenance tells. */
export const isDynamic = (pointer: Pointer): boolean => typeof pointer !== "bigint" && pointer !== "frame";
const needsOf = (register: number, { pointer }: Known): Needs =>
  pointer === SCALAR ? 0 : isDynamic(pointer) ? provenance(register) : STATIC;

/** What it takes to have a register's value, or provenance, or both. */
const valueNeeds = (registers: Registers, register: number): Needs =>
  registers[register]!.constant ? 0 : value(register);
const provenanceNeeds = (registers: Registers, register: number): Needs =>
  needsOf(register, registers[register]!) & ~STATIC;
const bothNeeds = (registers: Registers, register: number): Needs =>
  valueNeeds(registers, register) | provenanceNeeds(registers, register);
const accessNeeds = (registers: Registers, plan: Plan, base: number): Needs =>
  (readsAddress(plan) ? valueNeeds(registers, base) : 0) |
  (readsProvenance(plan) ? provenanceNeeds(registers, base) : 0);

export interface Liveness {
  /** What is needed behind an instruction, by its index. */
  after: Int32Array;
  entry: Needs;
}

/**
 * A backward pass over one function. `signatureAt` answers for the function that a local call goes to, whose results
 * grow, and so do the slots.
 */
export function findLiveness(
  source: Source,
  graph: ControlFlowGraph,
  known: readonly Registers[],
  results: Needs,
  signatureAt: (pc: number) => Signature,
  slots: Slots,
  wide: ReadonlyMap<number, WideLoad>,
): Liveness {
  const bases = new Map<number, Needs>();
  for (const { at, base } of wide.values()) bases.set(at, valueNeeds(known[at]!, base));
  const after = new Int32Array(source.decoded.length);
  const atStart = new Int32Array(graph.blocks.length);
  for (let changed = true; changed; ) {
    changed = false;
    for (let block = graph.blocks.length - 1; block >= 0; block--) {
      const { first, end, successors } = graph.blocks[block]!;
      let live = successors.reduce((needs, successor) => needs | atStart[successor]!, 0);
      for (let index = end - 1; index >= first; index--) {
        after[index] = live;
        live = before(index, live) | (bases.get(index) ?? 0);
      }
      if (live === atStart[block]) continue;
      atStart[block] = live;
      changed = true;
    }
  }
  return { after, entry: atStart[0]! };

  function before(index: number, live: Needs): Needs {
    const insn = source.decoded[index]!;
    const registers = known[index]!;
    const { row, dst, src } = insn;
    switch (row.form) {
      case "alu": {
        let needs = live & ~all(dst);
        if (live & value(dst) && !wide.has(index)) {
          if (readsDestination[insn.rowIndex]) needs |= valueNeeds(registers, dst);
          if (row.source === "reg") needs |= valueNeeds(registers, src);
        }
        if (live & provenance(dst) && row.width === 64) {
          const s = row.source === "reg" ? needsOf(src, registers[src]!) : 0;
          needs |= row.meaning(needsReading, needsOf(dst, registers[dst]!), s) & ~STATIC;
        }
        return needs;
      }
      case "lddw":
        return live & ~all(dst);
      case "load": {
        const plan = planAccess(source, insn, registers);
        const wanted = live & all(dst);
        let needs = live & ~all(dst);
        if (wanted || !isCertain(plan)) needs |= accessNeeds(registers, plan, src);
        if (live & provenance(dst) && row.size === 8) {
          if (plan.kind === "frame" && plan.offset % 8 === 0) slots.need(plan.offset / 8);
          if (mayBeStack(plan)) slots.needAll();
        }
        return needs;
      }
      case "store": {
        const plan = planAccess(source, insn, registers);
        let needs = live | accessNeeds(registers, plan, dst);
        if (plan.kind === "trap" || row.source === "imm") return needs;
        needs |= valueNeeds(registers, src);
        if (row.size === 8 && spills(plan, slots)) needs |= provenanceNeeds(registers, src);
        return needs;
      }
      case "atomic": {
        const plan = planAccess(source, insn, registers);
        const target = row.fetch === "none" ? null : row.fetch === "src" ? src : 0;
        const needs = target === null ? live : live & ~all(target);
        const compared = row.fetch === "r0" ? valueNeeds(registers, 0) : 0;
        return (
          needs |
          accessNeeds(registers, plan, dst) |
          valueNeeds(registers, dst) |
          valueNeeds(registers, src) |
          compared
        );
      }
      case "packet_load":
        return (
          (live & ~CALLED) | bothNeeds(registers, 6) | (row.source === "reg" ? valueNeeds(registers, src) : 0)
        );
      case "jump":
        return live | valueNeeds(registers, dst) | (row.source === "reg" ? valueNeeds(registers, src) : 0);
      case "goto":
        return live;
      case "exit":
        return (
          results &
          ~((registers[0]!.constant ? value(0) : 0) | (isDynamic(registers[0]!.pointer) ? 0 : provenance(0)))
        );
      case "call": {
        const passed = [1, 2, 3, 4, 5].map((register) => bothNeeds(registers, register));
        switch (row.target) {
          case "local": {
            const signature = signatureAt(insn.pc + 1 + insn.imm);
            signature.results |= live & (all(0) | (ARGUMENTS & 0xffff));
            let needs = live & ~CALLED;
            for (let register = 0; register < FRAME_POINTER; register++) {
              if (signature.parameters & value(register)) needs |= valueNeeds(registers, register);
              if (signature.parameters & provenance(register)) needs |= provenanceNeeds(registers, register);
            }
            return needs;
          }
          case "helper": {
            const helper = helperById(insn.imm);
            if (helper?.tailCall) {
              if (planTailCall(source, insn, registers)) return live | valueNeeds(registers, 3);
              return live | passed[0]! | passed[1]! | passed[2]!;
            }
            const plan = planCall(source, insn, registers);
            let needs = live & ~(plan.kind === "generic" && plan.callsBack ? CALLED : all(0));
            if (plan.kind === "generic") {
              for (let i = 0; i < plan.arguments; i++) needs |= passed[i]!;
              return needs;
            }
            for (const argument of plan.passed)
              if (argument.kind === "value") needs |= valueNeeds(registers, argument.register);
            return needs;
          }
          default:
            return (live & ~all(0)) | bothNeeds(registers, dst) | passed.reduce((a, b) => a | b);
        }
      }
    }
  }
}

/** Whether an access may be to any place of some stack frame. */
export const mayBeStack = (plan: Plan): boolean =>
  (plan.kind === "free" && plan.stack) ||
  (plan.kind === "range" && plan.pointer === "frame") ||
  plan.kind === "any";

/** Whether a store of 8 bytes has to note what they point to. */
export const spills = (plan: Plan, slots: Slots): boolean =>
  plan.kind === "frame"
    ? plan.offset % 8 === 0 && slots.needed[plan.offset / 8] === 1
    : mayBeStack(plan) && slots.any;
