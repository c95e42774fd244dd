/** Helpers that read, write and reshape an skb (kernel: net/core/filter.c). */
import {
  EALREADY, EFAULT, EINVAL, ENOTSUPP, ETH_HLEN, IPV4_HEADER, IPV6_HEADER, NO_HEADER, SKB_CSUM,
  SKB_CSUM_OFFSET, SKB_CSUM_START, SKB_ENCAPSULATION, SKB_GSO_TYPE, SKB_IP_SUMMED, SKB_LENGTH, SKB_LINEAR,
  SKB_MAC_HEADER, SKB_MAX_ALLOC, SKB_NETWORK_HEADER, SKB_TRANSPORT_HEADER, SK_BUFF_GSO_SEGS, SK_BUFF_GSO_SIZE,
  SK_BUFF_PKT_TYPE, SK_BUFF_PROTOCOL,
} from "../generated/layout";
import { copy } from "../maps/storage";
import {
  CHECKSUM_COMPLETE, CHECKSUM_NONE, CHECKSUM_PARTIAL, CHECKSUM_UNNECESSARY, ETH_P_IP, ETH_P_IPV6,
  clearHash, context, data, ensureLinear, isGso, pull, push, resize, setContext, setSkb, skb, syncContext,
} from "../packet";
import { partial, sumWithBlock, sumWithoutBlock } from "./checksum";

const INT_MAX: u32 = 0x7fff_ffff;
const LAST_PACKET_TYPE: u32 = 3;

// SKB_GSO_ bits (include/linux/skbuff.h).
const GSO_TCPV4: u32 = 1 << 0;
const GSO_DODGY: u32 = 1 << 1;
const GSO_TCPV6: u32 = 1 << 4;
const GSO_GRE: u32 = 1 << 6;
const GSO_IPXIP4: u32 = 1 << 8;
const GSO_IPXIP6: u32 = 1 << 9;
const GSO_UDP_TUNNEL: u32 = 1 << 10;
const GSO_UDP_L4: u32 = 1 << 17;

// ---- bytes

const BPF_F_RECOMPUTE_CSUM: u64 = 1 << 0;
const BPF_F_INVALIDATE_HASH: u64 = 1 << 1;

export function bpf_skb_store_bytes(offset: u32, from: usize, size: u32, flags: u64): u64 {
  if (flags & ~(BPF_F_RECOMPUTE_CSUM | BPF_F_INVALIDATE_HASH)) return <u64>-EINVAL;
  if (offset > INT_MAX) return <u64>-EFAULT;
  if (ensureLinear(offset + size)) return <u64>-EFAULT;
  const to = data() + offset;
  if (flags & BPF_F_RECOMPUTE_CSUM) forgetSum(to, size, offset);
  copy(to, from, size);
  if (flags & BPF_F_RECOMPUTE_CSUM && skb(SKB_IP_SUMMED) == CHECKSUM_COMPLETE) {
    setSkb(SKB_CSUM, sumWithBlock(skb(SKB_CSUM), partial(to, size, 0), offset));
  }
  if (flags & BPF_F_INVALIDATE_HASH) clearHash();
  return 0;
}

/** Takes bytes that go away or change out of the packet's sum (kernel: __skb_postpull_rcsum). */
function forgetSum(address: usize, size: u32, offset: u32): void {
  const summed = skb(SKB_IP_SUMMED);
  if (summed == CHECKSUM_COMPLETE) {
    setSkb(SKB_CSUM, sumWithoutBlock(skb(SKB_CSUM), partial(address, size, 0), offset));
  } else if (summed == CHECKSUM_PARTIAL && <i32>skb(SKB_CSUM_START) < 0) {
    setSkb(SKB_IP_SUMMED, CHECKSUM_NONE);
  }
}

export function bpf_skb_load_bytes(offset: u32, to: usize, size: u32): u64 {
  if (offset > INT_MAX || <u64>offset + size > skb(SKB_LENGTH)) {
    memory.fill(to, 0, size);
    return <u64>-EFAULT;
  }
  copy(to, data() + offset, size);
  return 0;
}

const BPF_HDR_START_MAC: u32 = 0;
const BPF_HDR_START_NET: u32 = 1;

