/** How a frame becomes a run: the context that the program finds, alone or for many frames in a row. */
import { receiveTunnel } from "./environment";
import {
  BATCH_DATA, BATCH_LENGTH, BATCH_REDIRECT_IFINDEX, BATCH_RETVAL, BATCH_SIZE, BPF_SOCK_ADDR_FAMILY,
  BPF_SOCK_ADDR_PROTOCOL, BPF_SOCK_ADDR_SK, BPF_SOCK_ADDR_TYPE, BPF_SOCK_FAMILY, BPF_SOCK_PROTOCOL, BPF_SOCK_RX_QUEUE_MAPPING, BPF_SOCK_STATE,
  BPF_SOCK_TYPE, CONTEXT, CONTEXT_PIECE, CONTEXT_OF_CGROUP_SOCK_ADDR, CONTEXT_OF_SCHED_ACT, CONTEXT_OF_SCHED_CLS, CONTEXT_OF_XDP, CONTEXT_ROOM, CONTEXT_TEMPLATE, EXECUTION_CELL, EXECUTION_CHANGED, EXECUTION_DROPS_EVENTS, PROGRAM_CONTEXT, RECEIVE_INGRESS,
  OWN_SOCKET, SKB_CELL, SKB_DATA, SKB_INGRESS, SKB_LENGTH, SKB_LINEAR, SK_BUFF_PKT_TYPE, SK_BUFF_PROTOCOL,
  SK_BUFF_VLAN_PRESENT, SK_BUFF_VLAN_PROTO, SK_BUFF_VLAN_TCI, SK_BUFF_WIRE_LEN, STATE_CELL,
  SOCKET_SIZE, STATE_REDIRECT_HELPER, STATE_REDIRECT_IFINDEX, XDP_BUFFER, XDP_HEADROOM,
} from "./generated/layout";
import { run } from "./interpreter";
import { PACKET_NONE, PACKET_SKB, PACKET_XDP, packetReset, setContext, skbReset, syncContext } from "./packet";

const ETHERNET_HEADER: usize = 14;
const VLAN_HEADER: usize = 4;
/** Smallest ethertype; anything below is the length of an 802.3 frame (linux/if_ether.h, ETH_P_802_3_MIN). */
const FIRST_ETHERTYPE: u32 = 0x600;
const ETH_P_802_3: u32 = 0x0001;
const ETH_P_802_2: u32 = 0x0004;
const ETH_P_8021Q: u32 = 0x8100;
const ETH_P_8021AD: u32 = 0x88a8;
/** enum of linux/if_packet.h */
const PACKET_HOST: u32 = 0;
const PACKET_BROADCAST: u32 = 1;
const PACKET_MULTICAST: u32 = 2;
const PACKET_OTHERHOST: u32 = 3;

/**
 * Puts the frame at `address` and its context in place for a program with the context `kind`, of which
 * `linear` bytes are directly accessible. `mode` is a Receive. The host has seen to it that the frame fits.
 */
export function receive(kind: u32, address: usize, length: u32, linear: u32, mode: u32): void {
  const packet = packetKind(kind);
  if (packet == PACKET_SKB) {
    receiveSkb(address, length, linear, mode);
    return;
  }
  memory.copy(CONTEXT, CONTEXT_TEMPLATE, CONTEXT_ROOM);
  store<u32>(EXECUTION_CELL, (1 << <u32>(CONTEXT_ROOM / CONTEXT_PIECE)) - 1, EXECUTION_CHANGED);
  store<u32>(SKB_CELL, <u32>(mode == RECEIVE_INGRESS), SKB_INGRESS);
  // What does not fit an XDP frame's first page lies in fragments (kernel: bpf_prog_test_run_xdp).
  if (packet == PACKET_XDP) linear = min(linear, XDP_BUFFER - XDP_HEADROOM);
  packetReset(address, length, linear, packet);
  if (kind == CONTEXT_OF_CGROUP_SOCK_ADDR) giveSocket();
}

