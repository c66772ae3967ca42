import { type Outcome, targetAt } from "./metric.ts";

/** Mean over all values of what `cost` makes of their errors in the data's own units. */
export function meanOver(outcome: Outcome, cost: (error: number) => number): number {
  const { samples, width, outputs, targets, scales } = outcome;
  let total = 0;
  for (let row = 0; row < samples.length; row++) {
    const from = targetAt(outcome, row);
    for (let column = 0; column < width; column++) {
      const error = (outputs[row * width + column] as number) - (targets.values[from + column] as number);
      total += cost(error * (scales[column] as number));
    }
  }
  return total / (samples.length * width);
}
