import { Worker } from "node:worker_threads";
import * as l10n from "@vscode/l10n";
import { Control } from "../protocol/control.ts";
import { emptyRateTest, isTesting, type RateTest } from "../protocol/rate-test.ts";
import { memoryLimit } from "./limits.ts";
import type { StartRunOptions } from "./run-handle.ts";
import type { FromWorker, WorkerInput } from "./worker-protocol.ts";

export type StartRateTestOptions = Pick<
  StartRunOptions,
  "workerPath" | "text" | "fileName" | "disk" | "program" | "memoryLimit" | "heapLimit" | "translations"
>;

/** A search for a learning rate as its host sees it. It lives on after its end, so that views can still be filled. */
export interface RateTestHandle {
  readonly test: RateTest;
  /** Calls back on every change; the returned function ends that. */
  onUpdate(listener: (test: RateTest) => void): () => void;
  /** Ends it; where that takes longer than two seconds, ends the worker. */
  dispose(): void;
}

/** Milliseconds that a worker may take to end by itself. */
const patience = 2000;

/** Starts a worker that looks for a learning rate for a model file; problems with the file arrive as a failed test. */
export function startRateTest(options: StartRateTestOptions): RateTestHandle {
  const control = new SharedArrayBuffer(4);
  const word = new Int32Array(control);
  const listeners = new Set<(test: RateTest) => void>();
  let test = emptyRateTest;
  const input: WorkerInput = {
    task: "testRates",
    text: options.text,
    fileName: options.fileName,
    ...(options.disk ? { disk: options.disk } : {}),
    memoryLimit: options.memoryLimit ?? memoryLimit(),
    program: options.program,
    control,
    topics: [],
    ...(options.translations ? { translations: options.translations } : {}),
  };
  const worker = new Worker(options.workerPath, {
    workerData: input,
    resourceLimits: { maxOldGenerationSizeMb: options.heapLimit ?? 2048 },
  });
  const apply = (next: RateTest) => {
    test = next;
    for (const listener of listeners) listener(test);
  };
  const fail = (message: string) => {
    if (isTesting(test)) apply({ ...test, status: "failed", message });
  };
  worker.on("message", (message: FromWorker) => {
    if (message.type === "rateTest") apply(message.test);
    else if (message.type === "failed") fail(message.message);
  });
  worker.on("error", (error) => fail(l10n.t("The search failed: {0}", error.message)));
  worker.on("exit", () => fail(l10n.t("The search was ended.")));
  return {
    get test() {
      return test;
    },
    onUpdate: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose: () => {
      Atomics.store(word, 0, Control.stop);
      setTimeout(() => void worker.terminate(), patience).unref();
    },
  };
}
