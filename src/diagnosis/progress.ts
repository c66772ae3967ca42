import { leastAfter, peak, series } from "./curve.ts";
import type { Observation } from "./rule.ts";
import { zeroLoss } from "./scale.ts";

/** Fewer epochs than this show no trend. */
export const fewestEpochs = 10;
/** A network that has learnt something is at least this far below the best constant prediction. */
const clearMargin = 0.9;

export const hasDiverged = ({ signals, progress }: Observation): boolean =>
  signals.nonFinite !== undefined || progress.ended === "diverged";

/** The least loss over the last tenth of the epochs so far. */
export const recentLoss = (run: Observation): number =>
  leastAfter(series(run.history, "loss"), Math.floor(run.progress.epoch * 0.9));

/**
 * Whether the loss is no better than that of the best constant prediction by a clear margin. Judged from half
 * of the planned epochs on, so that a slow start is no fault; never on a constant target.
 */
export function isStuckAtBaseline(run: Observation): boolean {
  const { epoch, epochs, ended } = run.progress;
  const { constantLoss } = run.statistics.baselines;
  if (!Number.isFinite(constantLoss) || constantLoss <= 0 || epoch < fewestEpochs) return false;
  if (ended === undefined && epoch < epochs / 2) return false;
  const recent = recentLoss(run);
  return Number.isFinite(recent) && recent > clearMargin * constantLoss;
}

/** How far the loss must rise above its start; the noise of a pass stays well under a factor of 2. */
const divergedFactor = 2;
/** Where a run is too short for patience, or has come down again, it must have been this far above. */
const shortRunFactor = 10;

/**
 * The loss that a run began with, or undefined where that is 0. The first batch may be an easy one, so it
 * counts at least as much as predicting 0, or one constant, for every row.
 */
export function startLoss({ model, statistics, signals }: Observation): number | undefined {
  const candidates = [
    signals.firstLoss,
    statistics.baselines.constantLoss,
    zeroLoss(model.network.loss, statistics),
  ];
  const start = Math.max(
    0,
    ...(candidates.filter((value) => value !== undefined && Number.isFinite(value)) as number[]),
  );
  return start > 0 ? start : undefined;
}

/**
 * Whether a finite loss has grown past its start: it stays above for long (a tenth of the planned epochs, at
 * least ten), or shot up once and since then has not come below the best constant prediction, which is what
 * Adam at a far too high rate ends in.
 */
export function isDiverging(run: Observation): boolean {
  if (hasDiverged(run)) return false;
  const start = startLoss(run);
  if (start === undefined) return false;
  const { epoch, epochs, ended } = run.progress;
  const patience = Math.max(fewestEpochs, Math.ceil(epochs / 10));
  const loss = series(run.history, "loss");
  const least = leastAfter(loss, epoch >= patience ? epoch - patience : 0);
  if (!Number.isFinite(least)) return false;
  if (epoch < patience) return ended !== undefined && epoch >= 3 && least > shortRunFactor * start;
  if (least > divergedFactor * start) return true;
  const highest = peak(loss);
  return (
    highest !== undefined &&
    highest.value > shortRunFactor * start &&
    epoch >= highest.epoch + patience &&
    run.statistics.baselines.constantLoss > 0 &&
    recentLoss(run) > clearMargin * run.statistics.baselines.constantLoss
  );
}
