import { type Metric, targetAt } from "./metric.ts";

/**
 * Coefficient of determination 1 − Σ(y − ŷ)² / Σ(y − mean)², the mean over the outputs; of a constant target it is 1
 * where that is met exactly, else 0, as scikit-learn's r2_score.
 */
export const r2: Metric = (outcome) => {
  const { samples, width, outputs, targets } = outcome;
  const means = new Float64Array(width);
  const residuals = new Float64Array(width);
  const wholes = new Float64Array(width);
  const target = (from: number, column: number): number => targets.values[from + column] as number;
  for (let row = 0; row < samples.length; row++) {
    const from = targetAt(outcome, row);
    for (let column = 0; column < width; column++) {
      const mean = means[column] as number;
      means[column] = mean + (target(from, column) - mean) / (row + 1);
    }
  }
  for (let row = 0; row < samples.length; row++) {
    const from = targetAt(outcome, row);
    for (let column = 0; column < width; column++) {
      const value = target(from, column);
      const error = value - (outputs[row * width + column] as number);
      const deviation = value - (means[column] as number);
      residuals[column] = (residuals[column] as number) + error * error;
      wholes[column] = (wholes[column] as number) + deviation * deviation;
    }
  }
  const scores = residuals.map((residual, column) => explained(residual, wholes[column] as number));
  return scores.reduce((sum, each) => sum + each, 0) / width;
};

function explained(residual: number, whole: number): number {
  if (whole > 0) return 1 - residual / whole;
  return residual > 0 ? 0 : residual === 0 ? 1 : Number.NaN;
}
