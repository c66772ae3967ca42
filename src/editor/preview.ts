import * as vscode from "vscode";
import type { PreviewState } from "../protocol/panel.ts";
import { type Checker, longDelay, pause } from "./checker.ts";
import { type DataDesk, Refused } from "./data-desk.ts";
import { loadRooms } from "./rooms.ts";

/** Follows a model file's data for a view that shows it: at once, and again after each check of an edit. */
export class Preview implements vscode.Disposable {
  readonly #desk: DataDesk;
  readonly #uri: vscode.Uri;
  readonly #listener: (preview: PreviewState) => void;
  readonly #subscription: vscode.Disposable;
  #reading: AbortController | undefined;
  #shown: unknown;

  constructor(desk: DataDesk, checker: Checker, uri: vscode.Uri, listener: (preview: PreviewState) => void) {
    this.#desk = desk;
    this.#uri = uri;
    this.#listener = listener;
    this.#subscription = checker.onChecked(({ document }) => {
      if (document.uri.toString() === uri.toString()) void this.#read(true);
    });
    void this.#read(false);
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#reading?.abort();
  }

  async #read(again: boolean): Promise<void> {
    this.#reading?.abort();
    const controller = new AbortController();
    this.#reading = controller;
    const { signal } = controller;
    const tell = (preview: PreviewState) => {
      if (signal.aborted) return;
      if (preview.status !== "ready") this.#shown = undefined;
      this.#listener(preview);
    };
    try {
      const look = await this.#look(again, signal, (percent) => tell({ status: "reading", percent }));
      // The same answer comes as the same object.
      if (look === this.#shown) return;
      tell({ status: "ready", preview: look.preview });
      this.#shown = look;
    } catch (error) {
      tell({ status: "failed", message: error instanceof Error ? error.message : String(error) });
    }
  }

  async #look(again: boolean, signal: AbortSignal, onPercent: (percent: number) => void) {
    const document = await vscode.workspace.openTextDocument(this.#uri);
    const text = document.getText();
    const { parseModelFile } = await loadRooms();
    const { model, findings } = parseModelFile(text);
    if (!model) throw new Refused(findings[0]?.message ?? vscode.l10n.t("The file has problems."));
    if (!(await this.#desk.isQuick(this.#uri, model))) {
      // What a person types now may change it once more.
      if (again) await pause(longDelay, signal);
      onPercent(0);
    }
    const onProgress = (bytes: number, total: number) =>
      onPercent(total > 0 ? Math.min(100, Math.floor((100 * bytes) / total)) : 0);
    return await this.#desk.look(this.#uri, text, model, { signal, onProgress });
  }
}
