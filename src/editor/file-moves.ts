import * as vscode from "vscode";
import { fileNameOf, isModelUri } from "./model-uri.ts";
import type { RunRegistry } from "./runs.ts";

/** How long a file may be gone before it counts as deleted: some programs save by delete and create. */
const patience = 1000;

/** Says that a run goes on when its model file is deleted or renamed under it. */
export function watchFileMoves(runs: RunRegistry): vscode.Disposable {
  const watcher = vscode.workspace.createFileSystemWatcher("**/*.nn.json", true, true, false);
  const renamed = new Set<string>();
  return vscode.Disposable.from(
    watcher,
    vscode.workspace.onDidRenameFiles(({ files }) => {
      for (const { oldUri, newUri } of files) {
        if (!isModelUri(oldUri) || !runs.isActive(oldUri)) continue;
        renamed.add(oldUri.toString());
        void tell(
          oldUri,
          vscode.l10n.t(
            "{0} is now {1}. The run that trains it goes on under its old name.",
            fileNameOf(oldUri),
            fileNameOf(newUri),
          ),
        );
      }
    }),
    watcher.onDidDelete(async (uri) => {
      if (!runs.isActive(uri)) return;
      await new Promise((resolve) => setTimeout(resolve, patience));
      const exists = await vscode.workspace.fs.stat(uri).then(
        () => true,
        () => false,
      );
      if (exists || renamed.delete(uri.toString()) || !runs.isActive(uri)) return;
      void tell(uri, vscode.l10n.t("{0} was deleted. The run that trains it goes on.", fileNameOf(uri)));
    }),
  );
}

async function tell(uri: vscode.Uri, message: string): Promise<void> {
  const show = vscode.l10n.t("Show Panel");
  const stop = vscode.l10n.t("Stop");
  const picked = await vscode.window.showInformationMessage(message, show, stop);
  if (picked === show) await vscode.commands.executeCommand("backprop.showPanel", uri);
  else if (picked === stop) await vscode.commands.executeCommand("backprop.stop", uri);
}
