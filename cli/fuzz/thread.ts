/** One campaign that does what it is told, in a thread of its own or in this one. */
import type { Campaign, CampaignStatistics, CoverageRun, Finding, FuzzInput } from "../../vm/index.ts";
import { type FuzzSettings, openCampaign } from "./settings.ts";

export interface ThreadData {
  settings: FuzzSettings;
  stream: number;
  /** One word, not 0 when everything is to end. */
  stop: SharedArrayBuffer;
}

export interface Order {
  inputs: FuzzInput[];
  /** What others have seen. */
  seen: Uint8Array | null;
  executions: number;
  /** Milliseconds since 1970. */
  deadline: number;
  /** Whether coverage by line is wanted. */
  report: boolean;
}

export interface Answer {
  executions: number;
  added: FuzzInput[];
  findings: Finding[];
  seen: Uint8Array;
  statistics: CampaignStatistics;
  /** Counts of 0 and 1. */
  coverage: CoverageRun | null;
  /** Of the whole process, in milliseconds. */
  cpuMs: number;
}

export class FuzzThread {
  readonly #data: ThreadData;
  #campaign: Campaign | null = null;

  constructor(data: ThreadData) {
    this.#data = data;
  }

  /** Throws what opening the campaign throws. */
  async obey({ inputs, seen, executions, deadline, report }: Order): Promise<Answer> {
    const { settings, stream, stop } = this.#data;
    this.#campaign ??= await openCampaign(settings, stream);
    const fuzz = this.#campaign;
    for (const input of inputs) await fuzz.add(input);
    if (seen) fuzz.addSeen(seen);
    const flag = new Int32Array(stop);
    const stopped = () => Atomics.load(flag, 0) !== 0 || Date.now() > deadline;
    if (executions > 0) await fuzz.until(fuzz.executions + executions, stopped);
    return {
      executions: fuzz.executions,
      added: fuzz.takeAdded(),
      findings: [...fuzz.findings.values()],
      seen: fuzz.seen,
      statistics: fuzz.statistics(),
      coverage: report ? fuzz.coverage().toRun("") : null,
      cpuMs: process.cpuUsage().user / 1000,
    };
  }

  close(): void {
    this.#campaign?.close();
  }
}
