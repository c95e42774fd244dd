/**
 * Helpers that ask for the packet to be sent elsewhere. The host finds the request in STATE; the interface
 * need not exist (kernel: net/core/filter.c, bpf_redirect and following). Only `clone_redirect` acts at once.
 */
import { findInterface } from "../environment";
import {
  BPF_F_INGRESS, CLONES, CLONES_SIZE, CLONE_FLAGS, CLONE_IFINDEX, CLONE_LENGTH, CLONE_SIZE, EBADMSG, EINVAL,
  ERANGE, HELPER_REDIRECT, HELPER_REDIRECT_NEIGH, HELPER_REDIRECT_PEER, INTERFACE_FLAGS,
  INTERFACE_HEADER_LENGTH, INTERFACE_MTU, INTERFACE_UP, REDIRECT_NEIGHBOUR_SIZE, SKB_GSO_TYPE, SKB_KIND,
  SKB_LENGTH, SKB_MAC_HEADER, SKB_NETWORK_HEADER, STATE_CELL, STATE_CLONE_BYTES, STATE_REDIRECT_FLAGS,
  STATE_REDIRECT_HELPER, STATE_REDIRECT_IFINDEX, STATE_REDIRECT_NEXTHOP, TC_ACT_REDIRECT, TC_ACT_SHOT,
  TRAP_OUT_OF_MEMORY, VLAN_HLEN, XDP_ABORTED, XDP_REDIRECT,
} from "../generated/layout";
import { PACKET_XDP, data, isGso, skb } from "../packet";
import { trap } from "../trap";

function request(helper: u32, ifindex: u32, flags: u64): void {
  store<u32>(STATE_CELL, helper, STATE_REDIRECT_HELPER);
  store<u32>(STATE_CELL, ifindex, STATE_REDIRECT_IFINDEX);
  store<u32>(STATE_CELL, <u32>flags, STATE_REDIRECT_FLAGS);
}

export function bpf_redirect(ifindex: u32, flags: u64): u64 {
  if (skb(SKB_KIND) == PACKET_XDP) {
    if (flags) return XDP_ABORTED;
    request(HELPER_REDIRECT, ifindex, flags);
    return XDP_REDIRECT;
  }
  if (flags & ~<u64>BPF_F_INGRESS) return TC_ACT_SHOT;
  request(HELPER_REDIRECT, ifindex, flags);
  return TC_ACT_REDIRECT;
}

export function bpf_redirect_neigh(ifindex: u32, parameters: usize, size: u32, flags: u64): u64 {
  if ((size && size < REDIRECT_NEIGHBOUR_SIZE) || flags) return TC_ACT_SHOT;
  request(HELPER_REDIRECT_NEIGH, ifindex, flags);
  if (size) {
    const to = STATE_CELL + STATE_REDIRECT_NEXTHOP;
    store<u32>(to, load<u32>(parameters));
    store<u32>(to, load<u32>(parameters, 4), 4);
    store<u32>(to, load<u32>(parameters, 8), 8);
    store<u32>(to, load<u32>(parameters, 12), 12);
    store<u32>(to, load<u32>(parameters, 16), 16);
  } else store<u32>(STATE_CELL, 0, STATE_REDIRECT_NEXTHOP);
  return TC_ACT_REDIRECT;
}

export function bpf_redirect_peer(ifindex: u32, flags: u64): u64 {
  if (flags) return TC_ACT_SHOT;
  request(HELPER_REDIRECT_PEER, ifindex, flags);
  return TC_ACT_REDIRECT;
}

// What sending answers (include/linux/netdevice.h).
const SENT: u64 = 0;
const NET_RX_DROP: u64 = 1;
const NET_XMIT_DROP: u64 = 1;
/** The answer of a device that is down, whose queue takes nothing. */
const NET_XMIT_CN: u64 = 2;

/** Sends a copy of the frame, which the host finds in CLONES; interfaces send as a veth does. */
export function bpf_clone_redirect(ifindex: u32, flags: u64): u64 {
  if (flags & ~<u64>BPF_F_INGRESS) return <u64>-EINVAL;
  if (isGso() && !skb(SKB_GSO_TYPE)) return <u64>-EBADMSG;
  const device = findInterface(ifindex);
  if (!device) return <u64>-EINVAL;
  const header = load<u32>(device, INTERFACE_HEADER_LENGTH);
  const network = skb(SKB_NETWORK_HEADER);
  let length = skb(SKB_LENGTH);
  let skipped: u32 = 0;
  if (header) {
    if (<i32>skb(SKB_MAC_HEADER) >= <i32>network || !length) return <u64>-ERANGE;
  } else {
    // A device without link layer gets the packet from its network header on.
    if (length <= network) return <u64>-ERANGE;
    skipped = network;
    length -= network;
  }
  if (!(load<u32>(device, INTERFACE_FLAGS) & INTERFACE_UP)) return flags ? NET_RX_DROP : NET_XMIT_CN;
  const longest = load<u32>(device, INTERFACE_MTU) + header + VLAN_HLEN;
  if (!flags && length > longest && !isGso()) return NET_XMIT_DROP;

  const used = load<u32>(STATE_CELL, STATE_CLONE_BYTES);
  const end = used + <u32>CLONE_SIZE + ((length + 7) & ~7);
  if (<usize>end > CLONES_SIZE) trap(TRAP_OUT_OF_MEMORY);
  const clone = CLONES + used;
  store<u32>(clone, ifindex, CLONE_IFINDEX);
  store<u32>(clone, <u32>flags, CLONE_FLAGS);
  store<u32>(clone, length, CLONE_LENGTH);
  memory.copy(clone + CLONE_SIZE, data() + skipped, length);
  store<u32>(STATE_CELL, end, STATE_CLONE_BYTES);
  return SENT;
}
