/** What the measurements come to: the document that is written, the targets, and the table for people. */
import type { Case, Kind } from "./cases.ts";
import { ENGINES, type EngineName } from "./engines.ts";
import type { Curve } from "./growth.ts";
import { STAGES, START_ENGINES, type Stage, type StartEngine } from "./starts.ts";
import { geomean } from "./timing.ts";

export interface CaseResult {
  name: string;
  kind: Kind;
  unit: Case["unit"];
  insns?: number;
  callsHelpers?: true;
  ns: Partial<Record<EngineName | StartEngine, number>>;
  /** Of a start: nanoseconds of its parts, and resident memory. */
  stages?: Partial<Record<StartEngine, Record<Stage, number>>>;
  bytes?: Partial<Record<StartEngine, number>>;
}

export interface Result {
  device: string;
  rounds: number;
  cases: CaseResult[];
  /** Of ratios, except for the nanoseconds that the interpreter takes per instruction of the micro programs. */
  geomean: {
    jit_vs_kernel: number | null;
    jit_vs_kernel_worst: number | null;
    jit_vs_kernel_cilium: number | null;
    jit_vs_kernel_map: number | null;
    jit_vs_interpreter: number | null;
    interpreter_ns_per_insn: number | null;
  };
  curves: Curve[];
}

export function summarize(
  device: string,
  rounds: number,
  cases: readonly CaseResult[],
  curves: Curve[],
): Result {
  const ratios = (kind: Kind, a: EngineName, b: EngineName) =>
    cases.filter((one) => one.kind === kind).flatMap((one) => ratio(one, a, b) ?? []);
  const mean = (numbers: number[]) => (numbers.length > 0 ? round(geomean(numbers)) : null);
  const micro = ratios("micro", "jit", "kernel");
  const perInsn = cases.flatMap(({ kind, insns, callsHelpers, ns }) =>
    kind === "micro" && insns && !callsHelpers && ns.interpreter ? [ns.interpreter / insns] : [],
  );
  return {
    device,
    rounds,
    cases: cases.map((one) => ({
      ...one,
      ns: Object.fromEntries(Object.entries(one.ns).map(([engine, ns]) => [engine, round(ns)])),
    })),
    geomean: {
      jit_vs_kernel: mean(micro),
      jit_vs_kernel_worst: micro.length > 0 ? round(Math.max(...micro)) : null,
      jit_vs_kernel_cilium: mean(ratios("cilium", "jit", "kernel")),
      jit_vs_kernel_map: mean(ratios("map", "jit", "kernel")),
      jit_vs_interpreter: mean(ratios("micro", "jit", "interpreter")),
      interpreter_ns_per_insn: mean(perInsn),
    },
    curves,
  };
}

/** Null where one of them is missing, or too short to be told from nothing. */
function ratio({ ns }: Pick<CaseResult, "ns">, a: EngineName, b: EngineName): number | null {
  const [over, under] = [ns[a], ns[b]];
  return over !== undefined && under !== undefined && over > 0 && under > 0 ? over / under : null;
}

const round = (value: number): number => Number(value.toPrecision(3));

/** What is aimed at, and what came out. */
interface Target {
  text: string;
  limit: number;
  found(result: Result): number | null;
}

const worst = (result: Result, matches: (one: CaseResult) => boolean): number | null => {
  const ratios = result.cases.filter(matches).flatMap((one) => ratio(one, "jit", "kernel") ?? []);
  return ratios.length > 0 ? round(Math.max(...ratios)) : null;
};
const path = (result: Result, name: string) =>
  worst(result, (one) => one.kind === "cilium" && !one.name.startsWith("bundled") && one.name.includes(name));
const boundary = (
  result: Result,
  name: string,
  what: "ns" | "bytes",
  scale: number,
  engine: StartEngine = "jit",
): number | null => {
  const value = result.cases.find((one) => one.name.startsWith(name))?.[what]?.[engine];
  return value === undefined ? null : round(value / scale);
};

const MIB = 2 ** 20;
const MS = 1e6;

