/** A trace, told to a person: programs, what they did, and the line of C each time. */
import type { RunResult, Trace, TraceEvent, TraceLevel } from "../vm/index.ts";
import { toHex } from "./bytes.ts";
import { explainDrop, isMiss, type Miss } from "./drop-explanation.ts";
import { dropReasonSentence } from "./messages.ts";
import type { Style } from "./style.ts";
import { type FoldableRow, foldRepeats, foldRows, WEIGHT, weightOf, whatOf } from "./trace-fold.ts";
import {
  changesNothing,
  helperText,
  packetTexts,
  registerText,
  type SourceLine,
  type Store,
  storesText,
  storeText,
  type TracedObjects,
} from "./trace-text.ts";

/** A trace and what it takes to tell it. */
export interface ToldTrace {
  trace: Trace;
  level: TraceLevel;
  /** Whether what says least is left out where all does not fit on a screen. */
  folds: boolean;
  objects: TracedObjects;
}

const MAX_PLACE = 24;
const INDENT = "  ";

const isOfCalls = ({ event }: TraceEvent): boolean =>
  event !== "line" && event !== "branch" && event !== "insn";

/** Whether an event belongs to a level; a trace may have been written down in more detail. */
export const isTold = (event: TraceEvent, level: TraceLevel): boolean =>
  isOfCalls(event) || level === "insns" || (level === "lines" && event.event !== "insn");

/** What happened, whole; and as lines of which there are at most about as many as there is room for. */
export interface TraceText {
  all: string[];
  folded(room: number): string[];
}

export function traceText({ trace, level, objects }: ToldTrace, style: Style): TraceText {
  const events = trace.events.filter((event) => isTold(event, level));
  const rows =
    level === "calls" ? mergeStores(events, objects) : events.flatMap((event) => row(event, objects));
  const width = Math.min(MAX_PLACE, Math.max(0, ...rows.map(({ place }) => place.length)));
  const print = (some: readonly FoldableRow[]) =>
    foldRepeats(
      some.map((one) => line(one, width, style)),
      (what) => `${INDENT}… ${what}`,
    );
  const all = print(rows);
  if (trace.dropped > 0) all.push(style.dim(`… ${trace.dropped} more events were not kept`));
  return {
    all,
    folded: (room) => [
      ...print(foldRows(rows, room, (some) => print(some).length)),
      style.dim(`folded; --trace=calls tells all ${all.length} lines`),
    ],
  };
}

const COUNTED = "the line that the program counts the drop under";

/** Why the packet was dropped, for a person; nothing where it was not. */
export function dropLines({ trace, objects }: ToldTrace, result: RunResult, style: Style): string[] {
  const drop = explainDrop(trace, objects, result);
  if (!drop) return [];
  const { reason, miss, way } = drop;
  const lines: string[] = reason === null ? [] : [dropReasonSentence(reason)];
  const width = Math.max(...[miss?.line ?? null, ...way].map((line) => placeText(line).length));
  const at = (line: SourceLine | null, text: string) =>
    `${style.dim(placeText(line).padEnd(width))}  ${text}`;
  if (miss) {
    lines.push(at(miss.line, style.bad(eventText(miss, objects))));
    if (miss.line) lines.push(at(null, miss.line.text.trim()));
  }
  // The object has no text of a line without code of its own.
  lines.push(...way.map((line) => at(line, line.text.trim() || style.dim(COUNTED))));
  return lines;
}

/** `policy.h:207`; the folder rarely tells more than it costs. */
export const placeText = (line: { file: string; line: number } | null): string =>
  line ? `${line.file.slice(line.file.lastIndexOf("/") + 1)}:${line.line}` : "";

function line({ place, text, depth, kind }: FoldableRow, width: number, style: Style): string {
  if (kind === "program") return style.bold(text);
  const indent = INDENT.repeat(depth + 1);
  const shown =
    kind === "miss" ? style.bad(text) : kind === "source" || kind === "folded" ? style.dim(text) : text;
  return `${indent}${style.dim(place.padEnd(width))}  ${shown}`;
}

