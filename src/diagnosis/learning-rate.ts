import * as l10n from "@vscode/l10n";
import { type ModelFile, modelSchema, type Optimizer } from "../model/model.ts";
import type { Edit, Fix } from "../protocol/finding.ts";
import { type Experiment, type ExperimentResult, resultOf, worked } from "./experiment.ts";
import type { Observation } from "./rule.ts";
import { normalizeResult } from "./scale.ts";
import { short } from "./text.ts";

export const learningRatePath = ["training", "optimizer", "learningRate"] as const;

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
  return isDefault(model, optimizer)
    ? { path: ["training", "optimizer"], value: { type: optimizer.type, learningRate: rate } }
    : { path: learningRatePath, value: rate };
}

/** A rate divided by a power of ten, without the rounding error of the division. */
const lower = (rate: number, power: number): number => Number((rate / 10 ** power).toPrecision(12));

interface TriedRate extends ExperimentResult {
  readonly rate: number;
}

/** The rates tried so far, from high to low. */
export const triedRates = ({ model, results }: Observation): readonly TriedRate[] =>
  [1, 2, 3, 4, 5, 6, 7, 8].flatMap((power) => {
    const rate = lower(model.training.optimizer.learningRate, power);
    const result = resultOf(results, { edits: [rateEdit(model, rate)], steps: 0 });
    return result ? [{ ...result, rate }] : [];
  });

/** Trainings at a tenth to a ten-thousandth of the rate; where none of them works, four powers of ten more. */
export function rateExperiments(run: Observation, steps: number): readonly Experiment[] {
  const { model } = run;
  const tried = triedRates(run);
  const powers = tried.length >= 4 && !tried.some(worked) ? [5, 6, 7, 8] : [1, 2, 3, 4];
  return powers.map((power) => ({
    edits: [rateEdit(model, lower(model.training.optimizer.learningRate, power))],
    steps,
  }));
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
  if (normalized && worked(normalized))
    return l10n.t(
      "Normalize the data: in a trial on normalized data the same learning rate brought the loss from {0} to {1}.",
      short(normalized.outcome.firstLoss),
      short(normalized.outcome.lastLoss),
    );
  if (best)
    return l10n.t(
      "Set learningRate to {0}: in a trial from the same first weights it stayed finite and brought the loss from {1} to {2}.",
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
  return l10n.t("Lower learningRate, by factors of ten.");
}

/** The learning rate that was tried and worked; before anything was tried a tenth, which says so and is not preferred. */
export function rateFixes(run: Observation): readonly Fix[] {
  const { model } = run;
  const rate = model.training.optimizer.learningRate;
  const best = bestRate(run);
  const normalized = normalizeResult(run);
  if (best)
    return [
      {
        title: l10n.t("Set learningRate to {0}", best.rate),
        preferred: !(normalized && worked(normalized)),
        edits: [rateEdit(model, best.rate)],
      },
    ];
  if (triedRates(run).length > 0 || rate === 0) return [];
  return [
    {
      title: l10n.t("Set learningRate to {0} (not tried)", lower(rate, 1)),
      preferred: false,
      edits: [rateEdit(model, lower(rate, 1))],
    },
  ];
}

/** What was tried, one line a rate. */
export const triedNumbers = (run: Observation): readonly { label: string; value: string }[] =>
  triedRates(run).map(({ rate, outcome }) => ({
    label: l10n.t("Trial with learningRate {0}", rate),
    value: outcome.finite
      ? l10n.t("loss {0} → {1}", short(outcome.firstLoss), short(outcome.lastLoss))
      : l10n.t("not finite"),
  }));
