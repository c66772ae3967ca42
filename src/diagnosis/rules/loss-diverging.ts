import * as l10n from "@vscode/l10n";
import { evidenceCurve, peak, series } from "../curve.ts";
import { worked } from "../experiment.ts";
import { rateAdvice, rateExperiments, rateFixes, trainedRate, triedNumbers } from "../learning-rate.ts";
import { isDiverging, recentLoss, startLoss } from "../progress.ts";
import type { Observation, Rule } from "../rule.ts";
import { normalizeEdit, normalizeExperiment, normalizeResult, worseSide } from "../scale.ts";
import { short } from "../text.ts";

/** Steps of an experiment: as many as the run made, within what takes a moment and shows a trend. */
const trialSteps = ({ model, statistics, progress }: Observation): number => {
  const batches = Math.ceil(statistics.samples.train / model.training.batchSize);
  return Math.min(2000, Math.max(100, batches * progress.epoch));
};

/** The loss is finite and has grown past its start for long; the thresholds stand in `progress.ts`. */
export const lossDiverging: Rule = {
  during: (run) => {
    if (!isDiverging(run)) return [];
    const start = startLoss(run) ?? 0;
    const recent = recentLoss(run);
    const highest = peak(series(run.history, "loss")) ?? { epoch: run.progress.epoch, value: recent };
    const { rate, path: ratePath } = trainedRate(run.model);
    const normalized = normalizeResult(run);
    const scaleIsCause = normalized !== undefined && worked(normalized);
    const side = worseSide(run);
    const curve = evidenceCurve(run.history, "loss", l10n.t("Loss"), highest.epoch);
    return [
      {
        severity: "error",
        path: ratePath,
        epoch: highest.epoch,
        message: `${l10n.t(
          "The loss grew instead of falling: from about {0} before training to {1} in epoch {2}; now it is {3}, and always predicting one constant gives {4}.",
          short(start),
          short(highest.value),
          highest.epoch,
          short(recent),
          short(run.statistics.baselines.constantLoss),
        )} ${rateAdvice(run)}`,
        fixes: [
          ...(scaleIsCause
            ? [{ title: l10n.t("Normalize the data"), preferred: true, edits: [normalizeEdit(run)] }]
            : []),
          ...rateFixes(run),
        ],
        evidence: {
          explanation: l10n.t(
            "Each update is meant to take the weights a little downhill. At a learning rate of {0} it takes them across the valley and up the other side, so the network ends up worse than untrained.",
            rate,
          ),
          numbers: [
            { label: l10n.t("Learning rate"), value: String(rate) },
            { label: l10n.t("Loss before training"), value: short(start) },
            {
              label: l10n.t("Highest loss"),
              value: l10n.t("{0} in epoch {1}", short(highest.value), highest.epoch),
            },
            { label: l10n.t("Loss now"), value: short(recent) },
            ...triedNumbers(run),
          ],
          ...(curve ? { curve } : {}),
        },
        ...(scaleIsCause && side ? { because: [`${side}-not-normalized`] as const } : {}),
      },
    ];
  },

  experiments: (run) =>
    isDiverging(run)
      ? [
          ...(worseSide(run) ? [normalizeExperiment(run, trialSteps(run))] : []),
          ...rateExperiments(run, trialSteps(run)),
        ]
      : [],
};
