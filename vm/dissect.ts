/** The headers of a frame, as data. A frame that ends early, or lies about itself, is said to; nothing here throws. */
import { formatAddress, formatMac } from "../spec/addresses.ts";
import {
  ETHERTYPE,
  IP_PROTOCOL,
  IPV4_HEADER,
  IPV6_HEADER,
  NEIGHBOUR_ADVERTISEMENT,
  NEIGHBOUR_SOLICITATION,
} from "../spec/network.ts";

/** The headers of a frame; null is one that it does not have, or not whole. */
export interface Dissection {
  /** Null for a frame that begins with its network header. */
  ethernet: EthernetHeader | null;
  arp: ArpHeader | null;
  ip: IpHeader | null;
  transport: TransportHeader | null;
  /** The header that the frame ends in: `Ethernet`, `ARP`, `IPv4`, `IPv6`, or that of the transport; else null. */
  cut: string | null;
  /** The header that is none: IP of another version than the frame says, or shorter than it can be; else null. */
  malformed: "IPv4" | "IPv6" | null;
}

/** IEEE 802.3 and 802.1Q. */
export interface EthernetHeader {
  source: string;
  destination: string;
  /** Behind the VLAN tags; below 0x600 it is the length of an 802.3 frame. */
  type: number;
  /** VLAN identifiers, the outer one first. */
  vlans: number[];
}

/** RFC 826, for Ethernet and IPv4. */
export interface ArpHeader {
  operation: number;
  senderMac: string;
  senderAddress: string;
  targetMac: string;
  targetAddress: string;
}

/** Of IPv4 (RFC 791) or IPv6 (RFC 8200), with what extension headers say. */
export interface IpHeader {
  version: 4 | 6;
  source: string;
  destination: string;
  /** Of the transport, behind IPv6's extension headers (IANA protocol numbers). */
  protocol: number;
  /** Time to live, or hop limit. */
  ttl: number;
  /** Bytes of transport header and data, by the network header. */
  length: number;
  /** Of a fragment, the first byte's place in the datagram; null for what is whole. */
  fragment: { offset: number; more: boolean } | null;
}

/** What follows the IP header (RFC 9293, 768, 9260, 792, 4443); lengths in bytes. */
export type TransportHeader =
  | {
      protocol: "TCP";
      sourcePort: number;
      destinationPort: number;
      /** In the order of their bits: `["SYN", "ACK"]`. */
      flags: TcpFlag[];
      sequence: number;
      acknowledgment: number;
      /** Bytes of data, by the headers. */
      dataLength: number;
    }
  | { protocol: "UDP" | "SCTP"; sourcePort: number; destinationPort: number; dataLength: number }
  | {
      protocol: "ICMPv4" | "ICMPv6";
      type: number;
      code: number;
      /** Of an echo request or reply. */
      echo: { id: number; sequence: number } | null;
      /** Of a neighbour solicitation or advertisement. */
      target: string | null;
    };

/** In the order of their bits (RFC 9293, 3.1). */
export const TCP_FLAGS = ["FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR"] as const;
/** Name of a flag of TCP. */
export type TcpFlag = (typeof TCP_FLAGS)[number];

/** What a frame begins with. */
export type FirstHeader = "ethernet" | "ipv4" | "ipv6";

