/** bpf_fib_lookup over the environment's routes and neighbours (kernel: net/core/filter.c). */
import { environment, findInterface } from "../environment";
import {
  AF_INET, AF_INET6, EAFNOSUPPORT, EINVAL, ENODEV, ENVIRONMENT_FOUND, ENVIRONMENT_INTERFACES,
  ENVIRONMENT_NEIGHBOURS, ENVIRONMENT_ROUTES, FOUND_DEVICE, FOUND_FIRST, FOUND_FROM, FOUND_KEY,
  FOUND_NEIGHBOUR, FOUND_ROUTE, FOUND_SECOND, FOUND_SIZE, INTERFACE_ADDRESS4, INTERFACE_ADDRESS6,
  INTERFACE_FLAGS, INTERFACE_FORWARDING4, INTERFACE_FORWARDING6, INTERFACE_HEADER_LENGTH, INTERFACE_IFINDEX,
  INTERFACE_LOOPBACK, INTERFACE_MAC, INTERFACE_MTU, INTERFACE_NEXT, INTERFACE_POINT_TO_POINT, INTERFACE_UP,
  NEIGHBOUR_ADDRESS, NEIGHBOUR_FAMILY, NEIGHBOUR_IFINDEX, NEIGHBOUR_MAC, NEIGHBOUR_NEXT, ROUTE_DESTINATION,
  ROUTE_FAMILY, ROUTE_GATEWAY, ROUTE_GATEWAY_FAMILY, ROUTE_IFINDEX, ROUTE_METRIC, ROUTE_MTU, ROUTE_NEXT,
  ROUTE_PREFIX_LENGTH, ROUTE_SOURCE, ROUTE_TABLE, ROUTE_TYPE, RTN_BLACKHOLE, RTN_PROHIBIT, RTN_UNICAST,
  RTN_UNREACHABLE, RT_TABLE_DEFAULT, RT_TABLE_LOCAL, RT_TABLE_MAIN, SKB_KIND, SKB_LENGTH, STATE_CELL,
  STATE_ENVIRONMENT, VLAN_HLEN,
} from "../generated/layout";
import { maskOf } from "../maps/lpm_trie";
import { copy, word } from "../maps/storage";
import { tracking } from "../memory";
import { PACKET_XDP, isGso, skb } from "../packet";

// struct bpf_fib_lookup
const FAMILY: usize = 0;
const TOT_LEN: usize = 6;
const IFINDEX: usize = 8;
const RT_METRIC: usize = 12;
const SOURCE: usize = 16;
const DESTINATION: usize = 32;
const TBID: usize = 48;
const SMAC: usize = 52;
const DMAC: usize = 58;
const PARAMETERS_SIZE: u32 = 64;

const BPF_FIB_LOOKUP_DIRECT: u32 = 1 << 0;
const BPF_FIB_LOOKUP_OUTPUT: u32 = 1 << 1;
const BPF_FIB_LOOKUP_SKIP_NEIGH: u32 = 1 << 2;
const BPF_FIB_LOOKUP_TBID: u32 = 1 << 3;
const BPF_FIB_LOOKUP_SRC: u32 = 1 << 4;
/** Matters to policy rules only, which are not there. */
const BPF_FIB_LOOKUP_MARK: u32 = 1 << 5;
const KNOWN_FLAGS: u32 =
  BPF_FIB_LOOKUP_DIRECT | BPF_FIB_LOOKUP_OUTPUT | BPF_FIB_LOOKUP_SKIP_NEIGH | BPF_FIB_LOOKUP_TBID |
  BPF_FIB_LOOKUP_SRC | BPF_FIB_LOOKUP_MARK;

const SUCCESS: i64 = 0;
const BLACKHOLE: i64 = 1;
const UNREACHABLE: i64 = 2;
const PROHIBIT: i64 = 3;
const NOT_FWDED: i64 = 4;
const FWD_DISABLED: i64 = 5;
const NO_NEIGH: i64 = 7;
const FRAG_NEEDED: i64 = 8;
const NO_SRC_ADDR: i64 = 9;

const IP_MAX_MTU: u32 = 0xffff;

// @ts-ignore: decorator
@inline
function copyMac(to: usize, from: usize): void {
  store<u32>(to, load<u32>(from));
  store<u16>(to, load<u16>(from, 4), 4);
}

