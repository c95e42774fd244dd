/** How a load, store or atomic is to be done: what is known already, and what is left to check. */

import { type ContextField, fieldFor, shownAt } from "../../spec/contexts.ts";
import { STACK_SIZE } from "../../spec/encoding.ts";
import { CONTEXT, ProvenanceKind } from "../../spec/layout.ts";
import type { Decoded } from "../structure.ts";
import type { Registers } from "./known.ts";
import { baseOf, kindOf, lengthOf, SCALAR } from "./provenance.ts";
import type { Source } from "./source.ts";

export type Plan =
  /** In the function's own stack frame, at a distance from its bottom. */
  | { kind: "frame"; offset: number }
  /** In plain memory that is no stack, at an address. */
  | { kind: "fixed"; address: number }
  /** A field of the context, or a part of it: what is to be read or written lies at an offset in the context. */
  | { kind: "field"; field: ContextField; offset: number }
  /** Within plain memory, the packet or, if `stack`, the function's frame: proved. `packet`: perhaps the packet. */
  | { kind: "free"; stack: boolean; packet: boolean }
  /** In the one object of plain memory that the pointer belongs to, if the address is within. */
  | { kind: "range"; pointer: bigint | "frame" }
  /** In plain memory that is no stack, or nowhere. */
  | { kind: "memory" }
  /** In the packet, or nowhere. */
  | { kind: "packet" }
  /** Wherever the pointer's provenance says. */
  | { kind: "any" }
  /** Nowhere: it certainly traps. */
  | { kind: "trap"; pointer: bigint | "frame" };

/** The width of an access, and whether it writes. */
function accessOf({ row }: Decoded): { size: number; write: boolean; base: "src" | "dst" } {
  switch (row.form) {
    case "load":
      return { size: row.size, write: false, base: "src" };
    case "store":
    case "atomic":
      return { size: row.size, write: true, base: "dst" };
    default:
      throw new TypeError(`${row.name} accesses no memory`);
  }
}

/** How an instruction accesses memory, when this is known of the registers before it. */
export function planAccess(source: Source, insn: Decoded, registers: Registers): Plan {
  const made = source.plans.get(insn);
  if (made?.registers === registers) return made.plan;
  const plan = makePlan(source, insn, registers);
  source.plans.set(insn, { registers, plan });
  return plan;
}

function makePlan(source: Source, insn: Decoded, registers: Registers): Plan {
  const { size, write, base } = accessOf(insn);
  const { constant, pointer } = registers[insn[base]]!;
  const at = constant === null ? null : constant.value + BigInt(insn.off);
  const fact = source.facts?.access(insn.pc) ?? null;
  const atomic = insn.row.form === "atomic";
  const fieldAt = (offset: number): Plan | null => {
    const field = source.context && fieldFor(source.context, offset, size, write);
    return field && { kind: "field", field, offset: write ? offset : shownAt(field, offset, size) };
  };

  if (pointer === "frame") {
    if (at !== null && constant!.framed) {
      return at >= 0n && at + BigInt(size) <= BigInt(STACK_SIZE)
        ? { kind: "frame", offset: Number(at) }
        : { kind: "trap", pointer };
    }
    return fact?.proved ? { kind: "free", stack: true, packet: false } : { kind: "range", pointer };
  }
  if (typeof pointer === "bigint") {
    const kind = kindOf(pointer);
    if (kind === ProvenanceKind.CONTEXT && source.context && !atomic) {
      if (at === null || constant!.framed) return { kind: "any" };
      return fieldAt(Number(at - BigInt(CONTEXT))) ?? { kind: "trap", pointer };
    }
    const plain = kind === ProvenanceKind.MEMORY || (kind === ProvenanceKind.READ_ONLY && !write);
    if (!plain || pointer === SCALAR) return { kind: "trap", pointer };
    if (at !== null && !constant!.framed) {
      const offset = at - baseOf(pointer);
      return offset >= 0n && offset + BigInt(size) <= lengthOf(pointer)
        ? { kind: "fixed", address: Number(at) }
        : { kind: "trap", pointer };
    }
    return fact?.proved ? { kind: "free", stack: false, packet: false } : { kind: "range", pointer };
  }
  if (fact?.proved) {
    switch (fact.region) {
      case "stack":
        return fact.offset === null
          ? { kind: "free", stack: true, packet: false }
          : { kind: "frame", offset: fact.offset };
      case "packet":
      case "packet_meta":
        return { kind: "free", stack: false, packet: true };
      case "map_value":
        return { kind: "free", stack: false, packet: false };
      case "context": {
        if (fact.offset === null || atomic) break;
        const plan = fieldAt(fact.offset);
        if (plan) return plan;
      }
    }
  }
  if (pointer === "packet" || fact?.region === "packet") return { kind: "packet" };
  if (pointer === "memory" || fact?.region === "map_value") return { kind: "memory" };
  return { kind: "any" };
}

/** Whether an access has to look at its pointer's provenance. */
export const readsProvenance = (plan: Plan): boolean =>
  plan.kind === "memory" || plan.kind === "packet" || plan.kind === "any";

/** Whether an access uses the address in its base register. */
export const readsAddress = (plan: Plan): boolean =>
  plan.kind !== "frame" && plan.kind !== "fixed" && plan.kind !== "field";

/** Whether an access has nothing to do but to access. */
export const isCertain = (plan: Plan): boolean =>
  plan.kind === "frame" || plan.kind === "fixed" || plan.kind === "field" || plan.kind === "free";
