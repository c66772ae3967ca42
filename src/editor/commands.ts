import * as vscode from "vscode";
import { type PanelCommand, panelCommands } from "../protocol/panel.ts";
import { applyFix } from "./fixes.ts";
import { applyFixCommand, showEpochCommand } from "./hover-text.ts";
import { isModelUri } from "./model-uri.ts";
import { newModelFile } from "./new-file.ts";
import type { Problems } from "./problems.ts";
import type { RateTests } from "./rate-tests.ts";
import { writeSettings } from "./settings.ts";
import { type TrainRooms, train } from "./train.ts";

export interface CommandRooms extends TrainRooms {
  readonly problems: Problems;
  readonly rateTests: RateTests;
  /** Tells an error that is the program's own. */
  readonly report: (error: unknown) => void;
}

/** The model file that a command acts on when it is given none: the active editor's, or the active panel's. */
export function targetFile({ panels }: Pick<TrainRooms, "panels">): vscode.Uri | undefined {
  const active = vscode.window.activeTextEditor?.document.uri;
  if (active && isModelUri(active)) return active;
  return panels.activeUri;
}

/** Acts on a file's run; what a button, a lens, a menu and the palette all call. */
export async function command(rooms: CommandRooms, uri: vscode.Uri, name: PanelCommand): Promise<void> {
  if (name === "train") await train(rooms, uri);
  else if (name === "restart" || name === "restartWithNewSeed") await train(rooms, uri, name);
  else if (name === "stepThrough") await stepThrough(rooms, uri);
  else if (name === "writeSettings") await writeSettings(rooms.runs, uri);
  else if (name === "findLearningRate") await rooms.rateTests.start(rooms, uri);
  else if (name === "cancelRateTest") rooms.rateTests.cancel(uri);
  else if (name === "writeRate") await rooms.rateTests.write(rooms.runs, uri);
  else rooms.runs.control(uri, name);
}

/** Pauses the file's run, or starts one that waits before its first batch, and shows a sample's way through it. */
async function stepThrough(rooms: TrainRooms, uri: vscode.Uri): Promise<void> {
  if (rooms.runs.isActive(uri)) rooms.runs.control(uri, "pause");
  else await train(rooms, uri, "paused");
  if (rooms.runs.isActive(uri)) rooms.panels.showTab(uri, "step");
}

/** Registers every command; an error in one is told, never lost. */
export function registerCommands(rooms: CommandRooms): vscode.Disposable {
  const guarded = (action: () => unknown) => Promise.resolve().then(action).catch(rooms.report);
  const onFile = (id: string, action: (uri: vscode.Uri) => unknown) =>
    vscode.commands.registerCommand(id, (given?: unknown) =>
      guarded(() => {
        const uri = given instanceof vscode.Uri ? given : targetFile(rooms);
        if (uri) return action(uri);
        void vscode.window.showInformationMessage(vscode.l10n.t("Open a model file (*.nn.json) first."));
        return undefined;
      }),
    );
  return vscode.Disposable.from(
    ...panelCommands.map((name) => onFile(`backprop.${name}`, (uri) => command(rooms, uri, name))),
    onFile("backprop.showPanel", (uri) => rooms.panels.show(uri)),
    onFile("backprop.previewData", (uri) => rooms.panels.showTab(uri, "data")),
    vscode.commands.registerCommand("backprop.newModelFile", () =>
      guarded(() => newModelFile(rooms.context.extensionUri)),
    ),
    vscode.commands.registerCommand(showEpochCommand, (uri: unknown, epoch: unknown) =>
      guarded(() =>
        typeof uri === "string" && typeof epoch === "number"
          ? rooms.panels.showEpoch(vscode.Uri.parse(uri, true), epoch)
          : undefined,
      ),
    ),
    vscode.commands.registerCommand(applyFixCommand, (uri: unknown, id: unknown, index: unknown) =>
      guarded(() =>
        typeof uri === "string" && typeof id === "string" && typeof index === "number"
          ? applyFix(rooms.problems, vscode.Uri.parse(uri, true), id, index)
          : undefined,
      ),
    ),
  );
}
