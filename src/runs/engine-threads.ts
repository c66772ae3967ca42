import path from "node:path";
import { Worker } from "node:worker_threads";
import type { StartThread } from "../engine/threads.ts";

/** Starts the engine's threads; `folder` is that of the bundles, where `engine-thread.js` lies. */
export const engineThreads =
  (folder: string): StartThread =>
  (job) => {
    const worker = new Worker(path.join(folder, "engine-thread.js"), { workerData: job });
    // Where it cannot be started the run goes on without it.
    worker.on("error", () => {});
    worker.unref();
  };
