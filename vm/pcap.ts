/**
 * Captures in the classic pcap format, of either byte order, with timestamps in micro- or nanoseconds
 * (draft-ietf-opsawg-pcap).
 */

export type PcapErrorCode =
  /** No capture, or one that is cut off in its header. */
  | "NOT_PCAP"
  /** The newer format, pcapng. */
  | "PCAPNG"
  /** A packet that goes on behind the end of the file. */
  | "TRUNCATED"
  /** A packet that says it is larger than any capture's. */
  | "TOO_LARGE";

const messages: Readonly<Record<PcapErrorCode, string>> = {
  NOT_PCAP: "not a pcap capture",
  PCAPNG: "a capture in the format pcapng, which is not read yet",
  TRUNCATED: "the capture ends in the middle of it",
  TOO_LARGE: "larger than packets in captures are",
};

export class PcapError extends Error {
  override readonly name = "PcapError";
  readonly code: PcapErrorCode;
  /** Number of the packet, from 1; null for what is wrong with the file. */
  readonly packet: number | null;

  constructor(code: PcapErrorCode, packet: number | null = null) {
    super(packet === null ? messages[code] : `packet ${packet}: ${messages[code]}`);
    this.code = code;
    this.packet = packet;
  }
}

export interface PcapPacket {
  /** From 1, as other tools count. */
  number: number;
  /** Nanoseconds since 1970. */
  timestamp: bigint;
  /** What was captured of it: a view into the file. */
  data: Uint8Array;
  /** Bytes that it had on the wire. */
  wireLength: number;
}

/** LINKTYPE_ETHERNET (tcpdump.org/linktypes.html). */
export const LINK_TYPE_ETHERNET = 1;

const MAGIC_MICROSECONDS = 0xa1b2c3d4;
const MAGIC_NANOSECONDS = 0xa1b23c4d;
const MAGIC_PCAPNG = 0x0a0d0d0a;
const FILE_HEADER = 24;
const PACKET_HEADER = 16;
/** As tcpdump: MAXIMUM_SNAPLEN. */
const MAX_CAPTURED = 262_144;

/** A capture. Its packets are read as they are asked for, so that those before a broken one can be had. */
export class Pcap {
  /** What kind of frames these are; see LINK_TYPE_ETHERNET. */
  readonly linkType: number;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #littleEndian: boolean;
  /** Nanoseconds in a fraction's unit. */
  readonly #unit: bigint;

  /** Throws PcapError NOT_PCAP or PCAPNG. */
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (bytes.length >= 4 && this.#view.getUint32(0) === MAGIC_PCAPNG) throw new PcapError("PCAPNG");
    if (bytes.length < FILE_HEADER) throw new PcapError("NOT_PCAP");
    const magics = [MAGIC_MICROSECONDS, MAGIC_NANOSECONDS];
    this.#littleEndian = magics.includes(this.#view.getUint32(0, true));
    const magic = this.#u32(0);
    if (!magics.includes(magic)) throw new PcapError("NOT_PCAP");
    this.#unit = magic === MAGIC_NANOSECONDS ? 1n : 1000n;
    // The upper half may tell of frame check sequences.
    this.linkType = this.#u32(20) & 0xffff;
  }

  /** Throws PcapError TRUNCATED or TOO_LARGE when it comes to such a packet. */
  *packets(): IterableIterator<PcapPacket> {
    let at = FILE_HEADER;
    for (let number = 1; at < this.#bytes.length; number++) {
      const left = this.#bytes.length - at - PACKET_HEADER;
      if (left < 0) throw new PcapError("TRUNCATED", number);
      const captured = this.#u32(at + 8);
      if (captured > MAX_CAPTURED) throw new PcapError("TOO_LARGE", number);
      if (captured > left) throw new PcapError("TRUNCATED", number);
      const start = at + PACKET_HEADER;
      yield {
        number,
        timestamp: BigInt(this.#u32(at)) * 1_000_000_000n + BigInt(this.#u32(at + 4)) * this.#unit,
        data: this.#bytes.subarray(start, start + captured),
        wireLength: this.#u32(at + 12),
      };
      at = start + captured;
    }
  }

  #u32(at: number): number {
    return this.#view.getUint32(at, this.#littleEndian);
  }
}
