import { largest, type Metric, targetAt } from "./metric.ts";

/** Share of the rows told rightly; of the values, where each says of a class of its own whether it holds. */
export const accuracy: Metric = (outcome) => {
  const { samples, width, outputs, targets, decision } = outcome;
  let right = 0;
  for (let row = 0; row < samples.length; row++) {
    const from = targetAt(outcome, row);
    if (decision === "largest") {
      if (largest(outputs, row * width, width) === largest(targets.values, from, width)) right++;
    } else
      for (let column = 0; column < width; column++) {
        const told = (outputs[row * width + column] as number) >= decision;
        if (told === (targets.values[from + column] as number) >= decision) right++;
      }
  }
  return right / (decision === "largest" ? samples.length : samples.length * width);
};
