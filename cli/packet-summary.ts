/** A frame in one line, for people. A frame that ends early is said to; nothing here throws. */
import { hexByte } from "./bytes.ts";

/** The frame ends before the field that was asked for. */
class Cut extends Error {}

const ETHERTYPE = { IPV4: 0x0800, ARP: 0x0806, VLAN: 0x8100, IPV6: 0x86dd, QINQ: 0x88a8 } as const;
/** Smaller values are the length of an 802.3 frame (IEEE 802.3, 3.2.6). */
const FIRST_ETHERTYPE = 0x0600;
/** Protocol numbers of IPv4 and IPv6 (IANA). */
const PROTOCOL = { ICMP: 1, TCP: 6, UDP: 17, ICMPV6: 58 } as const;
const protocolNames: Readonly<Record<number, string>> = {
  [PROTOCOL.ICMP]: "ICMP",
  [PROTOCOL.TCP]: "TCP",
  [PROTOCOL.UDP]: "UDP",
  [PROTOCOL.ICMPV6]: "ICMPv6",
  47: "GRE",
  50: "ESP",
  132: "SCTP",
};

export function summarizePacket(frame: Uint8Array): string {
  return orCut("Ethernet frame, cut off in its header", () => {
    const addresses = `${mac(frame, 6)} -> ${mac(frame, 0)}`;
    let tags = "";
    let at = 12;
    let type = u16(frame, at);
    while (type === ETHERTYPE.VLAN || type === ETHERTYPE.QINQ) {
      tags += `VLAN ${u16(frame, at + 2) & 0xfff}, `;
      at += 4;
      type = u16(frame, at);
    }
    return tags + network(frame.subarray(at + 2), type, addresses);
  });
}

/** `what`, where the frame is too short for what `summarize` reads. */
function orCut(what: string, summarize: () => string): string {
  try {
    return summarize();
  } catch (error) {
    if (error instanceof Cut) return what;
    throw error;
  }
}

function network(bytes: Uint8Array, type: number, addresses: string): string {
  switch (type) {
    case ETHERTYPE.ARP:
      return orCut("ARP, cut off in its header", () => arp(bytes));
    case ETHERTYPE.IPV4:
      return orCut("IPv4, cut off in its header", () => ipv4(bytes));
    case ETHERTYPE.IPV6:
      return orCut("IPv6, cut off in its header", () => ipv6(bytes));
    default:
      if (type < FIRST_ETHERTYPE) return `802.3 frame of length ${type}, ${addresses}`;
      return `ethertype 0x${type.toString(16).padStart(4, "0")}, ${addresses}`;
  }
}

/** RFC 826, for Ethernet and IPv4. */
function arp(bytes: Uint8Array): string {
  const operation = u16(bytes, 6);
  const senderMac = mac(bytes, 8);
  const senderIp = ipv4Address(bytes, 14);
  const targetMac = mac(bytes, 18);
  const targetIp = ipv4Address(bytes, 24);
  if (operation === 1) return `ARP request: who has ${targetIp}? tell ${senderIp} (${senderMac})`;
  if (operation === 2) return `ARP reply: ${senderIp} is at ${senderMac}, to ${targetIp} (${targetMac})`;
  return `ARP operation ${operation}: from ${senderIp} (${senderMac}) to ${targetIp} (${targetMac})`;
}

interface Datagram {
  family: 4 | 6;
  protocol: number;
  source: string;
  destination: string;
  /** Bytes of transport header and data, by the network header. */
  length: number;
  /** What the network header points at, as far as the frame has it. */
  payload: Uint8Array;
}

/** RFC 791 */
function ipv4(bytes: Uint8Array): string {
  const header = (u8(bytes, 0) & 0xf) * 4;
  const fragment = u16(bytes, 6);
  const datagram: Datagram = {
    family: 4,
    protocol: u8(bytes, 9),
    source: ipv4Address(bytes, 12),
    destination: ipv4Address(bytes, 16),
    length: Math.max(0, u16(bytes, 2) - header),
    payload: bytes.subarray(header),
  };
  const offset = (fragment & 0x1fff) * 8;
  if (offset > 0) return `${route(datagram)}, fragment from byte ${offset} on`;
  return transport(datagram) + (fragment & 0x2000 ? ", first fragment" : "");
}