/** Reads what is linear only. */
export function bpf_skb_load_bytes_relative(offset: u32, to: usize, size: u32, start: u32): u64 {
  const header = start == BPF_HDR_START_MAC ? skb(SKB_MAC_HEADER) : skb(SKB_NETWORK_HEADER);
  if (offset > 0xffff || start > BPF_HDR_START_NET || <u64>header + offset + size > skb(SKB_LINEAR)) {
    memory.fill(to, 0, size);
    return <u64>-EFAULT;
  }
  memory.copy(to, data() + header + offset, size);
  return 0;
}

export function bpf_skb_pull_data(length: u32): u64 {
  return <u64>-ensureLinear(length ? length : skb(SKB_LINEAR));
}

// ---- type and protocol

export function bpf_skb_change_type(type: u32): u64 {
  if (context(SK_BUFF_PKT_TYPE) > LAST_PACKET_TYPE || type > LAST_PACKET_TYPE) return <u64>-EINVAL;
  setContext(SK_BUFF_PKT_TYPE, type);
  return 0;
}

/** Bytes before the network header (kernel: skb_mac_header_len). */
function linkHeader(): u32 {
  return skb(SKB_NETWORK_HEADER) - skb(SKB_MAC_HEADER);
}

/** Opens a gap of `size` zero bytes behind the first `offset` (kernel: bpf_skb_net_hdr_push). */
function openGap(offset: u32, size: u32): i64 {
  const transportSame = skb(SKB_TRANSPORT_HEADER) == skb(SKB_NETWORK_HEADER);
  const error = push(size);
  if (error) return error;
  const start = data();
  memory.copy(start, start + size, offset);
  memory.fill(start + offset, 0, size);
  moveHeaders(0 - size, transportSame);
  return 0;
}

/** Takes out the `size` bytes at `offset` (kernel: bpf_skb_net_hdr_pop). */
function closeGap(offset: u32, size: u32): i64 {
  const transportSame = skb(SKB_TRANSPORT_HEADER) == skb(SKB_NETWORK_HEADER);
  const error = ensureLinear(offset + size);
  if (error) return error;
  const start = data();
  pull(size);
  forgetSum(start + offset, size, 0);
  memory.copy(start + size, start, offset);
  moveHeaders(size, transportSame);
  return 0;
}

function moveHeaders(delta: u32, transportToo: bool): void {
  setSkb(SKB_MAC_HEADER, skb(SKB_MAC_HEADER) + delta);
  setSkb(SKB_NETWORK_HEADER, skb(SKB_NETWORK_HEADER) + delta);
  if (transportToo) setSkb(SKB_TRANSPORT_HEADER, skb(SKB_NETWORK_HEADER));
}

export function bpf_skb_change_proto(protocol: u32, flags: u64): u64 {
  if (flags) return <u64>-EINVAL;
  const to = protocol & 0xffff;
  const from = context(SK_BUFF_PROTOCOL);
  const difference = IPV6_HEADER - IPV4_HEADER;
  let error: i64 = ENOTSUPP;
  if (from == ETH_P_IP && to == ETH_P_IPV6) {
    error = openGap(linkHeader(), difference);
    if (!error) changeGsoType(GSO_TCPV4, GSO_TCPV6);
  } else if (from == ETH_P_IPV6 && to == ETH_P_IP) {
    error = closeGap(linkHeader(), difference);
    if (!error) changeGsoType(GSO_TCPV6, GSO_TCPV4);
  }
  if (error) return <u64>-error;
  setContext(SK_BUFF_PROTOCOL, to);
  clearHash();
  syncContext();
  return 0;
}

function changeGsoType(from: u32, to: u32): void {
  if (!isGso()) return;
  let type = skb(SKB_GSO_TYPE);
  if (type & from) type = (type & ~from) | to;
  setSkb(SKB_GSO_TYPE, type | GSO_DODGY);
}

// ---- room inside

