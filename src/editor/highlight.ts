import * as vscode from "vscode";
import type { JsonPath } from "../protocol/json.ts";
import { loadRooms } from "./rooms.ts";

/** Marks the lines of a model file that a view is about, without taking the focus from the view. */
export class Highlight implements vscode.Disposable {
  readonly #decoration = vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new vscode.ThemeColor("editor.rangeHighlightBackground"),
    // The background is faint in dark themes, and none in those of high contrast.
    borderColor: new vscode.ThemeColor("focusBorder"),
    borderStyle: "solid",
    borderWidth: "0 0 0 3px",
    overviewRulerColor: new vscode.ThemeColor("editorOverviewRuler.rangeHighlightForeground"),
    overviewRulerLane: vscode.OverviewRulerLane.Full,
  });
  readonly #places = new Map<string, JsonPath>();
  readonly #subscription = vscode.window.onDidChangeVisibleTextEditors((editors) => {
    for (const editor of editors) void this.#mark(editor, false);
  });

  /** Marks the place, the last one before it no more; without a path nothing of the file is marked. */
  async show(uri: vscode.Uri, path: JsonPath | undefined): Promise<void> {
    const key = uri.toString();
    if (path) this.#places.set(key, path);
    else this.#places.delete(key);
    const editors = vscode.window.visibleTextEditors.filter(
      ({ document }) => document.uri.toString() === key,
    );
    await Promise.all(editors.map((editor) => this.#mark(editor, true)));
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#decoration.dispose();
  }

  async #mark(editor: vscode.TextEditor, reveal: boolean): Promise<void> {
    const { document } = editor;
    const key = document.uri.toString();
    if (!this.#places.has(key)) {
      editor.setDecorations(this.#decoration, []);
      return;
    }
    const { locate } = await loadRooms();
    // Another place may have been asked for meanwhile.
    const path = this.#places.get(key);
    if (!path) return;
    const { line, endLine } = locate(document.getText(), path);
    const range = new vscode.Range(line - 1, 0, endLine - 1, 0);
    editor.setDecorations(this.#decoration, [range]);
    if (reveal) editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }
}
