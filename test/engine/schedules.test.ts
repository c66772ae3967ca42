import { describe, expect, test } from "vitest";
import { Trainer } from "../../src/engine/trainer.ts";
import cases from "../fixtures/schedules.json" with { type: "json" };
import { dataset } from "./dataset.ts";
import { modelFile } from "./model.ts";
import { reproduce } from "./reproduce.ts";

describe("schedules: the same numbers as PyTorch, float64", () => {
  for (const reference of cases) test(reference.name, () => reproduce(reference));
});

const inputs = Array.from({ length: 10 }, (_, row) => [Math.sin(row), row / 10]);
const targets = inputs.map(([a = 0, b = 0]) => [a - b]);

/** Trains a small network, and gives the rate of each epoch's first batch. */
async function trained(training: object, epochs: number) {
  const model = modelFile({ layers: [{ units: 1 }], loss: "mse" }, training);
  const trainer = await Trainer.create({ model, dataset: dataset(inputs, targets), memoryLimit: 1e8 });
  const slice = trainer.run(Number.POSITIVE_INFINITY, epochs);
  return { trainer, slice, rates: slice.epochs.map(({ learningRate }) => learningRate) };
}

test("the last rate stays where a trial trains past the schedule's end", async () => {
  const optimizer = { type: "sgd", learningRate: 0.1 };
  const cosine = { type: "cosine", minLearningRate: 0.01 };
  expect((await trained({ optimizer, schedule: cosine, epochs: 2 }, 5)).rates.slice(2)).toEqual([
    0.01, 0.01, 0.01,
  ]);
  const oneCycle = { type: "oneCycle", maxLearningRate: 0.1 };
  const { rates } = await trained({ optimizer, schedule: oneCycle, epochs: 2 }, 5);
  for (const rate of rates.slice(2)) expect(rate).toBeCloseTo(0.1 / 25 / 1e4, 15);
});

test("no epoch, or a warm-up of all of them, is no division by 0", async () => {
  for (const schedule of [{ type: "cosine" }, { type: "oneCycle", maxLearningRate: 0.02 }]) {
    const { trainer } = await trained({ schedule, epochs: 0 }, 0);
    expect(trainer.learningRate).toBeLessThanOrEqual(0.02);
    const warm = { ...schedule, warmupEpochs: 4 };
    const optimizer = { type: "sgd", learningRate: 0.1 };
    const { rates } = await trained({ optimizer, schedule: warm, epochs: 4 }, 4);
    expect(rates).toEqual([0.025, 0.05, 0.1 * 0.75, 0.1]);
  }
});

test("a rate that a schedule made too high is named by what it does to the weights", async () => {
  for (const batchSize of [1, 5]) {
    const schedule = { type: "oneCycle", maxLearningRate: 1e38, warmupFraction: 0 };
    const { slice } = await trained({ optimizer: "sgd", schedule, batchSize, epochs: 2 }, 2);
    expect(slice.nonFinite?.step).toBeLessThan(5);
    const { learningRate } = slice.epochs.at(-1) ?? {};
    expect(learningRate).toBeGreaterThan(1e37);
  }
  // Finite at the rate that the file gives, and not at the one that the warm-up has in its first epoch or later.
  const schedule = { type: "exponential", gamma: 1, warmupEpochs: 2 };
  const { slice } = await trained(
    { optimizer: { type: "sgd", learningRate: 1e38 }, schedule, batchSize: 1, epochs: 2 },
    2,
  );
  expect(slice.nonFinite).toMatchObject({ quantity: "weight", value: expect.not.closeTo(0) });
  expect(Number.isFinite(slice.nonFinite?.value)).toBe(false);
});
