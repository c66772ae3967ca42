import type { Predicted, PredictionBase } from "../src/protocol/prediction.ts";

/** 0 training, 1 validation, 2 test. */
export type Part = 0 | 1 | 2;
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
export function stretches({ x, split }: PredictionBase): Stretch[] {
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

/** The fitted curve's value at x, between two points of its grid; NaN outside of it. */
function interpolate(grid: Float64Array, values: Float64Array, x: number): number {
  let high = grid.findIndex((at) => at >= x);
  if (high < 0) return Number.NaN;
  if (high === 0) high = 1;
  const [x0, x1] = [grid[high - 1] as number, grid[high] as number];
  const [y0, y1] = [values[high - 1] as number, values[high] as number];
  if (x < x0) return Number.NaN;
  return x1 === x0 ? y1 : y0 + ((y1 - y0) * (x - x0)) / (x1 - x0);
}

/** The prediction for shown sample `index`; NaN where there is none. */
export function predictionAt(
  base: PredictionBase,
  predicted: Predicted | undefined,
  output: number,
  index: number,
): number {
  const values = predicted?.outputs[output];
  if (!values) return Number.NaN;
  if (base.kind === "curve") return interpolate(base.grid, values, base.x[index] as number);
  return values[index] ?? Number.NaN;
}

/** Mean absolute error of one output over the shown samples; undefined where nothing finite is known. */
export function meanAbsoluteError(
  base: PredictionBase,
  predicted: Predicted,
  output: number,
): number | undefined {
  let sum = 0;
  let count = 0;
  for (const [index, actual] of (base.outputs[output]?.actual ?? []).entries()) {
    const error = Math.abs(predictionAt(base, predicted, output, index) - actual);
    if (!Number.isFinite(error)) continue;
    sum += error;
    count++;
  }
  return count > 0 ? sum / count : undefined;
}

/** Smallest and largest finite value; undefined where there is none. */
export function extent(
  ...lists: readonly (Float64Array | undefined)[]
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