export function bpf_fib_lookup(parameters: usize, size: u32, flags: u32): u64 {
  const answer = answerBefore(parameters, size, flags);
  return answer ? forwardAgain(parameters, answer) : lookUp(parameters, size, flags);
}

/** Where nothing is known beforehand; a function of its own, so that what is known needs no place on the stack. */
function lookUp(parameters: usize, size: u32, flags: u32): u64 {
  if (<i32>size < <i32>PARAMETERS_SIZE || flags & ~KNOWN_FLAGS) return <u64>-EINVAL;
  const checkMtu = checksMtu(parameters);
  const family = <u32>load<u8>(parameters, FAMILY);
  if (family != AF_INET && family != AF_INET6) return <u64>-EAFNOSUPPORT;
  const answer = answerTo(parameters, flags, family);
  const result = find(parameters, flags, family, checkMtu, answer);
  if (result != SUCCESS || checkMtu) return <u64>result;
  return fits(parameters, <usize>load<u32>(answer, FOUND_DEVICE));
}

// @ts-ignore: decorator
@inline
function checksMtu(parameters: usize): bool {
  return load<u16>(parameters, TOT_LEN) != 0 || skb(SKB_KIND) == PACKET_XDP;
}

/** Whether a packet, whose length the program did not say, is short enough for the device. */
// @ts-ignore: decorator
@inline
function fits(parameters: usize, device: usize): u64 {
  const mtu = load<u32>(device, INTERFACE_MTU);
  store<u16>(parameters, <u16>mtu, TOT_LEN);
  if (!(load<u32>(device, INTERFACE_FLAGS) & INTERFACE_UP)) return FRAG_NEEDED;
  if (skb(SKB_LENGTH) <= mtu + load<u32>(device, INTERFACE_HEADER_LENGTH) + VLAN_HLEN) return SUCCESS;
  return isGso() ? SUCCESS : FRAG_NEEDED;
}

/** Flags with which the same question has the same answer, neighbour included. */
const ANSWERED_FLAGS: u32 = BPF_FIB_LOOKUP_OUTPUT | BPF_FIB_LOOKUP_MARK;

/** The FOUND for what the parameters ask, if it was asked for before and a neighbour of IPv4 was found; or 0. */
// @ts-ignore: decorator
@inline
function answerBefore(parameters: usize, size: u32, flags: u32): usize {
  if (<i32>size < <i32>PARAMETERS_SIZE || flags & ~ANSWERED_FLAGS) return 0;
  const present = <usize>load<u32>(STATE_CELL, STATE_ENVIRONMENT);
  if (!present || load<u8>(parameters, FAMILY) != AF_INET) return 0;
  const first = <u64>load<u32>(parameters, DESTINATION);
  const key = keyOf(load<u32>(parameters, IFINDEX), flags, AF_INET);
  const answer = present + placeOf(first, 0, key);
  if (load<u64>(answer, FOUND_KEY) != key || load<u64>(answer, FOUND_FIRST) != first) return 0;
  return load<u32>(answer, FOUND_NEIGHBOUR) ? answer : 0;
}

/** What `find` does where it found a neighbour of IPv4 before. */
// @ts-ignore: decorator
@inline
function forwardAgain(parameters: usize, answer: usize): u64 {
  const route = <usize>load<u32>(answer, FOUND_ROUTE);
  const device = <usize>load<u32>(answer, FOUND_DEVICE);
  const checkMtu = checksMtu(parameters);
  if (checkMtu) {
    const mtu = mtuOf(route, device, false);
    const fits = load<u16>(parameters, TOT_LEN) <= mtu;
    store<u16>(parameters, <u16>mtu, TOT_LEN);
    if (!fits) return FRAG_NEEDED;
  }
  store<u32>(parameters, load<u32>(route, ROUTE_METRIC), RT_METRIC);
  store<u32>(parameters, load<u32>(route, ROUTE_IFINDEX), IFINDEX);
  if (load<u32>(route, ROUTE_GATEWAY_FAMILY)) store<u32>(parameters, load<u32>(route, ROUTE_GATEWAY), DESTINATION);
  copyMac(parameters + DMAC, <usize>load<u32>(answer, FOUND_NEIGHBOUR) + NEIGHBOUR_MAC);
  copyMac(parameters + SMAC, device + INTERFACE_MAC);
  store<u32>(parameters, 0, TBID);
  return checkMtu ? SUCCESS : fits(parameters, device);
}

/** Where an answer is that is not kept. */
const ANSWER: usize = memory.data(<i32>FOUND_SIZE, 8);
/** An answer is kept at the upper 4 bits of a product with this (the golden ratio). */
const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

