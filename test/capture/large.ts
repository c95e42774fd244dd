/**
 * How much memory and time a large capture takes. As a program, from the project's root:
 * `npm run build:tools && node dist/test/capture/large.js [MEBIBYTES]` (1024 by default).
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { CaptureWriter } from "../../vm/index.ts";

const MEBIBYTE = 1 << 20;
/** Frames of different sizes: what most captures of a node have, acknowledgements and full segments. */
const SIZES = [60, 66, 66, 1514, 1514, 590, 1514];
const START = 1_700_000_000_000_000_000n;

export interface Measured {
  packets: number;
  bytes: number;
  seconds: number;
  /** Resident at its largest, in MiB. */
  peak: number;
}

/** Chunks of a capture of at least so many bytes, one packet every 10 microseconds. */
function* capture(bytes: number): Generator<Uint8Array, void, undefined> {
  const hex = readFileSync("examples/tcp-syn-service.hex", "latin1").replace(/#.*/g, "").replace(/\s/g, "");
  const writer = new CaptureWriter({ format: "pcap" });
  const frames = SIZES.map((size) => {
    const frame = new Uint8Array(size);
    frame.set(Buffer.from(hex, "hex").subarray(0, size));
    return frame;
  });
  let waiting: Uint8Array[] = [writer.header];
  let written = 0;
  for (let i = 0; written < bytes; ) {
    for (let n = 0; n < 512; n++, i++) {
      const timestamp = START + 10_000n * BigInt(i);
      waiting.push(writer.packet({ timestamp, data: frames[i % frames.length]! }));
    }
    const chunk = Buffer.concat(waiting);
    written += chunk.length;
    waiting = [];
    yield chunk;
  }
}

/** Runs the command line on a capture of that size from standard input; `more` are further options. */
export async function measure(bytes: number, ...more: string[]): Promise<Measured> {
  const argv = ["dist/cli/main.js", "prog", "run", "bpf-objects/lxc.o", "cil_from_container", "--pcap", "-"];
  const child = spawn(process.execPath, [...argv, "--json", ...more], { stdio: ["pipe", "pipe", "inherit"] });
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, peakOf(child.pid!) ?? 0);
  }, 20);
  let last = "";
  child.stdout.on("data", (chunk: Buffer) => {
    last = (last + chunk.toString("latin1")).slice(-65_536);
  });
  for (const chunk of capture(bytes)) {
    if (!child.stdin.write(chunk)) await once(child.stdin, "drain");
  }
  child.stdin.end();
  const [code] = await once(child, "close");
  clearInterval(watch);
  if (code !== 0) throw new Error(`exit code ${code}`);
  const { summary } = JSON.parse(last.trimEnd().split("\n").at(-1)!);
  return { packets: summary.packets, bytes: summary.bytes, seconds: summary.duration_ns / 1e9, peak };
}

/** What a process had resident at its largest, in MiB; null when it is gone. */
function peakOf(pid: number): number | null {
  try {
    const [, kibibytes] = /^VmHWM:\s*(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "latin1")) ?? [];
    return kibibytes === undefined ? null : Number(kibibytes) / 1024;
  } catch {
    return null;
  }
}

if (process.argv[1]?.endsWith("/large.js")) {
  const mebibytes = Number(process.argv[2] ?? 1024);
  const { packets, seconds, peak } = await measure(mebibytes * MEBIBYTE, ...process.argv.slice(3));
  const rate = Math.round(packets / seconds).toLocaleString("en");
  console.log(
    `${mebibytes} MiB, ${packets} packets in ${seconds.toFixed(1)} s: ${rate} packets/s, ${peak.toFixed(0)} MiB resident`,
  );
}
