import * as l10n from "@vscode/l10n";
import type { Trainer } from "../engine/trainer.ts";
import type { History } from "../protocol/history.ts";
import type { RunChange } from "../protocol/settings.ts";
import { writeHistory } from "./history-file.ts";
import { toJson } from "./json.ts";
import { fileNames, type RunFile, type RunFileName } from "./run-file.ts";
import { writeSafetensors } from "./safetensors.ts";
import type { RunStore } from "./store.ts";

/** Writes a run to its store; a disk that refuses is told once and never ends the training. */
export class RunSaver {
  readonly #store: RunStore | undefined;
  readonly #notice: (message: string) => void;
  #told = false;
  #writing: Promise<void> | undefined;

  /** Without a store nothing is saved. */
  constructor(store: RunStore | undefined, notice: (message: string) => void) {
    this.#store = store;
    this.#notice = notice;
  }

  get folder(): string | undefined {
    return this.#store?.folder;
  }

  get modelFile(): string {
    return this.#store?.modelFile ?? "";
  }

  /** Saves what is known when the run starts. */
  async begin(text: string, run: RunFile): Promise<void> {
    await this.#write(fileNames.model, () => text);
    await this.#write(fileNames.run, () => toJson(run, 1));
  }

  /** Saves the curves in the background, unless the last write is still under way. */
  history(history: History, changes: readonly RunChange[]): void {
    if (!this.#store || this.#writing) return;
    const text = writeHistory(history, changes);
    this.#writing = this.#write(fileNames.history, () => text).finally(() => {
      this.#writing = undefined;
    });
  }

  /** Saves the run as it ended: the curves, weights and state before `run.json` that says so. */
  async finish(
    run: RunFile,
    history: History,
    changes: readonly RunChange[],
    trainer: Trainer,
  ): Promise<void> {
    await this.#writing;
    await this.#write(fileNames.history, () => writeHistory(history, changes));
    await this.#write(fileNames.weights, () => writeSafetensors(trainer.weights()));
    await this.#write(fileNames.state, () => writeSafetensors(trainer.state()));
    await this.#write(fileNames.run, () => toJson(run, 1));
  }

  async #write(name: RunFileName, content: () => string | Uint8Array): Promise<void> {
    if (!this.#store) return;
    try {
      await this.#store.write(name, content());
    } catch (error) {
      if (this.#told) return;
      this.#told = true;
      this.#notice(
        l10n.t(
          "{0} could not be saved in {1}: {2}. The training goes on, but this run may not be kept.",
          name,
          this.#store.folder,
          (error as Error).message,
        ),
      );
    }
  }
}
