import * as l10n from "@vscode/l10n";
import { evidenceCurve, leastAfter, type Series, series } from "../curve.ts";
import { fewestEpochs, hasDiverged, isDiverging } from "../progress.ts";
import type { Rule } from "../rule.ts";
import { short } from "../text.ts";

/** Gain in the last tenth, as a part of the loss, below which the curve is flat. */
export const worthAHint = 0.02;
/** Loss, as a part of the best constant's, below which there is nothing left worth training for. */
export const goodEnough = 0.01;
/**
 * Part of the best constant's loss that as many epochs again would take off at the pace of the last tenth.
 * A steady exponential fall gains at most a quarter that way, when it ends halfway down; a run that ends with
 * less than this part of the constant's loss never warns.
 */
export const muchToGain = 0.15;

/** The least loss in the tenth before the last, and in the last one, where that is the best of the run. */
function lastTenths(curve: Series, epoch: number): { before: number; now: number } | undefined {
  const tenth = Math.floor(epoch / 10);
  const until = curve.epochs.findLastIndex((each) => each <= epoch - tenth);
  const upTo = { ...curve, min: curve.min.slice(0, until + 1), epochs: curve.epochs.slice(0, until + 1) };
  const before = leastAfter(upTo, epoch - 2 * tenth);
  const now = leastAfter(curve, epoch - tenth);
  const isBest = leastAfter(upTo, 0) >= now;
  return isBest && Number.isFinite(before) && Number.isFinite(now) ? { before, now } : undefined;
}

/** The training ended while the loss, on the validation rows where there are some, still got better. */
export const stillImproving: Rule = {
  during: (run) => {
    const { epoch, epochs, ended } = run.progress;
    const { constantLoss } = run.statistics.baselines;
    if (ended !== "completed" || epoch < fewestEpochs || hasDiverged(run) || isDiverging(run)) return [];
    if (!Number.isFinite(constantLoss) || constantLoss <= 0) return [];
    const { validationLoss } = run.history.curves;
    const name = validationLoss ? "validationLoss" : "loss";
    const training = lastTenths(series(run.history, "loss"), epoch);
    const judged = name === "loss" ? training : lastTenths(series(run.history, name), epoch);
    if (!training || !judged || training.now >= training.before || judged.now <= 0) return [];
    const { before, now } = judged;
    if (1 - now / before < worthAHint || now < goodEnough * constantLoss) return [];
    // Each tenth multiplies the loss by now / before, and as many epochs again are ten tenths.
    const expected = now * (now / before) ** 10;
    const warns = now - expected > muchToGain * constantLoss;
    const more = Math.min(1e9, 2 * epochs);
    const path = ["training", "epochs"];
    const curve = evidenceCurve(
      run.history,
      name,
      name === "loss" ? l10n.t("Loss") : l10n.t("Validation loss"),
    );
    return [
      {
        severity: warns ? "warning" : "hint",
        path,
        epoch,
        message: l10n.t(
          "The loss was still falling when training ended: from {0} to {1} in the last tenth of {2} epochs. Set epochs to {3}.",
          short(before),
          short(now),
          epoch,
          more,
        ),
        fixes: [
          { title: l10n.t("Set epochs to {0}", more), preferred: true, edits: [{ path, value: more }] },
        ],
        evidence: {
          explanation: l10n.t(
            "A network is trained until its loss stays level. This one got better up to the last epoch, so more epochs make it better still.",
          ),
          numbers: [
            { label: l10n.t("Loss in the tenth before the last"), value: short(before) },
            { label: l10n.t("Loss in the last tenth"), value: short(now) },
            { label: l10n.t("Expected after as many epochs again"), value: short(expected) },
            { label: l10n.t("Loss of the best constant"), value: short(constantLoss) },
          ],
          ...(curve ? { curve } : {}),
        },
        because: ["output-range", "targets-not-normalized", "inputs-not-normalized"],
      },
    ];
  },
};
