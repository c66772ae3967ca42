import type { EvidenceCurve } from "../protocol/finding.ts";
import type { CurveName, History } from "../protocol/history.ts";

/** A curve of a run: `min` and `max` over the epochs that a point covers, `last` the value of its last epoch. */
export interface Series {
  readonly epochs: readonly number[];
  readonly min: readonly number[];
  readonly max: readonly number[];
  readonly last: readonly number[];
}

/** A curve as points, with the newest epochs whole. */
export function series(history: History, name: CurveName): Series {
  const epochs: number[] = [];
  const min: number[] = [];
  const max: number[] = [];
  const last: number[] = [];
  const points = history.curves[name];
  const tail = history.tail.curves[name];
  const tailStart = tail && history.tail.epochs.length > 0 ? (history.tail.epochs[0] as number) : Infinity;
  history.epochs.forEach((epoch, index) => {
    if (!points || epoch >= tailStart || index >= points.last.length) return;
    epochs.push(epoch);
    min.push(points.min[index] as number);
    max.push(points.max[index] as number);
    last.push(points.last[index] as number);
  });
  tail?.forEach((value, index) => {
    epochs.push(history.tail.epochs[index] as number);
    min.push(value);
    max.push(value);
    last.push(value);
  });
  return { epochs, min, max, last };
}

/** The least value over epochs past `after`, not finite ones aside; `Infinity` where there is none. */
export const leastAfter = ({ epochs, min }: Series, after: number): number =>
  min.reduce(
    (least, value, index) =>
      (epochs[index] as number) > after && Number.isFinite(value) ? Math.min(least, value) : least,
    Infinity,
  );

/** The highest finite value and its epoch; undefined where there is none. */
export function peak({ epochs, max }: Series): { epoch: number; value: number } | undefined {
  let highest: { epoch: number; value: number } | undefined;
  max.forEach((value, index) => {
    if (Number.isFinite(value) && !(highest && highest.value >= value))
      highest = { epoch: epochs[index] as number, value };
  });
  return highest;
}

const shownPoints = 64;
/** Past this ratio of highest to lowest a linear axis would show a corner and a flat line. */
const logarithmicFrom = 50;

/** A curve of the run as a small picture of at most 64 points, the last one included. */
export function evidenceCurve(
  history: History,
  name: CurveName,
  title: string,
  markEpoch?: number,
): EvidenceCurve | undefined {
  const { epochs, last } = series(history, name);
  if (epochs.length < 2) return undefined;
  const count = Math.min(shownPoints, epochs.length);
  const chosen = Array.from({ length: count }, (_, index) =>
    Math.round((index * (epochs.length - 1)) / (count - 1)),
  );
  const values = chosen.map((index) => (Number.isFinite(last[index]) ? (last[index] as number) : null));
  const positive = values.filter((value) => value !== null);
  const lowest = Math.min(...positive);
  return {
    title,
    epochs: chosen.map((index) => epochs[index] as number),
    values,
    logarithmic: lowest > 0 && Math.max(...positive) / lowest > logarithmicFrom,
    ...(markEpoch === undefined ? {} : { markEpoch }),
  };
}
