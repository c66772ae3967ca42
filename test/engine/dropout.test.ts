import { expect, test } from "vitest";
import { Trainer } from "../../src/engine/trainer.ts";
import { dataset } from "./dataset.ts";
import { modelFile } from "./model.ts";

const rows = 64;
const width = 13;
const data = dataset(
  Array.from({ length: rows }, () => new Array(width).fill(1)),
  Array.from({ length: rows }, () => new Array(width).fill(0)),
);

/** Trains a network whose loss is the mean of what dropout leaves of ones: 0 where dropped, else scaled up. */
async function losses(rate: number, seed: number, precision: string, epochs: number): Promise<number[]> {
  const network = { layers: [{ type: "dropout", rate }], loss: "mae" };
  const model = modelFile(network, { batchSize: 16, epochs, seed, precision });
  const trainer = await Trainer.create({ model, dataset: data, memoryLimit: 1e8 });
  const { epochs: figures } = trainer.run(Number.POSITIVE_INFINITY, epochs);
  expect(trainer.evaluate("train").loss).toBe(1);
  trainer.dispose();
  return figures.map(({ loss }) => loss);
}

for (const precision of ["float32", "float64"])
  test(`dropout keeps its share and the mean, ${precision}`, async () => {
    for (const rate of [0, 0.2, 0.5, 0.9]) {
      const epochs = 200;
      const measured = await losses(rate, 3, precision, epochs);
      const mean = measured.reduce((sum, loss) => sum + loss, 0) / epochs;
      // Of n draws the mean's deviation is √(rate / (1 − rate) / n); five of them are never met by chance.
      expect(Math.abs(mean - 1)).toBeLessThanOrEqual(
        5 * Math.sqrt(rate / (1 - rate) / (epochs * rows * width)) + 1e-6,
      );
      const spread = Math.sqrt(
        measured.reduce((sum, loss) => sum + (loss - mean) ** 2, 0) /
          epochs /
          (rate / (1 - rate) / rows / width || 1),
      );
      // The masks of two steps are as unlike as independent draws.
      if (rate > 0) expect(spread).toBeGreaterThan(0.8);
      if (rate > 0) expect(spread).toBeLessThan(1.2);
    }
  });

test("dropout draws from the seed alone", async () => {
  const first = await losses(0.5, 1, "float64", 3);
  expect(await losses(0.5, 1, "float64", 3)).toEqual(first);
  expect(await losses(0.5, 2, "float64", 3)).not.toEqual(first);
});

test("a resumed run draws on where it stopped", async () => {
  const network = {
    layers: [
      { units: 5, activation: "tanh" },
      { type: "dropout", rate: 0.3 },
      { type: "batchNorm" },
      { units: width },
    ],
    loss: "mse",
  };
  const model = modelFile(network, { batchSize: 16, epochs: 4 });
  const create = () => Trainer.create({ model, dataset: data, memoryLimit: 1e8 });
  const whole = await create();
  whole.run(Number.POSITIVE_INFINITY, 4);
  const first = await create();
  first.run(Number.POSITIVE_INFINITY, 1);
  first.stepBatch();
  const rest = await create();
  rest.restore(first.weights(), first.state());
  rest.run(Number.POSITIVE_INFINITY, 4);
  expect(rest.weights()).toEqual(whole.weights());
});
