import * as vscode from "vscode";
import type { JsonPath } from "../protocol/json.ts";
import { loadRooms } from "./rooms.ts";

/** Shows a place of the model file in its editor, in the column where the file already stands. */
export async function reveal(uri: vscode.Uri, path: JsonPath): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  const { locate } = await loadRooms();
  const { line, column, endLine, endColumn } = locate(document.getText(), path);
  const selection =
    line === endLine
      ? new vscode.Range(line - 1, column - 1, endLine - 1, endColumn - 1)
      : new vscode.Range(line - 1, column - 1, line - 1, column - 1);
  const viewColumn = columnOf(uri);
  await vscode.window.showTextDocument(document, { selection, ...(viewColumn && { viewColumn }) });
}

/** The editor column in which the file is open, if it is. */
export function columnOf(uri: vscode.Uri): vscode.ViewColumn | undefined {
  const key = uri.toString();
  return vscode.window.tabGroups.all.find(({ tabs }) =>
    tabs.some(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === key),
  )?.viewColumn;
}
