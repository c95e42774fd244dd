/** A comparison by several threads, each with machines and programs of its own. */
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { MachineError } from "../../vm/index.ts";
import { type Comparison, type Counts, compare, noCounts, type Settings } from "./comparison.ts";

type Message =
  | { counts: Counts }
  | { result: Comparison }
  | { error: { code: MachineError["code"]; message: string } };

/** Accepted programs between two messages about them. */
const STEP = 50;

/** As `compare`, with as many threads. Throws MachineError. */
export async function compareWith(jobs: number, settings: Settings): Promise<Comparison> {
  const { onProgress, ...rest } = settings;
  const progress = Array.from({ length: jobs }, noCounts);
  const results = await Promise.all(
    progress.map((_, job) => {
      const programs =
        Math.floor((settings.programs * (job + 1)) / jobs) - Math.floor((settings.programs * job) / jobs);
      return start({ ...rest, programs, share: { first: job, every: jobs } }, (counts) => {
        progress[job] = counts;
        onProgress?.(sum(progress));
      });
    }),
  );
  return {
    counts: sum(results.map(({ counts }) => counts)),
    differences: results.flatMap(({ differences }) => differences),
    cpus: results[0]!.cpus,
  };
}

function start(settings: Settings, onProgress: (counts: Counts) => void): Promise<Comparison> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: settings, trackUnmanagedFds: false });
    worker.on("error", reject);
    worker.on("message", (message: Message) => {
      if ("counts" in message) onProgress(message.counts);
      else if ("result" in message) resolve(message.result);
      else reject(new MachineError(message.error.code, message.error.message));
    });
  });
}

function sum(all: readonly Counts[]): Counts {
  const total = noCounts();
  for (const counts of all) {
    for (const name of ["generated", "accepted", "runs", "refusedRuns"] as const) total[name] += counts[name];
    for (const name of ["executed", "refusals"] as const) {
      for (const [key, count] of counts[name]) total[name].set(key, (total[name].get(key) ?? 0) + count);
    }
  }
  return total;
}

if (!isMainThread) {
  const send = (message: Message) => parentPort!.postMessage(message);
  const onProgress = (counts: Counts) => {
    if (counts.accepted % STEP === 0) send({ counts });
  };
  try {
    send({ result: await compare({ ...(workerData as Settings), onProgress }) });
  } catch (error) {
    if (!(error instanceof MachineError)) throw error;
    send({ error: { code: error.code, message: error.message } });
  }
}
