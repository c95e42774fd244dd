/**
 * The packet's hash. The kernel's is keyed with a secret of the boot (net/core/flow_dissector.c), so no value
 * can be equal to it; this one keeps its properties: it is never 0, it is the same for both directions of a
 * connection, it depends on addresses, protocol and, except in fragments, ports, and it is kept with the
 * packet until a helper clears it.
 */
import {
  IPV4_HEADER, IPV6_HEADER, IP_PROTOCOL_SCTP, IP_PROTOCOL_TCP, IP_PROTOCOL_UDP, SKB_LENGTH,
  SKB_NETWORK_HEADER, SK_BUFF_HASH, SK_BUFF_PROTOCOL, STATE_CELL, STATE_HASH_SEED,
} from "../generated/layout";
import { ETH_P_IP, ETH_P_IPV6, clearHash, context, data, setContext, skb } from "../packet";

/** More fragments, or a fragment's offset, as the field lies in the header. */
const IPV4_FRAGMENT: u32 = 0xff3f;

export function bpf_get_hash_recalc(): u64 {
  let hash = context(SK_BUFF_HASH);
  if (!hash) {
    hash = flowHash();
    setContext(SK_BUFF_HASH, hash);
  }
  return hash;
}

export function bpf_set_hash_invalid(): u64 {
  clearHash();
  return 0;
}

// @ts-ignore: decorator
@inline
function mix(hash: u32, value: u32): u32 {
  // MurmurHash3, one block.
  return rotl<u32>(hash ^ (rotl<u32>(value * 0xcc9e_2d51, 15) * 0x1b87_3593), 13) * 5 + 0xe654_6b64;
}

function finish(hash: u32): u32 {
  hash = (hash ^ (hash >>> 16)) * 0x85eb_ca6b;
  hash = (hash ^ (hash >>> 13)) * 0xc2b2_ae35;
  hash ^= hash >>> 16;
  return hash ? hash : 1;
}

function flowHash(): u32 {
  const protocol = context(SK_BUFF_PROTOCOL);
  const hash = mix(load<u32>(STATE_CELL, STATE_HASH_SEED), protocol);
  const network = skb(SKB_NETWORK_HEADER);
  const header = data() + network;
  const left = <i32>(skb(SKB_LENGTH) - network);
  if (protocol == ETH_P_IP && left >= <i32>IPV4_HEADER) {
    const size = (<i32>load<u8>(header) & 15) << 2;
    const ports = left >= size + 4 && !(<u32>load<u16>(header, 6) & IPV4_FRAGMENT);
    return flow(hash, load<u8>(header, 9), header + 12, 4, ports ? header + size : 0);
  }
  if (protocol == ETH_P_IPV6 && left >= <i32>IPV6_HEADER) {
    return flow(hash, load<u8>(header, 6), header + 8, 16, left >= <i32>IPV6_HEADER + 4 ? header + IPV6_HEADER : 0);
  }
  return finish(hash);
}

/** `addresses`: source and destination, `size` bytes each; `ports`: source and destination, or 0. */
function flow(hash: u32, protocol: u32, addresses: usize, size: usize, ports: usize): u32 {
  const hasPorts = ports && (protocol == IP_PROTOCOL_TCP || protocol == IP_PROTOCOL_UDP || protocol == IP_PROTOCOL_SCTP);
  const source = hasPorts ? <u32>load<u16>(ports) : 0;
  const destination = hasPorts ? <u32>load<u16>(ports, 2) : 0;
  // Sums do not know which end is which.
  let sum: u32 = 0;
  let product: u32 = 1;
  for (let at: usize = 0; at < size; at += 4) {
    const a = mix(<u32>at, load<u32>(addresses + at));
    const b = mix(<u32>at, load<u32>(addresses + size + at));
    sum += rotl<u32>(a, <u32>at) + rotl<u32>(b, <u32>at);
    product *= (a | 1) * (b | 1);
  }
  hash = mix(mix(mix(hash, protocol), sum), product);
  return finish(mix(hash, mix(source, 0) + mix(destination, 0)));
}
