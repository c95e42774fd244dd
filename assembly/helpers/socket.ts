/** Helpers about sockets, which are records of the environment (kernel: net/core/filter.c). */
import { environment } from "../environment";
import {
  AF_INET, AF_INET6, BPF_SOCK_BOUND_DEV_IF, BPF_SOCK_DST_IP4, BPF_SOCK_DST_IP6, BPF_SOCK_DST_PORT,
  BPF_SOCK_FAMILY, BPF_SOCK_PROTOCOL, BPF_SOCK_SRC_IP4, BPF_SOCK_SRC_IP6, BPF_SOCK_SRC_PORT, BPF_SOCK_STATE,
  CONTEXT, EINVAL, ENVIRONMENT_NETNS_COOKIE, ENVIRONMENT_SOCKETS, ENVIRONMENT_SOCKET_COOKIE, EOPNOTSUPP,
  IP_PROTOCOL_TCP, IP_PROTOCOL_UDP, SKB_INGRESS, SKB_KIND, SK_BUFF_IFINDEX, SK_BUFF_SK, SOCKET_COOKIE,
  SOCKET_IPV6_ONLY, SOCKET_NEXT, TCP_STATE_LISTEN, XDP_MD_INGRESS_IFINDEX,
} from "../generated/layout";
import { PACKET_NONE, PACKET_SKB, PACKET_XDP, context, contextChanges, skb } from "../packet";

/** sizeof of struct bpf_sock_tuple's members ipv4 and ipv6. */
const TUPLE4: u32 = 12;
const TUPLE6: u32 = 36;

export function bpf_skc_lookup_tcp(tuple: usize, size: u32, netns: u64, flags: u64): u64 {
  return lookup(tuple, size, netns, flags, IP_PROTOCOL_TCP);
}

export function bpf_sk_lookup_tcp(tuple: usize, size: u32, netns: u64, flags: u64): u64 {
  return lookup(tuple, size, netns, flags, IP_PROTOCOL_TCP);
}

export function bpf_sk_lookup_udp(tuple: usize, size: u32, netns: u64, flags: u64): u64 {
  return lookup(tuple, size, netns, flags, IP_PROTOCOL_UDP);
}

/** Kernel: __bpf_skc_lookup. The machine is in the only namespace there is, which none knows by an id. */
function lookup(tuple: usize, size: u32, netns: u64, flags: u64, protocol: u32): u64 {
  if (size != TUPLE4 && size != TUPLE6) return 0;
  if (flags || <i32>netns >= 0) return 0;
  const width = size == TUPLE4 ? 4 : 16;
  const ports = tuple + 2 * <usize>width;
  const remotePort = <u32>load<u16>(ports);
  const localPort = <u32>bswap<u16>(load<u16>(ports, 2));
  const kind = skb(SKB_KIND);
  const ifindex =
    kind == PACKET_SKB ? context(SK_BUFF_IFINDEX) : kind == PACKET_XDP ? context(XDP_MD_INGRESS_IFINDEX) : 0;
  let found: usize = 0;
  let best: i32 = -1;
  let socket = <usize>load<u32>(environment(), ENVIRONMENT_SOCKETS);
  for (; socket; socket = <usize>load<u32>(socket, SOCKET_NEXT)) {
    if (load<u32>(socket, BPF_SOCK_PROTOCOL) != protocol) continue;
    if (load<u32>(socket, BPF_SOCK_SRC_PORT) != localPort) continue;
    const points = score(socket, tuple, width, remotePort, ifindex);
    if (points > best) {
      best = points;
      found = socket;
    }
  }
  return found;
}

/**
 * How well a socket of the right protocol and port fits, or -1. A connection comes before what only listens,
 * an address before any address, a device before any device, the tuple's own family before IPv6 for both.
 */
function score(socket: usize, tuple: usize, width: u32, remotePort: u32, ifindex: u32): i32 {
  const family = load<u32>(socket, BPF_SOCK_FAMILY);
  let points = 0;
  if (width == 4 ? family == AF_INET : family == AF_INET6) points += 1;
  else if (width != 4 || load<u32>(socket, SOCKET_IPV6_ONLY)) return -1;
  const bound = load<u32>(socket, BPF_SOCK_BOUND_DEV_IF);
  if (bound) {
    if (bound != ifindex) return -1;
    points += 2;
  }
  const source = family == AF_INET ? BPF_SOCK_SRC_IP4 : BPF_SOCK_SRC_IP6;
  const local = matches(socket + source, family, tuple + width, width);
  if (local < 0) return -1;
  points += local * 4;
  const tcp = load<u32>(socket, BPF_SOCK_PROTOCOL) == IP_PROTOCOL_TCP;
  const peerPort = <u32>load<u16>(socket, BPF_SOCK_DST_PORT);
  if (peerPort == 0) return tcp && load<u32>(socket, BPF_SOCK_STATE) != TCP_STATE_LISTEN ? -1 : points;
  // Linux keeps TCP connections between mapped addresses with IPv4's.
  if (tcp && width == 16 && isMapped(socket + source)) return -1;
  const peer = family == AF_INET ? BPF_SOCK_DST_IP4 : BPF_SOCK_DST_IP6;
  if (peerPort != remotePort || matches(socket + peer, family, tuple, width) < 0) return -1;
  return points + 8;
}

/** Whether an IPv6 address stands for an IPv4 one. */
// @ts-ignore: decorator
@inline
function isMapped(address: usize): bool {
  return load<u64>(address) == 0 && load<u32>(address, 8) == 0xffff_0000;
}

/** Whether a socket's address is the tuple's: 1 it is, 0 it is any address, -1 it is another. */
function matches(own: usize, family: u32, wanted: usize, width: u32): i32 {
  if (family == AF_INET) {
    const address = load<u32>(own);
    return address == 0 ? 0 : address == load<u32>(wanted) ? 1 : -1;
  }
  const high = load<u64>(own);
  const low = load<u64>(own, 8);
  if (high == 0 && low == 0) return 0;
  if (width == 4) return isMapped(own) && load<u32>(own, 12) == load<u32>(wanted) ? 1 : -1;
  return high == load<u64>(wanted) && low == load<u64>(wanted, 8) ? 1 : -1;
}

/** Sockets of the environment are not counted. */
export function bpf_sk_release(socket: usize): u64 {
  return 0;
}

export function bpf_sk_assign(socket: usize, flags: u64): u64 {
  if (flags) return <u64>-EINVAL;
  if (!skb(SKB_INGRESS)) return <u64>-EOPNOTSUPP;
  store<u64>(CONTEXT, socket, SK_BUFF_SK);
  contextChanges(SK_BUFF_SK);
  return 0;
}

/** An skb without a socket has cookie 0. */
export function bpf_get_socket_cookie(): u64 {
  if (skb(SKB_KIND) == PACKET_NONE) return load<u64>(environment(), ENVIRONMENT_SOCKET_COOKIE);
  const socket = <usize>load<u64>(CONTEXT, SK_BUFF_SK);
  return socket ? load<u64>(socket, SOCKET_COOKIE) : 0;
}

export function bpf_get_netns_cookie(): u64 {
  return load<u64>(environment(), ENVIRONMENT_NETNS_COOKIE);
}
