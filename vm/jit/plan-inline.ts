/** Helpers whose usual case compiled code does itself. */

import type { Decoded } from "../structure.ts";
import type { Contents } from "./contents.ts";
import type { Registers } from "./known.ts";
import { type Piece, type Width, widths } from "./pieces.ts";
import type { DirectCall, Passed } from "./plan-call.ts";
import type { Source } from "./source.ts";

export type InlinePlan =
  /** skb_load_bytes to the frame, or to where r3 points (null); `certain`: the packet has these bytes. */
  | { kind: "load"; to: number | null; sizes: readonly Width[]; certain: boolean }
  /** skb_store_bytes from the frame, without flags. */
  | { kind: "store"; from: readonly Piece[]; size: number; certain: boolean }
  /** l3_csum_replace of a field of 16 bits. */
  | { kind: "checksum"; certain: boolean }
  /** What the packet is redirected with: redirect_neigh also says to which next hop, with which the request begins. */
  | { kind: "redirect"; helper: number; flags: number; nextHop: readonly Piece[] | null }
  /** perf_event_output of bytes of the frame, through the map in the first argument. */
  | { kind: "event"; map: Passed; from: readonly Piece[]; size: number }
  /** skb_pull_data. */
  | { kind: "pull" }
  /** Helpers that say what is in a cell. */
  | { kind: "clock" | "cpu" };

/** The kernel looks for checksums no further (net/core/filter.c). */
const MAX_CHECKSUM_OFFSET = 0xffff;
/** Longest copy that is written out. */
const MAX_BYTES = 64;

/** So many bytes of the packet are certainly linear before an instruction. */
export const packetLength = ({ facts }: Source, { pc }: Decoded): number => facts?.packetLength(pc) ?? 0;

/** sizeof(struct bpf_redir_neigh), linux/bpf.h */
const REDIRECT_NEIGHBOUR_SIZE = 20;
const BPF_F_INGRESS = 1;

/** `packetLength`: so many bytes of the packet are certainly linear. */
export function planInline(
  { context }: Source,
  { helper, passed }: DirectCall,
  registers: Registers,
  contents: Contents | undefined,
  packetLength: number,
): InlinePlan | null {
  switch (helper.name) {
    case "skb_load_bytes":
    case "skb_store_bytes": {
      const { constant, pointer } = registers[3]!;
      const offset = pointer === "frame" && constant?.framed ? Number(constant.value) : null;
      const size = numberOf(registers[4]!);
      if (size === null || size > MAX_BYTES) return null;
      const at = numberOf(registers[2]!);
      const certain = at !== null && at + size <= packetLength;
      if (helper.name === "skb_load_bytes") return { kind: "load", to: offset, sizes: widths(size), certain };
      if (numberOf(registers[5]!) !== 0 || offset === null || !contents) return null;
      return { kind: "store", from: contents.pieces(offset, size), size, certain };
    }
    case "l3_csum_replace": {
      const at = numberOf(registers[2]!);
      if (at === null || at % 2 !== 0 || at > MAX_CHECKSUM_OFFSET || numberOf(registers[5]!) !== 2)
        return null;
      return { kind: "checksum", certain: at + 2 <= packetLength };
    }
    case "redirect":
    case "redirect_peer":
    case "redirect_neigh": {
      if (context?.packet !== "skb") return null;
      const neighbour = helper.name === "redirect_neigh";
      const flags = numberOf(registers[neighbour ? 4 : 2]!);
      if (flags === null || flags > (helper.name === "redirect" ? BPF_F_INGRESS : 0)) return null;
      if (!neighbour) return { kind: "redirect", helper: helper.id, flags, nextHop: null };
      const { constant, pointer } = registers[2]!;
      if (pointer !== "frame" || !constant?.framed || !contents) return null;
      if (numberOf(registers[3]!) !== REDIRECT_NEIGHBOUR_SIZE) return null;
      const nextHop = contents.pieces(Number(constant.value), REDIRECT_NEIGHBOUR_SIZE);
      return { kind: "redirect", helper: helper.id, flags, nextHop };
    }
    case "perf_event_output": {
      const { constant, pointer } = registers[4]!;
      const size = numberOf(registers[5]!);
      if (pointer !== "frame" || !constant?.framed || !contents || size === null || size > MAX_BYTES)
        return null;
      return { kind: "event", map: passed[0]!, from: contents.pieces(Number(constant.value), size), size };
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
  (plan.kind === "load" || plan.kind === "store" || plan.kind === "checksum") && plan.certain;

function numberOf({ constant, pointer }: Registers[number]): number | null {
  return constant && !constant.framed && pointer === 0n && constant.value < 2n ** 29n
    ? Number(constant.value)
    : null;
}
