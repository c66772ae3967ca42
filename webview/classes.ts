import type { ClassTask, Predicted, PredictionBase } from "../src/protocol/prediction.ts";

/** Class of each shown sample, as index into the names: of the largest output, or by one output alone. */
export function classOf(
  { decision }: ClassTask,
  outputs: readonly Float64Array[],
  output: number,
): Int32Array {
  const alone = outputs[output] ?? new Float64Array(0);
  // A class of what is not a number is none.
  if (decision !== "largest")
    return Int32Array.from(alone, (value) => (Number.isNaN(value) ? -1 : Number(value >= decision)));
  return Int32Array.from(alone, (_, sample) => {
    let best = -1;
    for (const [index, values] of outputs.entries()) {
      const value = values[sample] as number;
      if (Number.isNaN(value)) return -1;
      // The first of equals, as the engine's accuracy counts.
      if (best < 0 || value > (outputs[best]?.[sample] as number)) best = index;
    }
    return best;
  });
}

export interface Confusion {
  /** `[actual, predicted]` */
  readonly counts: readonly (readonly number[])[];
  readonly total: number;
  /** Of those predicted as the class, how many are of it; NaN where there are none. */
  readonly precision: readonly number[];
  /** Of those of the class, how many are predicted as it; NaN where there are none. */
  readonly recall: readonly number[];
  readonly accuracy: number;
}

/** How often each class is taken for which, over the shown samples that are chosen; undefined before predictions. */
export function confusion(
  base: PredictionBase,
  predicted: Predicted | undefined,
  output: number,
  chosen: (index: number) => boolean,
): Confusion | undefined {
  const { classes } = base;
  if (!classes || !predicted) return undefined;
  const actual = classOf(
    classes,
    base.outputs.map((shown) => shown.actual),
    output,
  );
  const said = classOf(classes, predicted.outputs, output);
  const counts = classes.names.map(() => classes.names.map(() => 0));
  for (const [index, truth] of actual.entries()) {
    const row = counts[truth];
    const told = said[index] as number;
    if (row && told >= 0 && chosen(index)) row[told] = (row[told] as number) + 1;
  }
  const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);
  const right = counts.map((row, at) => row[at] as number);
  const total = sum(counts.map(sum));
  return {
    counts,
    total,
    precision: right.map((count, at) => count / sum(counts.map((row) => row[at] as number))),
    recall: right.map((count, at) => count / sum(counts[at] ?? [])),
    accuracy: sum(right) / total,
  };
}

/** Of two classes: whether each chosen sample is of the second, and its output for it. */
export interface Scored {
  readonly scores: Float64Array;
  readonly isSecond: Uint8Array;
}

export function scored(
  base: PredictionBase,
  predicted: Predicted | undefined,
  output: number,
  chosen: (index: number) => boolean,
): Scored {
  const { classes, outputs } = base;
  // Where each class has an output, that of the second tells.
  const shown = classes?.decision === "largest" ? 1 : output;
  const actual = classes
    ? classOf(
        classes,
        outputs.map((each) => each.actual),
        shown,
      )
    : new Int32Array(0);
  const values = predicted?.outputs[shown] ?? new Float64Array(0);
  const kept = Uint32Array.from(values.keys()).filter(
    (index) => chosen(index) && !Number.isNaN(values[index]),
  );
  return {
    scores: Float64Array.from(kept, (index) => values[index] as number),
    isSecond: Uint8Array.from(kept, (index) => actual[index] as number),
  };
}

export interface Roc {
  /** From (0, 0) to (1, 1), a point for each threshold. */
  readonly points: readonly { readonly x: number; readonly y: number; readonly threshold: number }[];
  /** Area under the curve. */
  readonly area: number;
}

/**
 * The receiver operating characteristic: the share of the second class that is found, over the share of the first
 * that is taken for it, as the threshold falls; undefined where one class has no sample.
 */
export function roc({ scores, isSecond }: Scored): Roc | undefined {
  const order = Uint32Array.from(scores.keys()).sort((a, b) => (scores[b] as number) - (scores[a] as number));
  const positives = isSecond.reduce((sum, value) => sum + value, 0);
  const negatives = isSecond.length - positives;
  if (positives === 0 || negatives === 0) return undefined;
  let [found, mistaken, area] = [0, 0, 0];
  const points = [{ x: 0, y: 0, threshold: Number.POSITIVE_INFINITY }];
  for (let at = 0; at < order.length; ) {
    const threshold = scores[order[at] as number] as number;
    const [foundBefore, mistakenBefore] = [found, mistaken];
    for (; at < order.length && scores[order[at] as number] === threshold; at++)
      if (isSecond[order[at] as number]) found++;
      else mistaken++;
    area += ((mistaken - mistakenBefore) * (found + foundBefore)) / 2;
    points.push({ x: mistaken / negatives, y: found / positives, threshold });
  }
  return { points, area: area / positives / negatives };
}

export interface CalibrationBin {
  /** Mean probability predicted, and the share of samples that are of the second class. */
  readonly x: number;
  readonly y: number;
  readonly count: number;
}

export const calibrationBins = 10;

/** What became of predicted probabilities, in bins of a tenth; empty bins are left out. */
export function calibration({ scores, isSecond }: Scored): CalibrationBin[] {
  const bins = Array.from({ length: calibrationBins }, () => ({ predicted: 0, actual: 0, count: 0 }));
  for (const [index, score] of scores.entries()) {
    const bin = bins[Math.max(0, Math.min(calibrationBins - 1, Math.floor(score * calibrationBins)))];
    if (!bin) continue;
    bin.predicted += score;
    bin.actual += isSecond[index] as number;
    bin.count++;
  }
  return bins
    .filter(({ count }) => count > 0)
    .map(({ predicted, actual, count }) => ({ x: predicted / count, y: actual / count, count }));
}

/** The mean distance between what is predicted and what is so, each bin counted by its samples (Naeini et al. 2015). */
export function calibrationError(bins: readonly CalibrationBin[]): number {
  const total = bins.reduce((sum, { count }) => sum + count, 0);
  return bins.reduce((sum, { x, y, count }) => sum + (Math.abs(x - y) * count) / total, 0);
}
