import * as l10n from "@vscode/l10n";
import type { JsonPath } from "../../protocol/json.ts";
import type { NonFinite } from "../../protocol/signals.ts";
import { evidenceCurve } from "../curve.ts";
import { worked } from "../experiment.ts";
import { rateAdvice, rateExperiments, rateFixes, trainedRate, triedNumbers } from "../learning-rate.ts";
import type { Observation, Rule } from "../rule.ts";
import { normalizeEdit, normalizeExperiment, normalizeResult, worseSide } from "../scale.ts";
import { short } from "../text.ts";
import { undefinedExpression } from "../undefined-expression.ts";

/** Steps of an experiment: three times as long as the run took to fail, within what takes a moment. */
const trialSteps = ({ signals }: Observation): number =>
  Math.min(2000, Math.max(100, 3 * (signals.nonFinite?.step ?? 0)));

/** Found in the very first forward or backward pass, no update has happened that could be too large. */
const isBeforeAnyUpdate = (found: NonFinite | undefined): found is NonFinite =>
  found?.step === 1 && found.quantity !== "weight";

const what = ({ quantity, layer }: NonFinite): string => {
  if (layer === undefined || quantity === "loss") return l10n.t("the loss");
  if (quantity === "activation") return l10n.t("the output of layer {0}", layer + 1);
  if (quantity === "gradient") return l10n.t("the gradient of layer {0}", layer + 1);
  return l10n.t("the weights of layer {0}", layer + 1);
};

const whatHappened = ({ signals, progress }: Observation): string => {
  const found = signals.nonFinite;
  if (!found) return l10n.t("Training stopped in epoch {0}: the loss stopped being finite.", progress.epoch);
  // A sum that overflowed may have left a finite number behind.
  return Number.isFinite(found.value)
    ? l10n.t(
        "Training stopped in epoch {0}, step {1}: {2} stopped being finite.",
        found.epoch,
        found.step,
        what(found),
      )
    : l10n.t(
        "Training stopped in epoch {0}, step {1}: {2} became {3}.",
        found.epoch,
        found.step,
        what(found),
        String(found.value),
      );
};

/** The layer's activation, where it has one. */
const activationPath = ({ model }: Observation, layer: number): JsonPath => {
  const path = ["network", "layers", layer];
  const found = model.network.layers[layer];
  return found && "activation" in found ? [...path, "activation"] : path;
};

/** The loss, a gradient or a weight stopped being finite. Exact, so it has no threshold. */
export const lossNan: Rule = {
  during: (run) => {
    const found = run.signals.nonFinite;
    if (!found && run.progress.ended !== "diverged") return [];
    const undefinedAt = undefinedExpression(run);
    if (undefinedAt) return [undefinedAt];
    const early = isBeforeAnyUpdate(found);
    const normalized = normalizeResult(run);
    const scaleIsCause = normalized !== undefined && worked(normalized);
    const side = worseSide(run);
    const epoch = found?.epoch ?? run.progress.epoch;
    const { rate, path: ratePath } = trainedRate(run.model);
    const path: JsonPath = !early
      ? ratePath
      : found.layer === undefined
        ? ["network", "loss"]
        : activationPath(run, found.layer);
    const normalizeFix = scaleIsCause
      ? [{ title: l10n.t("Normalize the data"), preferred: true, edits: [normalizeEdit(run)] }]
      : [];
    const curve = evidenceCurve(run.history, "loss", l10n.t("Loss"), epoch);
    return [
      {
        severity: "error",
        path,
        epoch,
        message: early
          ? `${whatHappened(run)} ${
              scaleIsCause
                ? rateAdvice(run)
                : l10n.t(
                    "No update had been made yet, so the learning rate is not the cause: use smaller inputs or first weights, or another activation here.",
                  )
            }`
          : `${whatHappened(run)} ${rateAdvice(run)}`,
        fixes: [...normalizeFix, ...(early ? [] : rateFixes(run))],
        evidence: {
          explanation: early
            ? l10n.t(
                "The numbers grew too large on their first way through the layers, before any learning. Large inputs, large first weights and activations that grow fast (exponential, quadratic) add up to that.",
              )
            : l10n.t(
                "Each update moved the weights past the lowest point to a place where the error is larger, so the next update was larger still, until the numbers no longer fit. A learning rate of {0} is too high for this network on this data.",
                rate,
              ),
          numbers: [
            { label: l10n.t("Learning rate"), value: String(rate) },
            ...(run.signals.firstLoss === undefined
              ? []
              : [{ label: l10n.t("Loss of the first batch"), value: short(run.signals.firstLoss) }]),
            ...(found ? [{ label: l10n.t("First not finite"), value: what(found) }] : []),
            ...triedNumbers(run),
          ],
          ...(curve ? { curve } : {}),
        },
        ...(scaleIsCause && side ? { because: [`${side}-not-normalized`] as const } : {}),
      },
    ];
  },

  experiments: (run) => {
    const found = run.signals.nonFinite;
    if (!found && run.progress.ended !== "diverged") return [];
    if (undefinedExpression(run)) return [];
    return [
      ...(worseSide(run) ? [normalizeExperiment(run, trialSteps(run))] : []),
      ...(isBeforeAnyUpdate(found) ? [] : rateExperiments(run, trialSteps(run))),
    ];
  },
};
