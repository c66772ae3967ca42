import * as l10n from "@vscode/l10n";
import { type ModelFile, modelSchema, type Optimizer } from "../model/model.ts";
import type { Edit, Fix } from "../protocol/finding.ts";
import type { JsonPath } from "../protocol/json.ts";
import { type Experiment, type ExperimentResult, resultOf, worked } from "./experiment.ts";
import type { Observation } from "./rule.ts";
import { normalizeResult } from "./scale.ts";
import { short } from "./text.ts";

/** The highest rate that the training goes by, the key that sets it, and what it cannot be set below. */
export function trainedRate({ training: { optimizer, schedule } }: ModelFile): {
  readonly key: "learningRate" | "maxLearningRate";
  readonly path: JsonPath;
  readonly rate: number;
  readonly least: number;
} {
  const path = (...keys: string[]): JsonPath => ["training", ...keys];
  if (schedule?.type === "oneCycle")
    return {
      key: "maxLearningRate",
      path: path("schedule", "maxLearningRate"),
      rate: schedule.maxLearningRate,
      least: 0,
    };
  return {
    key: "learningRate",
    path: path("optimizer", "learningRate"),
    rate: optimizer.learningRate,
    least: schedule && "minLearningRate" in schedule ? schedule.minLearningRate : 0,
  };
}

const isDefault = (model: ModelFile, optimizer: Optimizer): boolean => {
  const defaults = modelSchema.shape.training.shape.optimizer.parse(optimizer.type);
  return (
    JSON.stringify(Object.entries(defaults).sort()) ===
    JSON.stringify(Object.entries(model.training.optimizer).sort())
  );
};

/**
 * The edit that sets the learning rate. Where everything of the optimizer is a default it may stand in the file
 * as a name, or not at all, so it is set whole.
 */
export function rateEdit(model: ModelFile, rate: number): Edit {
  const { optimizer } = model.training;
  const { key, path } = trainedRate(model);
  return key === "learningRate" && isDefault(model, optimizer)
    ? { path: ["training", "optimizer"], value: { type: optimizer.type, learningRate: rate } }
    : { path, value: rate };
}

/** A rate divided by a power of ten, without the rounding error of the division. */
const lower = (rate: number, power: number): number => Number((rate / 10 ** power).toPrecision(12));

interface TriedRate extends ExperimentResult {
  readonly rate: number;
}

/** The rates tried so far, from high to low. */
export const triedRates = ({ model, results }: Observation): readonly TriedRate[] =>
  [1, 2, 3, 4, 5, 6, 7, 8].flatMap((power) => {
    const rate = lower(trainedRate(model).rate, power);
    const result = resultOf(results, { edits: [rateEdit(model, rate)], steps: 0 });
    return result ? [{ ...result, rate }] : [];
  });

/** Trainings at a tenth to a ten-thousandth of the rate; where none of them works, four powers of ten more. */
export function rateExperiments(run: Observation, steps: number): readonly Experiment[] {
  const { model } = run;
  const tried = triedRates(run);
  const powers = tried.length >= 4 && !tried.some(worked) ? [5, 6, 7, 8] : [1, 2, 3, 4];
  const { rate, least } = trainedRate(model);
  return powers
    .map((power) => lower(rate, power))
    .filter((each) => each >= least)
    .map((each) => ({ edits: [rateEdit(model, each)], steps }));
}

/**
 * A rate counts as good as the best where its trial ended within this factor of it. The lowest of those is the
 * steadiest: a rate at the edge wins a short trial and loses the long run.
 */
const asGood = 2;

/** The lowest rate that came down about as far as any that worked. */
export function bestRate(run: Observation): TriedRate | undefined {
  const good = triedRates(run).filter(worked);
  const least = Math.min(...good.map(({ outcome }) => outcome.lastLoss));
  return good.findLast(({ outcome }) => outcome.lastLoss <= asGood * least);
}

/** What the trials said, in one sentence to act on. */
export function rateAdvice(run: Observation): string {
  const tried = triedRates(run);
  const best = bestRate(run);
  const normalized = normalizeResult(run);
  const { key } = trainedRate(run.model);
  if (normalized && worked(normalized))
    return l10n.t(
      "Normalize the data: in a trial on normalized data the same learning rate brought the loss from {0} to {1}.",
      short(normalized.outcome.firstLoss),
      short(normalized.outcome.lastLoss),
    );
  if (best)
    return l10n.t(
      "Set {0} to {1}: in a trial from the same first weights it stayed finite and brought the loss from {2} to {3}.",
      key,
      best.rate,
      short(best.outcome.firstLoss),
      short(best.outcome.lastLoss),
    );
  const lowest = tried.at(-1);
  if (lowest)
    return l10n.t(
      "Rates down to {0} were tried and none brought the loss down: look at the data and the layers.",
      lowest.rate,
    );
  return l10n.t("Lower {0}, by factors of ten.", key);
}

/** The learning rate that was tried and worked; before anything was tried a tenth, which says so and is not preferred. */
export function rateFixes(run: Observation): readonly Fix[] {
  const { model } = run;
  const { key, rate, least } = trainedRate(model);
  const best = bestRate(run);
  const normalized = normalizeResult(run);
  if (best)
    return [
      {
        title: l10n.t("Set {0} to {1}", key, best.rate),
        preferred: !(normalized && worked(normalized)),
        edits: [rateEdit(model, best.rate)],
      },
    ];
  if (triedRates(run).length > 0 || rate === 0 || lower(rate, 1) < least) return [];
  return [
    {
      title: l10n.t("Set {0} to {1} (not tried)", key, lower(rate, 1)),
      preferred: false,
      edits: [rateEdit(model, lower(rate, 1))],
    },
  ];
}

/** What was tried, one line a rate. */
export const triedNumbers = (run: Observation): readonly { label: string; value: string }[] =>
  triedRates(run).map(({ rate, outcome }) => ({
    label: l10n.t("Trial with {0} {1}", trainedRate(run.model).key, rate),
    value: outcome.finite
      ? l10n.t("loss {0} → {1}", short(outcome.firstLoss), short(outcome.lastLoss))
      : l10n.t("not finite"),
  }));
