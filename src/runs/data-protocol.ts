import { DataError, DataErrors } from "../data/error.ts";
import type { DataPreview } from "../protocol/data-preview.ts";
import type { DataSummary } from "../protocol/data-summary.ts";
import type { DataStatistics } from "../protocol/statistics.ts";
import type { FileAccess } from "./open-file.ts";

/** What the loaded data of a model file shows. */
export interface DataLook {
  readonly statistics: DataStatistics;
  readonly preview: DataPreview;
}

/** What a data worker can be asked, and what it answers. */
export interface DataAnswers {
  /** What the source holds; the text need not be a valid model file. */
  readonly describe: DataSummary;
  /** The data as the network sees it; the text is a valid model file. */
  readonly look: DataLook;
}
export type DataQuestion = keyof DataAnswers;

/** What a data worker is started with. */
export interface DataWorkerInput {
  /** Bytes that the data of a question may take. */
  readonly memoryLimit: number;
  /** Translations for `@vscode/l10n`. */
  readonly translations?: Record<string, string>;
}

export interface DataRequest {
  readonly question: DataQuestion;
  /** The model file. */
  readonly text: string;
  /** Absent for a file that is not on disk. */
  readonly access?: FileAccess;
}

export type ToDataWorker =
  | { readonly type: "ask"; readonly id: number; readonly request: DataRequest }
  | { readonly type: "cancel"; readonly id: number };

export type FromDataWorker =
  | { readonly type: "answer"; readonly id: number; readonly answer: DataAnswers[DataQuestion] }
  /** How much is read; sent at least so often that its absence means that nothing goes on. */
  | { readonly type: "progress"; readonly id: number; readonly bytes: number; readonly total: number }
  /** The data is wrong, at these places. */
  | { readonly type: "wrong"; readonly id: number; readonly errors: readonly SentError[] }
  | { readonly type: "failed"; readonly id: number; readonly message: string };

/** A `DataError` on its way between threads, where only its message would be kept. */
export interface SentError extends Pick<DataError, "path" | "message" | "rule" | "fixes"> {
  readonly at?: DataError["at"];
}

/** What is sent of an error about the data; undefined for any other. */
export function sentErrors(error: unknown): SentError[] | undefined {
  const errors = error instanceof DataErrors ? error.errors : error instanceof DataError ? [error] : [];
  if (errors.length === 0) return undefined;
  return errors.map(({ path, message, at, rule, fixes }) => ({ path, message, at, rule, fixes }));
}

/** The error that was sent. */
export function receivedError(sent: readonly SentError[]): DataError | DataErrors {
  const errors = sent.map(
    ({ path, message, at, rule, fixes }) => new DataError(path, message, { rule, fixes, ...(at && { at }) }),
  );
  const [only, ...others] = errors;
  return only && others.length === 0 ? only : new DataErrors(errors);
}
