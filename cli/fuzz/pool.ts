/**
 * Threads that fuzz side by side. They work in rounds of as many inputs each, and tell each other between rounds what
 * they found: so what they do depends on their number and the seed, and not on which of them is faster.
 */
import { Worker } from "node:worker_threads";
import { ThreadError } from "../errors.ts";
import type { DescribedError } from "../messages.ts";
import type { FuzzSettings } from "./settings.ts";
import { type Answer, FuzzThread, type Order, type ThreadData } from "./thread.ts";

export class FuzzPool {
  readonly #stop = new SharedArrayBuffer(4);
  /** With one job, this thread does the work. */
  readonly #own: FuzzThread | null;
  readonly #workers: readonly Worker[];

  /** Thread `i` draws from a stream of its own, `firstStream + i`. */
  constructor(settings: FuzzSettings, jobs: number, firstStream: number) {
    const data = (i: number): ThreadData => ({ settings, stream: firstStream + i, stop: this.#stop });
    this.#own = jobs === 1 ? new FuzzThread(data(0)) : null;
    this.#workers = Array.from(
      { length: jobs === 1 ? 0 : jobs },
      (_, i) => new Worker(new URL("./worker.js", import.meta.url), { workerData: data(i) }),
    );
  }

  /** One order for each thread; their answers in the same order. Throws ThreadError, or what this thread throws. */
  async round(orders: readonly Order[]): Promise<Answer[]> {
    if (this.#own) {
      const answer = await this.#own.obey(orders[0]!);
      // Whoever waits for a signal gets a turn.
      await new Promise((resolve) => setImmediate(resolve));
      return [answer];
    }
    return Promise.all(this.#workers.map((worker, i) => ask(worker, orders[i]!)));
  }

  /** Has the present round end soon. */
  stop(): void {
    Atomics.store(new Int32Array(this.#stop), 0, 1);
  }

  async close(): Promise<void> {
    this.#own?.close();
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }
}

function ask(worker: Worker, order: Order): Promise<Answer> {
  return new Promise<Answer>((resolve, reject) => {
    worker.once("error", reject);
    worker.once("message", (answer: Answer | { described: DescribedError }) => {
      worker.off("error", reject);
      if ("described" in answer) reject(new ThreadError(answer.described));
      else resolve(answer);
    });
    worker.postMessage(order);
  });
}