// @ts-ignore: decorator
@inline
function keyOf(ifindex: u32, flags: u32, family: u32): u64 {
  return <u64>ifindex << 32 | <u64>(flags & BPF_FIB_LOOKUP_OUTPUT) << 8 | family;
}

/** Where in the environment the answer to a question is kept. */
// @ts-ignore: decorator
@inline
function placeOf(first: u64, second: u64, key: u64): usize {
  return ENVIRONMENT_FOUND + <usize>((first ^ second ^ key) * FACTOR >>> 60) * FOUND_SIZE;
}

/** The FOUND for what the parameters ask. */
function answerTo(parameters: usize, flags: u32, family: u32): usize {
  const ifindex = load<u32>(parameters, IFINDEX);
  // Programs write addresses in pieces, and read in halves they are there at once.
  const first = family == AF_INET ? <u64>load<u32>(parameters, DESTINATION) : word(parameters + DESTINATION);
  const second = family == AF_INET ? 0 : word(parameters + DESTINATION + 8);
  const key = keyOf(ifindex, flags, family);
  let answer = environment() + placeOf(first, second, key);
  const kept = !(flags & BPF_FIB_LOOKUP_DIRECT);
  if (
    kept && load<u64>(answer, FOUND_KEY) == key && load<u64>(answer, FOUND_FIRST) == first
      && load<u64>(answer, FOUND_SECOND) == second
  ) {
    return answer;
  }
  if (!kept || tracking) answer = ANSWER;
  const route = findRoute(parameters, flags, family, ifindex, first, second);
  store<u64>(answer, key, FOUND_KEY);
  store<u64>(answer, first, FOUND_FIRST);
  store<u64>(answer, second, FOUND_SECOND);
  store<u32>(answer, <u32>findInterface(ifindex), FOUND_FROM);
  store<u32>(answer, <u32>route, FOUND_ROUTE);
  store<u32>(answer, 0, FOUND_NEIGHBOUR);
  store<u32>(answer, route ? <u32>findInterface(load<u32>(route, ROUTE_IFINDEX)) : 0, FOUND_DEVICE);
  return answer;
}

function findRoute(parameters: usize, flags: u32, family: u32, ifindex: u32, first: u64, second: u64): usize {
  const output = (flags & BPF_FIB_LOOKUP_OUTPUT) != 0;
  if (flags & BPF_FIB_LOOKUP_DIRECT) {
    const table = flags & BPF_FIB_LOOKUP_TBID ? load<u32>(parameters, TBID) : RT_TABLE_MAIN;
    return lookup(first, second, family, table, ifindex, output);
  }
  let route = lookup(first, second, family, RT_TABLE_LOCAL, ifindex, output);
  if (!route && family == AF_INET6) route = lookup(first, second, family, RT_TABLE_MAIN, ifindex, output);
  return route ? route : lookup(first, second, family, RT_TABLE_DEFAULT, ifindex, output);
}

function find(parameters: usize, flags: u32, family: u32, checkMtu: bool, answer: usize): i64 {
  const ipv6 = family == AF_INET6;
  if (ipv6 && (needsStrict(parameters + DESTINATION) || needsStrict(parameters + SOURCE))) return NOT_FWDED;
  const from = <usize>load<u32>(answer, FOUND_FROM);
  if (!from) return -ENODEV;
  const forwarding = ipv6 ? INTERFACE_FORWARDING6 : INTERFACE_FORWARDING4;
  if (!(load<u32>(from, INTERFACE_FLAGS) & forwarding)) return FWD_DISABLED;
  if (flags & BPF_FIB_LOOKUP_DIRECT && flags & BPF_FIB_LOOKUP_TBID) store<u32>(parameters, 0, TBID);
  const route = <usize>load<u32>(answer, FOUND_ROUTE);
  if (!route) return NOT_FWDED;
  switch (load<u32>(route, ROUTE_TYPE)) {
    case RTN_UNICAST: break;
    case RTN_BLACKHOLE: return BLACKHOLE;
    case RTN_UNREACHABLE: return UNREACHABLE;
    case RTN_PROHIBIT: return PROHIBIT;
    default: return NOT_FWDED;
  }
  const device = <usize>load<u32>(answer, FOUND_DEVICE);
  if (!device) return NOT_FWDED;

  let mtu: u32 = 0;
  if (checkMtu) {
    mtu = mtuOf(route, device, ipv6);
    if (load<u16>(parameters, TOT_LEN) > mtu) {
      store<u16>(parameters, <u16>mtu, TOT_LEN);
      return FRAG_NEEDED;
    }
  }
  return forward(parameters, flags, family, answer, mtu);
}

