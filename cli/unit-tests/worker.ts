/** A thread that tests the objects it is sent, one after the other. */
import { parentPort, workerData } from "node:worker_threads";
import { type RunSettings, testObject } from "./run.ts";

const port = parentPort!;
port.on("message", async (file: string) => {
  port.postMessage(await testObject(file, workerData as RunSettings));
});
