import type { Dataset } from "../data/dataset.ts";
import { predicted, predictionBase, type ShownPredictions } from "../data/prediction-base.ts";
import type { Trainer } from "../engine/trainer.ts";
import type { ModelFile } from "../model/model.ts";
import type { Predicted, PredictionBase } from "../protocol/prediction.ts";

/** Multiplications between two looks at the control word. */
const workAtOnce = 5e8;

/** What the prediction chart of a run shows, and how it is computed. */
export class PredictionView {
  readonly #dataset: Dataset;
  readonly #shown: ShownPredictions;

  constructor(dataset: Dataset, model: ModelFile) {
    this.#dataset = dataset;
    this.#shown = predictionBase(dataset, model);
  }

  get base(): PredictionBase {
    return this.#shown.base;
  }

  /**
   * The network's predictions as it stands, in fresh arrays in the data's own units. `goOn` is asked now and then;
   * undefined once it says no.
   */
  async predict(
    trainer: Trainer,
    epoch: number,
    goOn: () => Promise<boolean>,
  ): Promise<Predicted | undefined> {
    const { samples, gridInputs } = this.#shown;
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
