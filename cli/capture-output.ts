/** `--write FILE`: what the packets of captures became, as a capture. */
import { createWriteStream, type WriteStream } from "node:fs";
import { stat } from "node:fs/promises";
import { finished } from "node:stream/promises";
import {
  type CaptureOutput,
  type CapturePacket,
  CaptureWriter,
  type Program,
  type Replayed,
  type RunResult,
} from "../vm/index.ts";
import type { CaptureFile } from "./captures.ts";
import { CliError } from "./errors.ts";
import { trapSentence, verdictSentence, writeReason } from "./messages.ts";

const CLASSIC = /\.(pcap|cap)$/i;
/** Bytes that are written at once. */
const CHUNK = 1 << 18;
/** Bytes of the two MAC addresses, behind which a VLAN tag stands. */
const ADDRESSES = 12;

/**
 * One packet for each that was read, in the same order: after the program, or as it was where there was no run or
 * it was stopped. In pcapng the verdict is its comment, and in epb_verdict.
 */
export class CaptureFileWriter {
  readonly #path: string;
  readonly #hook: "tc" | "xdp";
  readonly #writer: CaptureWriter;
  readonly #stream: WriteStream;
  #error: unknown = null;
  #waiting: Uint8Array[] = [];
  #bytes = 0;
  /** Packets without a time have that of the one before. */
  #time = 0n;

  private constructor(path: string, program: Program) {
    this.#path = path;
    this.#hook = program.context.packet === "xdp" ? "xdp" : "tc";
    this.#writer = new CaptureWriter({
      format: CLASSIC.test(path) ? "pcap" : "pcapng",
      interfaceName: program.name,
      interfaceDescription: `what ${program.name} (${program.spec.section}) made of the packets`,
    });
    this.#stream = createWriteStream(path);
    this.#stream.on("error", (error) => {
      this.#error ??= error;
    });
    this.#push(this.#writer.header);
  }

  /** Throws CliError UNWRITABLE, also where the file is one of those that are read. */
  static async create(
    path: string,
    program: Program,
    inputs: readonly CaptureFile[],
  ): Promise<CaptureFileWriter> {
    if (path === "-") refuse(path, "standard output is the report's; name a file");
    const own = await identity(path);
    for (const { file } of own === null ? [] : inputs) {
      if ((await identity(file)) === own) refuse(path, "it is the capture that is read");
    }
    return new CaptureFileWriter(path, program);
  }

  /** Throws CliError UNWRITABLE, or CaptureError TIME where the format cannot say the packet's time. */
  async write(packet: CapturePacket, { result, refused }: Replayed): Promise<void> {
    this.#time = packet.timestamp ?? this.#time;
    const data = result === null || result.trap ? packet.data : frameOf(result);
    const output: CaptureOutput = {
      timestamp: this.#time,
      data,
      wireLength: data.length + Math.max(0, packet.wireLength - packet.data.length),
      comments: [...packet.comments, result ? resultComment(result) : `not run: ${refused.message}`],
      verdict: result?.retval == null ? null : { hook: this.#hook, value: result.retval },
    };
    this.#push(this.#writer.packet(output));
    if (this.#bytes >= CHUNK) await this.#flush();
  }

  /** Throws CliError UNWRITABLE. */
  async close(): Promise<void> {
    await this.#flush();
    this.#stream.end();
    try {
      await finished(this.#stream);
    } catch (error) {
      this.#fail(error);
    }
  }

  #push(bytes: Uint8Array): void {
    this.#waiting.push(bytes);
    this.#bytes += bytes.length;
  }

  async #flush(): Promise<void> {
    if (this.#error !== null) this.#fail(this.#error);
    const bytes = Buffer.concat(this.#waiting);
    this.#waiting = [];
    this.#bytes = 0;
    await new Promise<void>((resolve) => {
      this.#stream.write(bytes, () => resolve());
    });
    if (this.#error !== null) this.#fail(this.#error);
  }

  #fail(error: unknown): never {
    refuse(this.#path, writeReason(error), error);
  }
}

function refuse(name: string, found: string, cause?: unknown): never {
  throw new CliError("UNWRITABLE", { name, found }, { cause });
}

/** Names a regular file whatever path leads there; null where there is none. */
async function identity(path: string): Promise<string | null> {
  try {
    const { dev, ino } = await stat(path);
    return `${dev}:${ino}`;
  } catch {
    return null;
  }
}

function resultComment(result: RunResult): string {
  const { trap } = result;
  if (!trap) return verdictSentence(result);
  const line = trap.line ? ` (${trap.line.file}:${trap.line.line})` : "";
  return `stopped: ${trapSentence(trap)}, in ${trap.program}, instruction ${trap.pc}${line}`;
}

/** The frame with the VLAN tag in it that the context holds, as tcpdump shows it. */
function frameOf({ dataOut, ctxOut }: RunResult): Uint8Array {
  if (!ctxOut.vlan_present) return dataOut;
  const frame = new Uint8Array(dataOut.length + 4);
  frame.set(dataOut.subarray(0, ADDRESSES));
  frame.set(dataOut.subarray(ADDRESSES), ADDRESSES + 4);
  const view = new DataView(frame.buffer);
  // The protocol lies in network order in a little-endian word.
  view.setUint16(ADDRESSES, Number(ctxOut.vlan_proto), true);
  view.setUint16(ADDRESSES + 2, Number(ctxOut.vlan_tci));
  return frame;
}
