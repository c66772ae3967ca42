import * as l10n from "@vscode/l10n";
import { evidenceCurve } from "./curve.ts";
import { worked } from "./experiment.ts";
import { hasDiverged, isDiverging, isStuckAtBaseline, recentLoss } from "./progress.ts";
import type { Draft, Known, Observation, Rule } from "./rule.ts";
import { normalizeEdit, normalizeResult, offScaleColumns, type Side, worseSide } from "./scale.ts";
import { list, short } from "./text.ts";

/** Whether a run suffers, as far as the scale of the columns can be its cause. */
function suffers(run: Observation): boolean {
  const tried = normalizeResult(run);
  if (hasDiverged(run) || isDiverging(run)) return tried === undefined || worked(tried);
  return isStuckAtBaseline(run);
}

const explanation: Readonly<Record<Side, () => string>> = {
  targets: () =>
    l10n.t(
      "A new network predicts values near 0 and learns differences of about 1. It has to climb to targets that are far from that first, which hides their shape; normalized targets have mean 0 and deviation 1, and predictions are still shown in the data's own units.",
    ),
  inputs: () =>
    l10n.t(
      "A weight's gradient is as large as its input, so large inputs make steps too large and small ones too small, and one learning rate cannot suit both. Normalized inputs have mean 0 and deviation 1.",
    ),
};

function findings(known: Known, side: Side, run?: Observation): readonly Draft[] {
  const columns = offScaleColumns(known, side);
  const [worst] = columns;
  if (!worst) return [];
  const warns = run !== undefined && suffers(run);
  const names = list(columns.map(({ name }) => name));
  const where = l10n.t("mean {0}, deviation {1}", short(worst.mean), short(worst.deviation));
  const tried = run && normalizeResult(run);
  const { constantLoss } = known.statistics.baselines;
  const parts = [
    side === "targets"
      ? l10n.t("The targets are not normalized: {0} ({1}).", names, where)
      : l10n.t("The inputs are not normalized: {0} ({1}).", names, where),
  ];
  if (warns && tried)
    parts.push(
      l10n.t(
        "The training diverged, and a trial on normalized data did not: the loss fell from {0} to {1}.",
        short(tried.outcome.firstLoss),
        short(tried.outcome.lastLoss),
      ),
    );
  else if (warns && isStuckAtBaseline(run))
    parts.push(
      l10n.t(
        "The loss of {0} is no better than the {1} of always predicting one constant.",
        short(recentLoss(run)),
        short(constantLoss),
      ),
    );
  const edit = normalizeEdit(known);
  const shown = JSON.stringify(edit.value);
  parts.push(
    warns
      ? l10n.t("Set normalize to {0}.", shown)
      : l10n.t("Training is faster and steadier with normalize set to {0}.", shown),
  );
  const separate = known.model.data.normalize.inputs !== known.model.data.normalize.targets;
  const curve = warns ? evidenceCurve(run.history, "loss", l10n.t("Loss")) : undefined;
  return [
    {
      severity: warns ? "warning" : "hint",
      path: separate ? ["data", "normalize", side] : ["data", "normalize"],
      message: parts.join(" "),
      fixes: [{ title: l10n.t("Set normalize to {0}", shown), preferred: true, edits: [edit] }],
      evidence: {
        explanation: explanation[side](),
        numbers: [
          ...columns.slice(0, 3).map(({ name, mean, deviation }) => ({
            label: name,
            value: l10n.t("mean {0}, deviation {1}", short(mean), short(deviation)),
          })),
          ...(run && warns && Number.isFinite(recentLoss(run))
            ? [{ label: l10n.t("Loss"), value: short(recentLoss(run)) }]
            : []),
          { label: l10n.t("Loss of the best constant"), value: short(constantLoss) },
        ],
        ...(curve ? { curve } : {}),
      },
      ...(worseSide(known) === side
        ? {}
        : { because: [side === "targets" ? "inputs-not-normalized" : "targets-not-normalized"] as const }),
    },
  ];
}

/** The rule for the inputs' or the targets' scale; its thresholds stand in `scale.ts` and `progress.ts`. */
export const notNormalized = (side: Side): Rule => ({
  before: (known) => findings(known, side),
  during: (run) => findings(run, side, run),
});
