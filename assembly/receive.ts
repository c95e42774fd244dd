/** How a frame becomes a run: the context that the program finds, alone or for many frames in a row. */
import { receiveTunnel, tunnelOfPackets } from "./environment";
import {
  BATCH_COPY, BATCH_DATA, BATCH_DATA_END, BATCH_DATA_START, BATCH_LEN, BATCH_LENGTH, BATCH_LINEAR,
  BATCH_META, BATCH_OUTCOME_REDIRECT_IFINDEX, BATCH_OUTCOME_RETVAL, BATCH_PKT_TYPE, BATCH_PROTOCOL,
  BATCH_RESULT, BATCH_SIZE, BATCH_WIRE_LEN, BPF_SOCK_ADDR_FAMILY, BPF_SOCK_ADDR_PROTOCOL, BPF_SOCK_ADDR_SK,
  BPF_SOCK_ADDR_TYPE, BPF_SOCK_FAMILY, BPF_SOCK_PROTOCOL, BPF_SOCK_RX_QUEUE_MAPPING, BPF_SOCK_STATE,
  BPF_SOCK_TYPE, CHANGED_ALL, CHANGED_PACKET, CONTEXT, CONTEXT_OF_CGROUP_SOCK_ADDR, CONTEXT_OF_SCHED_ACT,
  CONTEXT_OF_SCHED_CLS, CONTEXT_OF_XDP, CONTEXT_PIECE, CONTEXT_ROOM, CONTEXT_TEMPLATE, ETHERTYPE_QINQ,
  ETHERTYPE_VLAN, ETH_HLEN, EXECUTION_CELL, EXECUTION_CHANGED, EXECUTION_DROPS_EVENTS, EXECUTION_PACKET,
  FIRST_ETHERTYPE, NO_QUEUE, OWN_SOCKET, PACKET_START, PROGRAM_CONTEXT, RECEIVE_INGRESS, SKB_CELL, SKB_DATA,
  SKB_INGRESS, SKB_LENGTH, SKB_LINEAR, SK_BUFF_PKT_TYPE, SK_BUFF_PROTOCOL, SK_BUFF_VLAN_PRESENT,
  SK_BUFF_VLAN_PROTO, SK_BUFF_VLAN_TCI, SK_BUFF_WIRE_LEN, SOCKET_SIZE, STATE_CELL, STATE_REDIRECT_HELPER,
  STATE_REDIRECT_IFINDEX, TCP_STATE_CLOSE, VLAN_HLEN, XDP_BUFFER, XDP_HEADROOM,
} from "./generated/layout";
import { beginning } from "./execution";
import { run } from "./interpreter";
import {
  PACKET_NONE, PACKET_SKB, PACKET_XDP, copyFrame, forgetOutput, packetChanges, packetReset, placeSkb,
  setContext, setSkb, skbArrive, skbReset, syncContext,
} from "./packet";

/** What the kernel calls the two kinds of 802.3 frames (include/uapi/linux/if_ether.h). */
const ETH_P_802_3: u32 = 0x0001;
const ETH_P_802_2: u32 = 0x0004;
/** The six bytes of an address, shifted to the top; the first bit that goes over the wire says that it is a group's. */
const GROUP_BIT: u64 = 0x1_0000;
const BROADCAST_ADDRESS: u64 = 0xffff_ffff_ffff_0000;
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
  store<u32>(EXECUTION_CELL, CHANGED_ALL, EXECUTION_CHANGED);
  store<u32>(SKB_CELL, <u32>(mode == RECEIVE_INGRESS), SKB_INGRESS);
  // What does not fit an XDP frame's first page lies in fragments (kernel: bpf_prog_test_run_xdp).
  if (packet == PACKET_XDP) linear = min(linear, XDP_BUFFER - XDP_HEADROOM);
  packetReset(address, length, linear, packet);
  if (kind == CONTEXT_OF_CGROUP_SOCK_ADDR) giveSocket();
}

// @ts-ignore: decorator
@inline
function receiveSkb(address: usize, length: u32, linear: u32, mode: u32): void {
  if (isChanged(<u32>CHANGED_ALL)) {
    refresh(mode);
    // Stays with the packets until one of them changes something.
    const tunnel = tunnelOfPackets();
    if (tunnel) receiveTunnel(tunnel);
  }
  skbArrive(address, length, linear == 0 || linear > length ? length : linear);
  // Read where it came from: what was just copied cannot be read in other widths before it has left for the cache.
  if (mode == RECEIVE_INGRESS && isTagged(address, length)) {
    untag();
    describe(load<u32>(SKB_CELL, SKB_DATA), length - VLAN_HLEN, mode);
  } else describe(address, length, mode);
}

/** Says in the context what the frame is. */
// @ts-ignore: decorator
@inline
function describe(data: usize, length: u32, mode: u32): void {
  store<u32>(CONTEXT, packetType(data, mode), SK_BUFF_PKT_TYPE);
  store<u32>(CONTEXT, protocolOf(data, length), SK_BUFF_PROTOCOL);
  store<u32>(CONTEXT, wireLengthOf(length), SK_BUFF_WIRE_LEN);
}

