import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { PanelManager } from "../panel/panel-manager.ts";
import { Checker } from "./checker.ts";
import { command, registerCommands, targetFile } from "./commands.ts";
import { ContextKeys } from "./context-keys.ts";
import { DataCompletions } from "./data-completions.ts";
import { DataDefinitions } from "./data-definitions.ts";
import { DataDesk } from "./data-desk.ts";
import { DataHovers } from "./data-hovers.ts";
import { Documentation } from "./documentation.ts";
import { watchFileMoves } from "./file-moves.ts";
import { FindingHovers, QuickFixes } from "./fixes.ts";
import { Highlight } from "./highlight.ts";
import { Lenses } from "./lenses.ts";
import { isModelDocument, modelSelector } from "./model-uri.ts";
import { outsideFiles } from "./outside-files.ts";
import { Preview } from "./preview.ts";
import { followDocuments, Problems } from "./problems.ts";
import { RateTests } from "./rate-tests.ts";
import { reveal } from "./reveal.ts";
import { RunRegistry } from "./runs.ts";
import { noteFileSettings } from "./settings.ts";
import { StatusBar } from "./status-bar.ts";
import { Throttle } from "./throttle.ts";

/** Milliseconds between two looks of the status bar at a run. */
const statusEvery = 250;
/** VS Code asks for lenses when no request came for a quarter of a second, so faster ones would never be seen. */
const lensesEvery = 500;

/** What VS Code shows on model files, wired together; gives the runs, which outlive every view. */
export function startEditor(context: vscode.ExtensionContext): RunRegistry {
  if (vscode.l10n.bundle) l10n.config({ contents: vscode.l10n.bundle });
  outsideFiles.use(context.workspaceState);
  const log = vscode.window.createOutputChannel("Backprop", { log: true });
  const report = (error: unknown) => {
    log.error(error instanceof Error ? error : String(error));
    const message = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(vscode.l10n.t("Backprop failed: {0}", message));
  };
  const documentation = new Documentation();
  const runs = new RunRegistry();
  const rateTests = new RateTests();
  const problems = new Problems(() => documentation.pages);
  const desk = new DataDesk(context);
  const highlight = new Highlight();
  const checker = new Checker(desk, (error) => log.error(error instanceof Error ? error : String(error)));
  const panels: PanelManager = new PanelManager(context.extensionUri, {
    snapshot: (uri) => runs.snapshot(uri),
    onUpdate: (uri, listener, topics) => runs.onUpdate(uri, listener, topics),
    onPreview: (uri, listener) => new Preview(desk, checker, uri, listener),
    rateTest: (uri) => rateTests.test(uri),
    onRateTest: (uri, listener) => rateTests.onUpdate(uri, listener),
    command: (uri, name) => void command(rooms, uri, name).catch(report),
    set: (uri, change) => runs.order(uri, { set: change }),
    ask: (uri, question) => runs.ask(uri, question),
    highlight: (uri, path) => void highlight.show(uri, path).catch(report),
    reveal: (uri, path) => void reveal(uri, path).catch(report),
  });
  const rooms = { context, runs, panels, checker, problems, rateTests, report };
  const status = new StatusBar(runs);
  const lenses = new Lenses(runs);
  const keys = new ContextKeys(runs, () => targetFile(rooms));
  const refreshStatus = new Throttle(statusEvery, () => status.update());
  const refreshLenses = new Throttle(lensesEvery, () => lenses.update());
  const updateKeys = () => keys.update();

  context.subscriptions.push(
    log,
    runs,
    rateTests,
    problems,
    checker,
    desk,
    panels,
    highlight,
    status,
    lenses,
    refreshStatus,
    refreshLenses,
    registerCommands(rooms),
    watchFileMoves(runs),
    vscode.window.registerWebviewPanelSerializer(PanelManager.viewType, panels),
    vscode.languages.registerCodeLensProvider(modelSelector, lenses),
    vscode.languages.registerHoverProvider(modelSelector, new FindingHovers(problems)),
    vscode.languages.registerHoverProvider(modelSelector, new DataHovers(desk, problems)),
    vscode.languages.registerDefinitionProvider(modelSelector, new DataDefinitions()),
    vscode.languages.registerCompletionItemProvider(
      modelSelector,
      new DataCompletions(desk),
      ...DataCompletions.triggers,
    ),
    vscode.languages.registerCodeActionsProvider(
      modelSelector,
      new QuickFixes(problems),
      QuickFixes.metadata,
    ),
    checker.onChecked((check) => void problems.setCheck(check).catch(report)),
    checker.onChecked((check) => void noteFileSettings(runs, check).catch(report)),
    runs.onNews(({ uri, update }) => {
      if (update.progress) {
        updateKeys();
        refreshStatus.request();
        refreshLenses.request();
      }
      const text = runs.text(uri);
      // A new run clears what the one before found.
      if (text !== undefined && (update.findings || !problems.knowsRun(uri, update.id)))
        void problems.setRun(uri, update.id, text, update.findings ?? []).catch(report);
    }),
    followDocuments(problems, {
      changed: (document) => {
        checker.schedule(document);
        runs.noteText(document.uri, document.getText());
      },
      closed: (uri) => {
        checker.cancel(uri);
        void problems.noteClose(uri).catch(report);
      },
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => checkAll(checker)),
    // Data may have changed: here, or in another program.
    vscode.workspace.onDidSaveTextDocument((document) => {
      if (!isModelDocument(document)) checkAll(checker);
    }),
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) checkAll(checker);
    }),
    vscode.window.onDidChangeActiveTextEditor(updateKeys),
    vscode.window.tabGroups.onDidChangeTabs(updateKeys),
    vscode.window.tabGroups.onDidChangeTabGroups(updateKeys),
  );
  updateKeys();
  checkAll(checker);
  void documentation.read(context.extensionUri).catch(report);
  return runs;
}

function checkAll(checker: Checker): void {
  for (const document of vscode.workspace.textDocuments)
    if (isModelDocument(document)) checker.schedule(document);
}
