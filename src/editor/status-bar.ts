import * as vscode from "vscode";
import { fileNameOf } from "./model-uri.ts";
import type { RunRegistry } from "./runs.ts";
import { statusText } from "./status-text.ts";

/** The one status bar item: the progress of the run that goes on, or how the last one ended. */
export class StatusBar implements vscode.Disposable {
  readonly #runs: RunRegistry;
  readonly #item: vscode.StatusBarItem;

  constructor(runs: RunRegistry) {
    this.#runs = runs;
    this.#item = vscode.window.createStatusBarItem("status", vscode.StatusBarAlignment.Left, 10);
    this.#item.name = "Backprop";
  }

  update(): void {
    const latest = this.#runs.latest();
    if (!latest) {
      this.#item.hide();
      return;
    }
    const { uri, progress } = latest;
    const others = this.#runs.active().filter((run) => run.uri.toString() !== uri.toString()).length;
    const { text, tooltip, label } = statusText(fileNameOf(uri), progress, others);
    this.#item.text = text;
    this.#item.tooltip = tooltip;
    this.#item.accessibilityInformation = { label };
    this.#item.command = {
      command: "backprop.showPanel",
      title: vscode.l10n.t("Show Panel"),
      arguments: [uri],
    };
    this.#item.show();
  }

  dispose(): void {
    this.#item.dispose();
  }
}
