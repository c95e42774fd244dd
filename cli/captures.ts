/** Captures from files, folders and standard input. */
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { CaptureError, type CapturePacket, readCapture } from "../vm/index.ts";
import { CliError } from "./errors.ts";
import type { Inputs } from "./files.ts";
import type { Io } from "./io.ts";
import { systemReason } from "./messages.ts";

export interface CaptureFile {
  /** As given, or with the folder before it; `-` is standard input. */
  file: string;
  /** In bytes; null where that shows at the end. */
  size: number | null;
}

const CAPTURE = /\.(pcap|pcapng|cap)(\.gz)?$/i;

/** The file, or the captures of a folder in the order of their names. Throws CliError UNREADABLE or NO_CAPTURES. */
export async function captureFiles(path: string): Promise<CaptureFile[]> {
  if (path === "-") return [{ file: path, size: null }];
  try {
    const found = await stat(path);
    if (!found.isDirectory()) return [{ file: path, size: found.isFile() ? found.size : null }];
    const names = (await readdir(path)).filter((name) => CAPTURE.test(name)).sort();
    if (names.length === 0) throw new CliError("NO_CAPTURES", { name: path });
    const files = names.map((name) => join(path, name));
    return await Promise.all(files.map(async (file) => ({ file, size: (await stat(file)).size })));
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw new CliError("UNREADABLE", { name: path, found: systemReason(error) }, { cause: error });
  }
}

/** A packet of a capture, or what is wrong with the capture behind its last one. */
export type CaptureStep =
  | { file: string; packet: CapturePacket; broken: null }
  | { file: string; packet: null; broken: CaptureError };

/**
 * The packets of all files, one file after the other, with a progress bar where somebody watches. Throws CliError
 * UNREADABLE or TWO_STDIN.
 */
export async function* capturedPackets(
  files: readonly CaptureFile[],
  inputs: Inputs,
  io: Pick<Io, "progress" | "drained">,
): AsyncGenerator<CaptureStep, void, undefined> {
  const total = files.reduce<number | null>(
    (sum, { size }) => (sum === null || size === null ? null : sum + size),
    0,
  );
  const progress = total === null ? undefined : io.progress?.(total, "bytes");
  try {
    for (const { file } of files) {
      const chunks = watched(inputs.stream(file, "--pcap"), (bytes) => progress?.tick(file, bytes));
      try {
        for await (const packet of readCapture(chunks)) {
          yield { file, packet, broken: null };
          // What is printed of it must not pile up.
          const drained = io.drained?.();
          if (drained) await drained;
        }
      } catch (error) {
        if (!(error instanceof CaptureError)) throw error;
        yield { file, packet: null, broken: error };
      }
    }
  } finally {
    progress?.stop();
  }
}

async function* watched(
  chunks: AsyncIterable<Uint8Array>,
  see: (bytes: number) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const chunk of chunks) {
    yield chunk;
    see(chunk.length);
  }
}