/** RFC 8200. Extension headers show by their number. */
function ipv6(bytes: Uint8Array): string {
  return transport({
    family: 6,
    protocol: u8(bytes, 6),
    source: ipv6Address(bytes, 8),
    destination: ipv6Address(bytes, 24),
    length: u16(bytes, 4),
    payload: bytes.subarray(40),
  });
}

const route = ({ family, protocol, source, destination }: Datagram): string => {
  const name = protocolNames[protocol] ?? `IPv${family} protocol ${protocol}`;
  return `${name} ${source} -> ${destination}`;
};

function transport(datagram: Datagram): string {
  return orCut(`${route(datagram)}, cut off in its header`, () => {
    switch (datagram.protocol) {
      case PROTOCOL.TCP:
        return tcp(datagram);
      case PROTOCOL.UDP:
        return withPorts("UDP", datagram) + data(datagram.length - 8);
      case PROTOCOL.ICMP:
      case PROTOCOL.ICMPV6:
        return icmp(datagram);
      default:
        return route(datagram);
    }
  });
}

function withPorts(name: string, { family, source, destination, payload }: Datagram): string {
  const end = (address: string, at: number) =>
    `${family === 6 ? `[${address}]` : address}:${u16(payload, at)}`;
  return `${name} ${end(source, 0)} -> ${end(destination, 2)}`;
}

const data = (bytes: number): string => (bytes > 0 ? `, ${bytes} bytes of data` : "");

/** In the order of their bits (RFC 9293, 3.1). */
const tcpFlags = ["FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR"];

function tcp(datagram: Datagram): string {
  const { payload, length } = datagram;
  const flags = tcpFlags.filter((_, bit) => u8(payload, 13) & (1 << bit));
  const header = (u8(payload, 12) >> 4) * 4;
  return `${withPorts("TCP", datagram)} (${flags.join(", ") || "no flags"})${data(length - header)}`;
}

/** By protocol and type (RFC 792, RFC 4443, RFC 4861). */
const icmpTypes: Readonly<Record<string, string>> = {
  "1/0": "echo reply",
  "1/3": "destination unreachable",
  "1/8": "echo request",
  "1/11": "time exceeded",
  "58/1": "destination unreachable",
  "58/2": "packet too big",
  "58/3": "time exceeded",
  "58/128": "echo request",
  "58/129": "echo reply",
  "58/133": "router solicitation",
  "58/134": "router advertisement",
  "58/135": "neighbor solicitation",
  "58/136": "neighbor advertisement",
};

function icmp(datagram: Datagram): string {
  const { payload, protocol } = datagram;
  const type = u8(payload, 0);
  const what = icmpTypes[`${protocol}/${type}`];
  const name = `${route(datagram)}, ${what ?? `type ${type}, code ${u8(payload, 1)}`}`;
  if (what?.startsWith("echo")) return `${name} ${u16(payload, 6)} of id ${u16(payload, 4)}`;
  return what?.startsWith("neighbor") ? `${name} for ${ipv6Address(payload, 8)}` : name;
}

const u8 = (bytes: Uint8Array, at: number): number => {
  const byte = bytes[at];
  if (byte === undefined) throw new Cut();
  return byte;
};
const u16 = (bytes: Uint8Array, at: number): number => (u8(bytes, at) << 8) | u8(bytes, at + 1);

const parts = (bytes: Uint8Array, at: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => u8(bytes, at + i));

const mac = (bytes: Uint8Array, at: number): string => parts(bytes, at, 6).map(hexByte).join(":");

const ipv4Address = (bytes: Uint8Array, at: number): string => parts(bytes, at, 4).join(".");

/** The longest run of zero groups, of two or more, is left out (RFC 5952). */
function ipv6Address(bytes: Uint8Array, at: number): string {
  const groups = Array.from({ length: 8 }, (_, i) => u16(bytes, at + 2 * i).toString(16)).join(":");
  const zeros = [...groups.matchAll(/\b0(?::0)+\b/g)].map(([run]) => run);
  const longest = zeros.reduce((best, run) => (run.length > best.length ? run : best), "");
  if (longest === "") return groups;
  const start = groups.search(new RegExp(`\\b${longest}\\b`));
  const head = groups.slice(0, start).replace(/:$/, "");
  const tail = groups.slice(start + longest.length).replace(/^:/, "");
  return `${head}::${tail}`;
}