/** The headers of a frame that begins with `first`; whatever the bytes are, nothing is thrown. */
export function dissect(frame: Uint8Array, first: FirstHeader = "ethernet"): Dissection {
  const dissection: Dissection = {
    ethernet: null,
    arp: null,
    ip: null,
    transport: null,
    cut: null,
    malformed: null,
  };
  const read = (name: string, bytes: Uint8Array, header: (reader: Reader) => void): void => {
    try {
      header(new Reader(bytes));
    } catch (error) {
      if (error instanceof Malformed) dissection.malformed = error.header;
      else if (error instanceof Cut) dissection.cut ??= name;
      else throw error;
    }
  };
  const transport = (ip: IpHeader, payload: Uint8Array) => {
    dissection.ip = ip;
    if (ip.fragment && ip.fragment.offset > 0) return;
    const kind = TRANSPORTS[ip.protocol];
    if (kind) {
      read(kind.name, payload, (bytes) => {
        dissection.transport = kind.read(bytes, ip.length);
      });
    }
  };
  const network = (bytes: Uint8Array, type: number) => {
    if (type === ETHERTYPE.ARP) {
      read("ARP", bytes, (reader) => {
        dissection.arp = arp(reader);
      });
    } else if (type === ETHERTYPE.IPV4) read("IPv4", bytes, (reader) => ipv4(reader, transport));
    else if (type === ETHERTYPE.IPV6) read("IPv6", bytes, (reader) => ipv6(reader, transport));
  };
  if (first === "ipv4") network(frame, ETHERTYPE.IPV4);
  else if (first === "ipv6") network(frame, ETHERTYPE.IPV6);
  else {
    read("Ethernet", frame, (reader) => {
      const { header, length } = ethernet(reader);
      dissection.ethernet = header;
      network(frame.subarray(length), header.type);
    });
  }
  return dissection;
}

/** The frame ends before the field that was asked for. */
class Cut extends Error {}

class Malformed extends Error {
  readonly header: "IPv4" | "IPv6";

  constructor(header: "IPv4" | "IPv6") {
    super();
    this.header = header;
  }
}

/** Fields in network byte order. */
class Reader {
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  u8(at: number): number {
    const byte = this.bytes[at];
    if (byte === undefined) throw new Cut();
    return byte;
  }

  u16(at: number): number {
    return (this.u8(at) << 8) | this.u8(at + 1);
  }

  u32(at: number): number {
    return this.u16(at) * 0x1_0000 + this.u16(at + 2);
  }

