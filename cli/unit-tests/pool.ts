import { Worker } from "node:worker_threads";
import { type ObjectReport, type RunSettings, testObject } from "./run.ts";

/** Tests objects, `jobs` at a time, each in a thread of its own; with one job, or one object, in this thread. */
export async function testObjects(
  files: readonly string[],
  settings: RunSettings,
  jobs: number,
  done: (report: ObjectReport, index: number) => void,
): Promise<void> {
  const threads = Math.min(jobs, files.length);
  if (threads === 1) {
    for (const [i, file] of files.entries()) done(await testObject(file, settings), i);
    return;
  }
  let next = 0;
  const workers: Worker[] = [];
  const work = () =>
    new Promise<void>((resolve, reject) => {
      const worker = new Worker(new URL("./worker.js", import.meta.url), {
        workerData: settings,
        trackUnmanagedFds: false,
      });
      workers.push(worker);
      let index = 0;
      const send = () => {
        index = next++;
        if (index < files.length) worker.postMessage(files[index]);
        else resolve();
      };
      worker.on("message", (report: ObjectReport) => {
        done(report, index);
        send();
      });
      worker.on("error", reject);
      send();
    });
  try {
    await Promise.all(Array.from({ length: threads }, work));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}
