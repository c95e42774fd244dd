/** Accesses to the context that the interpreter makes without leaving its loop. */
import { type Context, type FieldKind, fieldFor, shownAt } from "../spec/contexts.ts";
import { CallSource } from "../spec/encoding.ts";
import { instructions } from "../spec/isa.ts";
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
  for (let i = 0; i < decoded.length; i++) {
    const { pc, rowIndex, src, imm } = decoded[i]!;
    if (roles[rowIndex] === CALL && src === CallSource.LOCAL) functions.add(pc + 1 + imm);
  }
  // A bit for each register that holds the context.
  let holding = FIRST_ARGUMENT;
  const holds = (register: number): boolean => (holding & (1 << register)) !== 0;
  for (let i = 0; i < decoded.length; i++) {
    const insn = decoded[i]!;
    if (functions.size > 0 && functions.has(insn.pc)) holding = FIRST_ARGUMENT;
    const role = roles[insn.rowIndex];
    if (role === OTHER || holding === 0) continue;
    const { dst, src, off } = insn;
    if (role === LOAD && holds(src)) {
      const field = fieldFor(context, off, SIZE, false);
      const immediate = field && shownAt(field, off, SIZE) === off ? POINTS[field.kind] : undefined;
      if (immediate !== undefined) accesses[i] = { operation: "LOAD_CONTEXT", immediate };
    } else if (role === STORE && holds(dst)) {
      const field = fieldFor(context, off, SIZE, true);
      if (field && field.store === "all" && field.kept >= SIZE) {
        const immediate = 1n << BigInt(Math.trunc(off / CONTEXT_PIECE));
        accesses[i] = { operation: "STORE_CONTEXT", immediate };
      }
    }
    if (role === CALL) holding &= ~LOST_BY_CALL;
    else if (role === MOVE && holds(src)) holding |= 1 << dst;
    else if (role !== STORE) holding &= ~(1 << dst);
  }
  return accesses;
}

// What an instruction is here. Programs have tens of thousands of them, and this is asked when they first run.
const OTHER = 0;
const LOAD = 1;
const STORE = 2;
const MOVE = 3;
/** Whatever else writes its destination. */
const WRITE = 4;
const CALL = 5;
const roles = Uint8Array.from(instructions, ({ form, name }) => {
  if (name === "ldxw") return LOAD;
  if (name === "stxw") return STORE;
  if (name === "mov64_reg") return MOVE;
  if (form === "call") return CALL;
  return form === "load" || form === "alu" || form === "lddw" ? WRITE : OTHER;
});
