import * as path from "node:path";
import * as vscode from "vscode";
import type { Finding } from "../protocol/finding.ts";
import type { Check } from "./checker.ts";
import { findingId, isFixed } from "./edited.ts";
import { fileNameOf, isModelDocument, openDocument } from "./model-uri.ts";
import { loadRooms } from "./rooms.ts";
import { linesOf, type Span, shiftSpan, type TextChange } from "./track.ts";

/** A finding that the editor shows now. */
export interface Shown {
  readonly id: string;
  readonly finding: Finding;
  readonly range: vscode.Range;
  /** The finding's path still leads to its place, so its fixes fit. */
  readonly fixable: boolean;
}

interface FoundInRun {
  readonly finding: Finding;
  /** In the text that the run trains. */
  readonly span: Span;
}

interface FileProblems {
  check?: Check;
  run?: { readonly id: string; readonly text: string; found: readonly FoundInRun[]; changes: TextChange[] };
  shown: readonly Shown[];
}

const severities = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  // Visible in Problems, which a Hint is not.
  hint: vscode.DiagnosticSeverity.Information,
} as const;

/**
 * The problems of all model files: what the check of the text tells, and what the last run found. What a run
 * found moves along with edits, and goes when its line changes or one of its fixes is made.
 */
export class Problems implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection("Backprop");
  readonly #files = new Map<string, FileProblems>();
  readonly #documented: () => ReadonlyMap<string, vscode.Uri>;

  /** `documented` gives the page that explains a rule. */
  constructor(documented: () => ReadonlyMap<string, vscode.Uri>) {
    this.#documented = documented;
  }

  async setCheck(check: Check): Promise<void> {
    this.#file(check.document.uri).check = check;
    await this.#publish(check.document.uri);
  }

  /** All that holds now of the run `id` that trains `text`. */
  async setRun(uri: vscode.Uri, id: string, text: string, findings: readonly Finding[]): Promise<void> {
    const file = this.#file(uri);
    if (file.run?.id !== id) {
      const document = openDocument(uri);
      const whole = {
        start: { line: 0, character: 0 },
        end: { line: Number.MAX_SAFE_INTEGER, character: 0 },
      };
      const changes =
        document && document.getText() !== text ? [{ range: whole, text: document.getText() }] : [];
      file.run = { id, text, found: [], changes };
    }
    const { run } = file;
    const mark = await marker(text);
    run.found = findings.map((finding) => ({ finding, span: mark(finding) }));
    if (file.run === run) await this.#publish(uri);
  }

  /** Whether the problems shown for the file are those of this run. */
  knowsRun(uri: vscode.Uri, id: string): boolean {
    return this.#files.get(uri.toString())?.run?.id === id;
  }

  /** Follows an edit; what it makes stale goes with the next check. */
  noteEdit({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    this.#files.get(document.uri.toString())?.run?.changes.push(...contentChanges);
  }

  /** A closed file keeps what its run found. */
  async noteClose(uri: vscode.Uri): Promise<void> {
    const file = this.#files.get(uri.toString());
    if (!file) return;
    delete file.check;
    if (file.run) file.run.changes = [];
    await this.#publish(uri);
  }

  forget(uri: vscode.Uri): void {
    this.#files.delete(uri.toString());
    this.#collection.delete(uri);
  }

  shown(uri: vscode.Uri): readonly Shown[] {
    return this.#files.get(uri.toString())?.shown ?? [];
  }

  dispose(): void {
    this.#collection.dispose();
  }

  #file(uri: vscode.Uri): FileProblems {
    const key = uri.toString();
    const file = this.#files.get(key) ?? { shown: [] };
    this.#files.set(key, file);
    return file;
  }

  async #publish(uri: vscode.Uri): Promise<void> {
    const file = this.#file(uri);
    const text = openDocument(uri)?.getText() ?? file.run?.text;
    if (text === undefined) return this.forget(uri);
    const mark = await marker(text);
    const root = file.run && text !== file.run.text ? (await loadRooms()).parseJson(text) : undefined;
    // A check follows each edit, and publishes then.
    if ((openDocument(uri)?.getText() ?? text) !== text) return;
    const found = this.#foundInRun(file, text, root, mark);
    const ids = new Set(found.map(({ id }) => id));
    const checked = (file.check?.text === text ? file.check.findings : [])
      .filter((finding) => !isSyntaxError(finding) && !ids.has(findingId(finding)))
      .map((finding): Shown => {
        const range = toRange(mark(finding));
        return { id: findingId(finding), finding, range, fixable: true };
      });
    // Between an edit and its check the last problems stay: VS Code moves them along.
    if (file.check && file.check.text !== text) return;
    file.shown = [...found, ...checked].sort((a, b) => a.range.start.compareTo(b.range.start));
    this.#collection.set(
      uri,
      file.shown.map((shown) => this.#diagnostic(uri, shown)),
    );
  }

  /** `root` is the parsed JSON of a text that differs from the run's. */
  #foundInRun(file: FileProblems, text: string, root: unknown, mark: (finding: Finding) => Span): Shown[] {
    const { run, check } = file;
    if (!run) return [];
    const checkKnows = text !== run.text && check?.complete === true;
    return run.found.flatMap(({ finding, span }) => {
      const now = shiftSpan(span, run.changes);
      if (isSyntaxError(finding) || linesOf(text, now) !== linesOf(run.text, span)) return [];
      if (root !== undefined && isFixed(finding, root)) return [];
      // What was told before training is told by the check of the changed file.
      if (checkKnows && finding.epoch === undefined) return [];
      const range = toRange(now);
      return [{ id: findingId(finding), finding, range, fixable: toRange(mark(finding)).isEqual(range) }];
    });
  }

  #diagnostic(uri: vscode.Uri, { finding, range }: Shown): vscode.Diagnostic {
    const diagnostic = new vscode.Diagnostic(range, finding.message, severities[finding.severity]);
    diagnostic.source = "Backprop";
    const target = this.#documented().get(finding.rule);
    diagnostic.code = target ? { value: finding.rule, target } : finding.rule;
    if (finding.at && uri.scheme === "file" && !["", fileNameOf(uri)].includes(finding.at.file)) {
      const { file, line } = finding.at;
      const place = vscode.Uri.file(path.resolve(path.dirname(uri.fsPath), file));
      const message = vscode.l10n.t("The place in {0}", fileNameOf(place));
      diagnostic.relatedInformation = [
        new vscode.DiagnosticRelatedInformation(
          new vscode.Location(place, new vscode.Position(Math.max(0, line - 1), 0)),
          message,
        ),
      ];
    }
    return diagnostic;
  }
}

