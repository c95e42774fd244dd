import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { CaptureError, type CapturePacket, capturePackets, readCapture } from "../../vm/index.ts";
import { bytes, hex } from "../support/program.ts";

export const folder = fileURLToPath(new URL("../../../shared/packets/", import.meta.url));
/** Why the captures in ../shared/packets cannot be read, or "". */
export const noCaptures = existsSync(folder) ? "" : " (skipped: no captures in ../shared/packets)";
export const captures = noCaptures
  ? []
  : readdirSync(folder)
      .filter((name) => name.endsWith(".pcap"))
      .map((name) => folder + name);

/** Why tests with these tools are skipped, or "". */
export function missing(...tools: string[]): string {
  const none = tools.filter((tool) => spawnSync(tool, ["--version"]).error);
  return none.length > 0 ? ` (skipped: no ${none.join(", ")})` : "";
}

/** Runs a tool; what it complains of goes into `err`. */
export function tool(command: string, ...args: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: "utf8", maxBuffer: 2 ** 28 });
  return { code: status, out: stdout, err: stderr };
}

/** What a capture of these bytes holds, with frames in hexadecimal. */
export function read(text: string) {
  return [...capturePackets(bytes(text))].map(shown);
}

export const shown = ({ number, timestamp, data, wireLength, interface: from, comments }: CapturePacket) => ({
  number,
  timestamp,
  data: hex(data),
  wireLength,
  linkType: from.linkType,
  name: from.name,
  comments,
});

/** Packets up to what is wrong, and that as data. */
export async function readBroken(input: Uint8Array | AsyncIterable<Uint8Array>) {
  const packets: CapturePacket[] = [];
  try {
    for await (const packet of readCapture(input)) packets.push(packet);
  } catch (error) {
    if (!(error instanceof CaptureError)) throw error;
    const { code, packet, found } = error;
    return { packets, error: { code, packet, found } };
  }
  return { packets, error: null };
}
