import * as vscode from "vscode";
import type { RunSource } from "../panel/panel-manager.ts";
import type { Answer, Question } from "../protocol/question.ts";
import {
  isActive,
  type Progress,
  type RunSnapshot,
  type RunStatus,
  type RunUpdate,
} from "../protocol/run.ts";
import type { LiveOrder } from "../protocol/settings.ts";
import type { Topic } from "../protocol/topics.ts";
import type { RunHandle } from "../runs/run-handle.ts";

interface Entry {
  readonly uri: vscode.Uri;
  readonly handle: RunHandle;
  /** The model file as it was when the run began. */
  readonly text: string;
  /** Texts of the file that say what the run goes by, though not what it began with. */
  readonly same: Set<string>;
}

export interface RunNews {
  readonly uri: vscode.Uri;
  readonly update: RunUpdate;
}

/** The runs of this window, the last one of each model file; several train at once. */
export class RunRegistry implements Pick<RunSource, "snapshot" | "onUpdate">, vscode.Disposable {
  readonly #entries = new Map<string, Entry>();
  /** What each of the views shows that draw a file's run now. */
  readonly #watchers = new Map<string, Set<readonly Topic[]>>();
  readonly #news = new vscode.EventEmitter<RunNews>();
  /** Everything that changes in any run. */
  readonly onNews = this.#news.event;
  #latest: string | undefined;

  /** Takes over a run that has just been started on `text`; an earlier run of the file is let go. */
  add(uri: vscode.Uri, text: string, handle: RunHandle): void {
    const key = uri.toString();
    this.#entries.get(key)?.handle.dispose();
    const entry: Entry = { uri, handle, text, same: new Set() };
    this.#entries.set(key, entry);
    this.#latest = key;
    handle.onUpdate((update) => {
      if (this.#entries.get(key) === entry) this.#news.fire({ uri, update });
    });
    handle.want(this.#topics(key));
    const { id, progress } = handle.snapshot();
    this.#news.fire({ uri, update: { id, progress } });
  }

  snapshot(uri: vscode.Uri): RunSnapshot | undefined {
    return this.#entries.get(uri.toString())?.handle.snapshot();
  }

  progress(uri: vscode.Uri): Progress | undefined {
    return this.#entries.get(uri.toString())?.handle.snapshot().progress;
  }

  /** The text that the file's last run trains. */
  text(uri: vscode.Uri): string | undefined {
    return this.#entries.get(uri.toString())?.text;
  }

  isActive(uri: vscode.Uri): boolean {
    const status = this.progress(uri)?.status;
    return status !== undefined && isActive(status);
  }

  /** The runs that go on. */
  active(): { readonly uri: vscode.Uri; readonly status: RunStatus }[] {
    return [...this.#entries.values()]
      .map(({ uri, handle }) => ({ uri, status: handle.snapshot().progress.status }))
      .filter(({ status }) => isActive(status));
  }

  /** The run that the status bar tells of: the last started one that goes on, else the last started one. */
  latest(): { readonly uri: vscode.Uri; readonly progress: Progress } | undefined {
    const uri = this.#latest === undefined ? undefined : this.#entries.get(this.#latest)?.uri;
    const shown = uri && this.isActive(uri) ? uri : (this.active().at(-1)?.uri ?? uri);
    const progress = shown && this.progress(shown);
    return progress && { uri: shown, progress };
  }

  onUpdate(
    uri: vscode.Uri,
    listener: (update: RunUpdate) => void,
    topics: readonly Topic[],
  ): vscode.Disposable {
    const key = uri.toString();
    // A copy of its own, so that two views that show the same are two.
    const shown = [...topics];
    const watchers = this.#watchers.get(key) ?? new Set();
    this.#watchers.set(key, watchers.add(shown));
    this.#entries.get(key)?.handle.want(this.#topics(key));
    const subscription = this.#news.event((news) => {
      if (news.uri.toString() === key) listener(news.update);
    });
    return new vscode.Disposable(() => {
      subscription.dispose();
      if (watchers.delete(shown)) this.#entries.get(key)?.handle.want(this.#topics(key));
    });
  }

  /** Acts on the run as it goes on; nothing where the file has no run. */
  control(uri: vscode.Uri, command: "pause" | "resume" | "step" | "stepBatch" | "stop"): void {
    this.#entries.get(uri.toString())?.handle[command]();
  }

  /** Tells the file's run what to go by while it goes on, or what its file says by now. */
  order(uri: vscode.Uri, order: LiveOrder): void {
    this.#entries.get(uri.toString())?.handle.order(order);
  }

  /** Asks something of the network of the file's run. */
  ask(uri: vscode.Uri, question: Question): Promise<Answer> {
    const { handle } = this.#entries.get(uri.toString()) ?? {};
    const message = vscode.l10n.t("This file is not being trained.");
    return handle?.ask(question) ?? Promise.resolve({ status: "refused", message });
  }

  /** Stops the file's run and waits until it is saved. */
  async stop(uri: vscode.Uri): Promise<void> {
    const entry = this.#entries.get(uri.toString());
    entry?.handle.stop();
    await entry?.handle.done;
  }

  async stopAll(): Promise<void> {
    await Promise.all(this.active().map(({ uri }) => this.stop(uri)));
  }

  /** Remembers whether the file differs from what its run trains. */
  noteText(uri: vscode.Uri, text: string): void {
    const entry = this.#entries.get(uri.toString());
    entry?.handle.setChanged(text !== entry.text && !entry.same.has(text));
  }

  /** Takes note of a text of the file that says what its run goes by. */
  noteSame(uri: vscode.Uri, text: string): void {
    this.#entries.get(uri.toString())?.same.add(text);
  }

  dispose(): void {
    for (const { handle } of this.#entries.values()) handle.dispose();
    this.#news.dispose();
  }

  #topics(key: string): readonly Topic[] {
    return [...new Set([...(this.#watchers.get(key) ?? [])].flat())];
  }
}
