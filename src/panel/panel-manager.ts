import * as vscode from "vscode";
import type { PanelTab } from "../protocol/panel.ts";
import { uriOfState } from "./messages.ts";
import { fileNameOf, Panel, type RunSource } from "./panel.ts";

export type { RunSource } from "./panel.ts";

/** Keeps one panel for each model file, and brings the panels back after a reload. */
export class PanelManager implements vscode.WebviewPanelSerializer, vscode.Disposable {
  static readonly viewType = "backprop.panel";

  readonly #extensionUri: vscode.Uri;
  readonly #source: RunSource;
  readonly #panels = new Map<string, Panel>();

  constructor(extensionUri: vscode.Uri, source: RunSource) {
    this.#extensionUri = extensionUri;
    this.#source = source;
  }

  /** The model file of the panel that has the focus. */
  get activeUri(): vscode.Uri | undefined {
    return [...this.#panels.values()].find((panel) => panel.view.active)?.uri;
  }

  /** Shows the file's panel without taking the focus, by default beside the file. */
  show(uri: vscode.Uri, column?: vscode.ViewColumn): void {
    const panel = this.#panels.get(uri.toString());
    if (panel) {
      if (!panel.view.visible || column !== undefined)
        panel.view.reveal(column ?? panel.view.viewColumn, true);
      return;
    }
    const showOptions = { viewColumn: column ?? vscode.ViewColumn.Beside, preserveFocus: true };
    this.#add(vscode.window.createWebviewPanel(PanelManager.viewType, fileNameOf(uri), showOptions), uri);
  }

  /** Shows one of the tabs of the file's panel. */
  showTab(uri: vscode.Uri, tab: PanelTab): void {
    this.show(uri);
    this.#panels.get(uri.toString())?.showTab(tab);
  }

  /** Shows an epoch on the file's loss curve. */
  showEpoch(uri: vscode.Uri, epoch: number): void {
    this.show(uri);
    this.#panels.get(uri.toString())?.showEpoch(epoch);
  }

  /** Called by VS Code after a reload; a panel whose file is unknown or already has one is closed. */
  async deserializeWebviewPanel(view: vscode.WebviewPanel, state: unknown): Promise<void> {
    const text = uriOfState(state);
    const uri = text === undefined ? undefined : parseUri(text);
    if (uri && !this.#panels.has(uri.toString())) this.#add(view, uri);
    else view.dispose();
  }

  dispose(): void {
    for (const panel of [...this.#panels.values()]) panel.view.dispose();
  }

  #add(view: vscode.WebviewPanel, uri: vscode.Uri): void {
    const key = uri.toString();
    this.#panels.set(key, new Panel(view, uri, this.#extensionUri, this.#source));
    view.onDidDispose(() => this.#panels.delete(key));
  }
}

function parseUri(text: string): vscode.Uri | undefined {
  try {
    return vscode.Uri.parse(text, true);
  } catch {
    return undefined;
  }
}