// @ts-ignore: decorator
@inline
function mtuOf(route: usize, device: usize, ipv6: bool): u32 {
  const own = load<u32>(route, ROUTE_MTU);
  const mtu = own ? own : load<u32>(device, INTERFACE_MTU);
  return ipv6 ? mtu : min(mtu, IP_MAX_MTU);
}

/** Fills in where the packet goes. */
function forward(parameters: usize, flags: u32, family: u32, answer: usize, mtu: u32): i64 {
  const route = <usize>load<u32>(answer, FOUND_ROUTE);
  const device = <usize>load<u32>(answer, FOUND_DEVICE);
  const ipv6 = family == AF_INET6;
  const width: usize = ipv6 ? 16 : 4;
  const gateway = load<u32>(route, ROUTE_GATEWAY_FAMILY);
  store<u32>(parameters, load<u32>(route, ROUTE_METRIC), RT_METRIC);
  store<u32>(parameters, load<u32>(route, ROUTE_IFINDEX), IFINDEX);
  if (flags & BPF_FIB_LOOKUP_SRC) {
    let source = route + ROUTE_SOURCE;
    if (isZero(source, width)) source = sourceAddress(device, parameters + DESTINATION, ipv6);
    if (ipv6 && !source) return NO_SRC_ADDR;
    if (source) memory.copy(parameters + SOURCE, source, width);
    else store<u32>(parameters, 0, SOURCE);
  }
  if (gateway) {
    if (!ipv6 && gateway == AF_INET6) store<u8>(parameters, <u8>AF_INET6, FAMILY);
    copy(parameters + DESTINATION, route + ROUTE_GATEWAY, gateway == AF_INET6 ? 16 : 4);
  }
  if (!(flags & BPF_FIB_LOOKUP_SKIP_NEIGH)) {
    const neighbour = findNeighbour(device, gateway ? gateway : family, parameters + DESTINATION);
    if (!neighbour) return NO_NEIGH;
    if (!ipv6 && gateway != AF_INET6 && !tracking) store<u32>(answer, <u32>neighbour, FOUND_NEIGHBOUR);
    copyMac(parameters + DMAC, neighbour + NEIGHBOUR_MAC);
    copyMac(parameters + SMAC, device + INTERFACE_MAC);
  }
  // The VLAN fields lie where the table's number was.
  store<u32>(parameters, 0, TBID);
  if (mtu) store<u16>(parameters, <u16>mtu, TOT_LEN);
  return SUCCESS;
}

/**
 * The address of the interface that a packet leaves by; without one, of another: for IPv4 the first, for IPv6
 * the one that has most bits in common with the destination (kernel: inet_select_addr, ipv6_dev_get_saddr).
 */
function sourceAddress(device: usize, destination: usize, ipv6: bool): usize {
  const offset = ipv6 ? INTERFACE_ADDRESS6 : INTERFACE_ADDRESS4;
  const width: usize = ipv6 ? 16 : 4;
  if (!isZero(device + offset, width)) return device + offset;
  let best: usize = 0;
  let bits = -1;
  let at = <usize>load<u32>(environment(), ENVIRONMENT_INTERFACES);
  // The newest interface comes first here, and the oldest is the first there.
  for (; at; at = <usize>load<u32>(at, INTERFACE_NEXT)) {
    if (load<u32>(at, INTERFACE_FLAGS) & INTERFACE_LOOPBACK || isZero(at + offset, width)) continue;
    const common = ipv6 ? commonBits(at + offset, destination) : 0;
    if (common < bits) continue;
    bits = common;
    best = at + offset;
  }
  return best;
}

/** How many bits two IPv6 addresses begin with alike. */
function commonBits(a: usize, b: usize): i32 {
  const high = bswap<u64>(load<u64>(a)) ^ bswap<u64>(load<u64>(b));
  if (high) return <i32>clz<u64>(high);
  return 64 + <i32>clz<u64>(bswap<u64>(load<u64>(a, 8)) ^ bswap<u64>(load<u64>(b, 8)));
}

