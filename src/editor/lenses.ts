import * as vscode from "vscode";
import { lensTexts } from "./lens-text.ts";
import { loadRooms } from "./rooms.ts";
import type { RunRegistry } from "./runs.ts";

/** The lenses over "training": train, or the live state and controls of the file's run. */
export class Lenses implements vscode.CodeLensProvider, vscode.Disposable {
  readonly #runs: RunRegistry;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.#changed.event;

  constructor(runs: RunRegistry) {
    this.#runs = runs;
  }

  update(): void {
    this.#changed.fire();
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const { locate } = await loadRooms();
    const { line, column } = locate(document.getText(), ["training"], { key: true });
    const position = new vscode.Position(line - 1, column - 1);
    const range = new vscode.Range(position, position);
    return lensTexts(this.#runs.progress(document.uri)).map(
      (lens) => new vscode.CodeLens(range, { ...lens, arguments: [document.uri] }),
    );
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
