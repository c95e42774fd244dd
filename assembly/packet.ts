/**
 * The packet: a frame somewhere in the PACKET buffer, its hidden state in SKB_CELL, and the part of the
 * context that shows where it is. Whoever changes the frame's place or length ends with `syncContext`.
 */
import {
  CHANGED_PACKET, CONTEXT, CONTEXT_PIECE, ENOMEM, ETHERTYPE_IPV4, ETHERTYPE_IPV6, ETH_HLEN, EXECUTION_CELL,
  EXECUTION_CHANGED, KIND_PACKET, MAX_PACKET, NO_HEADER, PACKET, PACKET_END, PACKET_START, SKB_CELL, SKB_CSUM,
  SKB_CSUM_START, SKB_DATA, SKB_ENCAPSULATION, SKB_END, SKB_GENERATION, SKB_GSO_TYPE, SKB_HEAD, SKB_INGRESS,
  SKB_IP_SUMMED, SKB_KIND, SKB_LENGTH, SKB_LINEAR, SKB_MAC_HEADER, SKB_META, SKB_NETWORK_HEADER,
  SKB_TRANSPORT_HEADER, SKB_TUNNEL_MODE, SK_BUFF_DATA, SK_BUFF_DATA_END, SK_BUFF_DATA_META, SK_BUFF_GSO_SIZE,
  SK_BUFF_HASH, SK_BUFF_LEN, STATE_CELL, STATE_CLONE_BYTES, STATE_TRACE_BYTES, XDP_BUFFER, XDP_HEADROOM,
  XDP_MD_DATA, XDP_MD_DATA_END, XDP_MD_DATA_META,
} from "./generated/layout";
import { provenance } from "./provenance";

export const PACKET_SKB: u32 = 0;
export const PACKET_XDP: u32 = 1;
export const PACKET_NONE: u32 = 2;

export const CHECKSUM_NONE: u32 = 0;
export const CHECKSUM_UNNECESSARY: u32 = 1;
export const CHECKSUM_COMPLETE: u32 = 2;
export const CHECKSUM_PARTIAL: u32 = 3;

/** Ethertypes as they lie in the frame. */
export const ETH_P_IP: u32 = ETHERTYPE_IPV4 >> 8 | (ETHERTYPE_IPV4 & 0xff) << 8;
export const ETH_P_IPV6: u32 = ETHERTYPE_IPV6 >> 8 | (ETHERTYPE_IPV6 & 0xff) << 8;

// @ts-ignore: decorator
@inline
export function skb(field: usize): u32 {
  return load<u32>(SKB_CELL + field);
}

// @ts-ignore: decorator
@inline
export function setSkb(field: usize, value: u32): void {
  store<u32>(SKB_CELL + field, value);
  packetChanges();
}

/** Notes that the packet is not as it arrived. */
// @ts-ignore: decorator
@inline
export function packetChanges(): void {
  const changed = load<u32>(EXECUTION_CELL, EXECUTION_CHANGED);
  store<u32>(EXECUTION_CELL, changed | <u32>CHANGED_PACKET, EXECUTION_CHANGED);
}

/** A 32-bit field of the context's image. */
// @ts-ignore: decorator
@inline
export function context(field: usize): u32 {
  return load<u32>(CONTEXT + field);
}

// @ts-ignore: decorator
@inline
export function setContext(field: usize, value: u32): void {
  store<u32>(CONTEXT + field, value);
  contextChanges(field);
}

/** The bit of EXECUTION.CHANGED for a field of the context. */
// @ts-ignore: decorator
@inline
export function changeOf(field: usize): u32 {
  return 1 << <u32>(field / CONTEXT_PIECE);
}

/** Notes that the context differs from its template at a field. */
// @ts-ignore: decorator
@inline
export function contextChanges(field: usize): void {
  store<u32>(EXECUTION_CELL, load<u32>(EXECUTION_CELL, EXECUTION_CHANGED) | changeOf(field), EXECUTION_CHANGED);
}

/** Address of the frame's first byte. */
// @ts-ignore: decorator
@inline
export function data(): usize {
  return <usize>skb(SKB_DATA);
}

/** Whether the frame stands for several (kernel: skb_is_gso). */
// @ts-ignore: decorator
@inline
export function isGso(): bool {
  return context(SK_BUFF_GSO_SIZE) != 0;
}

/** Writes length and addresses of the frame into the context; whoever receives a frame writes them anew. */
export function syncContext(): void {
  const start = skb(SKB_DATA);
  const end = start + skb(SKB_LINEAR);
  const meta = start - skb(SKB_META);
  if (skb(SKB_KIND) == PACKET_XDP) {
    store<u32>(CONTEXT, start, XDP_MD_DATA);
    store<u32>(CONTEXT, end, XDP_MD_DATA_END);
    store<u32>(CONTEXT, meta, XDP_MD_DATA_META);
  } else {
    store<u32>(CONTEXT, skb(SKB_LENGTH), SK_BUFF_LEN);
    store<u32>(CONTEXT, start, SK_BUFF_DATA);
    store<u32>(CONTEXT, end, SK_BUFF_DATA_END);
    store<u32>(CONTEXT, meta, SK_BUFF_DATA_META);
  }
}

