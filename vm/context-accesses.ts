/** Accesses to the context that the interpreter makes without leaving its loop. */
import { type Context, type FieldKind, fieldFor, shownAt } from "../spec/contexts.ts";
import { CallSource } from "../spec/encoding.ts";
import { CONTEXT_PIECE, PROVENANCE_KIND_SHIFT, ProvenanceKind } from "../spec/layout.ts";
import type { InternalOperation } from "../spec/operations.ts";
import type { Decoded } from "./structure.ts";

/** An operation and its immediate. */
export interface ContextAccess {
  operation: InternalOperation;
  immediate: bigint;
}

/** Bytes of the accesses in question. */
const SIZE = 4;
/** What a field's value points to, without the packet's generation; other fields are left to the general way. */
const POINTS: Readonly<Partial<Record<FieldKind, bigint>>> = {
  scalar: 0n,
  packet: BigInt(ProvenanceKind.PACKET) << BigInt(PROVENANCE_KIND_SHIFT),
  packet_end: BigInt(ProvenanceKind.PACKET_END) << BigInt(PROVENANCE_KIND_SHIFT),
  packet_meta: BigInt(ProvenanceKind.PACKET_META) << BigInt(PROVENANCE_KIND_SHIFT),
};

const LOST_BY_CALL = 0b11_1111;
const FIRST_ARGUMENT = 0b10;

/**
 * By index: accesses that, by what the instructions before them say one after the other, are to the context. It is a guess, since
 * branches are not followed: the interpreter asks again.
 */
export function contextAccesses(
  decoded: readonly Decoded[],
  context: Context | undefined,
): (ContextAccess | undefined)[] {
  const accesses = new Array<ContextAccess | undefined>(decoded.length);
  if (!context) return accesses;
  const functions = new Set<number>();
  for (const { pc, row, src, imm } of decoded) {
    if (row.form === "call" && src === CallSource.LOCAL) functions.add(pc + 1 + imm);
  }
  // A bit for each register that holds the context.
  let holding = FIRST_ARGUMENT;
  const holds = (register: number): boolean => (holding & (1 << register)) !== 0;
  for (let i = 0; i < decoded.length; i++) {
    const { pc, row, dst, src, off } = decoded[i]!;
    if (functions.size > 0 && functions.has(pc)) holding = FIRST_ARGUMENT;
    switch (row.form) {
      case "load":
        if (holds(src) && row.name === "ldxw") {
          const field = fieldFor(context, off, SIZE, false);
          const immediate = field && shownAt(field, off, SIZE) === off ? POINTS[field.kind] : undefined;
          if (immediate !== undefined) accesses[i] = { operation: "LOAD_CONTEXT", immediate };
        }
        holding &= ~(1 << dst);
        break;
      case "store":
        if (holds(dst) && row.name === "stxw") {
          const field = fieldFor(context, off, SIZE, true);
          if (field && field.store === "all" && field.kept >= SIZE) {
            const immediate = 1n << BigInt(Math.trunc(off / CONTEXT_PIECE));
            accesses[i] = { operation: "STORE_CONTEXT", immediate };
          }
        }
        break;
      case "alu":
        if (row.name === "mov64_reg" && holds(src)) holding |= 1 << dst;
        else holding &= ~(1 << dst);
        break;
      case "lddw":
        holding &= ~(1 << dst);
        break;
      case "call":
        holding &= ~LOST_BY_CALL;
        break;
      default:
    }
  }
  return accesses;
}