const BPF_ADJ_ROOM_NET: u32 = 0;
const BPF_ADJ_ROOM_MAC: u32 = 1;
const FIXED_GSO: u64 = 1 << 0;
const ENCAP_L3_IPV4: u64 = 1 << 1;
const ENCAP_L3_IPV6: u64 = 1 << 2;
const ENCAP_L4_GRE: u64 = 1 << 3;
const ENCAP_L4_UDP: u64 = 1 << 4;
const NO_CSUM_RESET: u64 = 1 << 5;
const ENCAP_L2_ETH: u64 = 1 << 6;
const DECAP_L3_IPV4: u64 = 1 << 7;
const DECAP_L3_IPV6: u64 = 1 << 8;
const ENCAP_L2_SHIFT: u64 = 56;
const ENCAP_L2_MASK: u64 = 0xff << 56;
const ENCAP_L3: u64 = ENCAP_L3_IPV4 | ENCAP_L3_IPV6;
const DECAP_L3: u64 = DECAP_L3_IPV4 | DECAP_L3_IPV6;
const ROOM_FLAGS: u64 =
  FIXED_GSO | ENCAP_L3 | ENCAP_L4_GRE | ENCAP_L4_UDP | NO_CSUM_RESET | ENCAP_L2_ETH | ENCAP_L2_MASK |
  DECAP_L3;
const MAX_ROOM: u32 = 0xfff;

export function bpf_skb_adjust_room(difference: i32, mode: u32, flags: u64): u64 {
  if (flags & ~ROOM_FLAGS) return <u64>-EINVAL;
  const shrinks = difference < 0;
  const size: u32 = shrinks ? 0 - <u32>difference : <u32>difference;
  if (size > MAX_ROOM) return <u64>-EFAULT;
  const protocol = context(SK_BUFF_PROTOCOL);
  if (protocol != ETH_P_IP && protocol != ETH_P_IPV6) return <u64>-ENOTSUPP;
  const base = protocol == ETH_P_IP ? IPV4_HEADER : IPV6_HEADER;

  let offset = linkHeader();
  if (mode == BPF_ADJ_ROOM_NET) offset += base;
  else if (mode != BPF_ADJ_ROOM_MAC) return <u64>-ENOTSUPP;

  let smallest = base;
  if (flags & DECAP_L3) {
    if (!shrinks || (flags & DECAP_L3) == DECAP_L3) return <u64>-EINVAL;
    smallest = flags & DECAP_L3_IPV4 ? IPV4_HEADER : IPV6_HEADER;
  }
  const length = skb(SKB_LENGTH);
  if (shrinks) {
    const present = length - skb(SKB_NETWORK_HEADER);
    if (size >= present || present - size < smallest) return <u64>-ENOTSUPP;
  } else if (length + size > SKB_MAX_ALLOC && !isGso()) {
    return <u64>-ENOTSUPP;
  }

  const error = shrinks ? shrink(offset, size, flags) : grow(offset, size, flags);
  if (!error && !(flags & NO_CSUM_RESET) && skb(SKB_IP_SUMMED) == CHECKSUM_UNNECESSARY) {
    setSkb(SKB_IP_SUMMED, CHECKSUM_NONE);
  }
  syncContext();
  return <u64>-error;
}

/** A gso frame that is not TCP can be resized only when it is UDP and its gso size stays. */
function gsoForbids(flags: u64): bool {
  const type = skb(SKB_GSO_TYPE);
  if (!isGso() || type & (GSO_TCPV4 | GSO_TCPV6)) return false;
  return !(type & GSO_UDP_L4) || !(flags & FIXED_GSO);
}

