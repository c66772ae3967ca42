import { Worker } from "node:worker_threads";
import * as l10n from "@vscode/l10n";
import { Control } from "../protocol/control.ts";
import { emptyHistory } from "../protocol/history.ts";
import type { Answer, Question } from "../protocol/question.ts";
import { isActive, type RunSnapshot, type RunUpdate } from "../protocol/run.ts";
import type { LiveOrder, SettingsChange } from "../protocol/settings.ts";
import type { Topic } from "../protocol/topics.ts";
import { OpenQuestions } from "./asked.ts";
import { memoryLimit } from "./limits.ts";
import { applyUpdate } from "./mirror.ts";
import type { FileAccess } from "./open-file.ts";
import { settingsWithFile } from "./settings.ts";
import type { FromWorker, ToWorker, WorkerInput } from "./worker-protocol.ts";

export interface StartRunOptions {
  /** Identifies the run among all of this window. */
  readonly id: string;
  /** Absolute path of the built worker, `dist/worker.js`. */
  readonly workerPath: string;
  /** The model file as it is in the editor, its name for a person, and its URI. */
  readonly text: string;
  /** What holds from the start on, whatever the text says. */
  readonly settings?: SettingsChange;
  readonly fileName: string;
  readonly uri: string;
  /** Shown until the worker has read the file's own; default `fileName`. */
  readonly title?: string;
  /**
   * Where the model file is on disk (absolute), what its data files may be, and whether the run is saved. Absent
   * for an untitled file.
   */
  readonly disk?: { readonly modelFile: string; readonly access: FileAccess; readonly save: boolean };
  /** Version of the program. */
  readonly program: string;
  readonly threads?: number;
  /** Whether it waits before its first batch. */
  readonly paused?: boolean;
  /** Bytes; default `memoryLimit()`. */
  readonly memoryLimit?: number;
  /** Megabytes of JavaScript heap that the worker may take; default 2048. */
  readonly heapLimit?: number;
  readonly translations?: Record<string, string>;
}

/** Milliseconds that a worker may take to end by itself. */
const patience = 2000;

const isOver = (): string => l10n.t("The run is over, and its network is no longer in memory.");

/** One run as its host sees it. It lives on after its end, so that views can still be filled. */
export interface RunHandle {
  readonly id: string;
  readonly uri: string;
  snapshot(): RunSnapshot;
  /** Calls back on every change; the returned function ends that. */
  onUpdate(listener: (update: RunUpdate) => void): () => void;
  pause(): void;
  resume(): void;
  /** Trains to the end of the current epoch, then pauses. */
  step(): void;
  /** Trains to the end of the batch at hand, or one more, then pauses. */
  stepBatch(): void;
  /** Ends at the batch's end, and saves. */
  stop(): void;
  /**
   * Sets what may be set while the run goes on, from the next batch on, a batch size from the next epoch on; and says
   * what the file says by now.
   */
  order(order: LiveOrder): void;
  /** What views show now; the rest is not computed. */
  want(topics: readonly Topic[]): void;
  /** Asks something of the network as it stands; resolves with the answer or why there is none, never rejects. */
  ask(question: Question): Promise<Answer>;
  /** Says that the file was edited since the run began, or is again as it was. */
  setChanged(changed: boolean): void;
  /** Stops; where that takes longer than two seconds, ends the worker. */
  dispose(): void;
  /** Resolves when the worker is gone; never rejects. */
  readonly done: Promise<void>;
}