// @ts-ignore: decorator
@inline
function isChanged(what: u32): bool {
  return (load<u32>(EXECUTION_CELL, EXECUTION_CHANGED) & what) != 0;
}

/** Brings back what the packet before changed of the context and of what all packets begin with. */
function refresh(mode: u32): void {
  const changed = load<u32>(EXECUTION_CELL, EXECUTION_CHANGED);
  for (let pieces = changed & (<u32>CHANGED_PACKET - 1); pieces; pieces &= pieces - 1) {
    const at = <usize>ctz(pieces) * CONTEXT_PIECE;
    v128.store(CONTEXT + at, v128.load(CONTEXT_TEMPLATE + at));
  }
  if (changed & <u32>CHANGED_PACKET) {
    store<u32>(SKB_CELL, <u32>(mode == RECEIVE_INGRESS), SKB_INGRESS);
    skbReset();
  } else placeSkb();
  store<u32>(EXECUTION_CELL, 0, EXECUTION_CHANGED);
}

/** Gives a `bpf_sock_addr` its socket, of the context's family, type and protocol. */
function giveSocket(): void {
  memory.fill(OWN_SOCKET, 0, SOCKET_SIZE);
  store<u32>(OWN_SOCKET, load<u32>(CONTEXT, BPF_SOCK_ADDR_FAMILY), BPF_SOCK_FAMILY);
  store<u32>(OWN_SOCKET, load<u32>(CONTEXT, BPF_SOCK_ADDR_TYPE), BPF_SOCK_TYPE);
  store<u32>(OWN_SOCKET, load<u32>(CONTEXT, BPF_SOCK_ADDR_PROTOCOL), BPF_SOCK_PROTOCOL);
  store<u32>(OWN_SOCKET, TCP_STATE_CLOSE, BPF_SOCK_STATE);
  store<u32>(OWN_SOCKET, NO_QUEUE, BPF_SOCK_RX_QUEUE_MAPPING);
  store<u64>(CONTEXT, OWN_SOCKET, BPF_SOCK_ADDR_SK);
}

function packetKind(context: u32): u32 {
  if (context == CONTEXT_OF_XDP) return PACKET_XDP;
  return context == CONTEXT_OF_SCHED_CLS || context == CONTEXT_OF_SCHED_ACT ? PACKET_SKB : PACKET_NONE;
}

/** Whether the frame begins with a VLAN tag. */
function isTagged(data: usize, length: u32): bool {
  const protocol = <u32>bswap<u16>(load<u16>(data, 12));
  return (protocol == ETHERTYPE_VLAN || protocol == ETHERTYPE_QINQ) && length >= ETH_HLEN + VLAN_HLEN;
}

/** Takes the VLAN tag out of the frame and into the context, as a device does before tc sees the frame. */
function untag(): void {
  const data = <usize>load<u32>(SKB_CELL, SKB_DATA);
  const length = load<u32>(SKB_CELL, SKB_LENGTH);
  setContext(SK_BUFF_VLAN_PRESENT, 1);
  setContext(SK_BUFF_VLAN_TCI, <u32>bswap<u16>(load<u16>(data, 14)));
  setContext(SK_BUFF_VLAN_PROTO, <u32>load<u16>(data, 12));
  memory.copy(data + VLAN_HLEN, data, 12);
  const linear = load<u32>(SKB_CELL, SKB_LINEAR);
  setSkb(SKB_DATA, <u32>(data + VLAN_HLEN));
  setSkb(SKB_LENGTH, length - VLAN_HLEN);
  setSkb(SKB_LINEAR, max(linear, ETH_HLEN + VLAN_HLEN) - VLAN_HLEN);
  syncContext();
}

// What the context says of a frame that is `length` bytes long, where its template does not say.

// @ts-ignore: decorator
@inline
function wireLengthOf(length: u32): u32 {
  const given = load<u32>(CONTEXT_TEMPLATE, SK_BUFF_WIRE_LEN);
  return given ? given : length;
}

/** The frame's protocol in network order (kernel: eth_type_trans). */
// @ts-ignore: decorator
@inline
function protocolOf(data: usize, length: u32): u32 {
  const given = load<u32>(CONTEXT_TEMPLATE, SK_BUFF_PROTOCOL);
  if (given) return given;
  if (<u32>load<u8>(data, 12) >= FIRST_ETHERTYPE >> 8) return <u32>load<u16>(data, 12);
  const raw = length >= 16 && load<u16>(data, 14) == 0xffff;
  return <u32>bswap<u16>(<u16>(raw ? ETH_P_802_3 : ETH_P_802_2));
}

/**
 * Whom the frame is for. In a test-run the device is the loopback, whose address and broadcast address are
 * zeros; at ingress a frame to one station is taken to be for this one.
 */
