/** Folds what a run did until it fits on a screen, by what says least first. */
import { HELPERS, type TraceEvent } from "../vm/index.ts";
import { isMiss } from "./drop-explanation.ts";

/** How much a row says of why a run went as it did. Rows that are not events are always told. */
export const WEIGHT = {
  /** A tail call that was taken: the program's heading is the next row. */
  TAIL_CALL: 0,
  /** It gave the program a number or bytes. */
  READ: 1,
  /** A lookup whose element is stored to in the next row. */
  LOOKUP_OF_STORE: 2,
  PACKET: 3,
  STORE: 4,
  FOUND: 5,
  UPDATE: 6,
  DECISION: 7,
} as const;

export interface FoldableRow {
  /** Null: never folded. */
  weight: number | null;
  /** In a summary; null for a row that belongs to the one before. */
  what: string | null;
  depth: number;
  kind: "program" | "call" | "source" | "event" | "miss" | "folded";
  place: string;
  text: string;
}

type Helper = TraceEvent & { event: "helper" };

/** What it gives is its result. */
const CHECKSUM = "bpf_csum_diff";

export function weightOf(event: TraceEvent): number | null {
  switch (event.event) {
    case "tail_call":
      return event.target === null ? WEIGHT.DECISION : WEIGHT.TAIL_CALL;
    case "store":
      return event.target === "packet" ? WEIGHT.PACKET : WEIGHT.STORE;
    case "helper":
      return weightOfHelper(event);
    case "call":
    case "return":
      return WEIGHT.DECISION;
    default:
      return null;
  }
}

function weightOfHelper(event: Helper): number {
  const { helper, packet, found } = event;
  const row = HELPERS.find(({ name }) => `bpf_${name}` === helper);
  if (!row || isMiss(event)) return WEIGHT.DECISION;
  const touched =
    packet !== null && (packet.changes.length > 0 || packet.lengthBefore !== packet.lengthAfter);
  if (touched) return WEIGHT.PACKET;
  const given = row.arguments.filter((kind) => kind !== "context");
  if (given.includes("map")) return found ? WEIGHT.FOUND : WEIGHT.UPDATE;
  const gives = given.includes("memory_out") || helper === CHECKSUM;
  return given.length === 0 || gives || row.invalidatesPacket ? WEIGHT.READ : WEIGHT.DECISION;
}

/** `bpf_map_lookup_elem(cilium_metrics)`, `store`. */
export function whatOf(event: TraceEvent): string | null {
  if (event.event === "store") return "store";
  if (event.event === "tail_call") return `tail call ${event.map?.name ?? "?"}[${event.index}]`;
  if (event.event === "call") return event.function;
  if (event.event !== "helper") return null;
  const map = event.arguments.find(({ kind }) => kind === "map")?.map;
  return map ? `${event.helper}(${map.name})` : event.helper;
}

/**
 * The rows with as little folded as it takes for `size` of them to be at most `room`: by weight, of one weight what
 * happened first. `size` is what is printed of rows. Programs are always told.
 */
export function foldRows(
  rows: readonly FoldableRow[],
  room: number,
  size: (rows: readonly FoldableRow[]) => number,
): FoldableRow[] {
  const groups = foldableGroups(rows);
  const folded = (count: number): FoldableRow[] => {
    const some = new Set(groups.slice(0, count).flat());
    return joined(rows, (row) => some.has(row));
  };
  let [least, most] = [0, groups.length];
  while (least < most) {
    const middle = (least + most) >> 1;
    if (size(folded(middle)) <= room) most = middle;
    else least = middle + 1;
  }
  return folded(least);
}

/** Rows that are told together or not at all, those first that say least. */
function foldableGroups(rows: readonly FoldableRow[]): FoldableRow[][] {
  const groups: FoldableRow[][] = [];
  for (const row of rows) {
    if (row.weight === null) continue;
    if (row.what === null && groups.length > 0) groups.at(-1)!.push(row);
    else groups.push([row]);
  }
  return groups.sort(([a], [b]) => a!.weight! - b!.weight!);
}

/** Rows that are not told, each stretch of them as one; a single one stays. */
function joined(rows: readonly FoldableRow[], isFolded: (row: FoldableRow) => boolean): FoldableRow[] {
  const told: FoldableRow[] = [];
  let stretch: FoldableRow[] = [];
  const flush = () => {
    // A call that was taken needs no row of its own.
    const rest = stretch.filter(({ weight }) => weight !== WEIGHT.TAIL_CALL);
    told.push(...(rest.length > 1 ? [summary(rest)] : rest));
    stretch = [];
  };
  for (const row of rows) {
    if (isFolded(row)) stretch.push(row);
    else {
      flush();
      told.push(row);
    }
  }
  flush();
  return told;
}

function summary(rows: readonly FoldableRow[]): FoldableRow {
  const counts = new Map<string, number>();
  for (const { what } of rows) if (what !== null) counts.set(what, (counts.get(what) ?? 0) + 1);
  const text = [...counts].map(([name, times]) => (times > 1 ? `${name} ×${times}` : name)).join(", ");
  return { weight: null, what: text, depth: rows[0]!.depth, kind: "folded", place: "…", text };
}

/** How many lines together may be one that repeats. */
const MAX_PERIOD = 12;

/** A block of lines that repeats is told once; `told` says how often. */
export function foldRepeats(lines: readonly string[], told: (what: string) => string): string[] {
  const folded: string[] = [];
  for (let at = 0; at < lines.length; ) {
    const { period, times } = repetition(lines, at);
    folded.push(...lines.slice(at, at + period));
    if (times > 1) folded.push(told(`${period === 1 ? "this" : `these ${period} lines`} ${times} times`));
    at += period * times;
  }
  return folded;
}

/** The shortest block that begins there and repeats; a line alone where none does. */
function repetition(lines: readonly string[], at: number): { period: number; times: number } {
  for (let period = 1; period <= MAX_PERIOD; period++) {
    let times = 1;
    const same = (n: number) =>
      Array.from({ length: period }, (_, i) => i).every((i) => lines[at + i] === lines[at + n * period + i]);
    while (at + (times + 1) * period <= lines.length && same(times)) times++;
    if (times > 1) return { period, times };
  }
  return { period: 1, times: 1 };
}
