/** Makes packets out of packets: by their headers and fields, and byte by byte. */
import { ETHERTYPE } from "../../spec/network.ts";
import { MIN_PACKET } from "../program.ts";
import { fixChecksums, fixLengths } from "./checksums.ts";
import type { Dictionary } from "./dictionary.ts";
import { type Focus, focusHeaders, Grammar, type Packet } from "./grammar.ts";
import {
  type Field,
  fieldOf,
  ipNumbers,
  Layers,
  type ProtocolName,
  protocolNames,
  protocols,
  readField,
  writeField,
} from "./protocols.ts";
import type { Random } from "./random.ts";

const TYPE = fieldOf("ethernet", "type");
const IHL = fieldOf("ipv4", "ihl");
const DATA_OFFSET = fieldOf("tcp", "offset");
const INTERESTING = [0, 1, 2, 4, 7, 8, 15, 16, 31, 32, 63, 64, 100, 127, 128, 192, 224, 254, 255] as const;

export interface MutatorOptions {
  random: Random;
  dictionary: Dictionary;
  focus: Focus;
  maxLength: number;
}

export class Mutator {
  readonly #random: Random;
  readonly #dictionary: Dictionary;
  readonly #grammar: Grammar;
  readonly #maxLength: number;
  readonly #focused: readonly ProtocolName[];
  readonly #layers = new Layers();
  readonly #other = new Layers();
  /** Whether the headers may lie elsewhere than `#layers` says. */
  #stale = true;

  constructor({ random, dictionary, focus, maxLength }: MutatorOptions) {
    this.#random = random;
    this.#dictionary = dictionary;
    this.#maxLength = maxLength;
    this.#grammar = new Grammar(random, dictionary, focus);
    this.#focused = focusHeaders(focus);
  }

  generate(packet: Packet): void {
    this.#grammar.generate(packet, this.#maxLength);
  }

  /** Changes the packet, by one change as a rule and sometimes by many. `other` is one to take parts of. */
  mutate(packet: Packet, other: Uint8Array): void {
    const random = this.#random;
    if (random.oneIn(64)) {
      this.generate(packet);
      return;
    }
    this.#stale = true;
    let structural = false;
    // Few changes, now and then many.
    let changes = random.oneIn(8) ? 2 + random.below(14) : 1 + random.below(2);
    for (; changes > 0; changes--) {
      const kind = random.below(16);
      if (kind < 9) this.#changeField(packet);
      else if (kind === 9) {
        this.#changeHeaders(packet);
        structural = true;
      } else if (kind === 10) this.#changeLength(packet);
      else if (kind === 11) this.#splice(packet, other);
      else this.#changeBytes(packet);
    }
    // What is deliberately wrong stays so, most often one of the two.
    const fix = random.below(8);
    const lengths = structural ? fix > 1 : fix > 5;
    if (!lengths && fix < 3) return;
    const layers = this.#layers;
    layers.dissect(packet.bytes, packet.length);
    if (lengths) fixLengths(packet.bytes, packet.length, layers);
    if (fix > 2) fixChecksums(packet.bytes, packet.length, layers);
  }

  /** Finds the packet's headers anew where they were moved. */
  #dissect(packet: Packet): Layers {
    if (this.#stale) this.#layers.dissect(packet.bytes, packet.length);
    this.#stale = false;
    return this.#layers;
  }

  /** A header, more often one that the focus is about. */
  #pickHeader(packet: Packet): number {
    const layers = this.#dissect(packet);
    if (layers.count === 0) return -1;
    const random = this.#random;
    if (this.#focused.length > 0 && !random.oneIn(5)) {
      const start = random.below(layers.count);
      for (let i = 0; i < layers.count; i++) {
        const index = (start + i) % layers.count;
        if (this.#focused.includes(layers.protocols[index]!.name)) return index;
      }
    }
    return random.below(layers.count);
  }

