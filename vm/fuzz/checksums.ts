/** Makes lengths and checksums of a packet agree with the rest of it. */
import { FIRST_ETHERTYPE, IP_PROTOCOL, IPV4_HEADER, IPV6_HEADER } from "../../spec/network.ts";
import type { Layers } from "./protocols.ts";

const set16 = (bytes: Uint8Array, at: number, value: number): void => {
  bytes[at] = value >> 8;
  bytes[at + 1] = value & 0xff;
};
const u16 = (bytes: Uint8Array, at: number): number => (bytes[at]! << 8) | bytes[at + 1]!;

/** The lengths that headers state, from the packet's own. */
export function fixLengths(bytes: Uint8Array, length: number, layers: Layers): void {
  for (let i = 0; i < layers.count; i++) {
    const at = layers.at[i]!;
    const left = Math.min(length - at, 0xffff);
    switch (layers.protocols[i]!.name) {
      case "ipv4":
        if ((bytes[at]! & 0xf) >= 5) set16(bytes, at + 2, left);
        break;
      case "ipv6":
        set16(bytes, at + 4, left - IPV6_HEADER);
        break;
      case "udp":
        set16(bytes, at + 4, left);
        break;
      case "llc":
        if (left < FIRST_ETHERTYPE) set16(bytes, at - 2, left);
    }
  }
}

/** Ones' complement sum of 16-bit words (RFC 1071), not folded. */
function sum(bytes: Uint8Array, from: number, to: number): number {
  let total = 0;
  for (let i = from; i + 1 < to; i += 2) total += (bytes[i]! << 8) | bytes[i + 1]!;
  if ((to - from) & 1) total += bytes[to - 1]! << 8;
  return total;
}

function folded(total: number): number {
  let rest = total;
  while (rest > 0xffff) rest = (rest & 0xffff) + Math.floor(rest / 0x1_0000);
  return ~rest & 0xffff;
}

/** CRC-32C (RFC 9260, appendix A), bit by bit: SCTP is rare. */
function crc32c(bytes: Uint8Array, from: number, to: number): number {
  let crc = -1;
  for (let i = from; i < to; i++) {
    crc ^= bytes[i]!;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0x82f63b78 : 0);
  }
  return ~crc >>> 0;
}

/** Where what the header covers ends: the packet, or the IP packet around it, as far as that is there. */
function endOf(bytes: Uint8Array, length: number, layers: Layers, index: number): number {
  let end = length;
  for (let below = 0; below < index; below++) {
    const at = layers.at[below]!;
    const { name } = layers.protocols[below]!;
    const stated =
      name === "ipv4"
        ? at + u16(bytes, at + 2)
        : name === "ipv6"
          ? at + IPV6_HEADER + u16(bytes, at + 4)
          : end;
    // One that lies covers what is there.
    if (stated > layers.at[index]! && stated < end) end = stated;
  }
  return end;
}

const OFFSETS: Readonly<Record<string, number>> = { ipv4: 10, icmp: 2, tcp: 16, udp: 6, icmpv6: 2, sctp: 8 };
const PROTOCOLS: Readonly<Record<string, number>> = {
  tcp: IP_PROTOCOL.TCP,
  udp: IP_PROTOCOL.UDP,
  icmpv6: IP_PROTOCOL.ICMPV6,
};

/** The sum over what a header's checksum covers, its own field included. */
function covered(bytes: Uint8Array, end: number, layers: Layers, index: number): number {
  const at = layers.at[index]!;
  const { name } = layers.protocols[index]!;
  if (name === "ipv4") return sum(bytes, at, Math.min(layers.end[index]!, end));
  const total = sum(bytes, at, end);
  return name === "icmp" ? total : total + pseudo(bytes, layers, index, end - at, PROTOCOLS[name]!);
}

/** The sum over addresses, length and protocol of the IP packet around a header. */
function pseudo(bytes: Uint8Array, layers: Layers, index: number, length: number, protocol: number): number {
  for (let below = index - 1; below >= 0; below--) {
    const { name } = layers.protocols[below]!;
    const at = layers.at[below]!;
    if (name === "ipv4") return protocol + length + sum(bytes, at + 12, at + IPV4_HEADER);
    if (name === "ipv6") return protocol + length + sum(bytes, at + 8, at + IPV6_HEADER);
  }
  return protocol + length;
}

/** All checksums, of inner packets first, since outer ones cover them. */
export function fixChecksums(bytes: Uint8Array, length: number, layers: Layers): void {
  for (let index = layers.count - 1; index >= 0; index--) {
    const at = layers.at[index]!;
    const { name } = layers.protocols[index]!;
    const offset = OFFSETS[name];
    if (offset === undefined) continue;
    const end = endOf(bytes, length, layers, index);
    if (name === "sctp") {
      putCrc(bytes, at, crcOf(bytes, at, end));
      continue;
    }
    set16(bytes, at + offset, 0);
    const checksum = folded(covered(bytes, end, layers, index));
    // In UDP zero says that there is none (RFC 768).
    set16(bytes, at + offset, name === "udp" && checksum === 0 ? 0xffff : checksum);
  }
}

/** Whether a header's checksum is right. UDP's zero, which says that there is none, is. */
export function checksumHolds(bytes: Uint8Array, length: number, layers: Layers, index: number): boolean {
  const at = layers.at[index]!;
  const { name } = layers.protocols[index]!;
  const offset = OFFSETS[name];
  if (offset === undefined) return true;
  const end = endOf(bytes, length, layers, index);
  if (name === "sctp") {
    const copy = bytes.slice(0, end);
    putCrc(copy, at, crcOf(copy, at, end));
    return copy.every((byte, i) => byte === bytes[i]);
  }
  if (name === "udp" && u16(bytes, at + offset) === 0) return true;
  return folded(covered(bytes, end, layers, index)) === 0;
}

/** SCTP's checksum, which is computed with zeros in its place (RFC 9260, 6.8) and lies with its lowest byte first. */
function crcOf(bytes: Uint8Array, at: number, end: number): number {
  bytes.fill(0, at + 8, at + 12);
  return crc32c(bytes, at, end);
}

function putCrc(bytes: Uint8Array, at: number, crc: number): void {
  for (let byte = 0; byte < 4; byte++) bytes[at + 8 + byte] = (crc >>> (8 * byte)) & 0xff;
}