// @ts-ignore: decorator
@inline
function receiveSkb(address: usize, length: u32, linear: u32, mode: u32): void {
  store<u32>(SKB_CELL, <u32>(mode == RECEIVE_INGRESS), SKB_INGRESS);
  for (let changed = load<u32>(EXECUTION_CELL, EXECUTION_CHANGED); changed; changed &= changed - 1) {
    const at = <usize>ctz(changed) * CONTEXT_PIECE;
    v128.store(CONTEXT + at, v128.load(CONTEXT_TEMPLATE + at));
  }
  store<u32>(EXECUTION_CELL, 0, EXECUTION_CHANGED);
  skbReset(address, length, linear == 0 || linear > length ? length : linear);
  receiveTunnel();
  if (mode == RECEIVE_INGRESS) untag();
  const data = <usize>load<u32>(SKB_CELL, SKB_DATA);
  const wireLength = load<u32>(CONTEXT_TEMPLATE, SK_BUFF_WIRE_LEN);
  store<u32>(CONTEXT, wireLength ? wireLength : load<u32>(SKB_CELL, SKB_LENGTH), SK_BUFF_WIRE_LEN);
  const protocol = load<u32>(CONTEXT_TEMPLATE, SK_BUFF_PROTOCOL);
  store<u32>(CONTEXT, protocol ? protocol : protocolOf(data), SK_BUFF_PROTOCOL);
  const type = load<u32>(CONTEXT_TEMPLATE, SK_BUFF_PKT_TYPE);
  store<u32>(CONTEXT, type ? type : packetType(data, mode), SK_BUFF_PKT_TYPE);
}

/** Linux's state of a socket that is neither connected nor listening. */
const TCP_CLOSE: u32 = 7;
/** What a socket shows that no queue was noted for. */
const NO_QUEUE: u32 = 0xffff_ffff;

/** Gives a `bpf_sock_addr` its socket, of the context's family, type and protocol. */
function giveSocket(): void {
  memory.fill(OWN_SOCKET, 0, SOCKET_SIZE);
  store<u32>(OWN_SOCKET, load<u32>(CONTEXT, BPF_SOCK_ADDR_FAMILY), BPF_SOCK_FAMILY);
  store<u32>(OWN_SOCKET, load<u32>(CONTEXT, BPF_SOCK_ADDR_TYPE), BPF_SOCK_TYPE);
  store<u32>(OWN_SOCKET, load<u32>(CONTEXT, BPF_SOCK_ADDR_PROTOCOL), BPF_SOCK_PROTOCOL);
  store<u32>(OWN_SOCKET, TCP_CLOSE, BPF_SOCK_STATE);
  store<u32>(OWN_SOCKET, NO_QUEUE, BPF_SOCK_RX_QUEUE_MAPPING);
  store<u64>(CONTEXT, OWN_SOCKET, BPF_SOCK_ADDR_SK);
}

function packetKind(context: u32): u32 {
  if (context == CONTEXT_OF_XDP) return PACKET_XDP;
  return context == CONTEXT_OF_SCHED_CLS || context == CONTEXT_OF_SCHED_ACT ? PACKET_SKB : PACKET_NONE;
}

/** Takes a VLAN tag out of the frame and into the context, as a device does before tc sees the frame. */
function untag(): void {
  const data = <usize>load<u32>(SKB_CELL, SKB_DATA);
  const length = load<u32>(SKB_CELL, SKB_LENGTH);
  const protocol = <u32>bswap<u16>(load<u16>(data, 12));
  if ((protocol != ETH_P_8021Q && protocol != ETH_P_8021AD) || length < <u32>(ETHERNET_HEADER + VLAN_HEADER)) return;
  setContext(SK_BUFF_VLAN_PRESENT, 1);
  setContext(SK_BUFF_VLAN_TCI, <u32>bswap<u16>(load<u16>(data, 14)));
  setContext(SK_BUFF_VLAN_PROTO, <u32>load<u16>(data, 12));
  memory.copy(data + VLAN_HEADER, data, 12);
  const linear = load<u32>(SKB_CELL, SKB_LINEAR);
  store<u32>(SKB_CELL, <u32>(data + VLAN_HEADER), SKB_DATA);
  store<u32>(SKB_CELL, length - <u32>VLAN_HEADER, SKB_LENGTH);
  store<u32>(SKB_CELL, max(linear, <u32>(ETHERNET_HEADER + VLAN_HEADER)) - <u32>VLAN_HEADER, SKB_LINEAR);
  syncContext();
}

