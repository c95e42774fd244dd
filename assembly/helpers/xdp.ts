/** Helpers that reshape an xdp_buff (kernel: net/core/filter.c). */
import {
  EACCES, EFAULT, EINVAL, ETH_HLEN, SKB_DATA, SKB_END, SKB_HEAD, SKB_LENGTH, SKB_LINEAR, SKB_META, XDP_FRAGMENT,
  XDP_FRAME_HEADER, XDP_META_MAX,
} from "../generated/layout";
import { data, setSkb, skb, syncContext } from "../packet";

export function bpf_xdp_adjust_head(delta: i32): u64 {
  const meta = skb(SKB_META);
  const first = <i64>(skb(SKB_HEAD) + XDP_FRAME_HEADER + meta);
  const old = <i64>skb(SKB_DATA);
  const start = old + delta;
  if (start < first || start > old + skb(SKB_LINEAR) - ETH_HLEN) return <u64>-EINVAL;
  memory.copy(<usize>(start - meta), <usize>(old - meta), meta);
  setSkb(SKB_DATA, <u32>start);
  setSkb(SKB_LENGTH, skb(SKB_LENGTH) - delta);
  setSkb(SKB_LINEAR, skb(SKB_LINEAR) - delta);
  syncContext();
  return 0;
}

export function bpf_xdp_adjust_tail(delta: i32): u64 {
  const linear = skb(SKB_LINEAR);
  const length = skb(SKB_LENGTH);
  const wanted = <i64>length + delta;
  if (wanted < <i64>ETH_HLEN) return <u64>-EINVAL;
  if (length > linear) {
    // The fragments are full pages but for the last.
    const last = (length - linear - 1) % XDP_FRAGMENT + 1;
    if (delta > <i32>(XDP_FRAGMENT - last)) return <u64>-EINVAL;
  } else if (<i64>skb(SKB_DATA) + wanted > <i64>skb(SKB_END)) {
    return <u64>-EINVAL;
  }
  if (delta > 0) memory.fill(data() + length, 0, delta);
  setSkb(SKB_LENGTH, <u32>wanted);
  if (length == linear || <u32>wanted < linear) setSkb(SKB_LINEAR, <u32>wanted);
  syncContext();
  return 0;
}

export function bpf_xdp_adjust_meta(delta: i32): u64 {
  const size = <i64>skb(SKB_META) - delta;
  if (size < 0 || <i64>skb(SKB_DATA) - size < <i64>skb(SKB_HEAD) + XDP_FRAME_HEADER) return <u64>-EINVAL;
  if (size & 3 || size > <i64>XDP_META_MAX) return <u64>-EACCES;
  setSkb(SKB_META, <u32>size);
  syncContext();
  return 0;
}

export function bpf_xdp_get_buff_len(): u64 {
  return skb(SKB_LENGTH);
}

const MAX_SPAN: u32 = 0xffff;

/** Kernel: bpf_xdp_pointer. */
function spanError(offset: u32, size: u32): i64 {
  if (offset > MAX_SPAN || size > MAX_SPAN) return EFAULT;
  return offset + size > skb(SKB_LENGTH) ? EINVAL : 0;
}

export function bpf_xdp_load_bytes(offset: u32, to: usize, size: u32): u64 {
  const error = spanError(offset, size);
  if (!error) memory.copy(to, data() + offset, size);
  return <u64>-error;
}

export function bpf_xdp_store_bytes(offset: u32, from: usize, size: u32): u64 {
  const error = spanError(offset, size);
  if (!error) memory.copy(data() + offset, from, size);
  return <u64>-error;
}
