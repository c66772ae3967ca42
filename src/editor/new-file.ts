import * as vscode from "vscode";
import { describeExample, type Example, freeName, inTeachingOrder } from "./examples.ts";
import { openDocument } from "./model-uri.ts";
import { loadRooms } from "./rooms.ts";

interface ExampleItem extends vscode.QuickPickItem {
  readonly example: Example;
  readonly text: string;
}

/** Lets a person pick an example and opens a copy of it: untitled, or saved together with the data that it reads. */
export async function newModelFile(extensionUri: vscode.Uri): Promise<void> {
  const folder = vscode.Uri.joinPath(extensionUri, "media", "examples");
  const picked = await vscode.window.showQuickPick(readExamples(folder), {
    title: vscode.l10n.t("New Model File"),
    placeHolder: vscode.l10n.t("Pick the example to start from"),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (!picked) return;
  const { example, text } = picked;
  if (example.dataFile === undefined) await openUntitled(example, text);
  else await saveWithData(example, text, vscode.Uri.joinPath(folder, example.dataFile), example.dataFile);
}

async function readExamples(folder: vscode.Uri): Promise<ExampleItem[]> {
  const { parseJson } = await loadRooms();
  const entries = await vscode.workspace.fs.readDirectory(folder);
  const names = entries.map(([name]) => name).filter((name) => name.endsWith(".nn.json"));
  return Promise.all(
    inTeachingOrder(names).map(async (name): Promise<ExampleItem> => {
      const text = await readText(vscode.Uri.joinPath(folder, name));
      const example = describeExample(name, text, parseJson(text));
      return { example, text, label: example.title, description: name, detail: example.teaches };
    }),
  );
}

const readText = async (uri: vscode.Uri): Promise<string> =>
  new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));

async function openUntitled(example: Example, text: string): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const existing = folder ? await namesIn(folder) : new Set<string>();
  const uriOf = (name: string) =>
    vscode.Uri.from({
      scheme: "untitled",
      path: folder?.scheme === "file" ? vscode.Uri.joinPath(folder, name).path : name,
    });
  const name = freeName(
    example.fileName,
    (taken) => existing.has(taken) || openDocument(uriOf(taken)) !== undefined,
  );
  const document = await vscode.workspace.openTextDocument(uriOf(name));
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, new vscode.Position(0, 0), text);
  await vscode.workspace.applyEdit(edit);
  await vscode.window.showTextDocument(document);
}

const namesIn = async (folder: vscode.Uri): Promise<ReadonlySet<string>> =>
  new Set(
    await vscode.workspace.fs.readDirectory(folder).then(
      (entries) => entries.map(([name]) => name),
      () => [],
    ),
  );

async function saveWithData(
  example: Example,
  text: string,
  data: vscode.Uri,
  dataFile: string,
): Promise<void> {
  if (!vscode.workspace.isTrusted) {
    const message = vscode.l10n.t(
      "{0} comes with a data file, and nothing is written in a workspace that is not trusted.",
      example.fileName,
    );
    void vscode.window.showWarningMessage(message);
    return;
  }
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const existing = folder ? await namesIn(folder) : new Set<string>();
  const name = freeName(example.fileName, (taken) => existing.has(taken));
  const target = await vscode.window.showSaveDialog({
    title: vscode.l10n.t("Save the example together with its data file {0}", dataFile),
    filters: { [vscode.l10n.t("Model file")]: ["nn.json"] },
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder, name) }),
  });
  if (!target) return;
  const copy = vscode.Uri.joinPath(target, "..", dataFile);
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
  // A person's own file of that name is not overwritten.
  const exists = await vscode.workspace.fs.stat(copy).then(
    () => true,
    () => false,
  );
  if (!exists) await vscode.workspace.fs.copy(data, copy);
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(target));
}
