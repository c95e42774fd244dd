/** Tunnel metadata of an skb (kernel: net/core/filter.c, bpf_skb_set_tunnel_key and following). */
import {
  AF_INET, AF_INET6, EINVAL, ENOENT, ENOMEM, EPROTO, SKB_TUNNEL_MODE, TUNNEL, TUNNEL_FLAG_CSUM,
  TUNNEL_FLAG_DONT_FRAGMENT, TUNNEL_FLAG_ERSPAN_OPTIONS, TUNNEL_FLAG_GENEVE_OPTIONS, TUNNEL_FLAG_GTP_OPTIONS,
  TUNNEL_FLAG_KEY, TUNNEL_FLAG_NOCACHE, TUNNEL_FLAG_SEQ, TUNNEL_FLAG_VXLAN_OPTIONS, TUNNEL_KEY_DESTINATION,
  TUNNEL_KEY_FAMILY, TUNNEL_KEY_FLAGS, TUNNEL_KEY_ID, TUNNEL_KEY_LABEL, TUNNEL_KEY_OPTIONS,
  TUNNEL_KEY_OPTIONS_LENGTH, TUNNEL_KEY_SIZE, TUNNEL_KEY_SOURCE, TUNNEL_KEY_TOS, TUNNEL_KEY_TTL,
} from "../generated/layout";
import { setSkb, skb } from "../packet";

const TUNNEL_TRANSMIT: u32 = 2;

// struct bpf_tunnel_key: offsets, which are also the sizes of its older layouts.
const ID: u32 = 0;
const REMOTE: u32 = 4;
const TOS: u32 = 20;
const TTL: u32 = 21;
/** tunnel_ext, or tunnel_flags when asked for with BPF_F_TUNINFO_FLAGS. */
const EXT: u32 = 22;
const LABEL: u32 = 24;
const LOCAL: u32 = 28;
const KEY_SIZE: u32 = 44;
const ONLY_IPV4: u32 = 8;

function isOldSize(size: u32): bool {
  return size == EXT || size == LABEL || size == LOCAL;
}

const BPF_F_TUNINFO_IPV6: u64 = 1 << 0;
const BPF_F_ZERO_CSUM_TX: u64 = 1 << 1;
const BPF_F_DONT_FRAGMENT: u64 = 1 << 2;
const BPF_F_SEQ_NUMBER: u64 = 1 << 3;
const BPF_F_NO_TUNNEL_KEY: u64 = 1 << 4;
const BPF_F_TUNINFO_FLAGS: u64 = 1 << 4;
const SET_FLAGS: u64 =
  BPF_F_TUNINFO_IPV6 | BPF_F_ZERO_CSUM_TX | BPF_F_DONT_FRAGMENT | BPF_F_SEQ_NUMBER | BPF_F_NO_TUNNEL_KEY;

/** Options of whichever tunnel. */
const OPTIONS_PRESENT: u32 =
  TUNNEL_FLAG_GENEVE_OPTIONS | TUNNEL_FLAG_VXLAN_OPTIONS | TUNNEL_FLAG_ERSPAN_OPTIONS | TUNNEL_FLAG_GTP_OPTIONS;

/** IP_TUNNEL_OPTS_MAX */
const OPTIONS_MAX: u32 = 255;
const FLOW_LABEL: u32 = 0xf_ffff;

export function bpf_skb_set_tunnel_key(from: usize, size: u32, flags: u64): u64 {
  if (flags & ~SET_FLAGS) return <u64>-EINVAL;
  if (size != KEY_SIZE && !isOldSize(size) && size != ONLY_IPV4) return <u64>-EINVAL;
  const ipv6 = (flags & BPF_F_TUNINFO_IPV6) != 0;
  const label = size > LABEL ? load<u32>(from, LABEL) : 0;
  if (!ipv6 && label) return <u64>-EINVAL;
  if (size > EXT && load<u16>(from, EXT)) return <u64>-EINVAL;

  memory.fill(TUNNEL, 0, TUNNEL_KEY_SIZE);
  let bits = TUNNEL_FLAG_NOCACHE;
  if (flags & BPF_F_DONT_FRAGMENT) bits |= TUNNEL_FLAG_DONT_FRAGMENT;
  if (!(flags & BPF_F_ZERO_CSUM_TX)) bits |= TUNNEL_FLAG_CSUM;
  if (flags & BPF_F_SEQ_NUMBER) bits |= TUNNEL_FLAG_SEQ;
  if (!(flags & BPF_F_NO_TUNNEL_KEY)) bits |= TUNNEL_FLAG_KEY;
  store<u32>(TUNNEL, bits, TUNNEL_KEY_FLAGS);
  store<u64>(TUNNEL, load<u32>(from, ID), TUNNEL_KEY_ID);
  if (size > ONLY_IPV4) {
    store<u32>(TUNNEL, load<u8>(from, TOS), TUNNEL_KEY_TOS);
    store<u32>(TUNNEL, load<u8>(from, TTL), TUNNEL_KEY_TTL);
  }
  store<u32>(TUNNEL, ipv6 ? AF_INET6 : AF_INET, TUNNEL_KEY_FAMILY);
  if (ipv6) {
    memory.copy(TUNNEL + TUNNEL_KEY_DESTINATION, from + REMOTE, min(size - REMOTE, 16));
    if (size > LOCAL) memory.copy(TUNNEL + TUNNEL_KEY_SOURCE, from + LOCAL, 16);
    store<u32>(TUNNEL, label & FLOW_LABEL, TUNNEL_KEY_LABEL);
  } else {
    // A program has IPv4 addresses in host order.
    store<u32>(TUNNEL, bswap<u32>(load<u32>(from, REMOTE)), TUNNEL_KEY_DESTINATION);
    if (size > LOCAL) store<u32>(TUNNEL, bswap<u32>(load<u32>(from, LOCAL)), TUNNEL_KEY_SOURCE);
  }
  setSkb(SKB_TUNNEL_MODE, TUNNEL_TRANSMIT);
  return 0;
}

