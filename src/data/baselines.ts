import type { LossName } from "../model/model.ts";
import type { Dataset } from "./dataset.ts";

type Parts = Pick<Dataset, "targets" | "targetStart" | "outputWidth" | "split" | "sampleWeights">;

/** Loss of the best constant prediction on the training split, weighted as the network's, in the network's units; the split is not empty. */
export function constantLoss(dataset: Parts, loss: LossName): number {
  const elements = Array.from({ length: dataset.outputWidth }, (_, element) => element);
  const mean = (measure: (values: Float64Array) => number) =>
    elements.reduce((sum, element) => sum + measure(trainingValues(dataset, element)), 0) / elements.length;
  const { sampleWeights } = dataset;
  const weights =
    sampleWeights && Float64Array.from(dataset.split.train, (sample) => sampleWeights[sample] as number);
  switch (loss) {
    case "mse":
      return mean(variance);
    case "mae":
      return mean(medianDeviation);
    case "huber":
      return mean((values) =>
        least(
          values,
          (d) => Math.max(-1, Math.min(1, d)),
          (d) => (Math.abs(d) <= 1 ? d ** 2 / 2 : Math.abs(d) - 0.5),
        ),
      );
    case "logCosh":
      return mean((values) =>
        least(values, Math.tanh, (d) => Math.abs(d) + Math.log1p(Math.exp(-2 * Math.abs(d))) - Math.LN2),
      );
    case "hinge":
      // Least at one of the margins, where the rarer label costs 2 a row.
      return mean((values) => {
        const positive = average(
          values.map((value) => (value > 0 ? 1 : 0)),
          weights,
        );
        return 2 * Math.min(positive, 1 - positive);
      });
    case "poisson":
      return mean((values) => {
        const rate = average(values);
        return rate - rate * Math.log(rate + 1e-8);
      });
    case "binaryCrossEntropy":
      return mean((values) => {
        const positive = average(values, weights);
        return -(xLogX(positive) + xLogX(1 - positive));
      });
    case "crossEntropy": {
      // −Σ t·log p over Σ p = 1 is least where p is proportional to t.
      const shares = elements.map((element) => average(trainingValues(dataset, element), weights));
      const total = shares.reduce((sum, share) => sum + share, 0);
      return shares.reduce((sum, share) => sum - (share > 0 ? share * Math.log(share / total) : 0), 0);
    }
  }
}

function trainingValues({ targets, targetStart, split }: Parts, element: number): Float64Array {
  const values = new Float64Array(split.train.length);
  split.train.forEach((sample, at) => {
    values[at] = targets.values[(targetStart[sample] as number) * targets.width + element] as number;
  });
  return values;
}

/** Mean of the values, each counted by its weight where they have some. */
function average(values: Float64Array, weights?: Float64Array): number {
  let whole = 0;
  let mean = 0;
  for (const [at, value] of values.entries()) {
    const weight = weights ? (weights[at] as number) : 1;
    whole += weight;
    if (weight > 0) mean += ((value - mean) * weight) / whole;
  }
  return mean;
}

function variance(values: Float64Array): number {
  const mean = average(values);
  return average(values.map((value) => (value - mean) ** 2));
}

function medianDeviation(values: Float64Array): number {
  const median = values.sort()[values.length >> 1] as number;
  return average(values.map((value) => Math.abs(value - median)));
}

/** Mean cost of the best constant, where the cost is convex with this slope: halves the range in which the slope changes sign. */
function least(
  values: Float64Array,
  slope: (difference: number) => number,
  cost: (difference: number) => number,
): number {
  let low = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  let high = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  for (let halving = 0; halving < 40; halving++) {
    const middle = (low + high) / 2;
    if (average(values.map((value) => slope(middle - value))) > 0) high = middle;
    else low = middle;
  }
  return average(values.map((value) => cost(low - value)));
}

const xLogX = (x: number): number => (x > 0 ? x * Math.log(x) : 0);
