/** Captures in: pcap and pcapng, compressed by gzip or not, from bytes or from a stream in constant memory. */
import { CaptureError } from "./errors.ts";
import type { CapturePacket } from "./packet.ts";
import { PcapReader } from "./pcap.ts";
import { PcapngReader } from "./pcapng.ts";
import { ByteQueue } from "./queue.ts";

/** Bytes, or whatever gives them in chunks: a stream of Node, a web stream (`Blob.stream()`), an array. */
export type CaptureSource =
  | Uint8Array
  | ReadableStream<Uint8Array>
  | AsyncIterable<Uint8Array>
  | Iterable<Uint8Array>;

/**
 * Takes a capture apart as it arrives: `push` a chunk, then ask for `next` packets until there is none; when
 * nothing more comes, `end`. Chunks must not be changed afterwards.
 */
export class CaptureDecoder {
  readonly #queue = new ByteQueue();
  #reader: PcapReader | PcapngReader | null = null;

  /** Takes the next bytes of the capture. */
  push(chunk: Uint8Array): void {
    this.#queue.push(chunk);
  }

  /** The next packet, or null until more bytes are pushed. Throws CaptureError. */
  next(): CapturePacket | null {
    this.#reader ??= this.#open();
    return this.#reader?.next(this.#queue) ?? null;
  }

  /** Throws CaptureError when the capture may not end here: NOT_A_CAPTURE, TRUNCATED. */
  end(): void {
    if (this.#reader === null) throw new CaptureError("NOT_A_CAPTURE");
    const inside = this.#reader instanceof PcapngReader && this.#reader.isInside;
    if (this.#queue.length > 0 || inside) throw new CaptureError("TRUNCATED", this.#reader.nextNumber);
  }

  #open(): PcapReader | PcapngReader | null {
    const magic = this.#queue.peek(4);
    if (!magic) return null;
    if (PcapngReader.reads(magic)) return new PcapngReader();
    if (PcapReader.reads(magic)) return PcapReader.open(this.#queue);
    throw new CaptureError("NOT_A_CAPTURE");
  }
}

/** The packets of a capture that lies in memory, not compressed. Throws CaptureError where it is broken. */
export function* capturePackets(bytes: Uint8Array): Generator<CapturePacket, void, undefined> {
  const decoder = new CaptureDecoder();
  decoder.push(bytes);
  for (let packet = decoder.next(); packet; packet = decoder.next()) yield packet;
  decoder.end();
}

/**
 * The packets of a capture, as they arrive. Throws CaptureError where it is broken, after the packets before
 * that; errors of the source come through as they are.
 */
export async function* readCapture(source: CaptureSource): AsyncGenerator<CapturePacket, void, undefined> {
  const decoder = new CaptureDecoder();
  let packets = 0;
  try {
    for await (const chunk of unzipped(chunksOf(source))) {
      decoder.push(chunk);
      for (let packet = decoder.next(); packet; packet = decoder.next()) {
        packets = packet.number;
        yield packet;
      }
    }
  } catch (error) {
    if (error instanceof GzipError) {
      throw new CaptureError("GZIP", packets + 1, null, { cause: error.cause });
    }
    throw error;
  }
  decoder.end();
}

/** Chunks that may be kept. */
async function* chunksOf(source: CaptureSource): AsyncGenerator<Uint8Array, void, undefined> {
  if (source instanceof Uint8Array) yield source;
  else if ("getReader" in source) {
    // Not every browser iterates over streams.
    const reader = source.getReader();
    try {
      for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
    } finally {
      await reader.cancel().catch(() => {});
    }
  } else yield* source;
}

/** What gzip refuses; errors of the source are not this. */
class GzipError extends Error {}

/** RFC 1952 */
const GZIP_MAGIC = [0x1f, 0x8b] as const;

/** The chunks, or, if they begin as gzip's do, what they hold. */
async function* unzipped(chunks: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  const start: number[] = [];
  const first: Uint8Array[] = [];
  const all = async function* () {
    yield* first;
    yield* chunks;
  };
  try {
    for (let part = await chunks.next(); !part.done; part = await chunks.next()) {
      first.push(part.value);
      start.push(...part.value.subarray(0, 2));
      if (start.length >= 2) break;
    }
    if (start[0] === GZIP_MAGIC[0] && start[1] === GZIP_MAGIC[1]) yield* gunzip(all());
    else yield* all();
  } finally {
    // Whoever reads may stop before the end.
    await chunks.return(undefined);
  }
}

async function* gunzip(chunks: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  let sourceError: { error: unknown } | null = null;
  const compressed = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      try {
        const part = await chunks.next();
        if (part.done) controller.close();
        else controller.enqueue(part.value as Uint8Array<ArrayBuffer>);
      } catch (error) {
        sourceError = { error };
        controller.error(error);
      }
    },
    async cancel() {
      await chunks.return(undefined);
    },
  });
  try {
    yield* chunksOf(compressed.pipeThrough(new DecompressionStream("gzip")));
  } catch (error) {
    if (sourceError !== null) throw (sourceError as { error: unknown }).error;
    throw new GzipError("gzip", { cause: error });
  }
}
