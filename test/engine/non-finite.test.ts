import { describe, expect, test } from "vitest";
import { Trainer } from "../../src/engine/trainer.ts";
import { dataset } from "./dataset.ts";
import { modelFile } from "./model.ts";

const rows = 12;
const inputs = Array.from({ length: rows }, (_, row) => [row + 1, Math.sin(row)]);
const targets = inputs.map(([a = 0]) => [a * 50]);

function create(layers: object[], training: object): Promise<Trainer> {
  const model = modelFile({ layers, loss: "mse" }, { epochs: 50, shuffle: false, ...training });
  return Trainer.create({ model, dataset: dataset(inputs, targets, { validation: 2 }), memoryLimit: 1e8 });
}

const finite = (trainer: Trainer): boolean =>
  trainer.weights().every(({ data }) => [...data].every(Number.isFinite));

describe("a run stops where a number stops being finite, and keeps the last finite weights", () => {
  for (const precision of ["float32", "float64"])
    for (const batchSize of [1, 4]) {
      test(`a rate too high, batch ${batchSize}, ${precision}`, async () => {
        const layers = [{ units: 3, activation: "relu" }, { units: 1 }];
        const training = { optimizer: { type: "sgd", learningRate: 10 }, batchSize, precision };
        const trainer = await create(layers, training);
        const { epochs, nonFinite } = trainer.run(Number.POSITIVE_INFINITY, 50);
        expect(nonFinite).toBeDefined();
        expect(Number.isFinite(nonFinite?.value)).toBe(false);
        expect(nonFinite?.epoch).toBe(epochs.at(-1)?.epoch);
        expect(nonFinite?.step).toBe(trainer.position.step + 1);
        expect(finite(trainer)).toBe(true);
        expect(trainer.signals().nonFinite).toEqual(nonFinite);
        expect(trainer.run(10, 50).epochs).toEqual([]);

        // The weights are those of the steps before.
        const again = await create(layers, training);
        while (again.position.step < trainer.position.step) again.stepBatch();
        expect(again.weights()).toEqual(trainer.weights());
      });

      test(`an activation, batch ${batchSize}, ${precision}`, async () => {
        const layers = [
          { units: 2, activation: "exponential", initializer: { type: "constant", value: 800 } },
          { units: 1 },
        ];
        const trainer = await create(layers, { batchSize, precision });
        const { epochs, nonFinite } = trainer.run(Number.POSITIVE_INFINITY, 50);
        const first = { layer: 0, quantity: "activation", value: Number.POSITIVE_INFINITY };
        expect(nonFinite).toMatchObject({ step: 1, epoch: 1, ...first });
        expect(epochs).toHaveLength(1);
        expect(Number.isFinite(epochs[0]?.loss)).toBe(false);
        expect(trainer.position.step).toBe(0);
      });

      test(`a weight, batch ${batchSize}, ${precision}`, async () => {
        const optimizer = { type: "sgd", learningRate: precision === "float32" ? 1e38 : 1e307 };
        const trainer = await create([{ units: 1 }], { optimizer, batchSize, precision });
        const before = trainer.weights();
        const { nonFinite } = trainer.run(Number.POSITIVE_INFINITY, 50);
        expect(nonFinite).toMatchObject({ step: 1, layer: 0, quantity: "weight" });
        expect(trainer.weights()).toEqual(before);
      });

      test(`a gradient, batch ${batchSize}, ${precision}`, async () => {
        const steep = [
          { units: 1, initializer: { type: "constant", value: precision === "float32" ? 1e-30 : 1e-300 } },
          { units: 1, initializer: { type: "constant", value: precision === "float32" ? 1e30 : 1e300 } },
          { units: 1, initializer: { type: "constant", value: 1e15 } },
        ];
        const trainer = await create(steep, { batchSize, precision });
        const before = trainer.weights();
        const { nonFinite } = trainer.run(Number.POSITIVE_INFINITY, 50);
        expect(nonFinite).toMatchObject({ step: 1, quantity: "gradient" });
        expect(trainer.weights()).toEqual(before);
      });
    }
});
