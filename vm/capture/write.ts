/** Captures out: bytes to be written one after the other. */
import { LINK_TYPE_ETHERNET } from "../../spec/link-types.ts";
import { CaptureError } from "./errors.ts";
import { MAX_CAPTURED } from "./packet.ts";
import { FILE_HEADER, MAGIC_NANOSECONDS, PACKET_HEADER, VERSION } from "./pcap.ts";
import { BLOCK, BYTE_ORDER, OPTION } from "./pcapng.ts";

/** A packet to be written. */
export interface CaptureOutput {
  /** Nanoseconds since 1970. */
  timestamp: bigint;
  data: Uint8Array;
  /** Bytes on the wire; by default those of `data`. */
  wireLength?: number;
  /** pcapng only. */
  comments?: readonly string[];
  /** What a BPF program returned; pcapng only. */
  verdict?: { hook: keyof typeof VERDICT_HOOKS; value: number } | null;
}

/** Of a whole capture. */
export interface CaptureWriterOptions {
  /** Classic pcap has no room for comments and verdicts. */
  format: "pcap" | "pcapng";
  /** What the packets were captured on, and how; pcapng only. */
  interfaceName?: string;
  interfaceDescription?: string;
}

/** First byte of epb_verdict. */
const VERDICT_HOOKS = { tc: 1, xdp: 2 } as const;
const NANOSECONDS = 1_000_000_000n;
const RESOLUTION_NANOSECONDS = 9;
const U32_MAX = 0xffff_ffffn;
const U64_MAX = 2n ** 64n - 1n;
/** Longest value of an option. */
const MAX_OPTION = 0xffff;

/** Ethernet frames as a little-endian capture with nanoseconds: first `header`, then what `packet` gives. */
export class CaptureWriter {
  readonly header: Uint8Array;
  readonly #pcapng: boolean;
  #packets = 0;

  constructor({ format, interfaceName, interfaceDescription }: CaptureWriterOptions) {
    this.#pcapng = format === "pcapng";
    this.header = this.#pcapng
      ? pcapngHeader(interfaceName ?? null, interfaceDescription ?? null)
      : pcapHeader();
  }

  /** A packet's bytes. Throws CaptureError TOO_LARGE or TIME with its number, and can go on. */
  packet(packet: CaptureOutput): Uint8Array {
    const number = ++this.#packets;
    const { data, timestamp } = packet;
    if (data.length > MAX_CAPTURED) throw new CaptureError("TOO_LARGE", number, data.length);
    const latest = this.#pcapng ? U64_MAX : (U32_MAX + 1n) * NANOSECONDS - 1n;
    if (timestamp < 0n || timestamp > latest) throw new CaptureError("TIME", number, timestamp);
    return this.#pcapng ? pcapngPacket(packet) : pcapPacket(packet);
  }
}

function pcapHeader(): Uint8Array {
  const view = new DataView(new ArrayBuffer(FILE_HEADER));
  view.setUint32(0, MAGIC_NANOSECONDS, true);
  view.setUint16(4, VERSION.MAJOR, true);
  view.setUint16(6, VERSION.MINOR, true);
  view.setUint32(16, MAX_CAPTURED, true);
  view.setUint32(20, LINK_TYPE_ETHERNET, true);
  return new Uint8Array(view.buffer);
}

function pcapPacket({ timestamp, data, wireLength = data.length }: CaptureOutput): Uint8Array {
  const bytes = new Uint8Array(PACKET_HEADER + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, Number(timestamp / NANOSECONDS), true);
  view.setUint32(4, Number(timestamp % NANOSECONDS), true);
  view.setUint32(8, data.length, true);
  view.setUint32(12, wireLength, true);
  bytes.set(data, PACKET_HEADER);
  return bytes;
}

function pcapngHeader(name: string | null, description: string | null): Uint8Array {
  const section = new DataView(new ArrayBuffer(16));
  section.setUint32(0, BYTE_ORDER, true);
  section.setUint16(4, 1, true);
  // How long the section is, is not known.
  section.setBigInt64(8, -1n, true);
  const captured = new DataView(new ArrayBuffer(8));
  captured.setUint16(0, LINK_TYPE_ETHERNET, true);
  captured.setUint32(4, MAX_CAPTURED, true);
  return concat([
    block(BLOCK.SECTION, [new Uint8Array(section.buffer)], [text(OPTION.SECTION_APPLICATION, "skbox")]),
    block(
      BLOCK.INTERFACE,
      [new Uint8Array(captured.buffer)],
      [
        ...(name === null ? [] : [text(OPTION.IF_NAME, name)]),
        ...(description === null ? [] : [text(OPTION.IF_DESCRIPTION, description)]),
        option(OPTION.IF_TIME_RESOLUTION, Uint8Array.of(RESOLUTION_NANOSECONDS)),
      ],
    ),
  ]);
}

function pcapngPacket(packet: CaptureOutput): Uint8Array {
  const { timestamp, data, wireLength = data.length, comments = [], verdict = null } = packet;
  const head = new DataView(new ArrayBuffer(20));
  head.setUint32(4, Number(timestamp >> 32n), true);
  head.setUint32(8, Number(timestamp & U32_MAX), true);
  head.setUint32(12, data.length, true);
  head.setUint32(16, wireLength, true);
  const options = comments.map((comment) => text(OPTION.COMMENT, comment));
  if (verdict) {
    const value = new DataView(new ArrayBuffer(9));
    value.setUint8(0, VERDICT_HOOKS[verdict.hook]);
    value.setBigUint64(1, BigInt(verdict.value), true);
    options.push(option(OPTION.PACKET_VERDICT, new Uint8Array(value.buffer)));
  }
  return block(BLOCK.ENHANCED, [new Uint8Array(head.buffer), data], options);
}

const padded = (length: number): number => (length + 3) & ~3;

/** Parts and options, each filled up to 4 bytes, between type and lengths. */
function block(type: number, parts: readonly Uint8Array[], options: readonly Uint8Array[]): Uint8Array {
  const ends = options.length > 0 ? [new Uint8Array(4)] : [];
  const body = [...parts, ...options, ...ends];
  const length = body.reduce((sum, part) => sum + padded(part.length), 12);
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, type, true);
  view.setUint32(4, length, true);
  let at = 8;
  for (const part of body) {
    bytes.set(part, at);
    at += padded(part.length);
  }
  view.setUint32(at, length, true);
  return bytes;
}

function option(code: number, value: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(4 + padded(value.length));
  const view = new DataView(bytes.buffer);
  view.setUint16(0, code, true);
  view.setUint16(2, value.length, true);
  bytes.set(value, 4);
  return bytes;
}

const encoder = new TextEncoder();

function text(code: number, value: string): Uint8Array {
  const bytes = new Uint8Array(MAX_OPTION);
  // Does not cut through a character.
  const { written } = encoder.encodeInto(value, bytes);
  return option(code, bytes.subarray(0, written));
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
