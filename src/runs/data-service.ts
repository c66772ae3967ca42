import { Worker } from "node:worker_threads";
import * as l10n from "@vscode/l10n";
import {
  type DataAnswers,
  type DataQuestion,
  type DataRequest,
  type DataWorkerInput,
  type FromDataWorker,
  receivedError,
  type ToDataWorker,
} from "./data-protocol.ts";

export interface DataServiceOptions {
  /** Absolute path of the built worker, `dist/data-worker.js`. */
  readonly workerPath: string;
  /** Bytes that the data of a question may take. */
  readonly memoryLimit: number;
  /** Megabytes of JavaScript heap that the worker may take; default 1024. */
  readonly heapLimit?: number;
  readonly translations?: Record<string, string>;
  /** Milliseconds without a question after which the worker is let go, its memory with it; default 30 s. */
  readonly idle?: number;
  /** Milliseconds without a sign of life, or to obey a cancel, after which a worker hangs; default a minute and 3 s. */
  readonly patience?: number;
  readonly cancelPatience?: number;
}

export interface AskOptions {
  readonly signal?: AbortSignal;
  /** Told how many bytes of a file are read, of how many. */
  readonly onProgress?: (bytes: number, total: number) => void;
}

interface Job {
  readonly id: number;
  readonly request: DataRequest;
  readonly resolve: (answer: DataAnswers[DataQuestion]) => void;
  readonly reject: (error: unknown) => void;
  readonly onProgress: AskOptions["onProgress"];
  cancelled: boolean;
}

/**
 * Asks a worker about data, one question after the other, so that neither the editor nor its memory suffers. The
 * worker is started when it is needed, ends when it has not been for a while, and is replaced where it hangs or dies.
 */
export class DataService {
  readonly #options: DataServiceOptions;
  readonly #waiting: Job[] = [];
  #running: Job | undefined;
  #worker: Worker | undefined;
  #timer: NodeJS.Timeout | undefined;
  #next = 0;

  constructor(options: DataServiceOptions) {
    this.#options = options;
  }

  /**
   * The worker's answer. Rejects with a `DataError` (several: `DataErrors`) where the data is wrong, with the signal's
   * reason once that is aborted, and with an error that says why where the worker came to an end.
   */
  ask<Question extends DataQuestion>(
    request: DataRequest & { readonly question: Question },
    { signal, onProgress }: AskOptions = {},
  ): Promise<DataAnswers[Question]> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason);
        return;
      }
      const job: Job = {
        id: this.#next++,
        request,
        resolve: (answer) => {
          signal?.removeEventListener("abort", cancel);
          // The worker answers what it was asked.
          resolve(answer as DataAnswers[Question]);
        },
        reject: (error) => {
          signal?.removeEventListener("abort", cancel);
          reject(error);
        },
        onProgress,
        cancelled: false,
      };
      const cancel = () => this.#cancel(job, signal?.reason);
      signal?.addEventListener("abort", cancel);
      this.#waiting.push(job);
      this.#begin();
    });
  }

  dispose(): void {
    for (const job of this.#waiting.splice(0)) job.reject(new Error("disposed"));
    this.#end(new Error("disposed"));
  }

  #begin(): void {
    if (this.#running) return;
    const job = this.#waiting.shift();
    if (!job) {
      if (this.#worker) this.#arm(this.#options.idle ?? 30_000, () => this.#end());
      return;
    }
    this.#running = job;
    this.#worker ??= this.#start();
    this.#post({ type: "ask", id: job.id, request: job.request });
    this.#expectLife();
  }

  #cancel(job: Job, reason: unknown): void {
    if (job.cancelled) return;
    job.cancelled = true;
    job.reject(reason);
    const at = this.#waiting.indexOf(job);
    if (at >= 0) this.#waiting.splice(at, 1);
    if (this.#running !== job) return;
    this.#post({ type: "cancel", id: job.id });
    this.#arm(this.#options.cancelPatience ?? 3000, () => this.#replace(new Error("cancelled")));
  }

  #start(): Worker {
    const { workerPath, memoryLimit, translations, heapLimit = 1024 } = this.#options;
    const input: DataWorkerInput = { memoryLimit, ...(translations && { translations }) };
    const worker = new Worker(workerPath, {
      workerData: input,
      resourceLimits: { maxOldGenerationSizeMb: heapLimit },
    });
    worker.unref();
    const current = (act: () => void) => {
      if (this.#worker === worker) act();
    };
    worker.on("message", (message: FromDataWorker) => current(() => this.#receive(message)));
    worker.on("error", (error: NodeJS.ErrnoException) => current(() => this.#replace(failure(error))));
    worker.on("exit", () =>
      current(() => this.#replace(new Error(l10n.t("Reading the data was ended from outside.")))),
    );
    return worker;
  }

  #receive(message: FromDataWorker): void {
    const job = this.#running;
    if (!job || job.id !== message.id) return;
    if (message.type === "progress") {
      if (job.cancelled) return;
      this.#expectLife();
      job.onProgress?.(message.bytes, message.total);
      return;
    }
    this.#running = undefined;
    clearTimeout(this.#timer);
    if (message.type === "answer") job.resolve(message.answer);
    else if (message.type === "wrong") job.reject(receivedError(message.errors));
    else job.reject(new Error(message.message));
    this.#begin();
  }

  #expectLife(): void {
    this.#arm(this.#options.patience ?? 60_000, () =>
      this.#replace(new Error(l10n.t("Looking at the data took too long. Use less data."))),
    );
  }

  #arm(milliseconds: number, act: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(act, milliseconds);
    this.#timer.unref();
  }

  #post(message: ToDataWorker): void {
    this.#worker?.postMessage(message);
  }

  /** Ends the worker, and goes on with what waits in a new one. */
  #replace(error: Error): void {
    this.#end(error);
    this.#begin();
  }

  #end(error?: Error): void {
    clearTimeout(this.#timer);
    const [worker, job] = [this.#worker, this.#running];
    this.#worker = undefined;
    this.#running = undefined;
    void worker?.terminate();
    if (error) job?.reject(error);
  }
}

const failure = (error: NodeJS.ErrnoException): Error =>
  new Error(
    error.code === "ERR_WORKER_OUT_OF_MEMORY"
      ? l10n.t("Looking at the data needed more memory than it may take. Use less data.")
      : l10n.t("Looking at the data failed: {0}", error.message),
  );
