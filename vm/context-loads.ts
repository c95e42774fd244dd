/** Loads of the context that the interpreter does without leaving its loop. */
import { type Context, type FieldKind, fieldFor } from "../spec/contexts.ts";
import { CallSource } from "../spec/encoding.ts";
import { PROVENANCE_KIND_SHIFT, ProvenanceKind } from "../spec/layout.ts";
import type { Decoded } from "./structure.ts";

/** Bytes of the fields in question. */
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
 * By index: loads that, by what the instructions before them say one after the other, are of whole fields of the context, and
 * what the values point to. It is a guess, since branches are not followed: the interpreter asks again.
 */
export function contextLoads(decoded: readonly Decoded[], context: Context | undefined): Map<number, bigint> {
  const loads = new Map<number, bigint>();
  if (!context) return loads;
  const functions = new Set<number>();
  for (const { pc, row, src, imm } of decoded) {
    if (row.form === "call" && src === CallSource.LOCAL) functions.add(pc + 1 + imm);
  }
  // A bit for each register that holds the context.
  let holding = FIRST_ARGUMENT;
  for (let i = 0; i < decoded.length; i++) {
    const { pc, row, dst, src, off } = decoded[i]!;
    if (functions.has(pc)) holding = FIRST_ARGUMENT;
    const fromContext = (holding >> src) & 1;
    switch (row.form) {
      case "load": {
        const field = fromContext && row.size === SIZE && !row.signed && fieldFor(context, off, SIZE, false);
        const points = field && field.size === SIZE && field.kept === SIZE ? POINTS[field.kind] : undefined;
        if (points !== undefined) loads.set(i, points);
        holding &= ~(1 << dst);
        break;
      }
      case "alu":
        if (row.name === "mov64_reg" && fromContext) holding |= 1 << dst;
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
  return loads;
}
