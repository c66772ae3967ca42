import { penaltyOf } from "../engine/penalty.ts";
import type { Trainer } from "../engine/trainer.ts";
import type { ModelFile } from "../model/model.ts";
import type { Figures } from "../protocol/events.ts";

/** The figures of a run that did no epoch: its network as it stands, in evaluation mode. */
export function untrainedFigures(model: ModelFile, trainer: Trainer, validationRows: number): Figures {
  const { loss, metrics } = trainer.evaluate("train");
  const held = validationRows > 0 ? trainer.evaluate("validation") : undefined;
  const penalty = penaltyOf(model, trainer.weights());
  return {
    loss,
    ...(held ? { validationLoss: held.loss } : {}),
    ...(penalty === undefined ? {} : { penalty }),
    metrics,
    ...(held ? { validationMetrics: held.metrics } : {}),
    learningRate: trainer.learningRate,
  };
}
