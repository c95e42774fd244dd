/** The pcapng format (draft-ietf-opsawg-pcapng): sections of either byte order, each with its own interfaces. */
import { CaptureError } from "./errors.ts";
import { type CaptureInterface, type CapturePacket, MAX_CAPTURED } from "./packet.ts";
import { type ByteQueue, u16, u32 } from "./queue.ts";

export const BLOCK = { SECTION: 0x0a0d0d0a, INTERFACE: 1, OBSOLETE: 2, SIMPLE: 3, ENHANCED: 6 } as const;
export const OPTION = {
  END: 0,
  COMMENT: 1,
  IF_NAME: 2,
  IF_DESCRIPTION: 3,
  IF_TIME_RESOLUTION: 9,
  IF_TIME_OFFSET: 14,
  SECTION_APPLICATION: 4,
  PACKET_VERDICT: 7,
} as const;
export const BYTE_ORDER = 0x1a2b3c4d;
/** Type and length before, length again behind. */
const FRAMING = 12;
/** Blocks that are read as a whole; more than any packet and its options take. */
const MAX_BLOCK = 1 << 24;
const NANOSECONDS = 1_000_000_000n;
/** Microseconds, where an interface does not say. */
const DEFAULT_RESOLUTION = 6;

interface Interface {
  shown: CaptureInterface;
  snapLength: number;
  /** Units of a timestamp in a second. */
  unitsPerSecond: bigint;
  /** Nanoseconds to add. */
  offset: bigint;
}

export class PcapngReader {
  #little = true;
  #interfaces: Interface[] = [];
  #packets = 0;
  /** Bytes to skip of a block that says nothing to us. */
  #skip = 0;

  static reads(magic: Uint8Array): boolean {
    return u32(magic, 0, true) === BLOCK.SECTION;
  }

