import type { Trainer } from "../engine/trainer.ts";
import { Control } from "../protocol/control.ts";

type Position = Trainer["position"];

/** How far the epoch or the batch goes that a person asked for. */
export class Steps {
  #kind: Control | undefined;
  #from: Position = { epoch: 0, batch: 0, step: 0 };

  /** Takes note of what is wanted now, at this position. */
  follow(wanted: Control, position: Position): void {
    if (wanted === this.#kind) return;
    this.#kind = wanted === Control.step || wanted === Control.stepBatch ? wanted : undefined;
    this.#from = position;
  }

  get toBatchEnd(): boolean {
    return this.#kind === Control.stepBatch;
  }

  /** Whole epochs at which the step is done at the latest. */
  get untilEpoch(): number {
    return this.#kind === Control.step ? this.#from.epoch + 1 : Number.POSITIVE_INFINITY;
  }

  /** What is done, once, where the step is: a batch that ends its epoch only with that. */
  done(position: Position, batches: number): Control | undefined {
    const kind = this.#kind;
    const isDone =
      kind === Control.step
        ? position.epoch > this.#from.epoch
        : position.step > this.#from.step && position.batch < batches;
    if (!isDone) return undefined;
    this.#kind = undefined;
    return kind;
  }
}
