import type { Dataset } from "../data/dataset.ts";
import { predicted, predictionBase, type ShownPredictions } from "../data/prediction/base.ts";
import type { Trainer } from "../engine/trainer.ts";
import type { ModelFile } from "../model/model.ts";
import type { Predicted } from "../protocol/prediction.ts";
import type { LivePart } from "./live-parts.ts";
import type { SessionUpdate } from "./session-options.ts";

/** Multiplications between two looks at the control word. */
const workAtOnce = 5e8;

/** What the pictures of a run's predictions show, and how it is computed: in the data's own units, the base once. */
export class PredictionView implements LivePart {
  readonly topic = "predictions";
  readonly #dataset: Dataset;
  readonly #model: ModelFile;
  #shown: ShownPredictions | undefined;

  constructor(dataset: Dataset, model: ModelFile) {
    this.#dataset = dataset;
    this.#model = model;
  }

  async take(
    trainer: Trainer,
    epoch: number,
    goOn: () => Promise<boolean>,
  ): Promise<SessionUpdate | undefined> {
    const shown = this.#shown ?? predictionBase(this.#dataset, this.#model);
    const predicted = await this.#predict(shown, trainer, epoch, goOn);
    if (!predicted) return undefined;
    const isFirst = this.#shown === undefined;
    this.#shown = shown;
    // What is told is the receiver's own.
    return { ...(isFirst && { base: structuredClone(shown.base) }), predicted };
  }

  async #predict(
    shown: ShownPredictions,
    trainer: Trainer,
    epoch: number,
    goOn: () => Promise<boolean>,
  ): Promise<Predicted | undefined> {
    const { samples, vectors } = shown;
    const { inputWidth, outputWidth } = this.#dataset;
    const atOnce = Math.max(1, Math.floor(workAtOnce / Math.max(1, trainer.parameters)));
    const sampleOutputs = await inParts(samples.length, atOnce, outputWidth, goOn, (from, to) =>
      trainer.predict(samples.slice(from, to)),
    );
    if (!sampleOutputs || (samples.length >= atOnce && !(await goOn()))) return undefined;
    const vectorOutputs = await inParts(vectors.length / inputWidth, atOnce, outputWidth, goOn, (from, to) =>
      trainer.predictInputs(vectors.slice(from * inputWidth, to * inputWidth)),
    );
    if (!vectorOutputs) return undefined;
    return predicted(this.#dataset, shown, epoch, { samples: sampleOutputs, vectors: vectorOutputs });
  }
}

/** Outputs `[rows, width]`, computed for `atOnce` rows at a time; undefined once `goOn` says no. */
async function inParts(
  rows: number,
  atOnce: number,
  width: number,
  goOn: () => Promise<boolean>,
  predict: (from: number, to: number) => Float64Array,
): Promise<Float64Array<ArrayBuffer> | undefined> {
  const outputs = new Float64Array(rows * width);
  for (let from = 0; from < rows; from += atOnce) {
    if (from > 0 && !(await goOn())) return undefined;
    outputs.set(predict(from, Math.min(rows, from + atOnce)), from * width);
  }
  return outputs;
}
