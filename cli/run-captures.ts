/** `prog run --pcap`: a program on the packets of captures, told packet by packet or summed up. */
import {
  type CapturePacket,
  type Collection,
  type ContextValues,
  type Machine,
  type Program,
  Replay,
  type Replayed,
} from "../vm/index.ts";
import { CaptureFileWriter } from "./capture-output.ts";
import { CaptureSummary } from "./capture-summary.ts";
import { capturedPackets, captureFiles } from "./captures.ts";
import { CliError } from "./errors.ts";
import { EXIT } from "./exit.ts";
import type { Inputs } from "./files.ts";
import type { Io } from "./io.ts";
import { toJson } from "./json.ts";
import { mapState } from "./map-changes.ts";
import { describeError } from "./messages.ts";
import { runDocument } from "./run-document.ts";

export interface CaptureRun {
  machine: Machine;
  collection: Collection;
  program: Program;
  ctx: ContextValues;
  linear?: number | undefined;
  /** A capture, a folder of captures, or `-`. */
  pcap: string;
  /** A capture to write. */
  write?: string | undefined;
  /** A line for each packet, and one for the summary. */
  json: boolean;
}

/**
 * Returns the exit code: WRONG where a capture is broken or no packet of it could be run, FOUND where a run was
 * stopped. What could be run is told and written in any case.
 */
export async function runCaptures(run: CaptureRun, inputs: Inputs, io: Io): Promise<number> {
  const { machine, collection, program, ctx, linear } = run;
  if (program.context.packet === "none") throw new CliError("TAKES_NO_PACKET", { name: program.name });
  const files = await captureFiles(run.pcap);
  const replay = new Replay(machine, program, { ctx, ...(linear !== undefined && { linear }) });
  const writer = run.write === undefined ? null : await CaptureFileWriter.create(run.write, program, files);
  const summary = new CaptureSummary(program, mapState(collection));
  try {
    for await (const { file, packet, broken } of capturedPackets(files, inputs, io)) {
      if (broken) {
        summary.broken(file, broken);
        continue;
      }
      const replayed = replay.run(packet);
      summary.packet(packet, replayed);
      await writer?.write(packet, replayed);
      if (run.json) io.out(toJson(packetDocument(file, packet, replayed)));
    }
  } finally {
    await writer?.close();
  }
  summary.end(collection);
  if (run.json) io.out(toJson({ summary: summary.document() }));
  else if (!summary.isEmpty) io.out(summary.tell(io));
  for (const { file, error } of summary.brokenFiles) io.err(`skbox: ${file}: ${error.message}\n`);
  if (summary.brokenFiles.length > 0 || summary.ran === 0) return EXIT.WRONG;
  return summary.stopped > 0 ? EXIT.FOUND : EXIT.DONE;
}

/**
 * The bytes of the capture's packet with that number, after those before it have been run: the maps and the clock are
 * as it finds them. Throws CliError NO_SUCH_PACKET, and why it cannot be run.
 */
export async function upToPacket(
  run: Pick<CaptureRun, "machine" | "program" | "ctx" | "linear" | "pcap">,
  number: number,
  inputs: Inputs,
): Promise<Uint8Array> {
  const { machine, program, ctx, linear } = run;
  if (program.context.packet === "none") throw new CliError("TAKES_NO_PACKET", { name: program.name });
  const replay = new Replay(machine, program, { ctx, ...(linear !== undefined && { linear }) });
  let count = 0;
  for await (const { packet, broken } of capturedPackets(await captureFiles(run.pcap), inputs, {})) {
    if (broken) throw broken;
    if (++count < number) {
      replay.run(packet);
      continue;
    }
    const refused = replay.prepare(packet);
    if (refused) throw refused;
    return packet.data;
  }
  throw new CliError("NO_SUCH_PACKET", { name: run.pcap, found: String(number), expected: String(count) });
}

function packetDocument(file: string, packet: CapturePacket, { result, refused }: Replayed) {
  return {
    file,
    packet: packet.number,
    time: packet.timestamp === null ? null : secondsText(packet.timestamp),
    interface: packet.interface.name,
    length: packet.data.length,
    wire_length: packet.wireLength,
    refused: refused && describeError(refused),
    ...(result && runDocument(result)),
  };
}

const NANOSECONDS = 1_000_000_000n;

/** Seconds since 1970 with nine digits behind the point, as tshark's frame.time_epoch. */
function secondsText(nanoseconds: bigint): string {
  const sign = nanoseconds < 0n ? "-" : "";
  const magnitude = nanoseconds < 0n ? -nanoseconds : nanoseconds;
  return `${sign}${magnitude / NANOSECONDS}.${String(magnitude % NANOSECONDS).padStart(9, "0")}`;
}