  mac(at: number): string {
    return formatMac(this.#take(at, 6));
  }

  ipv4(at: number): string {
    return formatAddress(this.#take(at, 4));
  }

  ipv6(at: number): string {
    return formatAddress(this.#take(at, 16));
  }

  #take(at: number, length: number): Uint8Array {
    if (at + length > this.bytes.length) throw new Cut();
    return this.bytes.subarray(at, at + length);
  }
}

function ethernet(bytes: Reader): { header: EthernetHeader; length: number } {
  const header = { source: bytes.mac(6), destination: bytes.mac(0), vlans: [] as number[] };
  let at = 12;
  let type = bytes.u16(at);
  while (type === ETHERTYPE.VLAN || type === ETHERTYPE.QINQ) {
    header.vlans.push(bytes.u16(at + 2) & 0xfff);
    at += 4;
    type = bytes.u16(at);
  }
  return { header: { ...header, type }, length: at + 2 };
}

const arp = (bytes: Reader): ArpHeader => ({
  operation: bytes.u16(6),
  senderMac: bytes.mac(8),
  senderAddress: bytes.ipv4(14),
  targetMac: bytes.mac(18),
  targetAddress: bytes.ipv4(24),
});

type Next = (ip: IpHeader, payload: Uint8Array) => void;

/** RFC 791 */
function ipv4(bytes: Reader, next: Next): void {
  const first = bytes.u8(0);
  const header = (first & 0xf) * 4;
  if (first >> 4 !== 4 || header < IPV4_HEADER) throw new Malformed("IPv4");
  const word = bytes.u16(6);
  const fragment = { offset: (word & 0x1fff) * 8, more: (word & 0x2000) !== 0 };
  const ip: IpHeader = {
    version: 4,
    source: bytes.ipv4(12),
    destination: bytes.ipv4(16),
    protocol: bytes.u8(9),
    ttl: bytes.u8(8),
    length: Math.max(0, bytes.u16(2) - header),
    fragment: fragment.offset > 0 || fragment.more ? fragment : null,
  };
  next(ip, bytes.bytes.subarray(header));
}

/** RFC 8200 */
function ipv6(bytes: Reader, next: Next): void {
  if (bytes.u8(0) >> 4 !== 6) throw new Malformed("IPv6");
  const ip: IpHeader = {
    version: 6,
    source: bytes.ipv6(8),
    destination: bytes.ipv6(24),
    protocol: bytes.u8(6),
    ttl: bytes.u8(7),
    length: bytes.u16(4),
    fragment: null,
  };
  let at = IPV6_HEADER;
  try {
    for (;;) {
      const length = extensionLength(bytes, at, ip);
      if (length === null) break;
      ip.protocol = bytes.u8(at);
      ip.length = Math.max(0, ip.length - length);
      at += length;
      if (ip.fragment && ip.fragment.offset > 0) break;
    }
  } finally {
    // Of a datagram that ends in an extension header the addresses are known.
    next(ip, bytes.bytes.subarray(at));
  }
}

/** Bytes of the extension header that `ip.protocol` says is at `at`, or null for a transport. */
function extensionLength(bytes: Reader, at: number, ip: IpHeader): number | null {
  switch (ip.protocol) {
    case IP_PROTOCOL.HOP_BY_HOP:
    case IP_PROTOCOL.ROUTING:
    case IP_PROTOCOL.DESTINATION:
      return (bytes.u8(at + 1) + 1) * 8;
    case IP_PROTOCOL.FRAGMENT: {
      const word = bytes.u16(at + 2);
      ip.fragment = { offset: word & 0xfff8, more: (word & 1) !== 0 };
      return 8;
    }
    default:
      return null;
  }
}

interface Transport {
  name: string;
  read: (bytes: Reader, length: number) => TransportHeader;
}

const ports = (bytes: Reader) => ({ sourcePort: bytes.u16(0), destinationPort: bytes.u16(2) });

const TRANSPORTS: Readonly<Record<number, Transport>> = {
  [IP_PROTOCOL.TCP]: {
    name: "TCP",
    read: (bytes, length) => {
      const bits = bytes.u8(13);
      const flags = TCP_FLAGS.filter((_, bit) => bits & (1 << bit));
      const dataLength = Math.max(0, length - (bytes.u8(12) >> 4) * 4);
      const numbers = { sequence: bytes.u32(4), acknowledgment: bytes.u32(8) };
      return { protocol: "TCP", ...ports(bytes), flags, ...numbers, dataLength };
    },
  },
  [IP_PROTOCOL.UDP]: {
    name: "UDP",
    read: (bytes, length) => ({
      protocol: "UDP",
      ...ports(bytes),
      dataLength: Math.max(0, length - 8),
    }),
  },
  [IP_PROTOCOL.SCTP]: {
    name: "SCTP",
    read: (bytes, length) => ({
      protocol: "SCTP",
      ...ports(bytes),
      dataLength: Math.max(0, length - 12),
    }),
  },
  [IP_PROTOCOL.ICMP]: { name: "ICMP", read: (bytes) => icmp("ICMPv4", bytes, [8, 0]) },
  [IP_PROTOCOL.ICMPV6]: { name: "ICMPv6", read: (bytes) => icmp("ICMPv6", bytes, [128, 129]) },
};

/** RFC 792, RFC 4443, RFC 4861 */
function icmp(protocol: "ICMPv4" | "ICMPv6", bytes: Reader, echoes: readonly number[]): TransportHeader {
  const type = bytes.u8(0);
  const hasTarget =
    protocol === "ICMPv6" && (type === NEIGHBOUR_SOLICITATION || type === NEIGHBOUR_ADVERTISEMENT);
  return {
    protocol,
    type,
    code: bytes.u8(1),
    echo: echoes.includes(type) ? { id: bytes.u16(4), sequence: bytes.u16(6) } : null,
    target: hasTarget ? bytes.ipv6(8) : null,
  };
}
