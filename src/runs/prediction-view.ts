import type { Dataset } from "../data/dataset.ts";
import { predicted, predictionBase, type ShownPredictions } from "../data/prediction-base.ts";
import type { Trainer } from "../engine/trainer.ts";
import type { ModelFile } from "../model/model.ts";
import type { Predicted } from "../protocol/prediction.ts";
import type { LivePart } from "./live-parts.ts";
import type { SessionUpdate } from "./session-options.ts";

/** Multiplications between two looks at the control word. */
const workAtOnce = 5e8;

/** What the prediction chart of a run shows, and how it is computed: in the data's own units, the base once. */
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
    return { ...(isFirst && { base: shown.base }), predicted };
  }

  async #predict(
    { samples, gridInputs }: ShownPredictions,
    trainer: Trainer,
    epoch: number,
    goOn: () => Promise<boolean>,
  ): Promise<Predicted | undefined> {
    const { inputWidth, outputWidth } = this.#dataset;
    const rows = gridInputs ? gridInputs.length / inputWidth : samples.length;
    const atOnce = Math.max(1, Math.floor(workAtOnce / Math.max(1, trainer.parameters)));
    const values = new Float64Array(rows * outputWidth);
    for (let from = 0; from < rows; from += atOnce) {
      if (from > 0 && !(await goOn())) return undefined;
      const to = Math.min(rows, from + atOnce);
      const part = gridInputs
        ? trainer.predictInputs(gridInputs.slice(from * inputWidth, to * inputWidth))
        : trainer.predict(samples.slice(from, to));
      values.set(part, from * outputWidth);
    }
    return predicted(this.#dataset, epoch, values);
  }
}
