/**
 * The headers that packets are made of: their fields, where they end and what follows. All numbers are big-endian
 * (IEEE 802.3, 802.1Q; RFC 826, 791, 8200, 9293, 768, 9260, 792, 4443, 4861, 7348, 8926).
 */
import {
  ETH_HLEN,
  ETHERTYPE,
  FIRST_ETHERTYPE,
  IP_PROTOCOL,
  IPV4_HEADER,
  IPV6_HEADER,
  NEIGHBOUR_ADVERTISEMENT,
  NEIGHBOUR_SOLICITATION,
  VLAN_HLEN,
} from "../../spec/network.ts";

export interface Field {
  name: string;
  /** Offset from the header's start and width, in bits. Fields wider than 32 bits begin at a byte. */
  bit: number;
  bits: number;
}

export interface Protocol {
  name: ProtocolName;
  /** Bytes of the header without options. */
  size: number;
  fields: readonly Field[];
  /** Bytes of the whole header, where its fields say. */
  length?(bytes: Uint8Array, at: number): number;
  /** What follows the header, or null. */
  next?(bytes: Uint8Array, at: number): ProtocolName | null;
}

export type ProtocolName =
  | "ethernet"
  | "vlan"
  | "llc"
  | "arp"
  | "ipv4"
  | "ipv6"
  | "options"
  | "routing"
  | "fragment"
  | "tcp"
  | "udp"
  | "sctp"
  | "icmp"
  | "icmpv6"
  | "nd"
  | "vxlan"
  | "geneve";

const byEtherType: Readonly<Record<number, ProtocolName>> = {
  [ETHERTYPE.IPV4]: "ipv4",
  [ETHERTYPE.ARP]: "arp",
  [ETHERTYPE.VLAN]: "vlan",
  [ETHERTYPE.IPV6]: "ipv6",
  [ETHERTYPE.QINQ]: "vlan",
};
const byProtocol: Readonly<Record<number, ProtocolName>> = {
  [IP_PROTOCOL.HOP_BY_HOP]: "options",
  [IP_PROTOCOL.ICMP]: "icmp",
  [IP_PROTOCOL.IPV4]: "ipv4",
  [IP_PROTOCOL.TCP]: "tcp",
  [IP_PROTOCOL.UDP]: "udp",
  [IP_PROTOCOL.IPV6]: "ipv6",
  [IP_PROTOCOL.ROUTING]: "routing",
  [IP_PROTOCOL.FRAGMENT]: "fragment",
  [IP_PROTOCOL.ICMPV6]: "icmpv6",
  [IP_PROTOCOL.DESTINATION]: "options",
  [IP_PROTOCOL.SCTP]: "sctp",
};
/** UDP ports of tunnels: IANA's, and the one that Linux used before. */
const byPort: Readonly<Record<number, ProtocolName>> = { 4789: "vxlan", 8472: "vxlan", 6081: "geneve" };

type Numbers = Readonly<Partial<Record<ProtocolName, readonly number[]>>>;
function numbersOf(table: Readonly<Record<number, ProtocolName>>): Numbers {
  const numbers: Partial<Record<ProtocolName, number[]>> = {};
  for (const [number, name] of Object.entries(table)) {
    numbers[name] ??= [];
    numbers[name].push(Number(number));
  }
  return numbers;
}
/** Numbers that announce a protocol: as an ethertype, in IP, as a UDP port. */
export const etherTypes = numbersOf(byEtherType);
export const ipNumbers = numbersOf(byProtocol);
export const tunnelPorts = numbersOf(byPort);

const u16 = (bytes: Uint8Array, at: number): number => (bytes[at]! << 8) | bytes[at + 1]!;
/** The same tables as they are looked up in, for each of up to a million packets a second. */
function dense(table: Readonly<Record<number, ProtocolName>>): (ProtocolName | null)[] {
  const names = new Array<ProtocolName | null>(0x1_0000).fill(null);
  for (const [number, name] of Object.entries(table)) names[Number(number)] = name;
  return names;
}
const etherTypeTable = dense(byEtherType);
const protocolTable = dense(byProtocol);
const portTable = dense(byPort);
const ethernetNext = (type: number): ProtocolName | null =>
  type < FIRST_ETHERTYPE ? "llc" : etherTypeTable[type]!;

