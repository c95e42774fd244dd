/**
 * Where a program asks for a packet to be redirected to. The kernel's test-run does not tell, so the kernel's copy
 * of a program leaves what it gives to a redirect helper in the machine's cell, just before the call.
 */
import { addressSize } from "../../../spec/addresses.ts";
import type { Context } from "../../../spec/contexts.ts";
import { helperById, helperName, helpers } from "../../../spec/helpers.ts";
import { BPF_F_INGRESS, REDIRECT_NEIGHBOUR_SIZE } from "../../../spec/network.ts";
import { assemble } from "../../assembler.ts";
import type { Redirect } from "../../program.ts";

/** Offsets in the part of the cell for redirects. */
const REQUEST = {
  IFINDEX: 0,
  FLAGS: 8,
  HELPER: 16,
  NEXT_HOP: 20,
  SIZE: 20 + REDIRECT_NEIGHBOUR_SIZE,
} as const;
export const REDIRECT_SIZE = REQUEST.SIZE;

const idOf = (name: string): number => helpers.find((row) => row.name === name)!.id;

/** r0 is free before a call, and so is r5 where it is no argument. Flags that the helper refuses ask for nothing. */
const simple = (name: string, refused: string): Uint8Array =>
  assemble(`
      lddw %r0, 0
      ${refused}
      stxdw [%r0+${REQUEST.IFINDEX}], %r1
      stxdw [%r0+${REQUEST.FLAGS}], %r2
      stw [%r0+${REQUEST.HELPER}], ${idOf(name)}
call: call ${idOf(name)}`);

const neighbour = (): Uint8Array =>
  assemble(`
      lddw %r0, 0
      jne %r4, 0, call
      stw [%r0+${REQUEST.NEXT_HOP}], 0
      jeq %r3, 0, plain
      jlt %r3, ${REDIRECT_NEIGHBOUR_SIZE}, call
      ldxw %r5, [%r2]
      stxw [%r0+${REQUEST.NEXT_HOP}], %r5
      ldxw %r5, [%r2+4]
      stxw [%r0+${REQUEST.NEXT_HOP + 4}], %r5
      ldxw %r5, [%r2+8]
      stxw [%r0+${REQUEST.NEXT_HOP + 8}], %r5
      ldxw %r5, [%r2+12]
      stxw [%r0+${REQUEST.NEXT_HOP + 12}], %r5
      ldxw %r5, [%r2+16]
      stxw [%r0+${REQUEST.NEXT_HOP + 16}], %r5
plain:
      stxdw [%r0+${REQUEST.IFINDEX}], %r1
      stxdw [%r0+${REQUEST.FLAGS}], %r4
      stw [%r0+${REQUEST.HELPER}], ${idOf("redirect_neigh")}
call: call ${idOf("redirect_neigh")}`);

/** By the packet of the program's context and the helper's name. The first instruction takes the cell's address. */
const recorders: Readonly<Record<Context["packet"], Readonly<Record<string, Uint8Array>>>> = {
  skb: {
    redirect: simple("redirect", `jset %r2, ${~BPF_F_INGRESS}, call`),
    redirect_peer: simple("redirect_peer", "jne %r2, 0, call"),
    redirect_neigh: neighbour(),
  },
  xdp: { redirect: simple("redirect", "jne %r2, 0, call") },
  none: {},
};

/** Instructions in the place of a call of the helper, or null. */
export function recorderOf(packet: Context["packet"], helper: string): Uint8Array | null {
  return Object.hasOwn(recorders[packet], helper) ? recorders[packet][helper]! : null;
}

/** What was asked for last, or null. */
export function readRedirect(cell: Uint8Array): Redirect | null {
  const view = new DataView(cell.buffer, cell.byteOffset);
  const id = view.getUint32(REQUEST.HELPER, true);
  if (id === 0) return null;
  const size =
    helperById(id)?.name === "redirect_neigh" ? addressSize(view.getUint32(REQUEST.NEXT_HOP, true)) : 0;
  const address = REQUEST.NEXT_HOP + 4;
  return {
    helper: helperName(id),
    ifindex: view.getUint32(REQUEST.IFINDEX, true),
    flags: view.getUint32(REQUEST.FLAGS, true),
    ...(size > 0 && { nextHop: cell.slice(address, address + size) }),
  };
}
