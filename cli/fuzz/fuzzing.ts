/** A campaign over threads: rounds, until time or executions are used up. */
import type { CoverageRun, Finding, FuzzInput } from "../../vm/index.ts";
import { FuzzPool } from "./pool.ts";
import type { FuzzSettings } from "./settings.ts";
import type { Answer, Order } from "./thread.ts";

/** Inputs that a thread runs between two exchanges. */
const ROUND = 1 << 17;

export interface Progress {
  seconds: number;
  executions: number;
  /** Executions per second, since the last round. */
  rate: number;
  corpus: number;
  edges: number;
  /** Seconds since an edge was passed for the first time. */
  sinceNew: number;
  findings: number;
}

export interface Outcome {
  executions: number;
  seconds: number;
  /** Of all cores together. */
  cpuSeconds: number;
  corpus: number;
  edges: number;
  edgesInReach: number;
  findings: (Finding & { seconds: number })[];
  /** Of the object's programs, counts of 0 and 1. */
  coverage: CoverageRun;
  /** Inputs that the kernel was asked about; null without it. */
  compared: number | null;
  /** How far the search was, whenever it had got further. */
  history: { seconds: number; executions: number; edges: number; corpus: number }[];
}

export interface Limits {
  executions: number | null;
  seconds: number | null;
  /** Told of inputs that are kept; gives what it finds wrong with them. */
  kept(inputs: readonly FuzzInput[]): Promise<readonly Finding[]>;
  progress(progress: Progress): void;
}

export class Fuzzing {
  readonly #pool: FuzzPool;
  readonly #jobs: number;
  #stopped = false;

  constructor(settings: FuzzSettings, { jobs, firstStream }: { jobs: number; firstStream: number }) {
    this.#jobs = jobs;
    this.#pool = new FuzzPool(settings, jobs, firstStream);
  }

  async run(seeds: readonly FuzzInput[], limits: Limits): Promise<Outcome> {
    const start = Date.now();
    const deadline = limits.seconds === null ? Number.POSITIVE_INFINITY : start + 1000 * limits.seconds;
    const seconds = () => (Date.now() - start) / 1000;
    const findings = new Map<string, Finding & { seconds: number }>();
    const history: Outcome["history"] = [];
    const corpora: FuzzInput[][] = Array.from({ length: this.#jobs }, () => [...seeds]);
    let answers: Answer[] = [];
    let executions = 0;
    let edges = 0;
    let lastNew = 0;
    let lastRound = 0;
    let seen: Uint8Array | null = null;
    let corpus = 0;
    const order = (i: number, share: number, report: boolean): Order => ({
      inputs: corpora[i]!.splice(0),
      seen: report ? seen : null,
      executions: share,
      deadline: limits.seconds === null ? Number.MAX_SAFE_INTEGER : deadline,
      report,
    });
    while (!this.#stopped && Date.now() < deadline) {
      const left = limits.executions === null ? Number.POSITIVE_INFINITY : limits.executions - executions;
      if (left <= 0) break;
      const share = Math.min(ROUND, Math.ceil(left / this.#jobs));
      answers = await this.#pool.round(corpora.map((_, i) => order(i, share, false)));
      const before = executions;
      executions = answers.reduce((sum, answer) => sum + answer.executions, 0);
      const added: FuzzInput[] = [];
      for (const [i, answer] of answers.entries()) {
        added.push(...answer.added);
        for (const [j, others] of corpora.entries()) if (j !== i) others.push(...answer.added);
        for (const finding of answer.findings) {
          const known = findings.get(finding.key);
          if (!known) findings.set(finding.key, { ...finding, seconds: seconds() });
        }
      }
      for (const finding of await limits.kept(added)) {
        if (!findings.has(finding.key)) findings.set(finding.key, { ...finding, seconds: seconds() });
      }
      seen = union(answers.map((answer) => answer.seen));
      corpus = Math.max(...answers.map((answer) => answer.statistics.corpus));
      const passed = seen.reduce((sum, bits) => sum + (bits ? 1 : 0), 0);
      if (passed > edges) {
        edges = passed;
        lastNew = seconds();
        history.push({ seconds: lastNew, executions, edges, corpus });
      }
      const now = seconds();
      limits.progress({
        seconds: now,
        executions,
        rate: (executions - before) / Math.max(now - lastRound, 0.001),
        corpus,
        edges,
        sinceNew: now - lastNew,
        findings: findings.size,
      });
      lastRound = now;
    }
    // One thread tells of all.
    const took = seconds();
    const cpuSeconds = answers.reduce((sum, { cpuMs }) => Math.max(sum, cpuMs), 0) / 1000;
    const [last] = await this.#pool.round(corpora.map((_, i) => order(i, 0, i === 0)));
    for (const finding of findings.values()) {
      const times = answers.map(
        (answer) => answer.findings.find(({ key }) => key === finding.key)?.times ?? 0,
      );
      finding.times = Math.max(
        1,
        times.reduce((sum, n) => sum + n, 0),
      );
    }
    return {
      executions,
      seconds: took,
      cpuSeconds,
      corpus,
      edges: last!.statistics.edges,
      edgesInReach: last!.statistics.edgesInReach,
      findings: [...findings.values()],
      coverage: last!.coverage!,
      compared: null,
      history: [...history, { seconds: took, executions, edges, corpus }],
    };
  }

  /** Has the search end soon. */
  stop(): void {
    this.#stopped = true;
    this.#pool.stop();
  }

  close(): Promise<void> {
    return this.#pool.close();
  }
}

function union(all: readonly Uint8Array[]): Uint8Array {
  const result = all[0]!.slice();
  for (const one of all) for (const [i, bits] of one.entries()) result[i]! |= bits;
  return result;
}
