import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import type { PanelManager } from "../panel/panel-manager.ts";
import type { Finding } from "../protocol/finding.ts";
import { threadShare } from "../runs/limits.ts";
import type { RunHandle, StartRunOptions } from "../runs/run-handle.ts";
import type { Check, Checker } from "./checker.ts";
import { dataFileRefusal, fileAccess, fileNameOf } from "./model-uri.ts";
import { outsideFiles } from "./outside-files.ts";
import { columnOf, reveal } from "./reveal.ts";
import { loadRooms } from "./rooms.ts";
import type { RunRegistry } from "./runs.ts";
import { settingsAgain } from "./settings.ts";

export interface TrainRooms {
  readonly context: vscode.ExtensionContext;
  readonly runs: RunRegistry;
  readonly panels: PanelManager;
  readonly checker: Checker;
}

const starting = new Set<string>();

/**
 * Whether training begins as the file says, at once or (`paused`) waiting before its first batch, or as its last run
 * with all that was set in it.
 */
export type Beginning = "train" | "paused" | "restart" | "restartWithNewSeed";

const restarts = (beginning: Beginning): boolean =>
  beginning === "restart" || beginning === "restartWithNewSeed";

/** Trains the model file as its document is now, without saving it; says why where it may not. */
export async function train(
  rooms: TrainRooms,
  uri: vscode.Uri,
  beginning: Beginning = "train",
): Promise<void> {
  const key = uri.toString();
  if (starting.has(key)) return;
  starting.add(key);
  const tell = await startTraining(rooms, uri, beginning).finally(() => starting.delete(key));
  await tell?.();
}

/** Gives what is to be told where nothing started; a message may stay for long, and training again must not wait. */
async function startTraining(
  rooms: TrainRooms,
  uri: vscode.Uri,
  beginning: Beginning,
): Promise<(() => Promise<void>) | undefined> {
  const { runs, checker, panels } = rooms;
  const document = await vscode.workspace.openTextDocument(uri);
  // A restart says itself that the run at hand ends.
  if (runs.isActive(uri) && !restarts(beginning) && !(await mayStop(uri))) return undefined;
  const ready = await checkToTrain(checker, document);
  if (!ready || "tell" in ready) return ready?.tell;
  const { check } = ready;
  const { startRun } = await loadRooms();
  if (runs.isActive(uri)) await runs.stop(uri);
  const settings = !restarts(beginning)
    ? {}
    : await settingsAgain(runs, check, beginning === "restartWithNewSeed");
  const handle = startRun({ ...runOptions(rooms, uri, check), settings, paused: beginning === "paused" });
  runs.add(uri, check.text, handle);
  if (vscode.window.activeTextEditor === undefined && columnOf(uri) === undefined)
    await vscode.window.showTextDocument(document);
  panels.show(uri);
  if (!diskOf(uri)) tellNotSaved(uri);
  void tellFailure(handle, uri);
  return undefined;
}

/** Whether a file can be trained: its check, or what is to be told; undefined where a person says no. */
export async function checkToTrain(
  checker: Checker,
  document: vscode.TextDocument,
): Promise<{ readonly check: Check } | { readonly tell: () => Promise<void> } | undefined> {
  if (!(await mayReadData(document))) return undefined;
  const check = await checkNow(checker, document);
  const problem = check.findings.find(({ severity }) => severity === "error");
  const refusal = check.model?.data.file === undefined ? undefined : dataFileRefusal(document.uri);
  if (refusal) return { tell: () => refuse(refusal) };
  return problem ? { tell: () => showProblems(check, problem) } : { check };
}

/** The check of the document as it is now; one that a newer check takes over, of a change on disk perhaps, is made again. */
async function checkNow(checker: Checker, document: vscode.TextDocument): Promise<Check> {
  for (;;) {
    const check = await checker.checkNow(document, { quick: true });
    if (check) return check;
  }
}

