import * as vscode from "vscode";
import type { ModelFile } from "../model/model.ts";
import type { Finding } from "../protocol/finding.ts";
import { type DataDesk, Refused } from "./data-desk.ts";
import { fileNameOf, isModelDocument } from "./model-uri.ts";
import { loadRooms } from "./rooms.ts";

const delay = 200;
/** Before data is read that takes more than a moment, so that it is not begun again at each letter. */
export const longDelay = 1500;

export interface Check {
  readonly document: vscode.TextDocument;
  readonly version: number;
  readonly text: string;
  readonly findings: readonly Finding[];
  /** Absent where the file is invalid. */
  readonly model?: ModelFile;
  /** The data was read too. */
  readonly complete: boolean;
}

/** Checks model files as they are typed: the file itself, and its data where that may be read. */
export class Checker implements vscode.Disposable {
  readonly #checked = new vscode.EventEmitter<Check>();
  readonly onChecked = this.#checked.event;
  readonly #waiting = new Map<string, NodeJS.Timeout>();
  readonly #running = new Map<string, AbortController>();
  readonly #desk: DataDesk;
  readonly #report: (error: unknown) => void;

  constructor(desk: DataDesk, report: (error: unknown) => void) {
    this.#desk = desk;
    this.#report = report;
  }

  /** Checks soon; a newer request for the same document takes the place of this one. */
  schedule(document: vscode.TextDocument): void {
    if (!isModelDocument(document)) return;
    const key = document.uri.toString();
    this.cancel(document.uri);
    const timer = setTimeout(() => {
      this.#waiting.delete(key);
      this.checkNow(document).catch(this.#report);
    }, delay);
    this.#waiting.set(key, timer);
  }

  cancel(uri: vscode.Uri): void {
    const key = uri.toString();
    clearTimeout(this.#waiting.get(key));
    this.#waiting.delete(key);
    this.#running.get(key)?.abort();
    this.#running.delete(key);
  }

  /**
   * Checks the document as it is now; undefined where a newer check took over. With `quick`, data that takes more than
   * a moment is left out.
   */
  async checkNow(
    document: vscode.TextDocument,
    { quick = false }: { readonly quick?: boolean } = {},
  ): Promise<Check | undefined> {
    const key = document.uri.toString();
    this.cancel(document.uri);
    const controller = new AbortController();
    this.#running.set(key, controller);
    const { signal } = controller;
    try {
      const check = await this.#check(document, quick, signal);
      if (signal.aborted) return undefined;
      this.#checked.fire(check);
      return check;
    } catch (error) {
      if (signal.aborted) return undefined;
      throw error;
    } finally {
      if (this.#running.get(key) === controller) this.#running.delete(key);
    }
  }

  async #check(document: vscode.TextDocument, quick: boolean, signal: AbortSignal): Promise<Check> {
    const { version, uri } = document;
    const text = document.getText();
    const { parseModelFile, checkModel } = await loadRooms();
    const { model, findings } = parseModelFile(text);
    const base = { document, version, text };
    if (!model) return { ...base, findings, complete: false };
    const alone: Check = { ...base, findings, model, complete: false };
    if (!(await this.#desk.isQuick(uri, model))) {
      if (quick) return alone;
      // What the file itself has to tell does not wait for its data.
      if (!signal.aborted) this.#checked.fire(alone);
      await pause(longDelay, signal);
    }
    try {
      let complete = false;
      const checked = await checkModel(text, fileNameOf(uri), async () => {
        const { statistics } = await this.#desk.look(uri, text, model, { signal });
        complete = true;
        return statistics;
      });
      return { ...base, findings: checked.findings, model, complete };
    } catch (error) {
      // The run will tell, if it comes to the same end.
      if (!(error instanceof Refused) && !signal.aborted) this.#report(error);
      return alone;
    }
  }

  dispose(): void {
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    for (const controller of this.#running.values()) controller.abort();
    this.#checked.dispose();
  }
}

/** Rejects with the reason of the signal once that is aborted. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
