import * as l10n from "@vscode/l10n";
import type { Dataset } from "../data/dataset.ts";
import { numberMomentumProduct } from "../engine/kernels/layout.ts";
import { savedNumber } from "../engine/state.ts";
import type { Trainer } from "../engine/trainer.ts";
import { SampleWalk } from "../engine/walk/index.ts";
import type { ModelFile } from "../model/model.ts";
import type { Answer, Question } from "../protocol/question.ts";
import type { SessionControl } from "./session-options.ts";

/** Copies of all weights and optimizer states are made; and nobody walks through more. */
const mostParameters = 2 ** 22;

/** Answers what views ask of the network, where the run is between two slices or paused. */
export class Questions {
  readonly #control: SessionControl;
  readonly #dataset: Dataset;
  /** The last walk, and what it was made from. */
  #walk: { readonly made: string; readonly trainer: Trainer; readonly walk: SampleWalk } | undefined;

  constructor(control: SessionControl, dataset: Dataset) {
    this.#control = control;
    this.#dataset = dataset;
  }

  /** Ends the batch at hand where that takes but a moment (`mayEndBatch`); else the question is refused. */
  answer(trainer: Trainer, model: ModelFile, mayEndBatch: boolean): void {
    for (const { question, answer } of this.#control.takeQuestions?.() ?? [])
      answer(this.#answerTo(question, trainer, model, mayEndBatch));
  }

  #answerTo(question: Question, trainer: Trainer, model: ModelFile, mayEndBatch: boolean): Answer {
    if (trainer.parameters > mostParameters)
      return refused(
        l10n.t(
          "This network has {0} parameters. Networks of up to {1} can be stepped through.",
          trainer.parameters,
          mostParameters,
        ),
      );
    if (!mayEndBatch && !trainer.atBatchEnd)
      return refused(
        l10n.t("The training is paused in the middle of a batch. Step one batch to come to its end."),
      );
    const walk = this.#walkOf(question.sample, trainer, model);
    return { status: "answered", walk: walk.describe(question) };
  }

  #walkOf(wanted: number, trainer: Trainer, model: ModelFile): SampleWalk {
    const { train } = this.#dataset.split;
    const index = Math.min(wanted, train.length - 1);
    const weights = trainer.weights();
    const { step } = trainer.position;
    const { optimizer, clip } = model.training;
    const made = JSON.stringify([index, step, trainer.nextLearningRate, optimizer, clip]);
    if (this.#walk?.made === made && this.#walk.trainer === trainer) return this.#walk.walk;
    const state = trainer.state();
    const network = {
      model,
      tensors: new Map([...weights, ...state].map((tensor) => [tensor.name, tensor])),
      step,
      learningRate: trainer.nextLearningRate,
      momentumProduct: savedNumber(state, numberMomentumProduct),
    };
    const walk = new SampleWalk(network, this.#sample(train[index] as number, index));
    this.#walk = { made, trainer, walk };
    return walk;
  }

  #sample(sample: number, index: number) {
    const { inputs, targets, inputStart, targetStart, inputWidth, outputWidth } = this.#dataset;
    const row = (table: typeof inputs, start: number, length: number) =>
      Float64Array.from(table.values.subarray(start * table.width, start * table.width + length));
    return {
      inputs: row(inputs, inputStart[sample] as number, inputWidth),
      targets: row(targets, targetStart[sample] as number, outputWidth),
      inputNames: this.#dataset.inputElements.map(({ name }) => name),
      outputNames: this.#dataset.outputElements.map(({ name }) => name),
      index,
      count: this.#dataset.split.train.length,
      ignored: this.#dataset.sampleWeights?.[sample] === 0,
    };
  }
}

const refused = (message: string): Answer => ({ status: "refused", message });