/** Of a key that the program has set itself it answers the same key, remote and local exchanged. */
export function bpf_skb_get_tunnel_key(to: usize, size: u32, flags: u64): u64 {
  const error = tunnelKeyError(size, flags);
  memory.fill(to, 0, size);
  if (error) return <u64>-error;
  store<u32>(to, <u32>load<u64>(TUNNEL, TUNNEL_KEY_ID), ID);
  if (flags & BPF_F_TUNINFO_IPV6) {
    memory.copy(to + REMOTE, TUNNEL + TUNNEL_KEY_SOURCE, 16);
    if (size > LOCAL) memory.copy(to + LOCAL, TUNNEL + TUNNEL_KEY_DESTINATION, 16);
    if (size > LABEL) store<u32>(to, load<u32>(TUNNEL, TUNNEL_KEY_LABEL), LABEL);
  } else {
    store<u32>(to, bswap<u32>(load<u32>(TUNNEL, TUNNEL_KEY_SOURCE)), REMOTE);
    if (size > LOCAL) store<u32>(to, bswap<u32>(load<u32>(TUNNEL, TUNNEL_KEY_DESTINATION)), LOCAL);
  }
  if (size > ONLY_IPV4) {
    store<u8>(to, <u8>load<u32>(TUNNEL, TUNNEL_KEY_TOS), TOS);
    store<u8>(to, <u8>load<u32>(TUNNEL, TUNNEL_KEY_TTL), TTL);
  }
  if (size > EXT && flags & BPF_F_TUNINFO_FLAGS) {
    store<u16>(to, <u16>load<u32>(TUNNEL, TUNNEL_KEY_FLAGS), EXT);
  }
  return 0;
}

function tunnelKeyError(size: u32, flags: u64): i64 {
  if (!skb(SKB_TUNNEL_MODE) || flags & ~(BPF_F_TUNINFO_IPV6 | BPF_F_TUNINFO_FLAGS)) return EINVAL;
  const family = load<u32>(TUNNEL, TUNNEL_KEY_FAMILY);
  if (family != (flags & BPF_F_TUNINFO_IPV6 ? AF_INET6 : AF_INET)) return EPROTO;
  if (size == KEY_SIZE || isOldSize(size)) return 0;
  return size == ONLY_IPV4 && family == AF_INET ? 0 : EINVAL;
}

export function bpf_skb_get_tunnel_opt(to: usize, size: u32): u64 {
  const present = skb(SKB_TUNNEL_MODE) && load<u32>(TUNNEL, TUNNEL_KEY_FLAGS) & OPTIONS_PRESENT;
  const length = load<u32>(TUNNEL, TUNNEL_KEY_OPTIONS_LENGTH);
  memory.fill(to, 0, size);
  if (!present) return <u64>-ENOENT;
  if (size < length) return <u64>-ENOMEM;
  memory.copy(to, TUNNEL + TUNNEL_KEY_OPTIONS, length);
  return length;
}

export function bpf_skb_set_tunnel_opt(from: usize, size: u32): u64 {
  if (skb(SKB_TUNNEL_MODE) != TUNNEL_TRANSMIT || size & 3) return <u64>-EINVAL;
  if (size > OPTIONS_MAX) return <u64>-ENOMEM;
  memory.copy(TUNNEL + TUNNEL_KEY_OPTIONS, from, size);
  store<u32>(TUNNEL, size, TUNNEL_KEY_OPTIONS_LENGTH);
  store<u32>(TUNNEL, load<u32>(TUNNEL, TUNNEL_KEY_FLAGS) | OPTIONS_PRESENT, TUNNEL_KEY_FLAGS);
  return 0;
}