/** VS Code reports broken JSON by itself. */
const isSyntaxError = ({ path, at }: Finding): boolean => path.length === 0 && at !== undefined;

const toRange = ({ start, end }: Span): vscode.Range =>
  new vscode.Range(start.line, start.character, end.line, end.character);

async function marker(text: string): Promise<(finding: Finding) => Span> {
  const { parseModelFile, findingRange } = await loadRooms();
  const parsed = parseModelFile(text);
  return (finding) => {
    const { line, column, endLine, endColumn } = findingRange(parsed, finding);
    return {
      start: { line: line - 1, character: column - 1 },
      end: { line: endLine - 1, character: endColumn - 1 },
    };
  };
}

/** Problems follow the documents' life and the checks. */
export function followDocuments(
  problems: Problems,
  handlers: { changed(document: vscode.TextDocument): void; closed(uri: vscode.Uri): void },
): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.workspace.onDidOpenTextDocument((document) => {
      if (isModelDocument(document)) handlers.changed(document);
    }),
    vscode.workspace.onDidChangeTextDocument((event) => {
      if (!isModelDocument(event.document) || event.contentChanges.length === 0) return;
      problems.noteEdit(event);
      handlers.changed(event.document);
    }),
    vscode.workspace.onDidCloseTextDocument((document) => {
      if (isModelDocument(document)) handlers.closed(document.uri);
    }),
  );
}
