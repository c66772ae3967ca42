import * as l10n from "@vscode/l10n";
import type { ModelFile } from "../model/model.ts";
import type { Figures } from "../protocol/events.ts";
import { EngineError } from "./error.ts";
import type { Machine } from "./machine.ts";
import { keptEnd } from "./plan.ts";
import { readTensor, type Tensor, writeTensor } from "./tensor.ts";

/** Name of the tensor that holds how far it is, and what the names of saved weights begin with. */
const progressName = "earlyStopping";
const bestPrefix = "best.";
const lastPrefix = "last.";

type Settings = NonNullable<ModelFile["training"]["earlyStopping"]>;

const monitors = ["validationLoss", "loss"] as const;

/**
 * Watches a figure of the epochs, keeps the weights of the best one, and says when it has not got better for too
 * long, as Keras' EarlyStopping does.
 */
export class EarlyStopping {
  readonly #settings: Settings;
  readonly #machine: Machine;
  /** Bytes from the weights to those of the best epoch. */
  readonly #offset: number;
  #best = Number.POSITIVE_INFINITY;
  #bestEpoch = 0;
  /** Epochs since the best one. */
  #waited = 0;
  /** The best weights are those of the network now, and the last ones stand in their place. */
  #isTaken = false;

  /** Undefined where the model has none. */
  static of({ training }: ModelFile, machine: Machine): EarlyStopping | undefined {
    const { earlyStopping } = training;
    return earlyStopping && machine.best !== undefined
      ? new EarlyStopping(earlyStopping, machine, machine.best)
      : undefined;
  }

  private constructor(settings: Settings, machine: Machine, offset: number) {
    this.#settings = settings;
    this.#machine = machine;
    this.#offset = offset;
  }

  /** From 1; undefined before there is one. */
  get bestEpoch(): number | undefined {
    return this.#bestEpoch > 0 ? this.#bestEpoch : undefined;
  }

  /** Whether the training is to end. */
  get isOver(): boolean {
    return this.#waited > 0 && this.#waited >= this.#settings.patience;
  }

  /** Takes note of an epoch that has ended. */
  endEpoch(epoch: number, figures: Figures): void {
    const value = figures[this.#settings.monitor] ?? Number.NaN;
    if (!(value < this.#best - this.#settings.minDelta)) {
      this.#waited++;
      return;
    }
    this.#best = value;
    this.#bestEpoch = epoch;
    this.#waited = 0;
    const { start, end } = this.#range;
    this.#bytes.copyWithin(start + this.#offset, start, end);
  }

  /** Gives the network the best weights; the last ones are kept, so that the run can go on from them. */
  takeBest(): void {
    if (this.#bestEpoch === 0 || this.#isTaken) return;
    const { start, end } = this.#range;
    const last = this.#bytes.slice(start, end);
    this.#bytes.copyWithin(start, start + this.#offset, end + this.#offset);
    this.#bytes.set(last, start + this.#offset);
    this.#isTaken = true;
  }

  /** What a run needs to go on, besides the network's weights. */
  tensors(): Tensor[] {
    const monitor = monitors.indexOf(this.#settings.monitor);
    const data = Float64Array.of(monitor, this.#best, this.#bestEpoch, this.#waited);
    const progress: Tensor = { name: progressName, dtype: "F64", shape: [data.length], data };
    const prefix = this.#isTaken ? lastPrefix : bestPrefix;
    const { values } = this.#machine;
    const kept = this.#places.map((place) => readTensor(values, place, this.#offset, prefix + place.name));
    return this.#bestEpoch > 0 ? [progress, ...kept] : [progress];
  }

  /** Goes on from a saved run, or begins anew where that watched another figure or none. */
  restore(weights: readonly Tensor[], state: readonly Tensor[]): void {
    this.#isTaken = false;
    const named = new Map([...weights, ...state].map((tensor) => [tensor.name, tensor]));
    const [monitor, best = 0, bestEpoch = 0, waited = 0] = named.get(progressName)?.data ?? [];
    const isSame = monitor === monitors.indexOf(this.#settings.monitor);
    this.#best = isSame ? best : Number.POSITIVE_INFINITY;
    this.#bestEpoch = isSame ? bestEpoch : 0;
    this.#waited = isSame ? waited : 0;
    for (const place of this.#places) {
      const tensor = named.get(bestPrefix + place.name) ?? named.get(place.name);
      if (tensor) writeTensor(this.#machine.values, place, tensor.data, this.#offset);
    }
  }

  get #places() {
    return [...this.#machine.plan.places, ...this.#machine.plan.kept];
  }

  get #bytes(): Uint8Array {
    return new Uint8Array(this.#machine.memory.buffer);
  }

  get #range() {
    return { start: this.#machine.plan.weights.address, end: keptEnd(this.#machine.plan) };
  }
}

/** Throws an `EngineError` where early stopping watches the loss of a validation split that has no row. */
export function checkMonitor({ training }: ModelFile, validationRows: number): void {
  if (training.earlyStopping?.monitor === "validationLoss" && validationRows === 0)
    throw new EngineError(
      ["training", "earlyStopping", "monitor"],
      l10n.t(
        'Early stopping watches the validation loss, and the validation split has no row. Make "validation" of "split" larger, or set "monitor" to "loss".',
      ),
    );
}

/** The weights that a saved run goes on from: those of its last epoch, also where it gave those of the best one. */
export function lastWeights(weights: readonly Tensor[], state: readonly Tensor[] = []): Tensor[] {
  const last = new Map(state.map((tensor) => [tensor.name, tensor]));
  return weights.map((tensor) => {
    const found = last.get(lastPrefix + tensor.name);
    return found ? { ...found, name: tensor.name } : tensor;
  });
}
