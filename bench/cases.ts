/** What is measured: a name, and for each engine that takes part a sampler of nanoseconds. */
import { type Collection, type Program, type RunOptions, type RunResult, toHex } from "../vm/index.ts";
import type { EngineName, Machines } from "./engines.ts";
import { freshCallers } from "./fresh.ts";
import { collection, type MapShape } from "./program.ts";
import { beyond, inTurn, programSampler, type Sampler, valid } from "./timing.ts";

export type Kind = "micro" | "cilium" | "map" | "boundary";

export interface Case {
  name: string;
  kind: Kind;
  /** What one figure is of. */
  unit: "packet" | "lookup" | "program" | "start";
  /** Instructions of one unit, where the interpreter counts them. */
  insns?: number;
  /** It is about helpers: what it takes per instruction says nothing. */
  callsHelpers?: true;
  /** Called when the case's turn has come: samplers warm up, and tables fill. */
  samplers(): ReadonlyMap<EngineName, Sampler>;
}

/** Every engine has to give the same: what differs is not comparable, and not measured. */
export function agree(name: string, results: ReadonlyMap<EngineName, RunResult>): void {
  const answers = new Map([...results].map(([engine, run]) => [engine, answer(valid(run))]));
  if (new Set(answers.values()).size <= 1) return;
  const listed = [...answers].map(([engine, text]) => `${engine} ${text}`).join(", ");
  throw new Error(`${name}: the engines disagree: ${listed}`);
}

const answer = ({ retval, dataOut }: RunResult): string => `${retval} ${toHex(dataOut)}`;

export interface CollectionCase {
  name: string;
  kind: Kind;
  machines: Machines;
  text: string;
  maps: Readonly<Record<string, MapShape>>;
  frame: Uint8Array;
}

/** A program that needs no fresh packet, less the call of an empty one. */
export function collectionCase({ name, kind, machines, text, maps, frame }: CollectionCase): Case {
  const loaded = machines.load(collection({ main: text, empty: "mov %r0, 0\nexit" }, maps));
  const runs = new Map(
    [...loaded].map(([engine, own]) => [engine, own.program("main").run({ data: frame })]),
  );
  agree(name, runs);
  const insns = runs.get("interpreter")?.insns;
  return {
    name,
    kind,
    unit: "packet",
    ...(insns != null && { insns }),
    samplers: () =>
      new Map(
        [...loaded].map(([engine, own]) => [
          engine,
          beyond(
            programSampler(own.program("main"), { data: frame }),
            programSampler(own.program("empty"), { data: frame }),
          ),
        ]),
      ),
  };
}

export interface PathCase {
  name: string;
  machines: Machines;
  /** By engine, with its maps filled. */
  loaded: ReadonlyMap<EngineName, Collection>;
  program: string;
  options: RunOptions & { data: Uint8Array };
  /** What the path returns: another value is another path. */
  retval: number;
}

/**
 * Callers of a path, which take turns from sample to sample: where the host puts a program's code, and where its jumps
 * then lie, is worth some nanoseconds to either side.
 */
const CALLERS = 3;
/** Series are this short where programs write events, so that their rings never fill. */
const RUNS_WITH_EVENTS = 2048;

/** A path through an object's programs, each time with a fresh packet, less the call of an empty program. */
export function pathCase({ name, machines, loaded, program, options, retval }: PathCase): Case {
  const callers = Array.from({ length: CALLERS }, () => ({
    whole: freshCallers(machines, options.data, (engine) => loaded.get(engine)!.program(program)),
    part: freshCallers(machines, options.data, () => null),
  }));
  const run = (repeat: number) =>
    new Map([...callers[0]!.whole].map(([engine, caller]) => [engine, caller.time({ ...options, repeat })]));
  // The first packet may open a connection; the path that is measured is that of all others.
  for (const repeat of [1, 2, 20]) {
    const runs = run(repeat);
    agree(name, runs);
    for (const [engine, { retval: found }] of runs) {
      if (found !== retval) throw new Error(`${name}: ${engine} returns ${found}, not ${retval}`);
    }
  }
  const insns = run(1).get("interpreter")?.insns;
  const sampler = (caller: Program) => programSampler(caller, options, RUNS_WITH_EVENTS);
  return {
    name,
    kind: "cilium",
    unit: "packet",
    ...(insns != null && { insns }),
    samplers: () =>
      new Map(
        [...loaded.keys()].map((engine) => [
          engine,
          inTurn(
            callers.map(({ whole, part }) => beyond(sampler(whole.get(engine)!), sampler(part.get(engine)!))),
          ),
        ]),
      ),
  };
}