/** Multicast, link-local and loopback addresses are never forwarded (kernel: rt6_need_strict). */
function needsStrict(address: usize): bool {
  const first = <u32>load<u8>(address);
  if (first == 0xff || (first == 0xfe && (<u32>load<u8>(address, 1) & 0xc0) == 0x80)) return true;
  return load<u64>(address) == 0 && load<u64>(address, 8) == <u64>1 << 56;
}

function isZero(address: usize, width: usize): bool {
  return width == 4 ? load<u32>(address) == 0 : load<u64>(address) == 0 && load<u64>(address, 8) == 0;
}

/**
 * The route with the longest prefix, then the smallest metric; of equals the newest, and local before main.
 * IPv4: an output lookup takes routes over its own interface only; IPv6 prefers them.
 */
function lookup(first: u64, second: u64, family: u32, table: u32, ifindex: u32, output: bool): usize {
  let best: usize = 0;
  let route = <usize>load<u32>(environment(), ENVIRONMENT_ROUTES);
  for (; route; route = <usize>load<u32>(route, ROUTE_NEXT)) {
    if (load<u32>(route, ROUTE_FAMILY) != family || !covers(route, first, second)) continue;
    if (!inTable(route, family, table)) continue;
    const own = load<u32>(route, ROUTE_IFINDEX) == ifindex;
    if (output && family == AF_INET && !own && load<u32>(route, ROUTE_TYPE) < RTN_BLACKHOLE) continue;
    if (!best || betterThan(route, best, family == AF_INET6 ? ifindex : 0)) best = route;
  }
  return best;
}

/** Without policy rules the kernel keeps IPv4's local and main tables as one (fib_trie_unmerge undoes it). */
function inTable(route: usize, family: u32, table: u32): bool {
  const own = load<u32>(route, ROUTE_TABLE);
  return own == table || (family == AF_INET && isMerged(own) && isMerged(table));
}

function isMerged(table: u32): bool {
  return table == RT_TABLE_LOCAL || table == RT_TABLE_MAIN;
}

/** Whether an address, of which 8 bytes each are given as they lie in memory, is in a route's network. */
// @ts-ignore: decorator
@inline
function covers(route: usize, first: u64, second: u64): bool {
  const bits = load<u32>(route, ROUTE_PREFIX_LENGTH);
  const difference = load<u64>(route, ROUTE_DESTINATION) ^ first;
  if (bits <= 64) return (difference & maskOf(bits)) == 0;
  return !difference && ((load<u64>(route, ROUTE_DESTINATION + 8) ^ second) & maskOf(bits)) == 0;
}

function betterThan(a: usize, b: usize, preferred: u32): bool {
  const lengthA = load<u32>(a, ROUTE_PREFIX_LENGTH);
  const lengthB = load<u32>(b, ROUTE_PREFIX_LENGTH);
  if (lengthA != lengthB) return lengthA > lengthB;
  const tableA = load<u32>(a, ROUTE_TABLE);
  const tableB = load<u32>(b, ROUTE_TABLE);
  if (tableA != tableB) return tableA > tableB;
  const metricA = load<u32>(a, ROUTE_METRIC);
  const metricB = load<u32>(b, ROUTE_METRIC);
  if (metricA != metricB) return metricA < metricB;
  if (!preferred || load<u32>(a, ROUTE_IFINDEX) != preferred) return false;
  return load<u32>(b, ROUTE_IFINDEX) != preferred;
}

function findNeighbour(device: usize, family: u32, address: usize): usize {
  const ifindex = load<u32>(device, INTERFACE_IFINDEX);
  // Such devices have one IPv4 neighbour, of the address of all zeros (kernel: __ipv4_neigh_lookup_noref).
  const lone = load<u32>(device, INTERFACE_FLAGS) & (INTERFACE_LOOPBACK | INTERFACE_POINT_TO_POINT);
  let at = <usize>load<u32>(environment(), ENVIRONMENT_NEIGHBOURS);
  for (; at; at = <usize>load<u32>(at, NEIGHBOUR_NEXT)) {
    if (load<u32>(at, NEIGHBOUR_IFINDEX) != ifindex || load<u32>(at, NEIGHBOUR_FAMILY) != family) continue;
    const own = at + NEIGHBOUR_ADDRESS;
    if (family == AF_INET) {
      if (load<u32>(own) == (lone ? 0 : load<u32>(address))) return at;
    } else if (load<u64>(own) == load<u64>(address) && load<u64>(own, 8) == load<u64>(address, 8)) {
      return at;
    }
  }
  return 0;
}