/** Kernel: bpf_skb_net_grow. */
function grow(offset: u32, size: u32, flags: u64): i64 {
  if (gsoForbids(flags)) return ENOTSUPP;
  const encapsulate = (flags & ENCAP_L3) != 0;
  const inner = <u32>(flags >>> ENCAP_L2_SHIFT);
  if (encapsulate) {
    if ((flags & ENCAP_L3) == ENCAP_L3) return EINVAL;
    if (flags & ENCAP_L4_GRE && flags & ENCAP_L4_UDP) return EINVAL;
    if (flags & ENCAP_L2_ETH && inner < ETH_HLEN) return EINVAL;
    if (skb(SKB_ENCAPSULATION)) return EALREADY;
    if (inner > size) return EINVAL;
  }
  const link = linkHeader();
  const error = openGap(offset, size);
  if (error) return error;
  let gsoType = GSO_DODGY;
  if (encapsulate) {
    setSkb(SKB_ENCAPSULATION, 1);
    setSkb(SKB_NETWORK_HEADER, link);
    if (flags & ENCAP_L4_UDP) gsoType |= GSO_UDP_TUNNEL;
    else if (flags & ENCAP_L4_GRE) gsoType |= GSO_GRE;
    else gsoType |= flags & ENCAP_L3_IPV6 ? GSO_IPXIP6 : GSO_IPXIP4;
    if (flags & (ENCAP_L4_GRE | ENCAP_L4_UDP)) {
      setSkb(SKB_TRANSPORT_HEADER, link + (flags & ENCAP_L3_IPV6 ? IPV6_HEADER : IPV4_HEADER));
    }
    setContext(SK_BUFF_PROTOCOL, flags & ENCAP_L3_IPV6 ? ETH_P_IPV6 : ETH_P_IP);
  }
  regso(gsoType, flags, 0 - size);
  return 0;
}

/** Kernel: bpf_skb_net_shrink. */
function shrink(offset: u32, size: u32, flags: u64): i64 {
  if (flags & ~(FIXED_GSO | DECAP_L3 | NO_CSUM_RESET)) return EINVAL;
  if (gsoForbids(flags)) return ENOTSUPP;
  const error = closeGap(offset, size);
  if (error) return error;
  if (flags & DECAP_L3) setContext(SK_BUFF_PROTOCOL, flags & DECAP_L3_IPV4 ? ETH_P_IP : ETH_P_IPV6);
  regso(GSO_DODGY, flags, size);
  return 0;
}

/** Headers of a gso frame changed their length: type and segments are to be found out again. */
function regso(type: u32, flags: u64, delta: u32): void {
  if (!isGso()) return;
  setSkb(SKB_GSO_TYPE, skb(SKB_GSO_TYPE) | type);
  setContext(SK_BUFF_GSO_SEGS, 0);
  if (!(flags & FIXED_GSO)) setContext(SK_BUFF_GSO_SIZE, (context(SK_BUFF_GSO_SIZE) + delta) & 0xffff);
}

// ---- room at the ends

/** Kernel: __bpf_skb_min_len. */
function smallestLength(): u32 {
  let smallest: i32 = 0;
  const network = <i32>skb(SKB_NETWORK_HEADER);
  if (network > 0) smallest = network;
  const transport = skb(SKB_TRANSPORT_HEADER);
  if (transport != <u32>NO_HEADER && <i32>transport > 0) smallest = <i32>transport;
  if (skb(SKB_IP_SUMMED) == CHECKSUM_PARTIAL) {
    const behindSum = <i32>(skb(SKB_CSUM_START) + skb(SKB_CSUM_OFFSET) + 2);
    if (behindSum > 0) smallest = behindSum;
  }
  return <u32>smallest;
}

export function bpf_skb_change_tail(length: u32, flags: u64): u64 {
  if (flags || length > SKB_MAX_ALLOC || length < smallestLength()) return <u64>-EINVAL;
  if (skb(SKB_ENCAPSULATION)) return <u64>-ENOTSUPP;
  if (length != skb(SKB_LENGTH)) {
    if (skb(SKB_IP_SUMMED) == CHECKSUM_COMPLETE) setSkb(SKB_IP_SUMMED, CHECKSUM_NONE);
    const error = resize(length);
    if (error) return <u64>-error;
  }
  setSkb(SKB_LINEAR, length);
  if (isGso()) {
    setSkb(SKB_GSO_TYPE, 0);
    setContext(SK_BUFF_GSO_SEGS, 0);
    setContext(SK_BUFF_GSO_SIZE, 0);
  }
  syncContext();
  return 0;
}

export function bpf_skb_change_head(size: u32, flags: u64): u64 {
  const length = <u64>skb(SKB_LENGTH) + size;
  if (flags || size > INT_MAX || (!isGso() && length > SKB_MAX_ALLOC)) return <u64>-EINVAL;
  const error = push(size);
  if (error) return <u64>-error;
  memory.fill(data(), 0, size);
  setSkb(SKB_MAC_HEADER, 0);
  syncContext();
  return 0;
}