/** The frame's protocol in network order (kernel: eth_type_trans). */
// @ts-ignore: decorator
@inline
function protocolOf(data: usize): u32 {
  const type = <u32>bswap<u16>(load<u16>(data, 12));
  if (type >= FIRST_ETHERTYPE) return <u32>load<u16>(data, 12);
  const raw = load<u32>(SKB_CELL, SKB_LENGTH) >= 16 && load<u16>(data, 14) == 0xffff;
  return <u32>bswap<u16>(<u16>(raw ? ETH_P_802_3 : ETH_P_802_2));
}

/**
 * Whom the frame is for. In a test-run the device is the loopback, whose address and broadcast address are
 * zeros; at ingress a frame to one station is taken to be for this one.
 */
// @ts-ignore: decorator
@inline
function packetType(data: usize, mode: u32): u32 {
  const high = load<u32>(data);
  const low = load<u16>(data, 4);
  if (load<u8>(data) & 1) {
    return mode == RECEIVE_INGRESS && high == 0xffff_ffff && low == 0xffff ? PACKET_BROADCAST : PACKET_MULTICAST;
  }
  return mode == RECEIVE_INGRESS || (high == 0 && low == 0) ? PACKET_HOST : PACKET_OTHERHOST;
}

/** Runs the program `count` times on the packet that is there, each time as the run before left it. */
export function repeat(program: usize, count: u32): u64 {
  let result: u64 = 0;
  for (; count > 0; count--) result = run(program);
  return result;
}

/** Receives the frame at `address`, all of it linear, and runs the program on it; its events are dropped. */
export function verdict(program: usize, address: usize, length: u32, mode: u32): u32 {
  store<u32>(EXECUTION_CELL, 1, EXECUTION_DROPS_EVENTS);
  receive(load<u32>(program, PROGRAM_CONTEXT), address, length, length, mode);
  return <u32>run(program);
}

/** Index of the batch's packet that is running, for the host to go on behind one that trapped. */
export let batchIndex: u32 = 0;

export function setBatchIndex(index: u32): void {
  batchIndex = index;
}

/** Runs the program on the packets `from` to `count - 1` of the batch at `batch`; their events are dropped. */
export function runBatch(program: usize, batch: usize, from: u32, count: u32, mode: u32): void {
  const kind = load<u32>(program, PROGRAM_CONTEXT);
  const skb = packetKind(kind) == PACKET_SKB;
  store<u32>(EXECUTION_CELL, 1, EXECUTION_DROPS_EVENTS);
  for (batchIndex = from; batchIndex < count; batchIndex++) {
    const packet = batch + <usize>batchIndex * BATCH_SIZE;
    const address = load<u32>(packet, BATCH_DATA);
    const length = load<u32>(packet, BATCH_LENGTH);
    if (skb) receiveSkb(address, length, length, mode);
    else receive(kind, address, length, length, mode);
    store<u32>(packet, <u32>run(program), BATCH_RETVAL);
    const redirected = load<u32>(STATE_CELL, STATE_REDIRECT_HELPER);
    store<u32>(packet, redirected ? load<u32>(STATE_CELL, STATE_REDIRECT_IFINDEX) : 0, BATCH_REDIRECT_IFINDEX);
  }
}
