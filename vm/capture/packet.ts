/** What packets were captured on. */
export interface CaptureInterface {
  /** See spec/link-types.ts. */
  linkType: number;
  /** pcapng only, where the file says it. */
  name: string | null;
}

/** One packet of a capture, and what the file says of it. */
export interface CapturePacket {
  /** From 1, as other tools count. */
  number: number;
  /** Nanoseconds since 1970; null where the file does not say (a simple packet block of pcapng). */
  timestamp: bigint | null;
  /** What was captured of it: a view of the input, good as long as nobody writes there. */
  data: Uint8Array;
  /** Bytes that it had on the wire. */
  wireLength: number;
  /** The same object for all packets of an interface. */
  interface: CaptureInterface;
  /** pcapng's comments on the packet. */
  comments: readonly string[];
}

/** As tcpdump: MAXIMUM_SNAPLEN. */
export const MAX_CAPTURED = 262_144;
