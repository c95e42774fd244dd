/** Helpers that compute and repair checksums (kernel: net/core/filter.c, net/core/utils.c). */
import { EFAULT, EINVAL, ENOTSUPP, SKB_CSUM, SKB_IP_SUMMED } from "../generated/layout";
import { CHECKSUM_COMPLETE, CHECKSUM_PARTIAL, data, ensureLinear, setSkb, skb } from "../packet";
import { fold, narrow, partial, sumLess, sumOf } from "./checksum";

const BPF_F_HDR_FIELD_MASK: u64 = 0xf;
const BPF_F_PSEUDO_HDR: u64 = 1 << 4;
const BPF_F_MARK_MANGLED_0: u64 = 1 << 5;
const BPF_F_MARK_ENFORCE: u64 = 1 << 6;
const BPF_F_IPV6: u64 = 1 << 7;
const L4_FLAGS: u64 =
  BPF_F_HDR_FIELD_MASK | BPF_F_PSEUDO_HDR | BPF_F_MARK_MANGLED_0 | BPF_F_MARK_ENFORCE | BPF_F_IPV6;

/** Stands for a checksum of 0 where 0 means that there is none. */
const CSUM_MANGLED_0: u16 = 0xffff;
const SUM_SIZE: u32 = 2;

/** Address of the checksum at `offset` made writable, or 0. */
function checksumAt(offset: u32): usize {
  if (offset > 0xffff || offset & 1) return 0;
  if (ensureLinear(offset + SUM_SIZE)) return 0;
  return data() + offset;
}

function replaceByDifference(at: usize, difference: u32): void {
  store<u16>(at, <u16>fold(sumOf(difference, ~<u32>load<u16>(at))));
}

function replace(at: usize, from: u32, to: u32): void {
  store<u16>(at, <u16>fold(sumOf(sumLess(~<u32>load<u16>(at), from), to)));
}

export function bpf_l3_csum_replace(offset: u32, from: u64, to: u64, flags: u64): u64 {
  if (flags & ~BPF_F_HDR_FIELD_MASK) return <u64>-EINVAL;
  const at = checksumAt(offset);
  if (!at) return <u64>-EFAULT;
  switch (<u32>flags) {
    case 0:
      if (from != 0) return <u64>-EINVAL;
      replaceByDifference(at, <u32>to);
      return 0;
    case 2: {
      // RFC 1624, in 16 bits.
      const less = narrow(<u32>(<u16>~load<u16>(at)) + <u32>(<u16>~from));
      store<u16>(at, ~<u16>narrow(less + <u32>(<u16>to)));
      return 0;
    }
    case 4:
      replace(at, <u32>from, <u32>to);
      return 0;
    default:
      return <u64>-EINVAL;
  }
}

export function bpf_l4_csum_replace(offset: u32, from: u64, to: u64, flags: u64): u64 {
  if (flags & ~L4_FLAGS) return <u64>-EINVAL;
  const at = checksumAt(offset);
  if (!at) return <u64>-EFAULT;
  const mangle = (flags & BPF_F_MARK_MANGLED_0) != 0;
  if (mangle && !(flags & BPF_F_MARK_ENFORCE) && !load<u16>(at)) return 0;
  const pseudo = (flags & BPF_F_PSEUDO_HDR) != 0;
  switch (<u32>(flags & BPF_F_HDR_FIELD_MASK)) {
    case 0:
      if (from != 0) return <u64>-EINVAL;
      replaceProtocolByDifference(at, <u32>to, pseudo, (flags & BPF_F_IPV6) != 0);
      break;
    case 2:
      replaceProtocol(at, <u32>from & 0xffff, <u32>to & 0xffff, pseudo);
      break;
    case 4:
      replaceProtocol(at, <u32>from, <u32>to, pseudo);
      break;
    default:
      return <u64>-EINVAL;
  }
  if (mangle && !load<u16>(at)) store<u16>(at, CSUM_MANGLED_0);
  return 0;
}

/** Kernel: inet_proto_csum_replace4. */
function replaceProtocol(at: usize, from: u32, to: u32, pseudo: bool): void {
  const summed = skb(SKB_IP_SUMMED);
  if (summed != CHECKSUM_PARTIAL) {
    replace(at, from, to);
    if (summed == CHECKSUM_COMPLETE && pseudo) setSkb(SKB_CSUM, ~sumOf(sumLess(~skb(SKB_CSUM), from), to));
  } else if (pseudo) {
    store<u16>(at, <u16>~fold(sumOf(sumLess(<u32>load<u16>(at), from), to)));
  }
}

/** Kernel: inet_proto_csum_replace_by_diff. */
function replaceProtocolByDifference(at: usize, difference: u32, pseudo: bool, ipv6: bool): void {
  const summed = skb(SKB_IP_SUMMED);
  if (summed != CHECKSUM_PARTIAL) {
    replaceByDifference(at, difference);
    if (summed == CHECKSUM_COMPLETE && pseudo && !ipv6) setSkb(SKB_CSUM, ~sumLess(difference, skb(SKB_CSUM)));
  } else if (pseudo) {
    store<u16>(at, <u16>~fold(sumOf(difference, <u32>load<u16>(at))));
  }
}

/** Any sizes, and any seed; the result has 16 bits. */
export function bpf_csum_diff(from: usize, fromSize: u32, to: usize, toSize: u32, seed: u32): u64 {
  let sum = seed;
  if (fromSize && toSize) sum = sumLess(partial(to, toSize, seed), partial(from, fromSize, 0));
  else if (toSize) sum = partial(to, toSize, seed);
  else if (fromSize) sum = ~partial(from, fromSize, ~seed);
  return narrow(sum);
}

/** Adds to the sum of a packet that came with one; the new sum. */
export function bpf_csum_update(sum: u32): u64 {
  if (skb(SKB_IP_SUMMED) != CHECKSUM_COMPLETE) return <u64>-ENOTSUPP;
  setSkb(SKB_CSUM, sumOf(skb(SKB_CSUM), sum));
  return skb(SKB_CSUM);
}
