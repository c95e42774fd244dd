/**
 * The packet: a frame somewhere in the PACKET buffer, its hidden state in SKB_CELL, and the part of the
 * context that shows where it is. Whoever changes the frame's place or length ends with `syncContext`.
 */
import {
  CONTEXT, ENOMEM, NO_HEADER, PACKET, PACKET_END, PACKET_HEADROOM, SKB_CELL, SKB_CSUM, SKB_CSUM_START,
  SKB_DATA, SKB_ENCAPSULATION, SKB_END, SKB_GENERATION, SKB_GSO_TYPE, SKB_HEAD, SKB_INGRESS, SKB_IP_SUMMED,
  SKB_KIND, SKB_LENGTH, SKB_LINEAR, SKB_MAC_HEADER, SKB_META, SKB_NETWORK_HEADER, SKB_TRANSPORT_HEADER,
  SKB_TUNNEL_MODE, SK_BUFF_DATA, SK_BUFF_DATA_END, SK_BUFF_DATA_META, SK_BUFF_GSO_SIZE, SK_BUFF_HASH,
  SK_BUFF_LEN, STATE_CELL, STATE_CLONE_BYTES, STATE_TRACE_BYTES, XDP_BUFFER, XDP_HEADROOM, XDP_MD_DATA,
  XDP_MD_DATA_END, XDP_MD_DATA_META,
} from "./generated/layout";

export const PACKET_SKB: u32 = 0;
export const PACKET_XDP: u32 = 1;
export const PACKET_NONE: u32 = 2;

export const CHECKSUM_NONE: u32 = 0;
export const CHECKSUM_UNNECESSARY: u32 = 1;
export const CHECKSUM_COMPLETE: u32 = 2;
export const CHECKSUM_PARTIAL: u32 = 3;

export const ETH_HLEN: u32 = 14;
/** EtherTypes as they lie in the frame. */
export const ETH_P_IP: u32 = 0x0008;
export const ETH_P_IPV6: u32 = 0xdd86;

// @ts-ignore: decorator
@inline
export function skb(field: usize): u32 {
  return load<u32>(SKB_CELL + field);
}

// @ts-ignore: decorator
@inline
export function setSkb(field: usize, value: u32): void {
  store<u32>(SKB_CELL + field, value);
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

/** Writes length and addresses of the frame into the context. */
export function syncContext(): void {
  const start = skb(SKB_DATA);
  const end = start + skb(SKB_LINEAR);
  const meta = start - skb(SKB_META);
  if (skb(SKB_KIND) == PACKET_XDP) {
    setContext(XDP_MD_DATA, start);
    setContext(XDP_MD_DATA_END, end);
    setContext(XDP_MD_DATA_META, meta);
  } else {
    setContext(SK_BUFF_LEN, skb(SKB_LENGTH));
    setContext(SK_BUFF_DATA, start);
    setContext(SK_BUFF_DATA_END, end);
    setContext(SK_BUFF_DATA_META, meta);
  }
}

/**
 * Makes the `length` bytes at `address` the packet, as BPF_PROG_TEST_RUN does, or, with SKB.INGRESS, as the
 * tc ingress hook sees it. `linear` of them can be accessed directly, all when 0. `kind`: PACKET_SKB,
 * PACKET_XDP or PACKET_NONE. Of the context it writes length and addresses. Returns whether the frame fits
 * into the buffer; when not, nothing has changed.
 */
export function packetReset(address: usize, length: u32, linear: u32, kind: u32): bool {
  const start = PACKET + PACKET_HEADROOM;
  if (length > <u32>(PACKET_END - PACKET_HEADROOM - start)) return false;
  store<u32>(STATE_CELL, 0, STATE_CLONE_BYTES);
  store<u32>(STATE_CELL, 0, STATE_TRACE_BYTES);
  setSkb(SKB_KIND, kind);
  setSkb(SKB_GENERATION, skb(SKB_GENERATION) + 1);
  setSkb(SKB_META, 0);
  setSkb(SKB_IP_SUMMED, CHECKSUM_NONE);
  setSkb(SKB_CSUM, 0);
  setSkb(SKB_ENCAPSULATION, 0);
  setSkb(SKB_TUNNEL_MODE, 0);
  setSkb(SKB_GSO_TYPE, 0);
  setSkb(SKB_MAC_HEADER, 0);
  setSkb(SKB_NETWORK_HEADER, ETH_HLEN);
  setSkb(SKB_TRANSPORT_HEADER, <u32>NO_HEADER);
  setSkb(SKB_DATA, <u32>start);
  setSkb(SKB_LENGTH, length);
  setSkb(SKB_LINEAR, linear == 0 || linear > length ? length : linear);
  if (kind == PACKET_NONE) {
    setSkb(SKB_HEAD, <u32>start);
    setSkb(SKB_END, <u32>start);
    return true;
  }
  memory.copy(start, address, length);
  if (kind == PACKET_XDP) {
    const head = start - XDP_HEADROOM;
    memory.fill(head, 0, XDP_HEADROOM);
    setSkb(SKB_HEAD, <u32>head);
    setSkb(SKB_END, <u32>max(head + XDP_BUFFER, start + skb(SKB_LINEAR)));
  } else {
    setSkb(SKB_HEAD, <u32>PACKET);
    setSkb(SKB_END, <u32>PACKET_END);
    if (skb(SKB_INGRESS)) setSkb(SKB_TRANSPORT_HEADER, ETH_HLEN);
  }
  syncContext();
  return true;
}

/** Has `head` bytes free before frame and metadata and `tail` behind; false when that cannot be. */
function makeRoom(head: u32, tail: u32): bool {
  const meta = skb(SKB_META);
  const length = skb(SKB_LENGTH);
  const start = skb(SKB_DATA);
  const first = skb(SKB_HEAD) + meta;
  if (start - first >= head && skb(SKB_END) - start - length >= tail) return true;
  const size = <u64>skb(SKB_END) - first;
  if (<u64>head + length + tail > size) return false;
  // In the middle of what is free, so that moves stay rare.
  const to = first + head + <u32>(size - head - length - tail) / 2;
  memory.copy(to - meta, start - meta, meta + length);
  setSkb(SKB_DATA, to);
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
