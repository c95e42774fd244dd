/** Why a packet was dropped: what the trace says of the way from the last thing that was not found to the end. */
import { FIRST_DROP_REASON, isMetricsMap, sourceFile } from "../cilium/index.ts";
import type { RunResult, Trace, TraceEvent } from "../vm/index.ts";
import type { Helper, SourceLine, TracedObjects } from "./trace-text.ts";

export type Miss = Helper | (TraceEvent & { event: "tail_call" });

export interface DropExplanation {
  /** What Cilium's metrics counted; null where nothing was counted. */
  reason: number | null;
  /** The last lookup that found nothing, helper that failed or tail call that was not taken, before the drop. */
  miss: Miss | null;
  /** Lines of the branches from there on, and last the line that dropped the packet. */
  way: SourceLine[];
}

const drops = ["TC_ACT_SHOT", "XDP_DROP", "XDP_ABORTED", "deny"];

/** Null where the packet was not dropped. `trace` is at least of lines. */
export function explainDrop(
  trace: Trace,
  objects: TracedObjects,
  { action }: Pick<RunResult, "action">,
): DropExplanation | null {
  if (action === null || !drops.includes(action)) return null;
  const { events } = trace;
  const counted = events.findIndex((event) => countedKey(event) !== null);
  const key = counted < 0 ? null : countedKey(events[counted]!);
  const end = key ? counted : events.length;
  const missed = events.slice(0, end).findLastIndex(isMiss);
  const way: SourceLine[] = [];
  const add = (line: SourceLine | null) => {
    if (line && !way.some((one) => one.file === line.file && one.line === line.line)) way.push(line);
  };
  for (const event of events.slice(missed + 1, end)) if (event.event === "branch") add(event.line);
  const last = events
    .slice(missed + 1, end)
    .findLast(({ event, line }) => event === "line" && saysDrop(line));
  add((key && dropLine(events[counted]!.program, key, objects)) ?? last?.line ?? null);
  return { reason: key && key[0]!, miss: missed < 0 ? null : (events[missed] as Miss), way };
}

const saysDrop = (line: SourceLine | null): boolean => line !== null && /drop/i.test(line.text);

/** The key that a call counts a drop under in Cilium's metrics: reason, direction, line in two bytes, file. */
function countedKey(event: TraceEvent): Uint8Array | null {
  if (event.event !== "helper") return null;
  const key = event.arguments.find(
    ({ kind, map }) => kind === "map_key" && map != null && isMetricsMap(map.name),
  )?.bytes;
  return key && key[0]! >= FIRST_DROP_REASON ? key : null;
}

/** Files with smaller numbers are the objects' own; other objects than Cilium's number them as they like. */
const FIRST_HEADER = 100;
/** The line counted is that of the statement's end. */
const MAX_STATEMENT = 4;

/** The line that the program itself says, since the compiler may have merged the code of several. */
function dropLine(program: string, key: Uint8Array, objects: TracedObjects): SourceLine | null {
  const number = key[2]! | (key[3]! << 8);
  const { lines, file: own } = objects.linesOf(program);
  if (number === 0) return null;
  const names = sourceFile(key[4]!).split("|");
  const named = lines.find(({ file }) => names.includes(file.slice(file.lastIndexOf("/") + 1)))?.file;
  const file = named ?? (key[4]! < FIRST_HEADER ? own : null);
  if (file === null) return null;
  const statement = lines
    .filter((one) => one.file === file && one.line <= number && one.line > number - MAX_STATEMENT)
    .filter(saysDrop)
    .sort((a, b) => b.line - a.line)[0];
  return statement ?? { file, line: number, column: 0, text: "" };
}

export function isMiss(event: TraceEvent): event is Miss {
  if (event.event === "tail_call") return event.target === null;
  if (event.event !== "helper" || event.result === null) return false;
  const { value } = event.result;
  if (event.returns !== "scalar") return value === 0n;
  // Its positive results are failures, too.
  if (event.helper === "bpf_fib_lookup") return value !== 0n;
  return BigInt.asIntN(64, value) < 0n;
}
