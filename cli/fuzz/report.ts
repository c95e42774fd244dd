/** What a campaign found, for people: sentences, files to show each finding with, and the call that replays it. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { CaptureWriter, type Difference, type FileCoverage, type Finding, Machine } from "../../vm/index.ts";
import { formatFrame, toHex } from "../bytes.ts";
import { writeOutput } from "../files.ts";
import { hexLines } from "../hexdump.ts";
import { toJson } from "../json.ts";
import { writeMaps } from "../map-dump.ts";
import { KERNEL_REFUSES, trapSentence } from "../messages.ts";
import { grouped } from "../numbers.ts";
import { FROM_FILE } from "../options.ts";
import { summarizePacket } from "../packet-summary.ts";
import type { Style } from "../style.ts";
import { type FuzzSettings, loaded, sceneOf, variablesOf } from "./settings.ts";

/** Differences that are named. */
const MOST_DIFFERENCES = 4;

/** What is wrong, in one sentence without a full stop. */
export function findingSentence(finding: Finding): string {
  switch (finding.kind) {
    case "trap":
      return finding.trap.code === "BUDGET" ? "the program does not end" : trapSentence(finding.trap);
    case "tail_calls":
      return `programs tail-call each other until the limit, ${finding.program} last`;
    case "invariant":
      return finding.name;
    case "stack":
      return `${differing(finding.differences)} depends on stack that nobody wrote`;
    case "engines":
      return `the ${finding.party} and the interpreter differ in ${differing(finding.differences)}`;
  }
}

function differing(differences: readonly Difference[]): string {
  const names = {
    trap: "where it stops",
    retval: "what it returns",
    packet: "the packet",
    event: "an event",
  };
  const all = differences.map(({ what, name }) =>
    what === "map" || what === "context" ? `${what} ${name}` : (names[what as keyof typeof names] ?? what),
  );
  return [...new Set(all)].slice(0, MOST_DIFFERENCES).join(", ");
}

const TITLES: Readonly<Record<Finding["kind"], string>> = {
  trap: "stopped",
  tail_calls: "endless",
  invariant: "broken",
  stack: "unwritten stack",
  engines: "engines differ",
};

/** A finding's files, and the call that shows it. */
export interface Written {
  finding: Finding;
  pcap: string;
  hex: string;
  replay: string;
}

/** Writes each finding's packet, and what else its replay needs, into a folder. */
export async function writeFindings(
  findings: readonly Finding[],
  folder: string,
  settings: FuzzSettings,
): Promise<Written[]> {
  if (findings.length === 0) return [];
  await mkdir(folder, { recursive: true });
  const written: Written[] = [];
  for (const [i, finding] of findings.entries()) {
    const slug = finding.key
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .slice(0, 48)
      .replace(/^-|-$/g, "");
    const base = join(folder, `${i + 1}-${slug}`);
    const { data } = finding.input;
    const writer = new CaptureWriter({ format: "pcap" });
    const pcap = `${base}.pcap`;
    const hex = `${base}.hex`;
    await writeOutput(pcap, Buffer.concat([writer.header, writer.packet({ timestamp: 0n, data })]));
    await writeOutput(hex, `# ${findingSentence(finding)}\n# ${summarizePacket(data)}\n${formatFrame(data)}`);
    written.push({ finding, pcap, hex, replay: await replay(finding, hex, base, settings) });
  }
  return written;
}

/** As a shell reads it. */
const quoted = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

async function replay(
  { input }: Finding,
  hex: string,
  base: string,
  settings: FuzzSettings,
): Promise<string> {
  const { file, program, type, receive, budget } = settings;
  const scene = sceneOf(settings);
  const words = ["skbox", "prog", "run", file, program, "--data-in", hex];
  if (input.linear > 0) words.push("--linear", String(Math.min(input.linear, input.data.length)));
  for (const [name, value] of variablesOf(settings)) {
    words.push("--set", name === FROM_FILE ? `${FROM_FILE}${value}` : `${name}=${value}`);
  }
  for (const [name, bytes] of input.scene.variables) words.push("--set", `${name}=${valueText(bytes)}`);
  for (const [name, value] of Object.entries({ ...scene.ctx, ...input.ctx })) {
    words.push("--ctx", `${name}=${value}`);
  }
  if (type) words.push("--type", type);
  if (receive !== "test-run") words.push("--receive", receive);
  words.push("--budget", String(budget));
  if (scene.maps.maps.size > 0 || scene.maps.ids.size > 0 || input.scene.elements.length > 0) {
    const maps = `${base}.maps.yaml`;
    using machine = await Machine.create();
    const collection = await loaded(settings, machine);
    for (const { map: name, key, value } of input.scene.elements) {
      const map = collection.maps.get(name);
      if (value === null) map?.tryDelete(key);
      else map?.tryUpdate(key, value);
    }
    await writeMaps(maps, collection);
    words.push("--maps", maps);
  }
  if (scene.environment) {
    await writeOutput(`${base}.env.json`, toJson(scene.environment));
    words.push("--env", `${base}.env.json`);
  }
  return words.map(quoted).join(" ");
}

/** A variable's bytes as `--set` takes them. */
function valueText(bytes: Uint8Array): string {
  if (bytes.length === 16)
    return Array.from({ length: 8 }, (_, i) => toHex(bytes.subarray(2 * i, 2 * i + 2))).join(":");
  let value = 0n;
  for (const byte of bytes.toReversed()) value = (value << 8n) | BigInt(byte);
  return `0x${value.toString(16)}`;
}

export function tellFindings(written: readonly Written[], style: Style): string {
  return written
    .map(({ finding, pcap, replay }, i) => {
      const lines = [
        `${style.bad(`${i + 1}. ${TITLES[finding.kind]}`)}  ${style.bold(findingSentence(finding))}`,
      ];
      if (finding.kind === "trap") {
        const { trap } = finding;
        lines.push(`   in ${trap.program}, instruction ${trap.pc}: ${trap.insn}`);
        if (trap.line) lines.push(`   ${trap.line.file}:${trap.line.line}: ${trap.line.text.trim()}`);
        if (trap.kernelRefuses) lines.push(`   ${KERNEL_REFUSES}`);
      }
      const { input, executions, times } = finding;
      const met = `found after ${grouped(executions)} executions, met ${grouped(times)} times`;
      lines.push(`   ${summarizePacket(input.data)}, ${input.data.length} bytes; ${met}`);
      lines.push(...hexLines(input.data).map((line) => `   ${style.dim(line)}`));
      lines.push(`   ${pcap}`, `   ${replay}`);
      return `${lines.join("\n")}\n`;
    })
    .join("\n");
}

export interface LinesReached {
  file: string;
  lines: number;
  hit: number;
}

/** Of the files that have a line that was reached. */
export function linesReached(files: readonly FileCoverage[]): LinesReached[] {
  return files
    .map(({ path, lines }) => ({
      file: path,
      lines: lines.length,
      hit: lines.filter(({ hits }) => hits > 0).length,
    }))
    .filter(({ hit }) => hit > 0);
}
