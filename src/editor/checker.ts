import * as vscode from "vscode";
import type { OpenFiles } from "../data/files.ts";
import type { ModelFile } from "../model/model.ts";
import type { Finding } from "../protocol/finding.ts";
import { cellsOf } from "./check-size.ts";
import { dataFileRefusal, fileAccess, fileNameOf, isModelDocument } from "./model-uri.ts";
import { loadRooms } from "./rooms.ts";

/** Larger data is checked by the run's worker alone. */
const largestFile = 1 << 20;
const largestCells = 200_000;
const memoryLimit = 256 << 20;
const delay = 200;

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

/** Checks model files as they are typed: the file itself, and its data where that is quick and allowed. */
export class Checker implements vscode.Disposable {
  readonly #checked = new vscode.EventEmitter<Check>();
  readonly onChecked = this.#checked.event;
  readonly #waiting = new Map<string, NodeJS.Timeout>();
  readonly #running = new Map<string, AbortController>();
  readonly #report: (error: unknown) => void;

  constructor(report: (error: unknown) => void) {
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

  /** Checks the document as it is now; undefined where a newer check took over. */
  async checkNow(document: vscode.TextDocument): Promise<Check | undefined> {
    const key = document.uri.toString();
    this.cancel(document.uri);
    const controller = new AbortController();
    this.#running.set(key, controller);
    try {
      const check = await this.#check(document, controller.signal);
      if (controller.signal.aborted) return undefined;
      this.#checked.fire(check);
      return check;
    } catch (error) {
      if (controller.signal.aborted) return undefined;
      throw error;
    } finally {
      if (this.#running.get(key) === controller) this.#running.delete(key);
    }
  }

  async #check(document: vscode.TextDocument, signal: AbortSignal): Promise<Check> {
    const { version, uri } = document;
    const text = document.getText();
    const fileName = fileNameOf(uri);
    const { parseModelFile, prepare } = await loadRooms();
    const { model, findings } = parseModelFile(text);
    const base = { document, version, text };
    if (!model) return { ...base, findings, complete: false };
    const open = await opener(uri, model);
    if (!open) return { ...base, findings, model, complete: false };
    const prepared = await prepare(text, open, { fileName, memoryLimit, signal });
    return { ...base, findings: prepared.findings, model, complete: prepared.dataset !== undefined };
  }

  dispose(): void {
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    for (const controller of this.#running.values()) controller.abort();
    this.#checked.dispose();
  }
}

/** What opens the model's data file for a check; undefined where the data is too large or may not be read. */
async function opener(uri: vscode.Uri, model: ModelFile): Promise<OpenFiles | undefined> {
  const { file } = model.data;
  if (file === undefined)
    return cellsOf(model.data) <= largestCells ? (path) => Promise.reject(new Error(path)) : undefined;
  const access = fileAccess(uri);
  if (!access || dataFileRefusal(uri)) return undefined;
  const { fileOpener } = await loadRooms();
  const open = fileOpener(access);
  const size = await Promise.all(file.map(open)).then(
    (files) => files.flat().reduce((sum, { size }) => sum + size, 0),
    () => 0,
  );
  return size <= largestFile ? open : undefined;
}