function row(event: TraceEvent, objects: TracedObjects): FoldableRow[] {
  const place = placeText(event.line);
  const { depth } = event;
  const [weight, what] = [weightOf(event), whatOf(event)];
  const at = (text: string, kind: FoldableRow["kind"] = "event"): FoldableRow => ({
    place,
    text,
    depth,
    kind,
    weight,
    what,
  });
  switch (event.event) {
    case "program":
      return [at(event.program, "program")];
    case "call":
      return [at(`${event.function}:`, "call")];
    case "return":
      return [at(`${event.function} returns ${registerText(event.r0)}`, "call")];
    case "helper":
      return [
        at(eventText(event, objects), isMiss(event) ? "miss" : "event"),
        ...packetTexts(event).map((text) => ({ ...at(`${INDENT}${text}`), place: "", what: null })),
      ];
    case "tail_call":
      return [at(eventText(event, objects), isMiss(event) ? "miss" : "event")];
    case "store":
      return [at(storeText(event, objects))];
    case "line":
      return [at(event.line!.text.trim(), "source")];
    case "branch":
      return [at(`${event.text}: ${event.taken ? "taken" : "not taken"}`)];
    case "insn": {
      const changed = event.changed.map((one) => `r${one.register} = ${registerText(one)}`);
      const text = `${String(event.pc).padStart(4)}: ${event.text}`;
      return [at(changed.length > 0 ? `${text.padEnd(40)}  ${changed.join(", ")}` : text)];
    }
  }
}

function eventText(event: Miss, objects: TracedObjects): string {
  if (event.event === "helper") return helperText(event, objects);
  const target = event.target ?? "nothing there, the program goes on";
  return `tail call ${event.map?.name ?? "?"}[${event.index}] -> ${target}`;
}

/** Of the calls; stores one after the other share a line, and those that change nothing have none. */
function mergeStores(events: readonly TraceEvent[], objects: TracedObjects): FoldableRow[] {
  const rows: FoldableRow[] = [];
  let stores: Store[] = [];
  const flush = () => {
    const [first, ...others] = joinStores(stores);
    if (first) {
      const text = storesText([first, ...others], objects);
      const before = rows.at(-1);
      if (before?.weight === WEIGHT.FOUND && first.target === "map_value") {
        before.weight = WEIGHT.LOOKUP_OF_STORE;
      }
      rows.push({ ...row(first, objects)[0]!, text });
    }
    stores = [];
  };
  for (const event of events) {
    if (event.event === "store") {
      const [first] = stores;
      if (first && (first.target !== event.target || first.depth !== event.depth)) flush();
      stores.push(event);
    } else {
      flush();
      rows.push(...row(event, objects));
    }
  }
  flush();
  return rows;
}

/** What stores together did: of bytes that were stored to again, the last time counts. */
function netStores(stores: readonly Store[]): Store[] {
  const bytes = new Map<string, { before: number; last: Store }>();
  const place = (store: Store, at: number) => {
    const { target, map, key } = store;
    // Which memory it is, is not known: each store is on its own.
    const owner = target === "memory" ? stores.indexOf(store) : `${map?.name} ${key && toHex(key)}`;
    return `${target} ${owner} ${at}`;
  };
  for (const store of stores) {
    for (const [i, before] of store.before.entries()) {
      const at = place(store, store.offset + i);
      bytes.set(at, { before: bytes.get(at)?.before ?? before, last: store });
    }
  }
  return stores.flatMap((store) => {
    const parts: { offset: number; before: number[]; after: number[] }[] = [];
    let part: (typeof parts)[number] | null = null;
    for (const [i, after] of store.after.entries()) {
      const { before, last } = bytes.get(place(store, store.offset + i))!;
      if (last !== store) part = null;
      else {
        if (!part) {
          part = { offset: store.offset + i, before: [], after: [] };
          parts.push(part);
        }
        part.before.push(before);
        part.after.push(after);
      }
    }
    return parts.map(({ offset, before, after }) => ({
      ...store,
      offset,
      before: Uint8Array.from(before),
      after: Uint8Array.from(after),
    }));
  });
}

/** Neighbouring bytes of the packet become one change. */
function joinStores(stores: readonly Store[]): Store[] {
  const joined: Store[] = [];
  for (const store of netStores(stores)) {
    if (changesNothing(store)) continue;
    const last = joined.at(-1);
    const follows = last && last.target === "packet" && last.offset + last.after.length === store.offset;
    if (!follows) joined.push(store);
    else {
      const bytes = (kind: "before" | "after") => Uint8Array.from([...last[kind], ...store[kind]]);
      joined[joined.length - 1] = { ...last, before: bytes("before"), after: bytes("after") };
    }
  }
  return joined;
}