/** Asks for data outside the workspace folder; false where the person says no. */
async function mayReadData(document: vscode.TextDocument): Promise<boolean> {
  const { uri } = document;
  const access = fileAccess(uri);
  if (!access || dataFileRefusal(uri)) return true;
  const { parseModelFile, filesToAllow } = await loadRooms();
  const files = parseModelFile(document.getText()).model?.data.file ?? [];
  const outside = await Promise.all(files.map((file) => filesToAllow(access, file)));
  return outsideFiles.ask(fileNameOf(uri), [...new Set(outside.flat())]);
}

async function tellFailure(handle: RunHandle, uri: vscode.Uri): Promise<void> {
  await handle.done;
  const { progress, start } = handle.snapshot();
  if (progress.status !== "failed") return;
  const [name, reason] = [fileNameOf(uri), progress.message ?? ""];
  await offerProblems(
    start
      ? vscode.l10n.t("The training of {0} broke off. {1}", name, reason)
      : vscode.l10n.t("{0} was not trained. {1}", name, reason),
  );
}

/** What a run of the file as it was checked is started with. */
export function runOptions(
  { context, runs }: TrainRooms,
  uri: vscode.Uri,
  { text, model }: Check,
): StartRunOptions {
  const access = diskOf(uri);
  const threads = vscode.workspace.getConfiguration("backprop", uri).get<number | null>("threads");
  const translations = vscode.l10n.bundle;
  return {
    id: randomUUID(),
    workerPath: context.asAbsolutePath("dist/worker.js"),
    text,
    fileName: fileNameOf(uri),
    uri: uri.toString(),
    ...(model?.title !== undefined && { title: model.title }),
    ...(access && { disk: { modelFile: uri.fsPath, access, save: true } }),
    program: String((context.extension.packageJSON as { version?: unknown }).version),
    threads: threadShare(threads, runs.active().length),
    ...(translations && { translations }),
  };
}

/** Where the run may read and be saved; undefined where it may do neither. */
const diskOf = (uri: vscode.Uri): ReturnType<typeof fileAccess> =>
  vscode.workspace.isTrusted ? fileAccess(uri) : undefined;

function tellNotSaved(uri: vscode.Uri): void {
  const message = vscode.workspace.isTrusted
    ? vscode.l10n.t("{0} is not on a disk: the run is not saved.", fileNameOf(uri))
    : vscode.l10n.t("This workspace is not trusted: the run is not saved.");
  vscode.window.setStatusBarMessage(message, 8000);
}

async function mayStop(uri: vscode.Uri): Promise<boolean> {
  const stop = vscode.l10n.t("Stop and Train");
  const message = vscode.l10n.t(
    "{0} is being trained. Stop that run and train the file again?",
    fileNameOf(uri),
  );
  return (await vscode.window.showWarningMessage(message, { modal: true }, stop)) === stop;
}

async function refuse(message: string): Promise<void> {
  if (vscode.workspace.isTrusted) {
    void vscode.window.showErrorMessage(message);
    return;
  }
  const manage = vscode.l10n.t("Manage Workspace Trust");
  if ((await vscode.window.showErrorMessage(message, manage)) === manage)
    await vscode.commands.executeCommand("workbench.trust.manage");
}

async function showProblems({ document, findings }: Check, problem: Finding): Promise<void> {
  const { path, at } = problem;
  if (path.length === 0 && at) {
    const place = new vscode.Position(at.line - 1, at.column - 1);
    await vscode.window.showTextDocument(document, { selection: new vscode.Range(place, place) });
  } else await reveal(document.uri, path);
  const count = findings.filter(({ severity }) => severity === "error").length;
  const name = fileNameOf(document.uri);
  const message =
    count === 1
      ? vscode.l10n.t("{0} was not trained. {1}", name, problem.message)
      : vscode.l10n.t(
          "{0} was not trained: it has {1} problems. The first: {2}",
          name,
          count,
          problem.message,
        );
  await offerProblems(message);
}

async function offerProblems(message: string): Promise<void> {
  const show = vscode.l10n.t("Show Problems");
  if ((await vscode.window.showErrorMessage(message, show)) === show)
    await vscode.commands.executeCommand("workbench.actions.view.problems");
}
