import { type Metric, type Outcome, targetAt } from "./metric.ts";

/** Coefficient of determination, the mean over the outputs. */
export const r2: Metric = (outcome) => {
  let total = 0;
  for (let column = 0; column < outcome.width; column++) total += explained(outcome, column);
  return total / outcome.width;
};

/** 1 − Σ(y − ŷ)² / Σ(y − mean)²; of a constant target 1 where it is met exactly, else 0, as scikit-learn's r2_score. */
function explained(outcome: Outcome, column: number): number {
  const { samples, width, outputs, targets } = outcome;
  const target = (row: number): number => targets.values[targetAt(outcome, row) + column] as number;
  let mean = 0;
  for (let row = 0; row < samples.length; row++) mean += (target(row) - mean) / (row + 1);
  let residual = 0;
  let whole = 0;
  for (let row = 0; row < samples.length; row++) {
    residual += (target(row) - (outputs[row * width + column] as number)) ** 2;
    whole += (target(row) - mean) ** 2;
  }
  if (whole > 0) return 1 - residual / whole;
  return residual > 0 ? 0 : residual === 0 ? 1 : Number.NaN;
}
