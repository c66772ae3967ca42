import type { Part, Predicted, PredictionBase } from "../src/protocol/prediction.ts";

export const parts: readonly Part[] = [0, 1, 2];

/** A stretch of the x axis whose samples belong to one split. */
export interface Stretch {
  readonly part: Part;
  readonly from: number;
  readonly to: number;
}

/** More stretches than this are no picture any more: the samples are marked one by one instead. */
const mostStretches = 9;

/**
 * The splits as stretches of a series' x axis, each border halfway between its neighbours; none where all
 * samples are of one split or the splits are mixed.
 */
export function stretches(x: Float64Array, split: Uint8Array): Stretch[] {
  const found: { part: Part; from: number; to: number }[] = [];
  for (let index = 0; index < x.length; index++) {
    const at = x[index] as number;
    const part = split[index] as Part;
    const current = found.at(-1);
    if (current?.part === part) {
      current.to = at;
      continue;
    }
    const from = current ? (current.to + at) / 2 : at;
    if (current) current.to = from;
    found.push({ part, from, to: at });
    if (found.length > mostStretches) return [];
  }
  return found.length > 1 ? found : [];
}

/** x of each shown sample where output `output` stands. */
export const outputX = ({ x, window, outputs }: PredictionBase, output: number): Float64Array =>
  window?.x[outputs[output]?.step ?? 0] ?? x;

/** The prediction for shown sample `index`; NaN where there is none. */
export const predictionAt = (predicted: Predicted | undefined, output: number, index: number): number =>
  predicted?.outputs[output]?.[index] ?? Number.NaN;

/** Actual minus predicted of each shown sample. */
export const residuals = (actual: Float64Array, predicted: Float64Array): Float64Array =>
  actual.map((value, index) => value - (predicted[index] as number));

/** Mean absolute error of one output over the shown samples; undefined where nothing finite is known. */
export function meanAbsoluteError(
  base: PredictionBase,
  predicted: Predicted,
  output: number,
): number | undefined {
  let sum = 0;
  let count = 0;
  for (const [index, actual] of (base.outputs[output]?.actual ?? []).entries()) {
    const error = Math.abs(predictionAt(predicted, output, index) - actual);
    if (!Number.isFinite(error)) continue;
    sum += error;
    count++;
  }
  return count > 0 ? sum / count : undefined;
}

/**
 * R² of the chosen samples: the share of their spread that the predictions explain; undefined where they do not
 * spread or a prediction is not finite.
 */
export function rSquared(
  actual: Float64Array,
  predicted: Float64Array,
  chosen: (index: number) => boolean,
): number | undefined {
  let [count, mean] = [0, 0];
  for (const [index, value] of actual.entries()) if (chosen(index)) mean += (value - mean) / ++count;
  let [spread, errors] = [0, 0];
  for (const [index, value] of actual.entries()) {
    if (!chosen(index)) continue;
    spread += (value - mean) ** 2;
    errors += (value - (predicted[index] as number)) ** 2;
  }
  return spread > 0 && Number.isFinite(errors) ? 1 - errors / spread : undefined;
}

/** Smallest and largest finite value; undefined where there is none. */
export function extent(
  ...lists: readonly (Float64Array | readonly number[] | undefined)[]
): readonly [number, number] | undefined {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const list of lists)
    for (const value of list ?? []) {
      if (!Number.isFinite(value)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  return low <= high ? [low, high] : undefined;
}

/** The splits that have shown samples. */
export const partsOf = ({ split }: PredictionBase): Part[] => parts.filter((part) => split.includes(part));

/** The split to look at: the one asked for where it has samples, else the one that tells most of new data. */
export function partToShow(base: PredictionBase, wanted: Part | undefined): Part {
  const present = partsOf(base);
  if (wanted !== undefined && present.includes(wanted)) return wanted;
  return present.includes(1) ? 1 : present.includes(2) ? 2 : 0;
}