/** Starts a worker that trains a model file; problems with the file arrive as findings, with status `failed`. */
export function startRun(options: StartRunOptions): RunHandle {
  const { id, uri, fileName } = options;
  const control = new SharedArrayBuffer(4);
  const word = new Int32Array(control);
  if (options.paused) Atomics.store(word, 0, Control.pause);
  const listeners = new Set<(update: RunUpdate) => void>();
  const questions = new OpenQuestions();
  let current: RunSnapshot = {
    id,
    title: options.title ?? fileName,
    fileName,
    uri,
    progress: {
      status: "starting",
      epoch: 0,
      epochs: 0,
      seconds: 0,
      epochsPerSecond: 0,
      samplesPerSecond: 0,
    },
    history: emptyHistory,
    findings: [],
    changed: false,
  };
  const input: WorkerInput = {
    text: options.text,
    ...(options.settings ? { settings: options.settings } : {}),
    fileName,
    ...(options.disk ? { disk: options.disk } : {}),
    memoryLimit: options.memoryLimit ?? memoryLimit(),
    ...(options.threads === undefined ? {} : { threads: options.threads }),
    program: options.program,
    control,
    topics: [],
    ...(options.translations ? { translations: options.translations } : {}),
  };
  const worker = new Worker(options.workerPath, {
    workerData: input,
    resourceLimits: { maxOldGenerationSizeMb: options.heapLimit ?? 2048 },
  });

  const apply = (update: Omit<RunUpdate, "id">) => {
    const whole = { id, ...update };
    current = applyUpdate(current, whole);
    for (const listener of listeners) listener(whole);
  };
  const fail = (message: string, rest: Omit<RunUpdate, "id"> = {}) => {
    if (isActive(current.progress.status))
      apply({ ...rest, progress: { ...current.progress, status: "failed", message } });
  };
  const post = (message: ToWorker) => worker.postMessage(message);
  const command = (wanted: Control) => {
    if (Atomics.load(word, 0) === Control.stop) return;
    Atomics.store(word, 0, wanted);
    post({ type: "wake" });
  };

  let gone = () => {};
  const done = new Promise<void>((resolve) => {
    gone = resolve;
  });
  worker.on("message", (message: FromWorker) => {
    if (message.type === "update") {
      apply(message.update);
      return;
    }
    if (message.type === "answer") {
      questions.settle(message.id, message.answer);
      return;
    }
    questions.refuseAll(isOver());
    // A file system that stalls can hold the thread for ever, though the run is over.
    setTimeout(() => {
      void worker.terminate();
      gone();
    }, patience).unref();
    if (message.type === "failed") fail(message.message);
    else if (message.type === "invalid") {
      const first = message.findings.find(({ primary }) => primary);
      fail(first?.message ?? l10n.t("The file has problems."), { findings: message.findings });
    }
  });
  worker.on("error", (error: NodeJS.ErrnoException) =>
    fail(
      error.code === "ERR_WORKER_OUT_OF_MEMORY"
        ? l10n.t("The training needed more memory than it may take. Use less data, or a smaller network.")
        : l10n.t("The training failed: {0}", error.message),
    ),
  );
  worker.on("exit", () => {
    fail(l10n.t("The training was ended from outside before it was done."));
    questions.refuseAll(isOver());
    gone();
  });

  return {
    id,
    uri,
    done,
    snapshot: () => current,
    onUpdate: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    pause: () => command(Control.pause),
    resume: () => command(Control.run),
    step: () => command(Control.step),
    stepBatch: () => command(Control.stepBatch),
    stop: () => command(Control.stop),
    order: (order) => {
      if (isActive(current.progress.status)) post({ type: "order", order });
      else if (order.file && current.settings)
        apply({ settings: settingsWithFile(current.settings, current.changes ?? [], order.file) });
    },
    want: (topics) => post({ type: "topics", topics }),
    ask: (question) =>
      isActive(current.progress.status)
        ? questions.ask(question, (id) => post({ type: "ask", id, question }))
        : Promise.resolve({ status: "refused", message: isOver() }),
    setChanged: (changed) => {
      if (changed !== current.changed) apply({ changed });
    },
    dispose: () => {
      command(Control.stop);
      const timer = setTimeout(() => void worker.terminate(), patience);
      timer.unref();
      void done.then(() => clearTimeout(timer));
    },
  };
}