/**
 * Makes the `length` bytes at `address` the packet, as BPF_PROG_TEST_RUN does, or, with SKB.INGRESS, as the
 * tc ingress hook sees it. `linear` of them can be accessed directly, all when 0. `kind`: PACKET_SKB,
 * PACKET_XDP or PACKET_NONE. Of the context it writes length and addresses. Returns whether the frame fits
 * into the buffer; when not, nothing has changed.
 */
export function packetReset(address: usize, length: u32, linear: u32, kind: u32): bool {
  if (<usize>length > MAX_PACKET) return false;
  const usable = linear == 0 || linear > length ? length : linear;
  if (kind == PACKET_SKB) {
    skbReset();
    skbArrive(address, length, usable);
    return true;
  }
  cellReset(kind, 0);
  arrive(length);
  setSkb(SKB_LINEAR, usable);
  if (kind == PACKET_NONE) {
    setSkb(SKB_HEAD, <u32>PACKET_START);
    setSkb(SKB_DATA, <u32>PACKET_START);
    setSkb(SKB_END, <u32>PACKET_START);
    return true;
  }
  const head = <u32>PACKET_START - <u32>XDP_HEADROOM;
  if (address != PACKET_START) memory.copy(PACKET_START, address, length);
  memory.fill(head, 0, XDP_HEADROOM);
  setSkb(SKB_HEAD, head);
  setSkb(SKB_DATA, <u32>PACKET_START);
  setSkb(SKB_END, max(head + <u32>XDP_BUFFER, <u32>PACKET_START + usable));
  syncContext();
  return true;
}

/** Of an skb what is the same for all that arrive and are copied into the buffer. */
export function skbReset(): void {
  cellReset(PACKET_SKB, skb(SKB_INGRESS) ? ETH_HLEN : <u32>NO_HEADER);
  store<u32>(SKB_CELL, <u32>PACKET, SKB_HEAD);
  store<u32>(SKB_CELL, <u32>PACKET_START, SKB_DATA);
  store<u32>(SKB_CELL, <u32>PACKET_END, SKB_END);
  placeSkb();
}

/** Says in the context where such frames are. */
export function placeSkb(): void {
  store<u32>(CONTEXT, <u32>PACKET_START, SK_BUFF_DATA);
  store<u32>(CONTEXT, <u32>PACKET_START, SK_BUFF_DATA_META);
}

/** Copies the frame of an skb that fits into the buffer, if it is not there; `skbReset` has been called since the packet was
 * changed. */
// @ts-ignore: decorator
@inline
export function skbArrive(address: usize, length: u32, linear: u32): void {
  // The interpreter loads both at once.
  store<u64>(SKB_CELL, <u64>linear << 32 | <u32>PACKET_START, SKB_DATA);
  arrive(length);
  if (address != PACKET_START) copyFrame(PACKET_START, address, length);
  store<u32>(CONTEXT, <u32>PACKET_START + linear, SK_BUFF_DATA_END);
  store<u32>(CONTEXT, length, SK_BUFF_LEN);
}

/** A packet of a length: the ones before are gone, so that pointers into them are dead. */
// @ts-ignore: decorator
@inline
export function arrive(length: u32): void {
  store<u32>(SKB_CELL, length, SKB_LENGTH);
  nextGeneration();
  forgetOutput();
}

/** Copies that were sent, and lines that were printed. */
// @ts-ignore: decorator
@inline
export function forgetOutput(): void {
  store<u64>(STATE_CELL, 0, STATE_CLONE_BYTES);
}

/** Pointers into the packet that programs hold are dead. */
// @ts-ignore: decorator
@inline
export function nextGeneration(): void {
  store<u64>(SKB_CELL, provenance(KIND_PACKET, skb(SKB_GENERATION) + 1, 0), SKB_GENERATION);
}

/** What all packets begin with. */
function cellReset(kind: u32, transport: u32): void {
  v128.store(SKB_CELL, i32x4.splat(0), SKB_META);
  v128.store(SKB_CELL, i32x4.splat(0), SKB_META + 16);
  store<u64>(SKB_CELL, <u64>ETH_HLEN << 32, SKB_MAC_HEADER);
  store<u32>(SKB_CELL, transport, SKB_TRANSPORT_HEADER);
  store<u32>(SKB_CELL, kind, SKB_KIND);
}

/** Longest frame that is copied here faster than by the engine's `memory.copy`, which is a call. */
const SHORT_FRAME: u32 = 512;

