import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stream } from "../../src/data/random.ts";
import type { Tensor } from "../../src/engine/trainer.ts";
import { Trainer } from "../../src/engine/trainer.ts";
import { activations } from "../../src/model/activations/index.ts";
import { losses } from "../../src/model/losses/index.ts";
import { dataset } from "./dataset.ts";
import { modelFile } from "./model.ts";

type Loss = keyof typeof losses;

const names = Object.keys(activations) as (keyof typeof activations)[];
const seeds = fc.nat().map((seed) => {
  const random = stream(seed, "data");
  return Array.from({ length: 400 }, () => 2 * random.uniform() - 1);
});

/** Targets that a loss can be measured on. */
function targets(loss: Loss, rows: number, width: number, draws: readonly number[]): number[][] {
  return Array.from({ length: rows }, (_, row) => {
    const values = Array.from(
      { length: width },
      (_, at) => draws[(row * width + at) % draws.length] as number,
    );
    if (loss === "mse" || loss === "mae") return values;
    if (loss === "binaryCrossEntropy") return values.map((value) => (value > 0 ? 1 : 0));
    const label = Math.floor(Math.abs(values[0] as number) * 1000) % width;
    return values.map((_, at) => (at === label ? 1 : 0));
  });
}

/** The largest difference between a one-step sgd's gradient and that of central differences, relative to the gradient's size. */
async function difference(
  layers: object[],
  loss: Loss,
  batchSize: number,
  draws: readonly number[],
  inputWidth: number,
) {
  const rows = 8;
  const width = (layers.at(-1) as { units: number }).units;
  const inputs = Array.from({ length: rows }, (_, row) =>
    Array.from({ length: inputWidth }, (_, at) => draws[(7 * row + at + 50) % draws.length] as number),
  );
  const network = { layers, loss };
  const training = {
    optimizer: { type: "sgd", learningRate: 1 },
    batchSize,
    shuffle: false,
    precision: "float64",
  };
  const used = batchSize === 1 ? 1 : 5;
  // Rows of validation make the buffers longer than a batch.
  const data = dataset(inputs, targets(loss, rows, width, draws), { validation: rows - used });
  const trainer = await Trainer.create({
    model: modelFile(network, training),
    dataset: data,
    memoryLimit: 1e8,
  });
  const first = trainer.weights().map((tensor, index) => {
    const values = Float64Array.from(
      tensor.data,
      (_, at) => 0.6 * (draws[(31 * index + at + 100) % draws.length] as number),
    );
    return { ...tensor, data: values };
  });
  trainer.restore(first);
  const slice = trainer.run(Number.POSITIVE_INFINITY, 1);
  expect(slice.nonFinite).toBeUndefined();
  const after = trainer.weights();
  let largest = 1e-3;
  let worst = 0;
  const at = (tensors: Tensor[]): number => {
    trainer.restore(tensors);
    return trainer.evaluate("train").loss;
  };
  for (const [index, tensor] of first.entries()) {
    for (let weight = 0; weight < tensor.data.length; weight++) {
      const value = tensor.data[weight] as number;
      const gradient = value - (after[index]?.data[weight] as number);
      const shifted = (shift: number): number => {
        const data = tensor.data.slice();
        data[weight] = value + shift;
        return at(first.map((other, place) => (place === index ? { ...tensor, data } : other)));
      };
      // Fourth order: the error of the difference stays below that of the sums.
      const step = 2e-4;
      const numeric =
        (8 * (shifted(step) - shifted(-step)) - (shifted(2 * step) - shifted(-2 * step))) / (12 * step);
      largest = Math.max(largest, Math.abs(numeric));
      worst = Math.max(worst, Math.abs(gradient - numeric));
    }
  }
  return worst / largest;
}

/** Draws at which no relu, absolute value or clamp has its kink within the differences. */
const smooth = (name: string, loss: Loss): boolean => name !== "relu" && loss !== "mae";

describe("gradients against central differences, float64", () => {
  for (const loss of Object.keys(losses) as Loss[]) {
    for (const name of names) {
      test(`${name}, ${loss}`, async () => {
        const property = fc.asyncProperty(
          seeds,
          fc.integer({ min: 2, max: 11 }),
          fc.integer({ min: 1, max: 9 }),
          async (draws, hidden, inputs) => {
            const last =
              loss === "crossEntropy" ? "softmax" : loss === "binaryCrossEntropy" ? "sigmoid" : "identity";
            const units = loss === "crossEntropy" ? 5 : 3;
            const layers = [
              { units: hidden, activation: name },
              { units: hidden, activation: "tanh" },
              { units, activation: last },
            ];
            for (const batchSize of [1, 8]) {
              const found = await difference(layers, loss, batchSize, draws, inputs);
              if (smooth(name, loss)) expect(found).toBeLessThan(1e-7);
              // A kink within a difference spoils that one weight; a wrong formula spoils all draws.
              else if (found >= 1e-7) fc.pre(false);
            }
          },
        );
        await fc.assert(property, { numRuns: 4, seed: 5, maxSkipsPerRun: 20 });
      });

      test(`${name} as the last activation, ${loss}`, async () => {
        const property = fc.asyncProperty(seeds, fc.integer({ min: 2, max: 9 }), async (draws, units) => {
          const layers = [
            { units: 4, activation: "sigmoid" },
            { units, activation: name, biasInitializer: { type: "constant", value: 1 } },
          ];
          for (const batchSize of [1, 8]) {
            const found = await difference(layers, loss, batchSize, draws, 3);
            // The cross entropies clamp what is not a probability.
            const clamped = loss !== "mse" && loss !== "mae" && name !== "softmax" && name !== "sigmoid";
            if (smooth(name, loss) && !clamped) expect(found).toBeLessThan(1e-7);
            else if (!(found < 1e-6)) fc.pre(false);
          }
        });
        await fc.assert(property, { numRuns: 3, seed: 5, maxSkipsPerRun: 20 });
      });
    }
  }
});