  #changeField(packet: Packet): void {
    const index = this.#pickHeader(packet);
    if (index < 0) return;
    const random = this.#random;
    const layers = this.#layers;
    const at = layers.at[index]!;
    const protocol = layers.protocols[index]!;
    const field = random.pick(protocol.fields);
    const { bytes } = packet;
    switch (random.below(8)) {
      case 0:
        this.#copyField(packet, at, field);
        return;
      case 1:
        if (field.bits <= 32) {
          const delta = 1 + random.below(8);
          const value = readField(bytes, at, field);
          const next = random.oneIn(2) ? value + delta : value - delta;
          writeField(bytes, at, field, ((next % 2 ** field.bits) + 2 ** field.bits) % 2 ** field.bits);
          return;
        }
        break;
      case 2: {
        const bit = field.bit + random.below(field.bits);
        bytes[at + (bit >> 3)]! ^= 0x80 >> (bit & 7);
        return;
      }
      case 3:
        this.#announceAnother(packet, index);
        return;
    }
    this.#grammar.fill(bytes, at, field);
  }

  /** Gives a field what another of its width holds: ends and addresses that have to agree somewhere. */
  #copyField({ bytes }: Packet, at: number, field: Field): void {
    if (field.bits < 8 || (field.bit & 7) !== 0) return;
    const layers = this.#layers;
    const random = this.#random;
    const start = random.below(layers.count);
    for (let i = 0; i < layers.count; i++) {
      const index = (start + i) % layers.count;
      const { fields } = layers.protocols[index]!;
      const first = random.below(fields.length);
      for (let j = 0; j < fields.length; j++) {
        const from = fields[(first + j) % fields.length]!;
        if (from.bits !== field.bits || (from === field && layers.at[index] === at)) continue;
        const source = layers.at[index]! + (from.bit >> 3);
        bytes.copyWithin(at + (field.bit >> 3), source, source + (field.bits >> 3));
        return;
      }
    }
  }

  /** Changes what a header says of the one behind it, without changing that. */
  #announceAnother({ bytes }: Packet, index: number): void {
    const name = this.#layers.protocols[index]!.name;
    this.#grammar.announce(bytes, this.#layers.at[index]!, name, this.#random.pick(protocolNames));
  }

  /** Adds, removes or lengthens headers. */
  #changeHeaders(packet: Packet): void {
    const random = this.#random;
    const layers = this.#dissect(packet);
    this.#stale = true;
    const { bytes } = packet;
    const ip4 = layers.find(protocols.ipv4, random.below(2) && layers.find(protocols.ipv4, 1) > 0 ? 1 : 0);
    const ip6 = layers.find(protocols.ipv6);
    switch (random.below(7)) {
      case 0: {
        // A tag, in front of what the frame announces.
        if (!this.#insert(packet, 12, 4)) return;
        writeField(bytes, 0, TYPE, random.oneIn(4) ? ETHERTYPE.QINQ : ETHERTYPE.VLAN);
        // What was announced lies behind the tag now.
        bytes[14] = random.u32();
        bytes[15] = random.u32();
        return;
      }
      case 1:
        if (layers.find(protocols.vlan) === 1) this.#remove(packet, 12, 4);
        return;
      case 2: {
        const words = 1 + random.below(4);
        if (ip4 < 0) return;
        const at = layers.at[ip4]!;
        const ihl = readField(bytes, at, IHL);
        if (ihl + words > 15 || !this.#insert(packet, layers.end[ip4]!, 4 * words)) return;
        writeField(bytes, at, IHL, ihl + words);
        for (let i = 0; i < 4 * words; i++) bytes[layers.end[ip4]! + i] = random.oneIn(2) ? 1 : random.u32();
        return;
      }
      case 3: {
        const words = 1 + random.below(4);
        const tcp = layers.find(protocols.tcp);
        if (tcp < 0) return;
        const at = layers.at[tcp]!;
        const offset = readField(bytes, at, DATA_OFFSET);
        if (offset + words > 15 || !this.#insert(packet, layers.end[tcp]!, 4 * words)) return;
        writeField(bytes, at, DATA_OFFSET, offset + words);
        for (let i = 0; i < 4 * words; i++) bytes[layers.end[tcp]! + i] = random.oneIn(2) ? 1 : random.u32();
        return;
      }
      case 4: {
        // An extension header behind IPv6.
        if (ip6 < 0 || !this.#insert(packet, layers.end[ip6]!, 8)) return;
        const at = layers.at[ip6]!;
        const end = layers.end[ip6]!;
        const name = random.pick(["options", "routing", "fragment"] as const);
        bytes[end] = bytes[at + 6]!;
        bytes[end + 1] = 0;
        for (let i = 2; i < 8; i++) bytes[end + i] = random.oneIn(2) ? 0 : random.u32();
        bytes[at + 6] = random.pick(ipNumbers[name]!);
        return;
      }
      case 5: {
        // Another network header under the same frame.
        const network = random.pick(["ipv4", "ipv6", "arp"] as const);
        this.#grammar.announce(bytes, 0, "ethernet", network);
        const at = 14;
        bytes[at] = network === "ipv4" ? 0x45 : network === "ipv6" ? 0x60 : 0;
        if (packet.length < at + protocols[network].size) this.#grow(packet, at + protocols[network].size);
        return;
      }
      default: {
        // A header out of the middle.
        if (layers.count < 2) return;
        const index = 1 + random.below(layers.count - 1);
        this.#remove(packet, layers.at[index]!, layers.end[index]! - layers.at[index]!);
      }
    }
  }

  #changeLength(packet: Packet): void {
    const random = this.#random;
    const layers = this.#dissect(packet);
    this.#stale = true;
    let length: number;
    switch (random.below(4)) {
      case 0:
        // Around the end of a header, or of the one that would come behind the last.
        length =
          layers.count === 0
            ? random.below(64)
            : layers.end[random.below(layers.count)]! + random.pick([0, 0, 1, -1, 4, 8, 20, 28, 40]);
        break;
      case 1:
        length = packet.length - 1 - random.below(8);
        break;
      case 2:
        length = packet.length + 1 + random.below(random.oneIn(4) ? 256 : 32);
        break;
      default:
        length = random.below(random.oneIn(4) ? this.#maxLength : 128);
    }
    this.#grow(packet, length);
  }

  /** Sets the length; what a packet gains is zero or random. */
  #grow(packet: Packet, length: number): void {
    const wanted = Math.min(Math.max(length, MIN_PACKET), this.#maxLength);
    const filler = this.#random.oneIn(2);
    for (let i = packet.length; i < wanted; i++) packet.bytes[i] = filler ? this.#random.u32() : 0;
    packet.length = wanted;
  }

  /** The beginning of this one and the end of another, cut where headers begin if both have some. */
  #splice(packet: Packet, other: Uint8Array): void {
    const random = this.#random;
    const mine = this.#dissect(packet);
    const theirs = this.#other;
    this.#stale = true;
    theirs.dissect(other, other.length);
    let [to, from] = [random.below(packet.length), random.below(other.length)];
    if (mine.count > 0 && theirs.count > 0 && !random.oneIn(4)) {
      const name = mine.protocols[random.below(mine.count)]!;
      const there = theirs.find(name);
      const here = mine.find(name);
      if (there >= 0) {
        to = mine.at[here]!;
        from = theirs.at[there]!;
      }
    }
    const length = Math.min(other.length - from, this.#maxLength - to);
    packet.bytes.set(other.subarray(from, from + length), to);
    packet.length = Math.max(to + length, MIN_PACKET);
  }

  #changeBytes(packet: Packet): void {
    const random = this.#random;
    const { bytes, length } = packet;
    const at = random.below(length);
    switch (random.below(8)) {
      case 0:
        bytes[at]! ^= 1 << random.below(8);
        return;
      case 1:
        bytes[at] = random.u32();
        return;
      case 2:
        bytes[at] = random.pick(INTERESTING);
        return;
      case 3:
        bytes[at] = bytes[at]! + (random.oneIn(2) ? 1 + random.below(16) : -1 - random.below(16));
        return;
      case 4: {
        const known = this.#dictionary.pick(random);
        if (known && at + known.length <= length) bytes.set(known, at);
        return;
      }
      case 5: {
        const count = 1 + random.below(16);
        const from = random.below(length);
        bytes.copyWithin(at, from, Math.min(from + count, length));
        return;
      }
      case 6:
        if (random.oneIn(2)) this.#insert(packet, at, 1 + random.below(8));
        else this.#remove(packet, at, 1 + random.below(8));
        return;
      default:
        bytes.fill(random.oneIn(2) ? 0 : 0xff, at, Math.min(at + 1 + random.below(8), length));
    }
  }

  /** Makes room for zeros. False where the packet would become too long. */
  #insert(packet: Packet, at: number, count: number): boolean {
    this.#stale = true;
    if (at > packet.length || packet.length + count > this.#maxLength) return false;
    packet.bytes.copyWithin(at + count, at, packet.length);
    packet.bytes.fill(0, at, at + count);
    packet.length += count;
    return true;
  }

  #remove(packet: Packet, at: number, count: number): void {
    this.#stale = true;
    const end = Math.min(at + count, packet.length);
    packet.bytes.copyWithin(at, end, packet.length);
    packet.length = Math.max(packet.length - (end - at), MIN_PACKET);
  }
}