/**
 * Copies a frame so that what programs load of an Ethernet and IP header was written by one store each: a load that
 * spans two fresh stores waits until both have left the store buffer.
 */
// @ts-ignore: decorator
@inline
export function copyFrame(to: usize, from: usize, length: u32): void {
  if (length > SHORT_FRAME || length < ETH_HLEN) {
    memory.copy(to, from, length);
    return;
  }
  store<u64>(to, load<u64>(from));
  store<u64>(to, load<u64>(from, 6), 6);
  const end = from + length;
  to += <usize>ETH_HLEN;
  from += <usize>ETH_HLEN;
  for (; from + 16 <= end; from += 16, to += 16) v128.store(to, v128.load(from));
  const rest = length - ETH_HLEN;
  if (rest & 8) {
    store<u64>(to, load<u64>(from));
    to += 8;
    from += 8;
  }
  if (rest & 4) {
    store<u32>(to, load<u32>(from));
    to += 4;
    from += 4;
  }
  if (rest & 2) {
    store<u16>(to, load<u16>(from));
    to += 2;
    from += 2;
  }
  if (rest & 1) store<u8>(to, load<u8>(from));
}

/** Has `head` bytes free before frame and metadata and `tail` behind; false when that cannot be. */
function makeRoom(head: u32, tail: u32): bool {
  const meta = skb(SKB_META);
  const length = skb(SKB_LENGTH);
  const start = skb(SKB_DATA);
  // A frame that lies somewhere else (`BATCH`) has no room there.
  const isHome = start - <u32>PACKET < <u32>(PACKET_END - PACKET);
  const first = (isHome ? skb(SKB_HEAD) : <u32>PACKET) + meta;
  const end = isHome ? skb(SKB_END) : <u32>PACKET_END;
  const home = isHome ? start : <u32>PACKET_START;
  let to = home;
  if (home - first < head || end - home - length < tail) {
    const size = <u64>end - first;
    if (<u64>head + length + tail > size) return false;
    // In the middle of what is free, so that moves stay rare.
    to = first + head + <u32>(size - head - length - tail) / 2;
  }
  if (to == start) return true;
  memory.copy(to - meta, start - meta, meta + length);
  setSkb(SKB_DATA, to);
  if (isHome) return true;
  setSkb(SKB_HEAD, <u32>PACKET);
  setSkb(SKB_END, <u32>PACKET_END);
  return true;
}

/** Moves what is counted from the frame's start as that moves by `delta` bytes to the front. */
function shiftHeaders(delta: u32): void {
  setSkb(SKB_MAC_HEADER, skb(SKB_MAC_HEADER) + delta);
  setSkb(SKB_NETWORK_HEADER, skb(SKB_NETWORK_HEADER) + delta);
  setSkb(SKB_CSUM_START, skb(SKB_CSUM_START) + delta);
  if (skb(SKB_TRANSPORT_HEADER) != <u32>NO_HEADER) {
    setSkb(SKB_TRANSPORT_HEADER, skb(SKB_TRANSPORT_HEADER) + delta);
  }
}

/** Puts `count` bytes, whatever they hold, before the frame (kernel: skb_push). Returns 0 or ENOMEM. */
export function push(count: u32): i64 {
  if (!makeRoom(count, 0)) return ENOMEM;
  setSkb(SKB_DATA, skb(SKB_DATA) - count);
  setSkb(SKB_LENGTH, skb(SKB_LENGTH) + count);
  setSkb(SKB_LINEAR, skb(SKB_LINEAR) + count);
  shiftHeaders(count);
  return 0;
}

/** Takes `count` linear bytes off the frame's start (kernel: __skb_pull). */
export function pull(count: u32): void {
  setSkb(SKB_DATA, skb(SKB_DATA) + count);
  setSkb(SKB_LENGTH, skb(SKB_LENGTH) - count);
  setSkb(SKB_LINEAR, skb(SKB_LINEAR) - count);
  shiftHeaders(0 - count);
}

/** Makes the first `length` bytes directly accessible (kernel: skb_ensure_writable). Returns 0 or ENOMEM. */
export function ensureLinear(length: u32): i64 {
  if (length > skb(SKB_LENGTH)) return ENOMEM;
  if (length > skb(SKB_LINEAR)) {
    setSkb(SKB_LINEAR, length);
    syncContext();
  }
  return 0;
}

/** Gives the linear frame another length; what it gains is zero. Returns 0 or ENOMEM. */
export function resize(length: u32): i64 {
  const old = skb(SKB_LENGTH);
  if (length > old) {
    if (!makeRoom(0, length - old)) return ENOMEM;
    memory.fill(data() + old, 0, length - old);
  }
  setSkb(SKB_LENGTH, length);
  setSkb(SKB_LINEAR, length);
  return 0;
}

/** Forgets the packet's hash (kernel: skb_clear_hash). */
export function clearHash(): void {
  setContext(SK_BUFF_HASH, 0);
}
