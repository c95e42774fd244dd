/** One run, told to a person: what came in, where it went, what came out. */
import type { ContextValues, Hop, Program, ProgramSpec, RunResult } from "../vm/index.ts";
import { diffDump } from "./hexdump.ts";
import type { Io } from "./io.ts";
import type { MapChange } from "./map-changes.ts";
import {
  cloneSentence,
  KERNEL_REFUSES,
  mapChangeSentences,
  outcomeSentence,
  trapSentence,
  verdictSentence,
} from "./messages.ts";
import { summarizePacket } from "./packet-summary.ts";
import { type Style, style as styleOf } from "./style.ts";
import { dropLines, type ToldTrace, traceText } from "./trace-story.ts";

export interface Run {
  program: Program;
  /** Null where the context has no packet. */
  dataIn: Uint8Array | null;
  ctxIn: ContextValues;
  repeat: number;
  result: RunResult;
  changes: MapChange[];
  /** Null where none was asked for. */
  trace: ToldTrace | null;
}

const LABEL = 10;
/** Lines that a person has before the eyes, and those of them that a trace gets in any case. */
const SCREEN = 54;
const LEAST_TRACE = 20;
/** Its title, and the empty line before that. */
const TRACE_FRAME = 2;
/** Place of that paragraph. */
const PATH = 1;

export function tell(run: Run, io: Pick<Io, "color" | "columns">): string {
  const { program, dataIn, result, changes } = run;
  const style = styleOf(io.color);
  const paragraphs: string[] = [];
  const label = (name: string, lines: readonly string[]) =>
    lines.map((line, i) => `${style.dim((i === 0 ? name : "").padEnd(LABEL))}${line}`).join("\n");
  const dataOut = result.dataOut;
  const changed = dataIn !== null && Buffer.compare(dataIn, dataOut) !== 0;

  paragraphs.push(label("in", [dataIn ? packetLine(dataIn) : contextLine(run)]));
  paragraphs.push(label("path", path(program.spec, result.tailCalls, style)));
  const before = paragraphs.length;
  if (result.trap) paragraphs.push(label("stopped", trapLines(result, style)));
  else {
    if (dataIn) paragraphs.push(label("out", [changed ? packetLine(dataOut) : "the same packet"]));
    paragraphs.push(label("verdict", [style.bold(verdictSentence(result))]));
  }
  const why = run.trace ? dropLines(run.trace, result, style) : [];
  if (why.length > 0) paragraphs.push(label("why", why));
  const effects: string[] = [];
  const context = contextChanges(run);
  if (context.length > 0) effects.push(label("context", context));
  if (changes.length > 0) effects.push(label("maps", changes.flatMap(mapChangeSentences)));
  if (result.clones?.length) effects.push(label("copies", result.clones.map(cloneSentence)));
  if (result.printk?.length) effects.push(label("printk", result.printk));
  if (result.events.length > 0) effects.push(label("events", eventLines(result)));
  effects.push(label("cost", [cost(run)]));
  paragraphs.push(effects.join("\n"));
  if (dataIn && changed) paragraphs.push(diffDump(dataIn, dataOut, io, style));
  if (run.trace) {
    const { all, folded } = traceText(run.trace, style);
    const room = () => SCREEN - paragraphs.join("\n\n").split("\n").length - TRACE_FRAME;
    const isLong = run.trace.folds && all.length > room();
    // The programs' headings in the trace are the path.
    if (isLong) paragraphs.splice(PATH, 1);
    const lines = isLong && all.length > room() ? folded(Math.max(LEAST_TRACE, room())) : all;
    paragraphs.splice(isLong ? before - 1 : before, 0, [style.dim("trace"), ...lines].join("\n"));
  }
  return `${paragraphs.join("\n\n")}\n`;
}

export interface ToldHop extends Hop {
  changes: MapChange[];
  trace: ToldTrace | null;
}

