/** Packets from grammars: headers that announce each other, filled with likely values, with lengths that are right. */
import { ETHERTYPE, FIRST_ETHERTYPE } from "../../spec/network.ts";
import { fixChecksums, fixLengths } from "./checksums.ts";
import type { Dictionary } from "./dictionary.ts";
import {
  etherTypes,
  type Field,
  fieldOf,
  ipNumbers,
  Layers,
  type ProtocolName,
  protocols,
  tunnelPorts,
  writeField,
} from "./protocols.ts";
import type { Random } from "./random.ts";

/** A packet in the making: `bytes` has room for the longest. */
export interface Packet {
  bytes: Uint8Array;
  length: number;
}

const TRANSPORTS: readonly ProtocolName[] = ["tcp", "tcp", "udp", "udp", "icmp", "sctp"];
const TRANSPORTS6: readonly ProtocolName[] = ["tcp", "tcp", "udp", "udp", "icmpv6", "sctp"];
const EXTENSIONS: readonly ProtocolName[] = ["options", "routing", "fragment"];

/** What a packet of one kind is made of, above Ethernet and its tags. */
type Chain = (random: Random) => ProtocolName[];

const ipv4: Chain = (random) => ["ipv4", random.pick(TRANSPORTS)];
const ipv6: Chain = (random) => {
  const chain: ProtocolName[] = ["ipv6"];
  while (chain.length < 4 && random.oneIn(4)) chain.push(random.pick(EXTENSIONS));
  const transport = random.pick(TRANSPORTS6);
  chain.push(transport);
  if (transport === "icmpv6" && random.oneIn(2)) chain.push("nd");
  return chain;
};
const tunnel = (name: "vxlan" | "geneve"): Chain => {
  return (random) => {
    const outer: ProtocolName[] = [random.oneIn(4) ? "ipv6" : "ipv4", "udp", name, "ethernet"];
    return [...outer, ...random.pick([ipv4, ipv6, (): ProtocolName[] => ["arp"]])(random)];
  };
};
const through =
  (...names: ProtocolName[]): Chain =>
  () =>
    names;
const either =
  (...chains: Chain[]): Chain =>
  (random) =>
    random.pick(chains)(random);

/** What a campaign can aim at: packets of that kind are made, and headers of that kind changed. */
const foci = {
  all: {
    chain: either(
      ipv4,
      ipv4,
      ipv4,
      ipv6,
      ipv6,
      through("arp"),
      through("llc"),
      through(),
      tunnel("vxlan"),
      tunnel("geneve"),
    ),
    headers: [],
  },
  ethertype: {
    chain: either(through(), through("llc"), through("arp"), ipv4, ipv6),
    headers: ["ethernet", "vlan", "llc"],
  },
  arp: { chain: through("arp"), headers: ["ethernet", "vlan", "arp"] },
  ipv4: { chain: ipv4, headers: ["ipv4", "tcp", "udp", "icmp", "sctp"] },
  ipv6: {
    chain: ipv6,
    headers: ["ipv6", "options", "routing", "fragment", "tcp", "udp", "icmpv6", "nd", "sctp"],
  },
  tcp: { chain: either(through("ipv4", "tcp"), through("ipv6", "tcp")), headers: ["tcp", "ipv4", "ipv6"] },
  udp: { chain: either(through("ipv4", "udp"), through("ipv6", "udp")), headers: ["udp", "ipv4", "ipv6"] },
  sctp: {
    chain: either(through("ipv4", "sctp"), through("ipv6", "sctp")),
    headers: ["sctp", "ipv4", "ipv6"],
  },
  icmp: { chain: through("ipv4", "icmp"), headers: ["icmp", "ipv4"] },
  icmpv6: {
    chain: either(through("ipv6", "icmpv6"), through("ipv6", "icmpv6", "nd")),
    headers: ["icmpv6", "nd", "ipv6"],
  },
  vxlan: { chain: tunnel("vxlan"), headers: ["vxlan", "udp", "ethernet", "ipv4", "ipv6"] },
  geneve: { chain: tunnel("geneve"), headers: ["geneve", "udp", "ethernet", "ipv4", "ipv6"] },
} as const satisfies Record<string, { chain: Chain; headers: readonly ProtocolName[] }>;

/** What packets are made about. */
export type Focus = keyof typeof foci;
/** All of them. */
export const FOCI = Object.keys(foci) as Focus[];

/** The headers that a focus is about; none: all. */
export const focusHeaders = (focus: Focus): readonly ProtocolName[] => foci[focus].headers;

const BROADCAST = Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0xff, 0xff);

export class Grammar {
  readonly #random: Random;
  readonly #dictionary: Dictionary;
  readonly #focus: Focus;
  readonly #layers = new Layers();

  constructor(random: Random, dictionary: Dictionary, focus: Focus) {
    this.#random = random;
    this.#dictionary = dictionary;
    this.#focus = focus;
  }

