import * as vscode from "vscode";
import type { Edit } from "../protocol/finding.ts";
import { applyFixCommand, hoverMarkdown, showEpochCommand } from "./hover-text.ts";
import type { Problems, Shown } from "./problems.ts";
import { loadRooms } from "./rooms.ts";

/** The edits as one undo step in the document. */
export async function workspaceEdit(
  document: vscode.TextDocument,
  edits: readonly Edit[],
): Promise<vscode.WorkspaceEdit> {
  const { applyEdits } = await loadRooms();
  const edit = new vscode.WorkspaceEdit();
  for (const { offset, length, content } of applyEdits(document.getText(), edits).changes) {
    const range = new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
    edit.replace(document.uri, range, content);
  }
  return edit;
}

/** Quick fixes: every fix of the findings under the cursor, the preferred ones first. */
export class QuickFixes implements vscode.CodeActionProvider {
  static readonly metadata: vscode.CodeActionProviderMetadata = {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
  };
  readonly #problems: Problems;

  constructor(problems: Problems) {
    this.#problems = problems;
  }

  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    context: vscode.CodeActionContext,
  ): Promise<vscode.CodeAction[]> {
    if (context.only && !context.only.contains(vscode.CodeActionKind.QuickFix)) return [];
    const found = this.#problems
      .shown(document.uri)
      .filter((shown) => shown.fixable && shown.range.intersection(range) !== undefined);
    const actions: vscode.CodeAction[] = [];
    for (const { finding, range: place } of found)
      for (const fix of finding.fixes) {
        const action = new vscode.CodeAction(fix.title, vscode.CodeActionKind.QuickFix);
        action.edit = await workspaceEdit(document, fix.edits);
        action.isPreferred = fix.preferred;
        action.diagnostics = context.diagnostics.filter(
          (problem) => problem.source === "Backprop" && problem.range.isEqual(place),
        );
        actions.push(action);
      }
    return actions.sort((a, b) => Number(b.isPreferred ?? false) - Number(a.isPreferred ?? false));
  }
}

/** The hover on a finding: evidence, picture, explanation, and as links its epoch and its fixes. */
export class FindingHovers implements vscode.HoverProvider {
  readonly #problems: Problems;

  constructor(problems: Problems) {
    this.#problems = problems;
  }

  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.Hover | undefined> {
    const found = this.#problems.shown(document.uri).filter(({ range }) => range.contains(position));
    const contents: vscode.MarkdownString[] = [];
    for (const shown of found) {
      const text = hoverMarkdown(shown.finding, {
        uri: document.uri.toString(),
        id: shown.id,
        fixes: shown.fixable,
        ...(await pictureOf(shown)),
      });
      if (!text) continue;
      const markdown = new vscode.MarkdownString(text, true);
      markdown.isTrusted = { enabledCommands: [applyFixCommand, showEpochCommand] };
      contents.push(markdown);
    }
    return contents.length > 0 ? new vscode.Hover(contents, found[0]?.range) : undefined;
  }
}

async function pictureOf({ finding }: Shown): Promise<{ picture?: string }> {
  const curve = finding.evidence?.curve;
  if (!curve) return {};
  const { curveSvg } = await loadRooms();
  return { picture: curveSvg(curve, { width: 360, height: 140 }) };
}

/** Applies a fix from a hover's link, if its finding still stands. */
export async function applyFix(
  problems: Problems,
  uri: vscode.Uri,
  id: string,
  fixIndex: number,
): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  const shown = problems.shown(uri).find((one) => one.id === id);
  const fix = shown?.fixable ? shown.finding.fixes[fixIndex] : undefined;
  if (!fix) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t("The file has changed since, so this fix no longer fits."),
    );
    return;
  }
  await vscode.workspace.applyEdit(await workspaceEdit(document, fix.edits));
}
