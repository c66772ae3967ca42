import path from "node:path";
import * as vscode from "vscode";
import type { FileAccess } from "../runs/open-file.ts";
import { outsideFiles } from "./outside-files.ts";

export const isModelUri = (uri: vscode.Uri): boolean => /\.nn\.json$/i.test(uri.path);

/** Documents that the editor shows for other purposes (a diff's old side, a chat's snippet) are not checked. */
export const isModelDocument = (document: vscode.TextDocument): boolean =>
  isModelUri(document.uri) && !["git", "output", "vscode-chat-code-block"].includes(document.uri.scheme);

export const modelSelector: vscode.DocumentSelector = { pattern: "**/*.nn.json" };

export const fileNameOf = (uri: vscode.Uri): string => path.posix.basename(uri.path);

export const openDocument = (uri: vscode.Uri): vscode.TextDocument | undefined => {
  const key = uri.toString();
  return vscode.workspace.textDocuments.find((document) => document.uri.toString() === key);
};

/**
 * Where the model file's data may lie: inside its workspace folder, else inside its own folder, and what a person
 * allowed besides; only on a disk.
 */
export function fileAccess(uri: vscode.Uri): (FileAccess & { root: string }) | undefined {
  if (uri.scheme !== "file") return undefined;
  const folder = path.dirname(uri.fsPath);
  const root = vscode.workspace.getWorkspaceFolder(uri)?.uri.fsPath ?? folder;
  return { folder, root, allowed: outsideFiles.allowed };
}

/** Why the model file may not read a data file here; undefined where it may. */
export function dataFileRefusal(uri: vscode.Uri): string | undefined {
  if (!vscode.workspace.isTrusted)
    return vscode.l10n.t(
      "This workspace is not trusted, so no data file is read. Trust it to train on files.",
    );
  if (uri.scheme === "untitled")
    return vscode.l10n.t("Save the model file first: the path of its data file starts from its folder.");
  if (uri.scheme !== "file")
    return vscode.l10n.t("This model file does not lie on a disk, so it trains on values and generate only.");
  return undefined;
}