  /** Makes a packet of at most `maxLength` bytes. */
  generate(packet: Packet, maxLength: number): void {
    const random = this.#random;
    const chain: ProtocolName[] = ["ethernet"];
    while (chain.length < 3 && random.oneIn(6)) chain.push("vlan");
    chain.push(...foci[this.#focus].chain(random));
    let at = 0;
    const starts: number[] = [];
    for (const [i, name] of chain.entries()) {
      if (at + 128 > maxLength) {
        chain.length = i;
        break;
      }
      starts.push(at);
      at += this.#header(packet.bytes, at, name);
    }
    for (const [i, name] of chain.entries())
      this.announce(packet.bytes, starts[i]!, name, chain[i + 1] ?? null);
    const payload = random.oneIn(3) ? 0 : random.below(random.oneIn(8) ? 256 : 32);
    packet.length = Math.min(at + payload, maxLength);
    for (let i = at; i < packet.length; i++) packet.bytes[i] = random.u32();
    if (packet.length < 14) packet.length = 14;
    this.#layers.dissect(packet.bytes, packet.length);
    fixLengths(packet.bytes, packet.length, this.#layers);
    if (!random.oneIn(16)) fixChecksums(packet.bytes, packet.length, this.#layers);
  }

  /** Writes a header with likely values and returns how long it is. */
  #header(bytes: Uint8Array, at: number, name: ProtocolName): number {
    const random = this.#random;
    const protocol = protocols[name];
    let size = protocol.size;
    bytes.fill(0, at, at + size);
    for (const field of protocol.fields) this.fill(bytes, at, field);
    const set = (field: string, value: number) => writeField(bytes, at, fieldOf(name, field), value);
    switch (name) {
      case "ethernet":
        if (random.oneIn(2)) bytes.set(BROADCAST, at);
        if (random.oneIn(2)) set("type", random.below(0x1_0000));
        break;
      case "llc":
        set("control", 3);
        break;
      case "arp":
        set("hardware", 1);
        set("protocol", ETHERTYPE.IPV4);
        set("hardware_length", 6);
        set("protocol_length", 4);
        set("operation", 1 + random.below(2));
        // As in every honest one, the sender is who sent the frame.
        if (!random.oneIn(4)) bytes.copyWithin(at + 8, 6, 12);
        break;
      case "ipv4":
        set("version", 4);
        set("ihl", 5);
        set("flags", random.oneIn(4) ? random.below(8) : 2);
        set("fragment", random.oneIn(8) ? random.below(64) : 0);
        if (!random.oneIn(4)) set("ttl", 64);
        if (random.oneIn(6)) {
          const words = 1 + random.below(4);
          set("ihl", 5 + words);
          for (let i = 0; i < 4 * words; i++) bytes[at + size + i] = random.oneIn(2) ? random.below(256) : 1;
          size += 4 * words;
        }
        break;
      case "ipv6":
        set("version", 6);
        if (!random.oneIn(4)) set("hop_limit", 64);
        break;
      case "options":
      case "routing":
        set("length", 0);
        break;
      case "fragment":
        set("reserved", 0);
        if (!random.oneIn(4)) set("offset", 0);
        break;
      case "tcp":
        set("offset", 5);
        if (random.oneIn(2)) set("flags", random.pick([0x02, 0x12, 0x10, 0x11, 0x04, 0x18]));
        if (random.oneIn(6)) {
          const words = 1 + random.below(4);
          set("offset", 5 + words);
          for (let i = 0; i < 4 * words; i++) bytes[at + size + i] = random.oneIn(2) ? random.below(256) : 1;
          size += 4 * words;
        }
        break;
      case "icmp":
        if (random.oneIn(2)) set("type", random.pick([0, 3, 8, 11]));
        break;
      case "icmpv6":
        if (random.oneIn(2)) set("type", random.pick([1, 2, 128, 129, 135, 136]));
        break;
      case "vxlan":
        set("flags", 8);
        break;
      case "geneve":
        set("version", 0);
        set("options_length", 0);
        set("type", 0x6558);
    }
    return size;
  }

  /** Makes a header say what follows it. */
  announce(bytes: Uint8Array, at: number, name: ProtocolName, next: ProtocolName | null): void {
    if (next === null) return;
    const random = this.#random;
    const set = (field: string, value: number) => writeField(bytes, at, fieldOf(name, field), value);
    switch (name) {
      case "ethernet":
      case "vlan":
        if (next === "llc") set("type", random.below(FIRST_ETHERTYPE));
        else if (etherTypes[next]) set("type", random.pick(etherTypes[next]));
        break;
      case "ipv4":
        if (ipNumbers[next]) set("protocol", random.pick(ipNumbers[next]));
        break;
      case "ipv6":
      case "options":
      case "routing":
      case "fragment":
        if (ipNumbers[next]) set("next", random.pick(ipNumbers[next]));
        break;
      case "udp":
        if (tunnelPorts[next]) set("dst", random.pick(tunnelPorts[next]));
        break;
      case "icmpv6":
        set("type", 135 + random.below(2));
    }
  }

  /** Gives a field a value: at random, at an edge of its range, or one that the program knows. */
  fill(bytes: Uint8Array, at: number, field: Field): void {
    const random = this.#random;
    const { bit, bits } = field;
    if ((bit & 7) === 0 && (bits & 7) === 0 && !random.oneIn(3)) {
      const known = this.#dictionary.ofLength(random, bits >> 3);
      if (known) {
        bytes.set(known, at + (bit >> 3));
        return;
      }
    }
    if (bits > 32) {
      const from = at + (bit >> 3);
      const filler = random.oneIn(4) ? (random.oneIn(2) ? 0 : 0xff) : null;
      for (let i = 0; i < bits >> 3; i++) bytes[from + i] = filler ?? random.u32();
      return;
    }
    // All ones, as a number of its width.
    const largest = bits === 32 ? 0xffff_ffff : (1 << bits) - 1;
    let value: number;
    switch (random.below(8)) {
      case 0:
        value = 0;
        break;
      case 1:
        value = largest - random.below(2);
        break;
      case 2:
        value = (largest >>> 1) + random.below(2);
        break;
      case 3:
        value = random.below(16);
        break;
      default:
        value = random.u32() & largest;
    }
    writeField(bytes, at, field, value);
  }
}