const TARGETS: readonly Target[] = [
  { text: "jit / kernel, micro programs", limit: 1.1, found: ({ geomean }) => geomean.jit_vs_kernel },
  { text: "the same, worst program", limit: 1.35, found: ({ geomean }) => geomean.jit_vs_kernel_worst },
  { text: "jit / kernel, Cilium's ARP reply, worst", limit: 0.2, found: (r) => path(r, "ARP reply") },
  { text: "… unknown ethertype", limit: 0.45, found: (r) => path(r, "unknown ethertype") },
  { text: "… SYN dropped", limit: 0.45, found: (r) => path(r, "SYN dropped") },
  { text: "… SYN forwarded", limit: 0.45, found: (r) => path(r, "SYN forwarded") },
  {
    text: "jit / kernel, map lookups, worst",
    limit: 0.75,
    found: (r) => worst(r, ({ kind }) => kind === "map"),
  },
  {
    text: "interpreter, ns per instruction",
    limit: 1.2,
    found: ({ geomean }) => geomean.interpreter_ns_per_insn,
  },
  {
    text: "a packet from JavaScript, ns beyond the program",
    limit: 25,
    found: (r) => boundary(r, "a 64-byte packet", "ns", 1),
  },
  { text: "… in a batch", limit: 2, found: (r) => boundary(r, "the same, 1024 in a batch", "ns", 1) },
  {
    text: "5,000 instructions, ms to the first packet",
    limit: 10,
    found: (r) => boundary(r, "5,000", "ns", MS, "auto"),
  },
  {
    text: "… loaded and compiled, warm",
    limit: 10,
    found: (r) => boundary(r, "the same in a warm process", "ns", MS),
  },
  {
    text: "… loaded and compiled, as the first thing a process does",
    limit: 10,
    found: (r) => boundary(r, "5,000", "ns", MS),
  },
  {
    text: "cilium-core/bpf_lxc.o, ms to the first packet",
    limit: 100,
    found: (r) => boundary(r, "cilium-core/bpf_lxc.o", "ns", MS, "auto"),
  },
  {
    text: "… compiled",
    limit: 100,
    found: (r) => boundary(r, "cilium-core/bpf_lxc.o", "ns", MS),
  },
  {
    text: "… MiB of memory",
    limit: 256,
    found: (r) => boundary(r, "cilium-core/bpf_lxc.o", "bytes", MIB),
  },
];

const headings: Readonly<Record<Kind, string>> = {
  micro: "micro programs, ns per run",
  map: "lookups, ns each",
  cilium: "paths, ns per packet",
  boundary: "around the program",
};

export function table(result: Result): string {
  const width =
    Math.max(
      ...[...result.cases.map(({ name }) => name), ...TARGETS.map(({ text }) => text)].map(
        ({ length }) => length,
      ),
    ) + 2;
  const lines = [`${result.device}, medians of ${result.rounds} rounds`];
  for (const kind of Object.keys(headings) as Kind[]) {
    const cases = result.cases.filter((one) => one.kind === kind && one.unit !== "start");
    if (cases.length === 0) continue;
    const columns = [...ENGINES, "jit/kernel", ...(kind === "micro" ? ["ns/insn"] : [])];
    lines.push("", headings[kind].padEnd(width) + columns.map((text) => text.padStart(13)).join(""));
    for (const one of cases) {
      const figures = ENGINES.map((engine) => figure(one.ns[engine]));
      figures.push(ratio(one, "jit", "kernel")?.toFixed(2) ?? "-");
      if (kind === "micro") {
        figures.push(one.insns && one.ns.interpreter ? (one.ns.interpreter / one.insns).toFixed(2) : "-");
      }
      lines.push(one.name.padEnd(width) + figures.map((text) => text.padStart(13)).join(""));
    }
  }
  lines.push(...startTable(result, width));
  for (const { name, x, points } of result.curves) {
    const engines = ENGINES.filter((engine) => points.some(({ ns }) => ns[engine] !== undefined));
    lines.push("", name);
    lines.push(x.padEnd(width) + points.map((point) => point.x.toLocaleString("en").padStart(11)).join(""));
    for (const engine of engines) {
      lines.push(engine.padEnd(width) + points.map(({ ns }) => figure(ns[engine]).padStart(11)).join(""));
    }
  }
  lines.push("", "target".padEnd(width) + ["at most", "found", ""].map((text) => text.padStart(13)).join(""));
  for (const { text, limit, found } of TARGETS) {
    const value = found(result);
    const verdict = value === null ? "not measured" : value <= limit ? "reached" : "missed";
    lines.push(
      text.padEnd(width) +
        [String(limit), value ?? "-", verdict].map((cell) => `${cell}`.padStart(13)).join(""),
    );
  }
  return lines.join("\n");
}

/** Starts, and what the parts take of those with the default engine. */
function startTable({ cases }: Result, width: number): string[] {
  const cells = (texts: readonly string[]) => texts.map((text) => text.padStart(13)).join("");
  const lines: string[] = [];
  const starts = cases.filter(({ unit }) => unit === "start");
  if (starts.length > 0) lines.push("", "starts".padEnd(width) + cells(START_ENGINES));
  for (const { name, ns } of starts) {
    lines.push(name.padEnd(width) + cells(START_ENGINES.map((engine) => figure(ns[engine]))));
  }
  const parts = starts.flatMap(({ name, stages }) => (stages?.auto ? [{ name, stages: stages.auto }] : []));
  if (parts.length > 0) lines.push("", "their parts, with auto".padEnd(width) + cells(STAGES));
  for (const { name, stages } of parts) {
    lines.push(name.padEnd(width) + cells(STAGES.map((stage) => figure(stages[stage]))));
  }
  return lines;
}

/** Nanoseconds in a unit that is read easily. */
export function figure(ns: number | undefined): string {
  if (ns === undefined) return "-";
  if (Math.abs(ns) >= 1e6) return `${(ns / 1e6).toPrecision(3)} ms`;
  if (Math.abs(ns) >= 1e4) return `${(ns / 1e3).toPrecision(3)} us`;
  return Math.abs(ns) >= 100 ? ns.toFixed(0) : ns.toPrecision(2);
}
