import * as l10n from "@vscode/l10n";
import { DataError, DataErrors } from "../data/error.ts";
import { readDataSource } from "../model/data-source.ts";
import type { ModelFile } from "../model/model.ts";
import type { DataSummary } from "../protocol/data-summary.ts";
import { lookKey, sourceKey } from "./data-key.ts";
import type { DataAnswers, DataLook, DataQuestion, DataRequest } from "./data-protocol.ts";
import type { AskOptions, DataService } from "./data-service.ts";
import { noFiles } from "./no-files.ts";
import { type FileAccess, fileOpener } from "./open-file.ts";

/** Answers that are kept. */
const mostKept = 16;

/** A question on its way, and who waits for its answer. */
interface Shared {
  readonly answer: Promise<DataAnswers[DataQuestion]>;
  readonly controller: AbortController;
  readonly listeners: Set<NonNullable<AskOptions["onProgress"]>>;
  waiters: number;
}

/** Asks about data once for each state of the model file and of the files that it names. */
export class DataCache {
  readonly #service: Pick<DataService, "ask">;
  /** The latest last. */
  readonly #kept = new Map<string, DataAnswers[DataQuestion] | DataError | DataErrors>();
  readonly #shared = new Map<string, Shared>();

  constructor(service: Pick<DataService, "ask">) {
    this.#service = service;
  }

  /** What the source of the data holds; the text need not be a valid model file. Rejects as `DataService.ask` does. */
  async describe(
    text: string,
    access: FileAccess | undefined,
    options: AskOptions = {},
  ): Promise<DataSummary> {
    const source = readDataSource(text);
    if (!source)
      throw new DataError(["data"], l10n.t("The model file does not say where its data comes from."));
    const key = () => sourceKey(source, access ? fileOpener(access) : noFiles);
    return await this.#answer({ question: "describe", text, ...(access && { access }) }, key, options);
  }

  /** The data of a valid model file as the network sees it. */
  async look(
    text: string,
    model: ModelFile,
    access: FileAccess | undefined,
    options: AskOptions = {},
  ): Promise<DataLook> {
    const key = () => lookKey(model, access ? fileOpener(access) : noFiles);
    return await this.#answer({ question: "look", text, ...(access && { access }) }, key, options);
  }

  /** Whether `look` would answer at once. */
  async knows(model: ModelFile, access: FileAccess | undefined): Promise<boolean> {
    const key = await lookKey(model, access ? fileOpener(access) : noFiles).catch(() => undefined);
    return key !== undefined && this.#kept.has(`look ${key}`);
  }

  async #answer<Question extends DataQuestion>(
    request: DataRequest & { readonly question: Question },
    keyNow: () => Promise<string>,
    options: AskOptions,
  ): Promise<DataAnswers[Question]> {
    const key = `${request.question} ${await keyNow()}`;
    options.signal?.throwIfAborted();
    const kept = this.#kept.get(key);
    if (kept) {
      this.#keep(key, kept);
      if (kept instanceof DataError || kept instanceof DataErrors) throw kept;
      // The key begins with the question.
      return kept as DataAnswers[Question];
    }
    let shared = this.#shared.get(key);
    if (!shared) {
      shared = this.#ask(request);
      this.#shared.set(key, shared);
      const begun = shared;
      const forget = () => {
        if (this.#shared.get(key) === begun) this.#shared.delete(key);
      };
      shared.answer.then(
        (answer) => {
          this.#keep(key, answer);
          forget();
        },
        async (error: unknown) => {
          forget();
          if (!(error instanceof DataError || error instanceof DataErrors)) return;
          // A disk that failed may do better next time; a file that did not change is as wrong as before.
          const after = await keyNow().catch(() => undefined);
          if (`${request.question} ${after}` === key) this.#keep(key, error);
        },
      );
    }
    return (await this.#join(key, shared, options)) as DataAnswers[Question];
  }

  #ask(request: DataRequest): Shared {
    const controller = new AbortController();
    const listeners: Shared["listeners"] = new Set();
    const answer = this.#service.ask(request, {
      signal: controller.signal,
      onProgress: (bytes, total) => {
        for (const listener of listeners) listener(bytes, total);
      },
    });
    return { answer, controller, listeners, waiters: 0 };
  }

  /** Waits for an answer with others; the last one to give up cancels it. */
  #join(key: string, shared: Shared, { signal, onProgress }: AskOptions): Promise<DataAnswers[DataQuestion]> {
    shared.waiters++;
    if (onProgress) shared.listeners.add(onProgress);
    return new Promise((resolve, reject) => {
      const leave = () => {
        signal?.removeEventListener("abort", giveUp);
        if (onProgress) shared.listeners.delete(onProgress);
        shared.waiters--;
      };
      const giveUp = () => {
        leave();
        reject(signal?.reason);
        if (shared.waiters > 0) return;
        if (this.#shared.get(key) === shared) this.#shared.delete(key);
        shared.controller.abort();
      };
      signal?.addEventListener("abort", giveUp);
      shared.answer.then(
        (answer) => {
          leave();
          resolve(answer);
        },
        (error: unknown) => {
          leave();
          reject(error);
        },
      );
    });
  }

  #keep(key: string, answer: DataAnswers[DataQuestion] | DataError | DataErrors): void {
    this.#kept.delete(key);
    this.#kept.set(key, answer);
    for (const oldest of [...this.#kept.keys()].slice(0, -mostKept)) this.#kept.delete(oldest);
  }
}
