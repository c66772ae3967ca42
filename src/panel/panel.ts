import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import type { JsonPath } from "../protocol/json.ts";
import {
  type PanelCommand,
  type PanelSnapshot,
  type PanelTab,
  type PreviewState,
  topicsOf,
} from "../protocol/panel.ts";
import type { Answer, Question } from "../protocol/question.ts";
import type { RateTest } from "../protocol/rate-test.ts";
import type { RunSnapshot, RunUpdate } from "../protocol/run.ts";
import type { LiveChange } from "../protocol/settings.ts";
import type { Topic } from "../protocol/topics.ts";
import { pageHtml } from "./html.ts";
import { readMessage } from "./messages.ts";
import { Outbox } from "./outbox.ts";
import { panelStrings } from "./strings.ts";

/** Where the panels get their runs from, and what their buttons act on. */
export interface RunSource {
  /** The last run of a model file, if it has been trained. */
  snapshot(uri: vscode.Uri): RunSnapshot | undefined;
  /** Calls back at each change of the file's run; a panel listens only while it is seen. */
  onUpdate(
    uri: vscode.Uri,
    listener: (update: RunUpdate) => void,
    topics: readonly Topic[],
  ): vscode.Disposable;
  /** Calls back with the file's data, and again when that changes; a panel listens only while it shows it. */
  onPreview(uri: vscode.Uri, listener: (preview: PreviewState) => void): vscode.Disposable;
  /** The last search for a learning rate of a model file, and a call back at each change of it. */
  rateTest(uri: vscode.Uri): RateTest | undefined;
  onRateTest(uri: vscode.Uri, listener: (test: RateTest) => void): vscode.Disposable;
  command(uri: vscode.Uri, command: PanelCommand): void;
  /** Sets what may be set while the file's run goes on. */
  set(uri: vscode.Uri, change: LiveChange): void;
  /** Asks something of the file's network; resolves also where there is no answer, and never rejects. */
  ask(uri: vscode.Uri, question: Question): Promise<Answer>;
  /** Marks a place of the model file in its editor; without a path none. */
  highlight(uri: vscode.Uri, path?: JsonPath): void;
  /** Shows a place of the model file in its editor. */
  reveal(uri: vscode.Uri, path: JsonPath): void;
}

export const fileNameOf = (uri: vscode.Uri): string => uri.path.slice(uri.path.lastIndexOf("/") + 1);

/** One model file's panel: fills the page and keeps it told, only while it is seen. */
export class Panel {
  readonly view: vscode.WebviewPanel;
  readonly uri: vscode.Uri;
  readonly #source: RunSource;
  readonly #outbox: Outbox;
  readonly #disposables: vscode.Disposable[] = [];
  #subscription: vscode.Disposable | undefined;
  #previewing: vscode.Disposable | undefined;
  #testing: vscode.Disposable | undefined;
  #preview: PreviewState | undefined;
  /** The tab that the page shows; unknown until it says so. */
  #shown: PanelTab | undefined;
  /** What the next snapshot asks the page to show. */
  #tab: PanelTab | undefined;
  #epoch: number | undefined;
  /** What the page would have marked in the file, and what is. */
  #path: JsonPath | undefined;
  #highlighted: JsonPath | undefined;
  #ready = false;
  /** The run of the last snapshot; an update of another run calls for a new one. */
  #runId: string | undefined;

