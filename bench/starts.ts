/** What a start takes: processes of their own, in which nothing is warm (`start-up.ts`). */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { assemble } from "../vm/index.ts";
import { straightLine } from "./program.ts";
import { median } from "./timing.ts";

export const START_ENGINES = ["auto", "jit", "interpreter"] as const;
export type StartEngine = (typeof START_ENGINES)[number];

/** In their order. The clock of a start runs from `parse` on. */
export const STAGES = ["import", "parse", "machine", "load", "packet"] as const;
export type Stage = (typeof STAGES)[number];

export interface Start {
  name: string;
  /** Arguments of `start-up.ts`, after the engine. */
  subject: string[];
  /** What it reads from standard input. */
  input?: Uint8Array;
  engines: readonly StartEngine[];
}

/** Nanoseconds. */
export interface StartUp {
  /** From the object's bytes to the first answer. */
  ns: number;
  stages: Record<Stage, number>;
  /** More resident memory than Node has before it knows of skbox. */
  bytes: number;
}

const INSTRUCTIONS = 5_000;

export const starts = (
  object: string | null,
  input: Uint8Array = assemble(straightLine(INSTRUCTIONS)),
): Start[] => [
  {
    name: "the bundled object, from bytes to the first packet",
    subject: ["bundled"],
    engines: START_ENGINES,
  },
  {
    name: "5,000 instructions, from their bytes to the first packet",
    subject: ["instructions"],
    input,
    engines: START_ENGINES,
  },
  {
    name: "the same in a warm process, with a new machine",
    subject: ["again"],
    input,
    engines: START_ENGINES,
  },
  ...(object === null
    ? []
    : [
        {
          name: "cilium-core/bpf_lxc.o, from bytes to the first packet",
          subject: ["object", object],
          engines: START_ENGINES,
        },
      ]),
];

/** One start. */
function startUp({ subject, input }: Start, engine: StartEngine): StartUp {
  const script = fileURLToPath(new URL("./start-up.js", import.meta.url));
  const args = [script, engine, ...subject];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8", ...(input && { input }) }));
}

/** Medians over the rounds, in each of which every engine starts once. */
export function timeStart(start: Start, rounds: number): Map<StartEngine, StartUp> {
  const samples = new Map<StartEngine, StartUp[]>(start.engines.map((engine) => [engine, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [engine, all] of samples) all.push(startUp(start, engine));
  }
  const over = (all: readonly StartUp[], figure: (one: StartUp) => number) => median(all.map(figure));
  return new Map(
    [...samples].map(([engine, all]) => [
      engine,
      {
        ns: over(all, ({ ns }) => ns),
        stages: Object.fromEntries(
          STAGES.map((stage) => [stage, over(all, ({ stages }) => stages[stage])]),
        ) as Record<Stage, number>,
        bytes: over(all, ({ bytes }) => bytes),
      },
    ]),
  );
}
