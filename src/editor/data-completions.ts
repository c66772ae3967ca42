import * as vscode from "vscode";
import type { DataGap } from "../model/data-place.ts";
import { abortWith } from "./abort.ts";
import type { DataDesk } from "./data-desk.ts";
import { pictureOf } from "./data-hovers.ts";
import { mayNameData } from "./data-position.ts";
import { columnLine, columnMarkdown } from "./data-text.ts";
import { dataFileRefusal, fileAccess } from "./model-uri.ts";
import { loadRooms } from "./rooms.ts";

/** Names of data files in `file`, and of the data's own columns in `inputs` and `targets`. */
export class DataCompletions implements vscode.CompletionItemProvider {
  static readonly triggers = ['"', "/"];
  readonly #desk: DataDesk;

  constructor(desk: DataDesk) {
    this.#desk = desk;
  }

  async provideCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.CompletionItem[]> {
    const text = document.getText();
    const offset = document.offsetAt(position);
    if (!mayNameData(text.slice(0, offset))) return [];
    const { dataGapAt } = await loadRooms();
    const gap = dataGapAt(text, offset);
    if (!gap) return [];
    const range = new vscode.Range(
      document.positionAt(gap.offset),
      document.positionAt(gap.offset + gap.length),
    );
    const items =
      gap.kind === "file"
        ? await fileItems(document.uri, gap)
        : await this.#columnItems(document.uri, text, gap, token);
    for (const item of items) item.range = range;
    return items;
  }

  async #columnItems(
    uri: vscode.Uri,
    text: string,
    { taken }: DataGap,
    token: vscode.CancellationToken,
  ): Promise<vscode.CompletionItem[]> {
    // What is wrong with the data is told elsewhere.
    const summary = await this.#desk
      .describe({ uri, text }, { signal: abortWith(token) })
      .catch(() => undefined);
    if (!summary) return [];
    const free = summary.columns.filter(({ name }) => !taken.includes(name));
    return await Promise.all(
      free.map(async (column, index) => {
        const item = named(column.name, vscode.CompletionItemKind.Field, index);
        item.detail = columnLine(column);
        item.documentation = new vscode.MarkdownString(
          columnMarkdown(column, summary.rows, await pictureOf(column)),
        );
        return item;
      }),
    );
  }
}

async function fileItems(uri: vscode.Uri, { typed, taken }: DataGap): Promise<vscode.CompletionItem[]> {
  const access = fileAccess(uri);
  if (!access || dataFileRefusal(uri)) return [];
  const { listDataFiles, formatBytes } = await loadRooms();
  return (await listDataFiles(access, typed))
    .filter(({ path }) => !taken.includes(path))
    .map(({ path, isFolder, size }, index) => {
      const item = named(
        path,
        isFolder ? vscode.CompletionItemKind.Folder : vscode.CompletionItemKind.File,
        // Files first: a folder is only a way to one.
        index + (isFolder ? 1e6 : 0),
      );
      if (size !== undefined) item.detail = formatBytes(size);
      // On to what is in it.
      if (isFolder) {
        item.insertText = new vscode.SnippetString()
          .appendText(JSON.stringify(path).slice(0, -1))
          .appendTabstop(0)
          .appendText('"');
        item.command = { command: "editor.action.triggerSuggest", title: "" };
      }
      return item;
    });
}

/** An item that takes the place of a whole JSON string, shown without its quotes. */
function named(name: string, kind: vscode.CompletionItemKind, order: number): vscode.CompletionItem {
  const item = new vscode.CompletionItem(name, kind);
  item.insertText = JSON.stringify(name);
  item.filterText = item.insertText;
  item.sortText = String(order).padStart(8, "0");
  return item;
}