  constructor(view: vscode.WebviewPanel, uri: vscode.Uri, extensionUri: vscode.Uri, source: RunSource) {
    this.view = view;
    this.uri = uri;
    this.#source = source;
    this.#outbox = new Outbox(
      (message) => view.webview.postMessage(message),
      () => this.#snapshot(),
    );
    view.webview.onDidReceiveMessage((message: unknown) => this.#receive(message), this, this.#disposables);
    view.onDidChangeViewState(() => this.#followVisibility(), this, this.#disposables);
    view.onDidDispose(() => this.#dispose(), this, this.#disposables);

    const dist = vscode.Uri.joinPath(extensionUri, "dist");
    view.webview.options = { enableScripts: true, enableForms: false, localResourceRoots: [dist] };
    view.title = fileNameOf(uri);
    view.webview.html = pageHtml({
      script: view.webview.asWebviewUri(vscode.Uri.joinPath(dist, "webview.js")).toString(),
      style: view.webview.asWebviewUri(vscode.Uri.joinPath(dist, "style.css")).toString(),
      cspSource: view.webview.cspSource,
      nonce: randomBytes(16).toString("base64url"),
      language: vscode.env.language,
      strings: panelStrings(),
    });
  }

  /** Shows one of the page's tabs, once the page is there. */
  showTab(tab: PanelTab): void {
    this.#tab = tab;
    if (this.#isSeen) this.#outbox.sendSnapshot();
  }

  /** Points at an epoch of the loss curve, once the page is there. */
  showEpoch(epoch: number): void {
    this.#epoch = epoch;
    this.showTab("training");
  }

  #snapshot(): PanelSnapshot {
    const run = this.#source.snapshot(this.uri);
    const rateTest = this.#source.rateTest(this.uri);
    this.#runId = run?.id;
    const [preview, tab, epoch] = [this.#preview, this.#tab, this.#epoch];
    this.#tab = undefined;
    this.#epoch = undefined;
    return {
      type: "snapshot",
      uri: this.uri.toString(),
      fileName: fileNameOf(this.uri),
      ...(run && { run }),
      ...(preview && { preview }),
      ...(rateTest && { rateTest }),
      ...(tab && { tab }),
      ...(epoch !== undefined && { epoch }),
    };
  }

  #receive(raw: unknown): void {
    const message = readMessage(raw);
    if (message?.type === "ready") {
      this.#ready = true;
      // A page whose script ran again says anew what it shows.
      this.#shown = undefined;
      this.#path = undefined;
      this.#followVisibility();
    } else if (message?.type === "command") this.#source.command(this.uri, message.command);
    else if (message?.type === "set") this.#source.set(this.uri, message.change);
    else if (message?.type === "show") {
      this.#shown = message.tab;
      this.#followRun();
      this.#followPreview();
      this.#followHighlight();
    } else if (message?.type === "ask") void this.#answer(message.id, message.question);
    else if (message?.type === "highlight") {
      this.#path = message.path;
      this.#followHighlight();
    } else if (message?.type === "reveal") this.#source.reveal(this.uri, message.path);
  }

  /** A page that is shown again may have missed updates, and one whose script ran again knows nothing. */
  #followVisibility(): void {
    this.#followRun();
    if (this.#isSeen) this.#outbox.sendSnapshot();
    this.#followPreview();
    this.#followHighlight();
  }

  async #answer(id: number, question: Question): Promise<void> {
    const answer = await this.#source.ask(this.uri, question);
    this.#outbox.sendAlways({ type: "answer", id, answer });
  }

  /** Only while the page shows what the place is about is it marked in the file. */
  #followHighlight(): void {
    const path = this.#isSeen && this.#shown === "step" ? this.#path : undefined;
    if (path !== this.#highlighted) this.#source.highlight(this.uri, path);
    this.#highlighted = path;
  }

  get #isSeen(): boolean {
    return this.#ready && this.view.visible;
  }

  #followRun(): void {
    this.#subscription?.dispose();
    this.#subscription = undefined;
    this.#testing?.dispose();
    this.#testing = undefined;
    if (!this.#isSeen) return;
    this.#testing = this.#source.onRateTest(this.uri, (test) =>
      this.#outbox.send({ type: "rateTest", test }),
    );
    const topics = this.#shown ? topicsOf[this.#shown] : [];
    this.#subscription = this.#source.onUpdate(this.uri, (update) => this.#update(update), topics);
  }

  #followPreview(): void {
    this.#previewing?.dispose();
    this.#previewing = undefined;
    if (!this.#isSeen || this.#shown !== "data") return;
    this.#previewing = this.#source.onPreview(this.uri, (preview) => {
      this.#preview = preview;
      this.#outbox.send({ type: "preview", preview });
    });
  }

  #update(update: RunUpdate): void {
    if (update.id === this.#runId) this.#outbox.send({ type: "update", update });
    else this.#outbox.sendSnapshot();
  }

  #dispose(): void {
    if (this.#highlighted) this.#source.highlight(this.uri);
    this.#outbox.dispose();
    this.#subscription?.dispose();
    this.#previewing?.dispose();
    this.#testing?.dispose();
    for (const disposable of this.#disposables) disposable.dispose();
  }
}
