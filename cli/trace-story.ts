/** A trace, told to a person: programs, what they did, and the line of C each time. */
import type { Trace, TraceEvent, TraceLevel } from "../vm/index.ts";
import { type Style, style as styleOf } from "./style.ts";
import {
  changesNothing,
  helperText,
  type MapTypes,
  packetTexts,
  registerText,
  type Store,
  storeText,
} from "./trace-text.ts";

/** One line: where in the source, and what. */
interface Row {
  place: string;
  text: string;
  depth: number;
  kind: "program" | "call" | "source" | "event" | "miss";
}

const MAX_PLACE = 24;
const INDENT = "  ";
/** How many lines together may be one that repeats. */
const MAX_PERIOD = 12;

export function tellTrace(trace: Trace, level: TraceLevel, types: MapTypes, io: { color: boolean }): string {
  const style = styleOf(io.color);
  const rows =
    level === "calls"
      ? mergeStores(trace.events, types)
      : trace.events.flatMap((event) => row(event, level, types));
  const width = Math.min(MAX_PLACE, Math.max(0, ...rows.map(({ place }) => place.length)));
  const lines = fold(rows.map((one) => line(one, width, style)));
  if (trace.dropped > 0) lines.push(style.dim(`… ${trace.dropped} more events were not kept`));
  return `${lines.join("\n")}\n`;
}

/** `policy.h:207`; the folder rarely tells more than it costs. */
export const placeText = (line: { file: string; line: number } | null): string =>
  line ? `${line.file.slice(line.file.lastIndexOf("/") + 1)}:${line.line}` : "";

function line({ place, text, depth, kind }: Row, width: number, style: Style): string {
  if (kind === "program") return style.bold(text);
  const indent = INDENT.repeat(depth + 1);
  const shown = kind === "miss" ? style.bad(text) : kind === "source" ? style.dim(text) : text;
  return `${indent}${style.dim(place.padEnd(width))}  ${shown}`;
}

function row(event: TraceEvent, level: TraceLevel, types: MapTypes): Row[] {
  const place = placeText(event.line);
  const at = (text: string, kind: Row["kind"] = "event"): Row => ({ place, text, depth: event.depth, kind });
  switch (event.event) {
    case "program":
      return [at(event.program, "program")];
    case "call":
      return [at(`${event.function}:`, "call")];
    case "return":
      return [at(`${event.function} returns ${registerText(event.r0)}`, "call")];
    case "helper": {
      const isMiss = event.returns !== "scalar" && event.result?.value === 0n;
      return [
        at(helperText(event, types), isMiss ? "miss" : "event"),
        ...packetTexts(event).map((text) => ({ ...at(`${INDENT}${text}`), place: "" })),
      ];
    }
    case "tail_call": {
      const target = event.target ?? "nothing there, the program goes on";
      return [
        at(
          `tail call ${event.map?.name ?? "?"}[${event.index}] -> ${target}`,
          event.target ? "event" : "miss",
        ),
      ];
    }
    case "store":
      return [at(storeText(event, types))];
    case "line":
      return [at(event.line!.text.trim(), "source")];
    case "branch":
      return [at(`${event.text}: ${event.taken ? "yes" : "no"}`)];
    case "insn": {
      const changed = event.changed.map((one) => `r${one.register} = ${registerText(one)}`);
      const text = `${String(event.pc).padStart(4)}: ${event.text}`;
      return [at(changed.length > 0 ? `${text.padEnd(40)}  ${changed.join(", ")}` : text)];
    }
  }
}

/** Of the calls; stores one after the other share a line, and those that change nothing have none. */
function mergeStores(events: readonly TraceEvent[], types: MapTypes): Row[] {
  const rows: Row[] = [];
  let stores: Store[] = [];
  const flush = () => {
    const [first] = stores;
    if (first) {
      const text = joinStores(stores)
        .map((store) => storeText(store, types))
        .join(", ");
      rows.push({ place: placeText(first.line), text, depth: first.depth, kind: "event" });
    }
    stores = [];
  };
  for (const event of events) {
    if (event.event === "store") {
      const [first] = stores;
      if (first && (first.target !== event.target || first.depth !== event.depth)) flush();
      stores.push(event);
    } else if (event.event !== "line" && event.event !== "branch" && event.event !== "insn") {
      flush();
      rows.push(...row(event, "calls", types));
    }
  }
  flush();
  return rows;
}

/** Neighbouring bytes of the packet become one change. */
function joinStores(stores: readonly Store[]): Store[] {
  const joined: Store[] = [];
  for (const store of stores) {
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

/** A block of lines that repeats is told once, with the number of times. */
function fold(lines: readonly string[]): string[] {
  const told: string[] = [];
  for (let at = 0; at < lines.length; ) {
    const { period, times } = repetition(lines, at);
    told.push(...lines.slice(at, at + period));
    if (times > 1) told.push(`${INDENT}… ${period === 1 ? "this" : `these ${period} lines`} ${times} times`);
    at += period * times;
  }
  return told;
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