/** `dst:48 src:48 type:16` */
function fields(text: string): Field[] {
  let bit = 0;
  return text.split(" ").flatMap((word) => {
    const [name, width] = word.split(":") as [string, string];
    const field = { name, bit, bits: Number(width) };
    bit += field.bits;
    return name === "_" ? [] : [field];
  });
}

const extension = (bytes: Uint8Array, at: number) => 8 + 8 * bytes[at + 1]!;
const nextHeader = (bytes: Uint8Array, at: number) => protocolTable[bytes[at]!]!;

const rows: readonly Protocol[] = [
  {
    name: "ethernet",
    size: ETH_HLEN,
    fields: fields("dst:48 src:48 type:16"),
    next: (bytes, at) => ethernetNext(u16(bytes, at + 12)),
  },
  {
    name: "vlan",
    size: VLAN_HLEN,
    fields: fields("priority:3 dei:1 id:12 type:16"),
    next: (bytes, at) => ethernetNext(u16(bytes, at + 2)),
  },
  { name: "llc", size: 3, fields: fields("dsap:8 ssap:8 control:8") },
  {
    name: "arp",
    size: 28,
    fields: fields(
      "hardware:16 protocol:16 hardware_length:8 protocol_length:8 operation:16 " +
        "sender_mac:48 sender_ip:32 target_mac:48 target_ip:32",
    ),
  },
  {
    name: "ipv4",
    size: IPV4_HEADER,
    fields: fields(
      "version:4 ihl:4 tos:8 length:16 id:16 flags:3 fragment:13 ttl:8 protocol:8 checksum:16 src:32 dst:32",
    ),
    length: (bytes, at) => Math.max(20, 4 * (bytes[at]! & 0xf)),
    next: (bytes, at) => (u16(bytes, at + 6) & 0x1fff ? null : protocolTable[bytes[at + 9]!]!),
  },
  {
    name: "ipv6",
    size: IPV6_HEADER,
    fields: fields("version:4 class:8 label:20 length:16 next:8 hop_limit:8 src:128 dst:128"),
    next: (bytes, at) => protocolTable[bytes[at + 6]!]!,
  },
  {
    name: "options",
    size: 8,
    fields: fields("next:8 length:8 option:8 option_length:8"),
    length: extension,
    next: nextHeader,
  },
  {
    name: "routing",
    size: 8,
    fields: fields("next:8 length:8 type:8 segments_left:8"),
    length: extension,
    next: nextHeader,
  },
  {
    name: "fragment",
    size: 8,
    fields: fields("next:8 reserved:8 offset:13 _:2 more:1 id:32"),
    next: (bytes, at) => (u16(bytes, at + 2) & 0xfff8 ? null : nextHeader(bytes, at)),
  },
  {
    name: "tcp",
    size: 20,
    fields: fields("src:16 dst:16 seq:32 ack:32 offset:4 _:4 flags:8 window:16 checksum:16 urgent:16"),
    length: (bytes, at) => Math.max(20, 4 * (bytes[at + 12]! >> 4)),
  },
  {
    name: "udp",
    size: 8,
    fields: fields("src:16 dst:16 length:16 checksum:16"),
    next: (bytes, at) => portTable[u16(bytes, at + 2)]!,
  },
  { name: "sctp", size: 12, fields: fields("src:16 dst:16 tag:32 checksum:32") },
  { name: "icmp", size: 8, fields: fields("type:8 code:8 checksum:16 id:16 sequence:16") },
  {
    name: "icmpv6",
    size: 8,
    fields: fields("type:8 code:8 checksum:16 id:16 sequence:16"),
    next: (bytes, at) =>
      bytes[at] === NEIGHBOUR_SOLICITATION || bytes[at] === NEIGHBOUR_ADVERTISEMENT ? "nd" : null,
  },
  { name: "nd", size: 16, fields: fields("target:128") },
  { name: "vxlan", size: 8, fields: fields("flags:8 _:24 vni:24 _:8"), next: () => "ethernet" },
  {
    name: "geneve",
    size: 8,
    fields: fields("version:2 options_length:6 flags:8 type:16 vni:24 _:8"),
    length: (bytes, at) => 8 + 4 * (bytes[at]! & 0x3f),
    next: () => "ethernet",
  },
];

