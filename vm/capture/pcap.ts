/**
 * The classic pcap format, of either byte order, with timestamps in micro- or nanoseconds
 * (draft-ietf-opsawg-pcap).
 */
import { CaptureError } from "./errors.ts";
import { type CaptureInterface, type CapturePacket, MAX_CAPTURED } from "./packet.ts";
import { type ByteQueue, u16, u32 } from "./queue.ts";

const MAGIC_MICROSECONDS = 0xa1b2c3d4;
export const MAGIC_NANOSECONDS = 0xa1b23c4d;
export const FILE_HEADER = 24;
export const PACKET_HEADER = 16;
export const VERSION = { MAJOR: 2, MINOR: 4 } as const;
const NO_COMMENTS: readonly string[] = [];

export class PcapReader {
  readonly #little: boolean;
  /** Nanoseconds in a fraction's unit. */
  readonly #unit: bigint;
  readonly #interface: CaptureInterface;
  #packets = 0;

  private constructor(little: boolean, unit: bigint, linkType: number) {
    this.#little = little;
    this.#unit = unit;
    this.#interface = { linkType, name: null };
  }

  /** Whether a file that begins with these 4 bytes is for this reader. */
  static reads(magic: Uint8Array): boolean {
    return [true, false].some((little) =>
      [MAGIC_MICROSECONDS, MAGIC_NANOSECONDS].includes(u32(magic, 0, little)),
    );
  }

  /** Takes the file's header; null when there is not enough of it yet. Throws CaptureError VERSION. */
  static open(queue: ByteQueue): PcapReader | null {
    const header = queue.peek(FILE_HEADER);
    if (!header) return null;
    const little = [MAGIC_MICROSECONDS, MAGIC_NANOSECONDS].includes(u32(header, 0, true));
    const [major, minor] = [u16(header, 4, little), u16(header, 6, little)];
    // Before 2.4 the two lengths of a packet came in another order.
    if (major !== VERSION.MAJOR || minor !== VERSION.MINOR)
      throw new CaptureError("VERSION", null, `${major}.${minor}`);
    const unit = u32(header, 0, little) === MAGIC_NANOSECONDS ? 1n : 1000n;
    // The upper half may tell of frame check sequences.
    const linkType = u32(header, 20, little) & 0xffff;
    queue.skip(FILE_HEADER);
    return new PcapReader(little, unit, linkType);
  }

  /** Takes the next packet; null when there is not enough of it yet. Throws CaptureError TOO_LARGE. */
  next(queue: ByteQueue): CapturePacket | null {
    const header = queue.peek(PACKET_HEADER);
    if (!header) return null;
    const captured = u32(header, 8, this.#little);
    if (captured > MAX_CAPTURED) throw new CaptureError("TOO_LARGE", this.#packets + 1, captured);
    const record = queue.peek(PACKET_HEADER + captured);
    if (!record) return null;
    queue.skip(record.length);
    const seconds = BigInt(u32(record, 0, this.#little));
    return {
      number: ++this.#packets,
      timestamp: seconds * 1_000_000_000n + BigInt(u32(record, 4, this.#little)) * this.#unit,
      data: record.subarray(PACKET_HEADER),
      wireLength: u32(record, 12, this.#little),
      interface: this.#interface,
      comments: NO_COMMENTS,
    };
  }

  /** Number of the packet that a file which ends here is cut off in. */
  get nextNumber(): number {
    return this.#packets + 1;
  }
}
