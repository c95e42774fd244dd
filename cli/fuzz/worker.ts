/** A thread that fuzzes: see `pool.ts`. */
import { parentPort, workerData } from "node:worker_threads";
import { describeError } from "../messages.ts";
import { FuzzThread, type Order, type ThreadData } from "./thread.ts";

const port = parentPort!;
const thread = new FuzzThread(workerData as ThreadData);
port.on("message", async (order: Order) => {
  try {
    port.postMessage(await thread.obey(order));
  } catch (error) {
    const described = describeError(error);
    if (described === null) throw error;
    port.postMessage({ described });
  }
});
