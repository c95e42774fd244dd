/** One machine that generated programs run on, and what it answers. */
import type { ProgramSpec } from "../../loader/index.ts";
import {
  type BpfMap,
  type Collection,
  MAP_TYPES,
  Machine,
  MachineError,
  type MachineOptions,
} from "../../vm/index.ts";
import { bytes, collection, hex } from "../support/program.ts";
import { functionTypes, specOf } from "./program.ts";
import { type Contents, type Input, initialContents, maps, RESULT, TAIL_SLOT, tailTarget } from "./scene.ts";

type EngineName = Machine["engine"];

/** One run's outcome. */
export interface Run {
  retval: number | null;
  packet: string;
  /** Numbers that are too large for JSON are text. */
  ctx: Record<string, string | number | readonly number[]>;
  /** The map `result`: registers and stack of the last run that got to its end, and how many did. */
  result: string;
  /** Where the program was stopped, which the kernel does not do. */
  trap?: string;
}

export interface Answer {
  runs: Run[];
  /** All elements after the last run, keys in order. */
  maps: Contents;
}

/** The engines that are compared with the kernel. */
export const engines: readonly Exclude<EngineName, "kernel">[] = ["interpreter", "jit"];

/** What all engines start from. */
const options: MachineOptions = { clock: 1_000_000_007n, seed: 42n, hash: 0x5eed };

const REACHED = 2 * RESULT.REACHED;

/** How many of the runs came to the end of the program. */
export const ends = ({ runs }: Answer): number =>
  Number.parseInt(runs.at(-1)!.result.slice(REACHED, REACHED + 2), 16);

export class Subject implements Disposable {
  readonly #machine: Machine;
  readonly #scene: Collection;
  readonly #initial: Contents;
  /** What the maps are known to hold. */
  #contents: Contents = {};

  private constructor(machine: Machine) {
    this.#machine = machine;
    this.#initial = initialContents(machine.cpus);
    const targets = [
      { ...specOf("SCHED_CLS", tailTarget), name: "target", tailCall: { map: "tails", slot: TAIL_SLOT } },
      { ...specOf("XDP", tailTarget), name: "target_xdp", tailCall: { map: "tails_xdp", slot: TAIL_SLOT } },
    ];
    this.#scene = machine.load(collection(targets, maps));
    this.#contents = this.#dump(COMPARED);
  }

  /** Throws UNSUPPORTED where there is no such engine. */
  static async create(engine: EngineName, cpus?: number): Promise<Subject> {
    return new Subject(await Machine.create({ ...options, engine, ...(cpus !== undefined && { cpus }) }));
  }

  get engine(): EngineName {
    return this.#machine.engine;
  }

  get cpus(): number {
    return this.#machine.cpus;
  }

  /** Runs a program on packets, one after the other. Throws VERIFIER_REFUSED, TEST_RUN_REFUSED, BAD_PROGRAM. */
  answer(spec: ProgramSpec, inputs: readonly Input[]): Answer {
    this.#reset();
    const types = spec.functions.length > 0 ? functionTypes : null;
    const program = this.#machine.load(collection([spec], maps, types)).program(spec.name);
    const result = this.#map("result");
    result.update(0, new Uint8Array(RESULT.SIZE));
    const run = ({ packet, ctx }: Input): Run => {
      const { retval, dataOut, ctxOut, trap } = program.run({ data: bytes(packet), ctx });
      return {
        retval,
        packet: hex(dataOut),
        ctx: Object.fromEntries(
          Object.entries(ctxOut).map(([name, value]) => [
            name,
            typeof value === "bigint" ? String(value) : value,
          ]),
        ),
        result: hex(result.lookup(0)!),
        ...(trap && { trap: trap.code }),
      };
    };
    const runs: Run[] = [];
    try {
      for (const input of inputs) runs.push(run(input));
    } finally {
      this.#contents = { ...this.#initial, ...this.#dump(touchedBy(spec)) };
    }
    return { runs, maps: this.#contents };
  }

  close(): void {
    this.#machine.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #map(name: string): BpfMap {
    return this.#scene.map(name);
  }

  /** Every run starts from the same random numbers and the same contents. */
  #reset(): void {
    for (const [name, elements] of Object.entries(this.#initial)) {
      const map = this.#map(name);
      const held = this.#contents[name]!;
      for (const key of Object.keys(held)) if (!(key in elements)) map.delete(bytes(key));
      for (const [key, value] of Object.entries(elements)) {
        if (held[key] !== value) map.update(bytes(key), bytes(value));
      }
    }
    this.#contents = this.#initial;
  }

  #dump(names: readonly string[]): Contents {
    return Object.fromEntries(names.map((name) => [name, this.#elements(this.#map(name))]));
  }

  #elements(map: BpfMap): Record<string, string> {
    const keys = MAP_TYPES[map.type].indexed
      ? Array.from({ length: map.maxEntries }, (_, index) => Uint8Array.of(index, 0, 0, 0))
      : [...map.keys()];
    const elements = keys.map((key) => [hex(key), hex(map.lookup(key)!)] as const);
    return Object.fromEntries(elements.sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}

const COMPARED = Object.keys(initialContents(1));

/** Maps with contents that a program may change. A tail call may go to what changes `global`. */
function touchedBy({ references }: ProgramSpec): string[] {
  const named = references.flatMap((r) => (r.kind === "map" || r.kind === "map_value" ? [r.map] : []));
  const touched = new Set(named.map((name) => (name.startsWith("tails") ? "global" : name)));
  return COMPARED.filter((name) => touched.has(name));
}

/** The answer, or the error with which a program or its run was refused. */
export function tryAnswer(
  subject: Subject,
  spec: ProgramSpec,
  inputs: readonly Input[],
): Answer | MachineError {
  try {
    return subject.answer(spec, inputs);
  } catch (error) {
    if (error instanceof MachineError && REFUSALS.has(error.code)) return error;
    throw error;
  }
}

const REFUSALS: ReadonlySet<string> = new Set(["VERIFIER_REFUSED", "BAD_PROGRAM", "TEST_RUN_REFUSED"]);

/** The first thing in which two answers differ, or null. Only context fields that both tell are compared. */
export function difference(wanted: Answer, found: Answer): string | null {
  for (const [i, run] of wanted.runs.entries()) {
    const other = found.runs[i]!;
    if (other.trap) return `run ${i}: trap ${other.trap}`;
    for (const what of ["retval", "packet", "result"] as const) {
      if (run[what] !== other[what]) return `run ${i}: ${what} ${run[what]}, not ${other[what]}`;
    }
    for (const [name, value] of Object.entries(run.ctx)) {
      if (!(name in other.ctx) || String(other.ctx[name]) === String(value)) continue;
      return `run ${i}: ${name} ${value}, not ${other.ctx[name]}`;
    }
  }
  for (const [name, elements] of Object.entries(wanted.maps)) {
    const [a, b] = [elements, found.maps[name]!].map((all) => JSON.stringify(all));
    if (a !== b) return `map ${name}: ${a}, not ${b}`;
  }
  return null;
}