export const protocols = Object.fromEntries(rows.map((row) => [row.name, row])) as Readonly<
  Record<ProtocolName, Protocol>
>;
export const protocolNames = rows.map(({ name }) => name);

/** Deep enough for a tunnel with tags and extension headers on both sides. */
const MAX_LAYERS = 16;

/** The headers of one packet. Those that it ends in are not among them. */
export class Layers {
  count = 0;
  readonly protocols: Protocol[] = [];
  /** Where each begins, and where what it announces begins. */
  readonly at = new Int32Array(MAX_LAYERS);
  readonly end = new Int32Array(MAX_LAYERS);

  dissect(bytes: Uint8Array, length: number): void {
    this.count = 0;
    let at = 0;
    for (let name: ProtocolName | null = "ethernet"; name !== null && this.count < MAX_LAYERS; ) {
      const protocol: Protocol = protocols[name];
      if (at + protocol.size > length) return;
      const end: number = at + (protocol.length?.(bytes, at) ?? protocol.size);
      this.protocols[this.count] = protocol;
      this.at[this.count] = at;
      this.end[this.count] = end;
      this.count++;
      name = protocol.next?.(bytes, at) ?? null;
      at = end;
    }
  }

  /** Index of the `nth` header of a protocol, or -1. */
  find(protocol: Protocol, nth = 0): number {
    for (let i = 0; i < this.count; i++) {
      if (this.protocols[i] === protocol && nth-- === 0) return i;
    }
    return -1;
  }
}

/** The value of a field of at most 48 bits. */
export function readField(bytes: Uint8Array, at: number, { bit, bits }: Field): number {
  const first = at + (bit >> 3);
  if ((bit & 7) === 0) {
    if (bits === 8) return bytes[first]!;
    if (bits === 16) return (bytes[first]! << 8) | bytes[first + 1]!;
  }
  let value = 0;
  const last = at + ((bit + bits - 1) >> 3);
  for (let i = first; i <= last; i++) value = value * 256 + bytes[i]!;
  const below = 7 - ((bit + bits - 1) & 7);
  return below === 0 && (bit & 7) === 0 ? value : Math.floor(value / 2 ** below) % 2 ** bits;
}

/** Sets a field of at most 48 bits; what is above is cut off. */
export function writeField(bytes: Uint8Array, at: number, { bit, bits }: Field, value: number): void {
  const first = at + (bit >> 3);
  const last = at + ((bit + bits - 1) >> 3);
  if ((bit & 7) === 0 && (bits & 7) === 0) {
    let rest = value;
    for (let i = last; i >= first; i--) {
      bytes[i] = rest & 0xff;
      rest = bits > 32 ? Math.floor(rest / 256) : rest >>> 8;
    }
    return;
  }
  // Narrow fields that share bytes lie in 32 bits.
  const shift = 7 - ((bit + bits - 1) & 7);
  let old = 0;
  for (let i = first; i <= last; i++) old = (old << 8) | bytes[i]!;
  const mask = ((1 << bits) - 1) << shift;
  let whole = (old & ~mask) | ((value << shift) & mask);
  for (let i = last; i >= first; i--) {
    bytes[i] = whole & 0xff;
    whole >>>= 8;
  }
}

export const fieldOf = (protocol: ProtocolName, name: string): Field =>
  protocols[protocol].fields.find((field) => field.name === name)!;