/** A packet's way, hop by hop. */
export function tellHops(hops: readonly ToldHop[], io: Pick<Io, "color" | "columns">): string {
  const style = styleOf(io.color);
  return hops
    .map(({ interface: ifindex, hook, program, data, ctx, result, outcome, changes, trace }, i) => {
      const title = style.bold(`hop ${i + 1}: ${hook} of interface ${ifindex}`);
      const story =
        program && result
          ? tell({ program, dataIn: data, ctxIn: ctx, repeat: 1, result, changes, trace }, io)
          : `${style.dim("in".padEnd(LABEL))}${packetLine(data)}\n${" ".repeat(LABEL)}no program\n`;
      const end = outcome === "next" ? "" : `${style.dim("end".padEnd(LABEL))}${outcomeSentence(outcome)}\n`;
      return `${title}\n${story}${end}`;
    })
    .join("\n");
}

const packetLine = (packet: Uint8Array): string => `${summarizePacket(packet)}, ${packet.length} bytes`;

function path({ name, section }: ProgramSpec, tailCalls: readonly string[] | null, style: Style): string[] {
  const calls = tailCalls?.map((call, depth) => `${"   ".repeat(depth)}└─> ${call}`) ?? [
    "the engine does not tell which programs were tail-called",
  ];
  return [`${name} ${style.dim(`(${section})`)}`, ...calls];
}

function trapLines({ trap }: RunResult, style: Style): string[] {
  if (!trap) return [];
  const lines = [style.bad(trapSentence(trap)), `in ${trap.program}, instruction ${trap.pc}: ${trap.insn}`];
  if (trap.line) {
    const text = trap.line.text.trim();
    lines.push(`${trap.line.file}:${trap.line.line}${text && `: ${text}`}`);
  }
  if (trap.kernelRefuses) lines.push(KERNEL_REFUSES);
  return lines;
}

/** Fields that the program may write and that are not what they were. */
function contextChanges({ program, ctxIn, result }: Run): string[] {
  const lines: string[] = [];
  for (const [name, after] of Object.entries(result.ctxOut)) {
    const field = program.context.fields.find((candidate) => candidate.name === name);
    if (!field?.write) continue;
    const before = unsigned(ctxIn[name] ?? (typeof after === "object" ? after.map(() => 0) : 0), field.size);
    if (String(before) !== String(after))
      lines.push(`${name} ${fieldText(name, before)} -> ${fieldText(name, after)}`);
  }
  return lines;
}

/** A value as a field of `size` bytes holds it. */
const unsigned = (value: ContextValues[string], size: number): ContextValues[string] =>
  typeof value === "object" ? value.map((word) => word >>> 0) : BigInt.asUintN(8 * size, BigInt(value));

/** What came in where there is no packet. */
function contextLine({ program, ctxIn }: Run): string {
  const fields = Object.entries(ctxIn).map(([name, value]) => `${name} ${fieldText(name, value)}`);
  return `${program.context.structure} with ${fields.join(", ") || "all fields 0"}`;
}

/** Addresses and ports lie in network order in little-endian words. */
function fieldText(name: string, value: ContextValues[string]): string {
  if (typeof value === "object") return `[${value.map(hex).join(" ")}]`;
  const bytes = [0n, 8n, 16n, 24n].map((shift) => Number((BigInt(value) >> shift) & 0xffn));
  if (name.endsWith("_ip4")) return bytes.join(".");
  if (name === "user_port" || name === "dst_port") return `${bytes[0]! * 256 + bytes[1]!}`;
  return hex(value);
}

const hex = (value: number | bigint): string => (value < 10 ? `${value}` : `0x${value.toString(16)}`);

function eventLines({ events, eventsLost }: RunResult): string[] {
  const lines = events.map(({ map, data }) => `${map}: ${data.length} bytes`);
  return eventsLost > 0 ? [...lines, `${eventsLost} more found no room`] : lines;
}

/** The time of a single run is mostly that of starting up, and says nothing. */
function cost({ result, repeat }: Run): string {
  const insns = result.insns === null ? "" : `${result.insns} instructions, `;
  const mean = repeat > 1 ? `, ${time(result.durationNs)} as the mean of ${repeat} runs` : "";
  return `${insns}${result.engine}${mean}`;
}

function time(ns: number): string {
  if (ns < 1e3) return `${ns} ns`;
  return ns < 1e6 ? `${(ns / 1e3).toFixed(1)} us` : `${(ns / 1e6).toFixed(1)} ms`;
}
