import * as vscode from "vscode";

/** The page on each rule that has one, `media/findings/<rule>.md`; empty until it has been read. */
export class Documentation {
  #pages: ReadonlyMap<string, vscode.Uri> = new Map();

  async read(extensionUri: vscode.Uri): Promise<void> {
    const folder = vscode.Uri.joinPath(extensionUri, "media", "findings");
    const entries = await vscode.workspace.fs.readDirectory(folder).then(
      (found) => found,
      () => [],
    );
    this.#pages = new Map(
      entries
        .map(([name]) => name)
        .filter((name) => name.endsWith(".md"))
        .map((name) => [name.slice(0, -3), vscode.Uri.joinPath(folder, name)]),
    );
  }

  get pages(): ReadonlyMap<string, vscode.Uri> {
    return this.#pages;
  }
}
