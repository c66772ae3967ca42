import { randomInt } from "node:crypto";
import * as vscode from "vscode";
import type { Edit } from "../protocol/finding.ts";
import type { SettingsChange } from "../protocol/settings.ts";
import type { Check } from "./checker.ts";
import { workspaceEdit } from "./fixes.ts";
import { fileNameOf } from "./model-uri.ts";
import { loadRooms } from "./rooms.ts";
import type { RunRegistry } from "./runs.ts";

/** Seeds that a person can read and type. */
const seeds = 10_000;

/** What a run that begins anew holds to of the file's last one, beside the file as it is now; with another seed if wanted. */
export async function settingsAgain(
  runs: RunRegistry,
  { document, model }: Check,
  newSeed: boolean,
): Promise<SettingsChange> {
  if (!model) return {};
  const { repeated, settingsOf } = await loadRooms();
  const file = settingsOf(model);
  const last = runs.snapshot(document.uri);
  const waiting = last?.settings && {
    epoch: 0,
    batch: 0,
    step: 0,
    set: last.settings.waiting,
    file: last.settings.file,
  };
  const set = repeated([...(last?.changes ?? []), ...(waiting ? [waiting] : [])], file);
  if (!newSeed) return set;
  const seed = randomInt(seeds - 1);
  return { ...set, seed: seed < (set.seed ?? file.seed) ? seed : seed + 1 };
}

/** Tells the run that goes on what its file says by now, after a check of it. */
export async function noteFileSettings(runs: RunRegistry, { document, model }: Check): Promise<void> {
  const known = runs.snapshot(document.uri)?.settings?.file;
  if (!model || !known) return;
  const { settingsOf } = await loadRooms();
  const file = settingsOf(model);
  if (JSON.stringify(file) !== JSON.stringify(known)) runs.order(document.uri, { file });
}

/** Writes into the model file what was set in its run, as one undo step. */
export async function writeSettings(runs: RunRegistry, uri: vscode.Uri): Promise<void> {
  const unwritten = runs.snapshot(uri)?.settings?.unwritten;
  if (unwritten) await writeChange(runs, uri, unwritten);
}

/** Writes settings into the model file, as one undo step; says so where the file has problems. */
export async function writeChange(runs: RunRegistry, uri: vscode.Uri, change: SettingsChange): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  const { parseModelFile, settingsEdits, settingsOf, applyEdits } = await loadRooms();
  const text = document.getText();
  const { model } = parseModelFile(text);
  if (!model) {
    void vscode.window.showErrorMessage(
      vscode.l10n.t("{0} has problems, so nothing was written into it. Mend it first.", fileNameOf(uri)),
    );
    return;
  }
  const edits: readonly Edit[] = settingsEdits(model, change);
  const written = applyEdits(text, edits).text;
  if (text === runs.text(uri)) runs.noteSame(uri, written);
  await vscode.workspace.applyEdit(await workspaceEdit(document, edits));
  const now = parseModelFile(written).model;
  if (now) runs.order(uri, { file: settingsOf(now) });
}
