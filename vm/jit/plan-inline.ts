/** Helpers whose usual case compiled code does itself: bytes between the frame and the packet, of a known number. */

import type { Decoded } from "../structure.ts";
import type { Contents } from "./contents.ts";
import type { Registers } from "./known.ts";
import { type Piece, type Width, widths } from "./pieces.ts";
import type { DirectCall } from "./plan-call.ts";
import type { Source } from "./source.ts";

export type InlinePlan =
  /** skb_load_bytes to the frame; `certain`: the packet has these bytes. */
  | { kind: "load"; to: number; sizes: readonly Width[]; certain: boolean }
  /** skb_store_bytes from the frame, without flags. */
  | { kind: "store"; from: readonly Piece[]; size: number; certain: boolean }
  /** skb_pull_data. */
  | { kind: "pull" }
  /** Helpers that say what is in a cell. */
  | { kind: "clock" | "cpu" };

/** Longest copy that is written out. */
const MAX_BYTES = 64;

/** So many bytes of the packet are certainly linear before an instruction. */
export const packetLength = ({ facts }: Source, { pc }: Decoded): number => facts?.packetLength(pc) ?? 0;

/** `packetLength`: so many bytes of the packet are certainly linear. */
export function planInline(
  { helper }: DirectCall,
  registers: Registers,
  contents: Contents | undefined,
  packetLength: number,
): InlinePlan | null {
  switch (helper.name) {
    case "skb_load_bytes":
    case "skb_store_bytes": {
      const { constant, pointer } = registers[3]!;
      const size = numberOf(registers[4]!);
      if (pointer !== "frame" || !constant?.framed || size === null || size > MAX_BYTES) return null;
      const offset = Number(constant.value);
      const at = numberOf(registers[2]!);
      const certain = at !== null && at + size <= packetLength;
      if (helper.name === "skb_load_bytes") return { kind: "load", to: offset, sizes: widths(size), certain };
      if (numberOf(registers[5]!) !== 0 || !contents) return null;
      return { kind: "store", from: contents.pieces(offset, size), size, certain };
    }
    case "skb_pull_data":
      return { kind: "pull" };
    case "ktime_get_ns":
      return { kind: "clock" };
    case "get_smp_processor_id":
      return { kind: "cpu" };
    default:
      return null;
  }
}

/** Whether the call does what it is for, and its result is 0. */
export const succeeds = (plan: InlinePlan): boolean =>
  (plan.kind === "load" || plan.kind === "store") && plan.certain;

function numberOf({ constant, pointer }: Registers[number]): number | null {
  return constant && !constant.framed && pointer === 0n && constant.value < 2n ** 29n
    ? Number(constant.value)
    : null;
}
