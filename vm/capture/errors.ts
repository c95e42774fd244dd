import { linkTypeName } from "../../spec/link-types.ts";

/** What is wrong with a capture; packets before the place were given. */
export type CaptureErrorCode =
  /** Neither pcap nor pcapng, or cut off in its first header. */
  | "NOT_A_CAPTURE"
  /** A version of the format that is not read; `found` is it. */
  | "VERSION"
  /** The file ends in the middle of the packet, or of a block before it. */
  | "TRUNCATED"
  /** It says that it is larger than packets in captures are; `found` is how large in bytes. */
  | "TOO_LARGE"
  /** A pcapng block whose lengths contradict each other; `found` is the block's type. */
  | "BAD_BLOCK"
  /** A packet of an interface that the file has not described; `found` is the interface's number. */
  | "NO_INTERFACE"
  /** Frames that do not begin with an Ethernet header; `found` is their link type. */
  | "LINK_TYPE"
  /** Compressed by gzip, and broken. */
  | "GZIP"
  /** A time that the format which is written cannot say; `found` is in nanoseconds. */
  | "TIME";

const messages: Readonly<Record<CaptureErrorCode, (found: string) => string>> = {
  NOT_A_CAPTURE: () => "neither a pcap nor a pcapng capture",
  VERSION: (found) => `a capture of version ${found}, which is not read`,
  TRUNCATED: () => "the capture ends in the middle of it",
  TOO_LARGE: (found) => `${found} bytes are more than packets in captures have`,
  BAD_BLOCK: (found) => `the lengths in a block of type ${found} contradict each other`,
  NO_INTERFACE: (found) => `the capture has not described its interface ${found}`,
  LINK_TYPE: (found) => `frames of link type ${linkTypeName(Number(found))} are not Ethernet frames`,
  GZIP: () => "the compressed capture is broken from here on",
  TIME: (found) => `the format cannot say its time, ${found} ns since 1970`,
};

/** What is wrong with a capture. Packets before the one that it names are not touched by it. */
export class CaptureError extends Error {
  override readonly name = "CaptureError";
  readonly code: CaptureErrorCode;
  /** Number of the packet, from 1; null for what is wrong with the file as a whole. */
  readonly packet: number | null;
  readonly found: string | null;

  constructor(
    code: CaptureErrorCode,
    packet: number | null = null,
    found: string | number | bigint | null = null,
    options?: ErrorOptions,
  ) {
    const message = messages[code](String(found));
    super(packet === null ? message : `packet ${packet}: ${message}`, options);
    this.code = code;
    this.packet = packet;
    this.found = found === null ? null : String(found);
  }
}