  /** Takes blocks up to and with the next packet's; null when there is not enough yet. Throws CaptureError. */
  next(queue: ByteQueue): CapturePacket | null {
    for (;;) {
      this.#skip -= queue.skip(this.#skip);
      if (this.#skip > 0) return null;
      const head = queue.peek(8);
      if (!head) return null;
      // A section's type is the same in both byte orders, and what it is follows.
      const type = u32(head, 0, this.#little);
      if (type === BLOCK.SECTION) {
        const start = queue.peek(FRAMING);
        if (!start) return null;
        this.#little = this.#byteOrder(start);
      }
      const length = u32(head, 4, this.#little);
      if (length < FRAMING || length % 4 !== 0) this.#bad(type);
      if (!Object.values<number>(BLOCK).includes(type)) {
        this.#skip = length;
        continue;
      }
      if (length > MAX_BLOCK) throw new CaptureError("TOO_LARGE", this.nextNumber, length);
      const block = queue.peek(length);
      if (!block) return null;
      if (u32(block, length - 4, this.#little) !== length) this.#bad(type);
      queue.skip(length);
      const packet = this.#block(type, block.subarray(8, length - 4));
      if (packet) return packet;
    }
  }

  /** Number of the packet that a file which ends here is cut off in. */
  get nextNumber(): number {
    return this.#packets + 1;
  }

  /** Whether a block is begun. */
  get isInside(): boolean {
    return this.#skip > 0;
  }

  #block(type: number, body: Uint8Array): CapturePacket | null {
    switch (type) {
      case BLOCK.SECTION:
        this.#section(body);
        return null;
      case BLOCK.INTERFACE:
        this.#interfaces.push(this.#interface(body));
        return null;
      case BLOCK.SIMPLE:
        return this.#simple(body);
      default:
        return this.#packet(type, body);
    }
  }

  #byteOrder(start: Uint8Array): boolean {
    if (u32(start, 8, true) === BYTE_ORDER) return true;
    if (u32(start, 8, false) === BYTE_ORDER) return false;
    return this.#bad(BLOCK.SECTION);
  }

  #section(body: Uint8Array): void {
    if (body.length < 16) this.#bad(BLOCK.SECTION);
    const [major, minor] = [u16(body, 4, this.#little), u16(body, 6, this.#little)];
    // 1.2 was written by mistake, and is 1.0.
    if (major !== 1 || (minor !== 0 && minor !== 2)) {
      throw new CaptureError("VERSION", this.#packets === 0 ? null : this.nextNumber, `${major}.${minor}`);
    }
    this.#interfaces = [];
  }

  #interface(body: Uint8Array): Interface {
    if (body.length < 8) this.#bad(BLOCK.INTERFACE);
    let name: string | null = null;
    let resolution = DEFAULT_RESOLUTION;
    let offset = 0n;
    this.#options(BLOCK.INTERFACE, body.subarray(8), (code, value) => {
      if (code === OPTION.IF_NAME) name = text(value);
      else if (code === OPTION.IF_TIME_RESOLUTION && value.length === 1) resolution = value[0]!;
      else if (code === OPTION.IF_TIME_OFFSET && value.length === 8) {
        const [first, second] = [u32(value, 0, this.#little), u32(value, 4, this.#little)];
        const [high, low] = this.#little ? [second, first] : [first, second];
        offset = BigInt.asIntN(64, (BigInt(high) << 32n) | BigInt(low)) * NANOSECONDS;
      }
    });
    const exponent = BigInt(resolution & 0x7f);
    return {
      shown: { linkType: u16(body, 0, this.#little), name },
      snapLength: u32(body, 4, this.#little),
      unitsPerSecond: resolution & 0x80 ? 2n ** exponent : 10n ** exponent,
      offset,
    };
  }

  /** An enhanced packet block, or the obsolete one, which has a count of drops beside the interface. */
  #packet(type: number, body: Uint8Array): CapturePacket {
    if (body.length < 20) this.#bad(type);
    const number = type === BLOCK.OBSOLETE ? u16(body, 0, this.#little) : u32(body, 0, this.#little);
    const from = this.#interfaceOf(number);
    const captured = u32(body, 12, this.#little);
    if (captured > MAX_CAPTURED) throw new CaptureError("TOO_LARGE", this.nextNumber, captured);
    const padded = (captured + 3) & ~3;
    if (20 + padded > body.length) this.#bad(type);
    const comments: string[] = [];
    this.#options(type, body.subarray(20 + padded), (code, value) => {
      if (code === OPTION.COMMENT) comments.push(text(value));
    });
    return {
      number: ++this.#packets,
      timestamp: timestampOf(from, u32(body, 4, this.#little), u32(body, 8, this.#little)),
      data: body.subarray(20, 20 + captured),
      wireLength: u32(body, 16, this.#little),
      interface: from.shown,
      comments,
    };
  }

  /** A packet of the first interface, without a time, and as much of it as the interface captures. */
  #simple(body: Uint8Array): CapturePacket {
    if (body.length < 4) this.#bad(BLOCK.SIMPLE);
    const { snapLength, shown } = this.#interfaceOf(0);
    const wireLength = u32(body, 0, this.#little);
    const captured = snapLength === 0 ? wireLength : Math.min(wireLength, snapLength);
    if (captured > MAX_CAPTURED) throw new CaptureError("TOO_LARGE", this.nextNumber, captured);
    if (4 + captured > body.length) this.#bad(BLOCK.SIMPLE);
    const data = body.subarray(4, 4 + captured);
    return { number: ++this.#packets, timestamp: null, data, wireLength, interface: shown, comments: [] };
  }

  #interfaceOf(number: number): Interface {
    const found = this.#interfaces[number];
    if (!found) throw new CaptureError("NO_INTERFACE", this.nextNumber, number);
    return found;
  }

  #options(type: number, bytes: Uint8Array, see: (code: number, value: Uint8Array) => void): void {
    let at = 0;
    while (at + 4 <= bytes.length) {
      const code = u16(bytes, at, this.#little);
      const length = u16(bytes, at + 2, this.#little);
      if (code === OPTION.END) return;
      if (at + 4 + length > bytes.length) this.#bad(type);
      see(code, bytes.subarray(at + 4, at + 4 + length));
      at += 4 + ((length + 3) & ~3);
    }
  }

  #bad(type: number): never {
    throw new CaptureError("BAD_BLOCK", this.nextNumber, `0x${type.toString(16).padStart(8, "0")}`);
  }
}

function timestampOf({ unitsPerSecond, offset }: Interface, high: number, low: number): bigint {
  const units = (BigInt(high) << 32n) | BigInt(low);
  if (unitsPerSecond === NANOSECONDS) return units + offset;
  return (units * NANOSECONDS) / unitsPerSecond + offset;
}

const decoder = new TextDecoder();
const text = (bytes: Uint8Array): string => decoder.decode(bytes);