// @ts-ignore: decorator
@inline
function packetType(data: usize, mode: u32): u32 {
  const given = load<u32>(CONTEXT_TEMPLATE, SK_BUFF_PKT_TYPE);
  if (given) return given;
  const address = load<u64>(data) << 16;
  if (address & GROUP_BIT) {
    return mode == RECEIVE_INGRESS && address == BROADCAST_ADDRESS ? PACKET_BROADCAST : PACKET_MULTICAST;
  }
  return mode == RECEIVE_INGRESS || address == 0 ? PACKET_HOST : PACKET_OTHERHOST;
}

/**
 * Runs the program `count` times on the packet that is there, each time as the run before left it. What the runs before
 * sent and printed is gone.
 */
export function repeat(program: usize, count: u32): u64 {
  let result: u64 = 0;
  for (; count > 0; count--) {
    forgetOutput();
    result = run(program);
  }
  return result;
}

/** Receives the frame at PACKET_START, all of it linear, and runs the program on it; its events are dropped. */
export function verdict(program: usize, length: u32, mode: u32): u32 {
  store<u32>(EXECUTION_CELL, 1, EXECUTION_DROPS_EVENTS);
  receive(load<u32>(program, PROGRAM_CONTEXT), PACKET_START, length, length, mode);
  return <u32>run(program);
}

/** The same for a program whose context is an skb. */
export function verdictOfSkb(program: usize, length: u32, mode: u32): u32 {
  store<u32>(EXECUTION_CELL, 1, EXECUTION_DROPS_EVENTS);
  receiveSkb(PACKET_START, length, length, mode);
  return <u32>run(program);
}

/**
 * Fills in what the host leaves open in the `count` packets at `batch`, if programs can work on all of them in place, each
 * in its own, and returns whether that is so. The program's context has its template.
 */
export function prepareBatch(program: usize, batch: usize, count: u32, mode: u32): bool {
  if (packetKind(load<u32>(program, PROGRAM_CONTEXT)) != PACKET_SKB || tunnelOfPackets()) return false;
  for (const end = batch + <usize>count * BATCH_SIZE; batch < end; batch += BATCH_SIZE) {
    const data = <usize>load<u32>(batch, BATCH_DATA);
    const copy = <usize>load<u32>(batch, BATCH_COPY);
    const length = load<u32>(batch, BATCH_LENGTH);
    if (mode == RECEIVE_INGRESS && isTagged(copy, length)) return false;
    memory.copy(data, copy, length);
    store<u32>(batch, length, BATCH_LINEAR);
    store<u32>(batch, 0, BATCH_META);
    store<u32>(batch, length, BATCH_LEN);
    store<u32>(batch, packetType(copy, mode), BATCH_PKT_TYPE);
    store<u32>(batch, <u32>data, BATCH_DATA_START);
    store<u32>(batch, <u32>data + length, BATCH_DATA_END);
    store<u32>(batch, protocolOf(copy, length), BATCH_PROTOCOL);
    store<u32>(batch, wireLengthOf(length), BATCH_WIRE_LEN);
  }
  return true;
}

/**
 * After a packet that was changed in place: makes its frame what it was when it was given, and readies the rest for the
 * next.
 */
export function restoreInPlace(packet: usize, mode: u32): void {
  if (isChanged(<u32>CHANGED_PACKET)) {
    copyFrame(load<u32>(packet, BATCH_DATA), load<u32>(packet, BATCH_COPY), load<u32>(packet, BATCH_LENGTH));
  }
  refresh(mode);
}

/**
 * Runs the program on the packets `from` to `count - 1` of the prepared batch; their events are dropped. `loop` is where
 * the loop that works on them in place (`vm/jit/batch-loop.ts`) is in the table; 0: they are copied. Where a packet traps,
 * the host calls again with `from` behind it, also where there is none left.
 */
export function runBatch(program: usize, batch: usize, from: u32, count: u32, mode: u32, loop: u32): void {
  const first = batch + <usize>from * BATCH_SIZE;
  const end = batch + <usize>count * BATCH_SIZE;
  store<u32>(EXECUTION_CELL, 1, EXECUTION_DROPS_EVENTS);
  if (!loop) {
    runEach(program, first, end, mode);
    return;
  }
  restoreInPlace(from ? first - BATCH_SIZE : first, mode);
  if (first != end) call_indirect<void>(loop, first, end, beginning(program), mode);
  // The next one is copied again.
  packetChanges();
}

function runEach(program: usize, packet: usize, end: usize, mode: u32): void {
  const kind = load<u32>(program, PROGRAM_CONTEXT);
  for (; packet != end; packet += BATCH_SIZE) {
    store<u32>(EXECUTION_CELL, <u32>packet, EXECUTION_PACKET);
    const length = load<u32>(packet, BATCH_LENGTH);
    receive(kind, load<u32>(packet, BATCH_COPY), length, length, mode);
    const outcome = <usize>load<u32>(packet, BATCH_RESULT);
    store<u64>(outcome, <u64><u32>run(program), BATCH_OUTCOME_RETVAL);
    if (!load<u32>(STATE_CELL, STATE_REDIRECT_HELPER)) continue;
    store<u32>(outcome, load<u32>(STATE_CELL, STATE_REDIRECT_IFINDEX), BATCH_OUTCOME_REDIRECT_IFINDEX);
  }
}
