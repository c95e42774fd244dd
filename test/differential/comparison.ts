/** Many generated programs on the kernel and on an engine of ours, and where they differ. */
import { instructions } from "../../spec/isa.ts";
import { MachineError } from "../../vm/index.ts";
import { excludedRows } from "./excluded.ts";
import { type Generated, generate } from "./generator.ts";
import { type RandomProgram, specOf, textOf } from "./program.ts";
import { Random } from "./random.ts";
import { contexts, type Input, packets } from "./scene.ts";
import { shrink } from "./shrink.ts";
import { type Answer, difference, ends, engines, Subject, tryAnswer } from "./subject.ts";

export interface Difference {
  seed: number;
  index: number;
  what: string;
  type: Generated["type"];
  /** The smallest program found that differs, in the assembler's notation. */
  program: string;
  inputs: readonly Input[];
  /** The kernel's. */
  answer: Answer;
}

export interface Counts {
  generated: number;
  accepted: number;
  /** Runs compared, and those that the kernel's test-run refused. */
  runs: number;
  refusedRuns: number;
  /** How often each row was executed, at least. */
  executed: Map<string, number>;
  /** Why the verifier refused how many. */
  refusals: Map<string, number>;
}

export interface Settings {
  seed: number;
  /** How many accepted programs to compare. */
  programs: number;
  /** Each program runs on that many packets, one after the other. */
  runs: number;
  /** Of the seed's programs only every so many-th, from that one on: each of several processes has its own. */
  share?: { first: number; every: number };
  onProgress?: (counts: Counts) => void;
}

export interface Comparison {
  counts: Counts;
  differences: Difference[];
  /** The kernel's. */
  cpus: number;
}

/** Machines hold what they load until they are closed. */
const PROGRAMS_PER_MACHINE = 1000;

export const noCounts = (): Counts => ({
  generated: 0,
  accepted: 0,
  runs: 0,
  refusedRuns: 0,
  executed: new Map(),
  refusals: new Map(),
});

/** Throws MachineError UNSUPPORTED where there is no kernel engine. */
export async function compare(settings: Settings): Promise<Comparison> {
  const counts = noCounts();
  const differences: Difference[] = [];
  let cpus = 0;
  while (counts.accepted < settings.programs) {
    using kernel = await Subject.create("kernel");
    cpus = kernel.cpus;
    const ours: Subject[] = [];
    try {
      for (const engine of engines) ours.push(await Subject.create(engine, kernel.cpus));
      for (let i = 0; i < PROGRAMS_PER_MACHINE && counts.accepted < settings.programs; i++) {
        const found = compareOne(kernel, ours, settings, counts);
        if (found) differences.push(found);
        settings.onProgress?.(counts);
      }
    } finally {
      for (const subject of ours) subject.close();
    }
  }
  return { counts, differences, cpus };
}

/** Compares the next program and counts it. */
function compareOne(
  kernel: Subject,
  ours: readonly Subject[],
  settings: Settings,
  counts: Counts,
): Difference | null {
  const { seed, runs, share } = settings;
  const index = (share?.first ?? 0) + counts.generated++ * (share?.every ?? 1);
  const program = generate(seed, index);
  const spec = specOf(program.type, textOf(program));
  const inputs = inputsFor(program, runs);
  const wanted = tryAnswer(kernel, spec, inputs);
  if (wanted instanceof MachineError) {
    if (wanted.code === "TEST_RUN_REFUSED") {
      counts.accepted++;
      counts.refusedRuns += runs;
    } else {
      const reason = wanted.message.replace(/.*refuses it/, "").replace(/\d+/g, "N");
      counts.refusals.set(reason, (counts.refusals.get(reason) ?? 0) + 1);
    }
    return null;
  }
  counts.accepted++;
  counts.runs += runs;
  const times = ends(wanted);
  for (const [row, count] of program.executed) {
    counts.executed.set(row, (counts.executed.get(row) ?? 0) + count * times);
  }
  const other = ours.find((subject) => differs(wanted, tryAnswer(subject, spec, inputs)) !== null);
  if (!other) return null;

  const again = (candidate: RandomProgram) => differenceOf(kernel, other, candidate, inputs);
  const small = shrink(program, (candidate) => again(candidate) !== null);
  const text = textOf(small);
  return {
    seed,
    index,
    what: `${other.engine}: ${again(small) ?? "gone when run again"}`,
    type: program.type,
    program: text,
    inputs,
    answer: kernel.answer(specOf(program.type, text), inputs),
  };
}

export function inputsFor({ seed, index, type }: Generated, runs: number): Input[] {
  const random = Random.of(~seed, index);
  return Array.from({ length: runs }, () => ({
    packet: random.pick(packets),
    ctx: type === "XDP" ? {} : random.pick(contexts),
  }));
}

function differenceOf(
  kernel: Subject,
  ours: Subject,
  program: RandomProgram,
  inputs: readonly Input[],
): string | null {
  const spec = specOf(program.type, textOf(program));
  const wanted = tryAnswer(kernel, spec, inputs);
  if (wanted instanceof MachineError) return null;
  return differs(wanted, tryAnswer(ours, spec, inputs));
}

const differs = (wanted: Answer, found: Answer | MachineError): string | null =>
  found instanceof MachineError ? found.message : difference(wanted, found);

/** Rows that should have been executed more often. */
export const rareRows = ({ executed }: Counts, times: number): string[] =>
  instructions
    .map(({ name }) => name)
    .filter((name) => !Object.hasOwn(excludedRows, name) && (executed.get(name) ?? 0) < times);
