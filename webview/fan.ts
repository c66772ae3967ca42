import type { Predicted, PredictionBase } from "../src/protocol/prediction.ts";
import { residuals } from "./prediction.ts";

/** One step of a forecast with the range in which it was right so often before. */
export interface FanStep {
  readonly x: number;
  readonly y: number;
  /** Half and nine tenths of the known errors lie in these. */
  readonly half: readonly [number, number];
  readonly most: readonly [number, number];
}

/** Fewer errors than this say nothing about their range. */
const fewestErrors = 8;

/**
 * The forecast of a target column from the last window, after the data's last value. Each step has the spread of the
 * errors that the network makes so many steps ahead, on samples that it was not trained on where there are enough.
 */
export function fan(base: PredictionBase, predicted: Predicted | undefined, column: number): FanStep[] {
  const { window, outputs, split } = base;
  const forecast = predicted?.forecast;
  if (!window || !forecast || !predicted) return [];
  const held = split.filter((part) => part !== 0).length >= fewestErrors;
  const last = window.last[column] as number;
  const begin: FanStep = { x: window.lastX, y: last, half: [last, last], most: [last, last] };
  const steps = outputs.flatMap((output, at): FanStep[] => {
    if (output.column !== column) return [];
    const y = forecast[at] as number;
    const errors = residuals(output.actual, predicted.outputs[at] ?? new Float64Array(0))
      .filter((error, sample) => Number.isFinite(error) && (!held || split[sample] !== 0))
      .sort();
    const range = (share: number): [number, number] =>
      errors.length < fewestErrors
        ? [y, y]
        : [y + quantile(errors, (1 - share) / 2), y + quantile(errors, (1 + share) / 2)];
    return [{ x: window.forecastX[output.step] as number, y, half: range(0.5), most: range(0.9) }];
  });
  return [begin, ...steps];
}

/** Of ascending values, between neighbours in proportion. */
function quantile(values: Float64Array, share: number): number {
  const place = share * (values.length - 1);
  const below = Math.floor(place);
  const [low, high] = [values[below] as number, values[Math.min(below + 1, values.length - 1)] as number];
  return low + (high - low) * (place - below);
}
