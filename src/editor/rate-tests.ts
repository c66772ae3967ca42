import * as vscode from "vscode";
import { isTesting, type RateTest } from "../protocol/rate-test.ts";
import type { RateTestHandle } from "../runs/rate-test-handle.ts";
import { loadRooms } from "./rooms.ts";
import type { RunRegistry } from "./runs.ts";
import { writeChange } from "./settings.ts";
import { checkToTrain, runOptions, type TrainRooms } from "./train.ts";

/** The searches for a learning rate of this window, the last one of each model file. */
export class RateTests implements vscode.Disposable {
  readonly #handles = new Map<string, RateTestHandle>();
  readonly #news = new vscode.EventEmitter<{ readonly uri: vscode.Uri; readonly test: RateTest }>();
  readonly #starting = new Set<string>();

  test(uri: vscode.Uri): RateTest | undefined {
    return this.#handles.get(uri.toString())?.test;
  }

  onUpdate(uri: vscode.Uri, listener: (test: RateTest) => void): vscode.Disposable {
    const key = uri.toString();
    return this.#news.event((news) => {
      if (news.uri.toString() === key) listener(news.test);
    });
  }

  /** Looks for a rate for the model file as its document is now, and shows the panel; says why where it may not. */
  async start(rooms: TrainRooms, uri: vscode.Uri): Promise<void> {
    const key = uri.toString();
    const known = this.test(uri);
    if (this.#starting.has(key) || (known && isTesting(known))) return;
    this.#starting.add(key);
    const tell = await this.#begin(rooms, uri).finally(() => this.#starting.delete(key));
    await tell?.();
  }

  cancel(uri: vscode.Uri): void {
    this.#handles.get(uri.toString())?.dispose();
  }

  /** Writes the rate that was found into the model file. */
  async write(runs: RunRegistry, uri: vscode.Uri): Promise<void> {
    const learningRate = this.test(uri)?.suggested;
    if (learningRate !== undefined) await writeChange(runs, uri, { learningRate });
  }

  dispose(): void {
    for (const handle of this.#handles.values()) handle.dispose();
    this.#news.dispose();
  }

  async #begin(rooms: TrainRooms, uri: vscode.Uri): Promise<(() => Promise<void>) | undefined> {
    const document = await vscode.workspace.openTextDocument(uri);
    const ready = await checkToTrain(rooms.checker, document);
    if (!ready || "tell" in ready) return ready?.tell;
    const { startRateTest } = await loadRooms();
    const handle = startRateTest(runOptions(rooms, uri, ready.check));
    this.#handles.set(uri.toString(), handle);
    handle.onUpdate((test) => this.#news.fire({ uri, test }));
    this.#news.fire({ uri, test: handle.test });
    rooms.panels.showTab(uri, "training");
    return undefined;
  }
}
