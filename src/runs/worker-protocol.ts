import type { Finding } from "../protocol/finding.ts";
import type { Answer, Question } from "../protocol/question.ts";
import type { RateTest } from "../protocol/rate-test.ts";
import type { LiveOrder, SettingsChange } from "../protocol/settings.ts";
import type { Topic } from "../protocol/topics.ts";
import type { FileAccess } from "./open-file.ts";
import type { SessionUpdate } from "./session-options.ts";

/** What a worker is started with. */
export interface WorkerInput {
  /** Find a learning rate instead of training the network; default is to train it. */
  readonly task?: "testRates";
  readonly text: string;
  /** What holds from the start on, whatever the text says. */
  readonly settings?: SettingsChange;
  readonly fileName: string;
  /** Absent for a file that is not on disk: its model may not name a data file, and the run is not saved. */
  readonly disk?: { readonly modelFile: string; readonly access: FileAccess; readonly save: boolean };
  readonly memoryLimit: number;
  readonly threads?: number;
  readonly program: string;
  /** One Int32, the control word (`Control`). */
  readonly control: SharedArrayBuffer;
  /** What views show. */
  readonly topics: readonly Topic[];
  /** Translations for `@vscode/l10n`. */
  readonly translations?: Record<string, string>;
}

export type ToWorker =
  /** The control word changed; wakes a paused run. */
  | { readonly type: "wake" }
  | { readonly type: "topics"; readonly topics: readonly Topic[] }
  | { readonly type: "order"; readonly order: LiveOrder }
  | { readonly type: "ask"; readonly id: number; readonly question: Question };

export type FromWorker =
  | { readonly type: "update"; readonly update: SessionUpdate }
  | { readonly type: "rateTest"; readonly test: RateTest }
  | { readonly type: "answer"; readonly id: number; readonly answer: Answer }
  /** Training did not start. */
  | { readonly type: "invalid"; readonly findings: readonly Finding[] }
  /** The run is over and saved. */
  | { readonly type: "ended" }
  | { readonly type: "failed"; readonly message: string };
