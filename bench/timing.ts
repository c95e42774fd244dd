/**
 * How figures are taken. A shared machine's speed drifts, so each round times every competitor once, one after the
 * other, and what counts is the median over the rounds and the ratio between competitors.
 */
import type { Program, RunOptions, RunResult } from "../vm/index.ts";

/** Nanoseconds of one unit of work, measured now. */
export type Sampler = () => number;

/** A sample is the fastest of so many series of runs: what interrupts one belongs to somebody else. */
const SERIES = 3;
/** Nanoseconds that a series takes at least, if its runs may be that many. */
const SERIES_NS = 1_000_000;
/** Runs of one series at most. */
const MAX_RUNS = 1 << 20;

export interface Pace {
  rounds: number;
  /** Milliseconds in which each competitor gets warm: compiled by the host's optimiser, caches filled. */
  warmUp: number;
}
export const paces = {
  quick: { rounds: 5, warmUp: 50 },
  full: { rounds: 15, warmUp: 300 },
} satisfies Record<string, Pace>;

/** The median over the rounds, by competitor. */
export function race<Name extends string>(
  competitors: ReadonlyMap<Name, Sampler>,
  { rounds, warmUp }: Pace,
): Map<Name, number> {
  for (const sample of competitors.values()) {
    const end = performance.now() + warmUp;
    do sample();
    while (performance.now() < end);
  }
  const samples = new Map([...competitors.keys()].map((name) => [name, [] as number[]]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, sample] of competitors) samples.get(name)!.push(sample());
  }
  return new Map([...samples].map(([name, all]) => [name, median(all)]));
}

/** Times the program alone, without the delivery of its packet; see `Program.time`. */
export function programSampler(program: Program, options: RunOptions, maxRuns = MAX_RUNS): Sampler {
  let repeat = 1;
  const series = () => valid(program.time({ ...options, repeat })).durationNs;
  // The fastest, since the first ones compile.
  while (repeat < maxRuns && fastest(series) * repeat < SERIES_NS) repeat = Math.min(2 * repeat, maxRuns);
  return () => fastest(series);
}

/** Times what JavaScript does, in a loop. */
export function callSampler(action: () => void, units = 1): Sampler {
  let repeat = 1;
  const series = () => {
    const start = performance.now();
    for (let i = 0; i < repeat; i++) action();
    return ((performance.now() - start) * 1e6) / repeat;
  };
  while (fastest(series) * repeat < SERIES_NS) repeat *= 2;
  return () => fastest(series) / units;
}

/** What `whole` takes more than `part`, for each of `units`. */
export const beyond =
  (whole: Sampler, part: Sampler, units = 1): Sampler =>
  () =>
    (whole() - part()) / units;

/** One after the other, a sample each. */
export function inTurn(samplers: readonly Sampler[]): Sampler {
  let turn = 0;
  return () => samplers[turn++ % samplers.length]!();
}

function fastest(series: Sampler): number {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < SERIES; i++) best = Math.min(best, series());
  return best;
}

/** A run that says nothing about speed is an error: it was stopped, or its events found no room. */
export function valid(run: RunResult): RunResult {
  if (run.trap) throw new Error(`stopped: ${run.trap.code} in ${run.trap.program} at ${run.trap.pc}`);
  if (run.eventsLost > 0) throw new Error(`${run.eventsLost} events lost`);
  return run;
}

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

export const geomean = (numbers: readonly number[]): number =>
  Math.exp(numbers.reduce((sum, n) => sum + Math.log(n), 0) / numbers.length);
