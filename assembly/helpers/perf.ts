/**
 * Perf events go to EVENTS, for the host to take (kernel: kernel/trace/bpf_trace.c, net/core/filter.c
 * bpf_skb_event_output). An open slot of a map is the ring of the CPU of its index.
 */
import {
  E2BIG, EFAULT, EINVAL, ENOENT, ENOSPC, EOPNOTSUPP, EVENTS, EVENTS_SIZE, EVENT_CPU, EVENT_LENGTH, EVENT_MAP,
  EVENT_PACKET_LENGTH, EVENT_SIZE, EXECUTION_CELL, EXECUTION_DROPS_EVENTS, MAP_ID, MAP_MAX_ENTRIES, SKB_KIND, SKB_LENGTH, STATE_CELL, STATE_CPU,
  STATE_EVENTS_LOST, STATE_EVENT_BYTES,
} from "../generated/layout";
import { isOpen } from "../maps/perf_event_array";
import { copy, copyWide } from "../maps/storage";
import { PACKET_NONE, data, skb } from "../packet";

const BPF_F_INDEX_MASK: u64 = 0xffff_ffff;
const BPF_F_CURRENT_CPU: u64 = 0xffff_ffff;
const MAX_PART: u32 = 0xf_ffff;
const BPF_F_CTXLEN_MASK: u64 = <u64>MAX_PART << 32;

export function bpf_perf_event_output(map: usize, flags: u64, from: usize, size: u32): u64 {
  const to = openEvent(map, flags, size);
  if (!to) return refusal(map, flags);
  copy(to, from, size);
  return 0;
}

/**
 * Adds an event, with its part of the packet. Gives the address for the `size` bytes of the program's own; 0 where
 * there is no event.
 */
export function openEvent(map: usize, flags: u64, size: u32): usize {
  const cpu = load<u32>(STATE_CELL, STATE_CPU);
  const packetLength = <u32>(flags >>> 32);
  const length = size + packetLength;
  const used = load<u32>(STATE_CELL, STATE_EVENT_BYTES);
  const end = <u64>used + EVENT_SIZE + ((<u64>length + 7) & ~7);
  if (
    end > EVENTS_SIZE || indexIn(flags, cpu) != cpu || packetLength > longestPart() || dropsEvents()
      || !isOpen(map, cpu)
  ) {
    return 0;
  }
  const event = EVENTS + used;
  store<u32>(event, load<u32>(map, MAP_ID), EVENT_MAP);
  store<u32>(event, cpu, EVENT_CPU);
  store<u32>(event, length, EVENT_LENGTH);
  store<u32>(event, packetLength, EVENT_PACKET_LENGTH);
  store<u32>(STATE_CELL, <u32>end, STATE_EVENT_BYTES);
  const own = event + EVENT_SIZE;
  if (packetLength) copyWide(own + size, data(), packetLength);
  return own;
}

/** Bytes of the packet that an event may have. */
// @ts-ignore: decorator
@inline
function longestPart(): u32 {
  return skb(SKB_KIND) == PACKET_NONE ? 0 : min(skb(SKB_LENGTH), MAX_PART);
}

/** What a program is told when it added no event. */
function refusal(map: usize, flags: u64): u64 {
  const packet = skb(SKB_KIND) != PACKET_NONE;
  const known = packet ? BPF_F_INDEX_MASK | BPF_F_CTXLEN_MASK : BPF_F_INDEX_MASK;
  if (flags & ~known) return <u64>-EINVAL;
  if (<u32>(flags >>> 32) > longestPart()) return <u64>-EFAULT;
  const cpu = load<u32>(STATE_CELL, STATE_CPU);
  const index = indexIn(flags, cpu);
  if (index >= load<u32>(map, MAP_MAX_ENTRIES)) return <u64>-E2BIG;
  if (!isOpen(map, index)) return <u64>-ENOENT;
  if (index != cpu) return <u64>-EOPNOTSUPP;
  if (dropsEvents()) return 0;
  store<u32>(STATE_CELL, load<u32>(STATE_CELL, STATE_EVENTS_LOST) + 1, STATE_EVENTS_LOST);
  return <u64>-ENOSPC;
}

// @ts-ignore: decorator
@inline
function indexIn(flags: u64, cpu: u32): u32 {
  return <u32>flags == <u32>BPF_F_CURRENT_CPU ? cpu : <u32>flags;
}

// @ts-ignore: decorator
@inline
function dropsEvents(): bool {
  return load<u32>(EXECUTION_CELL, EXECUTION_DROPS_EVENTS) != 0;
}
