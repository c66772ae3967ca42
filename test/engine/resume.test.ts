import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EngineError, Trainer } from "../../src/engine/trainer.ts";
import { dataset } from "./dataset.ts";
import { modelFile } from "./model.ts";

const rows = 23;
const inputs = Array.from({ length: rows }, (_, row) => [Math.sin(row), Math.cos(3 * row), row / rows]);
const targets = inputs.map(([a = 0, b = 0]) => [a * b, a - b]);
const data = dataset(inputs, targets, { validation: 4 });
const layers = [{ units: 9, activation: "tanh" }, { units: 2 }];

const trainings = [
  { optimizer: "adam", batchSize: 4 },
  { optimizer: { type: "sgd", momentum: 0.9, learningRate: 0.05 }, batchSize: 5 },
  { optimizer: { type: "sgd", learningRate: 0.05 }, batchSize: 1 },
  { optimizer: { type: "adam", learningRate: 0.01 }, batchSize: 1 },
  { optimizer: "adam", batchSize: 4, schedule: { type: "oneCycle", maxLearningRate: 0.05 } },
  {
    optimizer: { type: "sgd", learningRate: 0.3 },
    batchSize: 1,
    schedule: { type: "reduceOnPlateau", patience: 0, threshold: 0.3, factor: 0.5, warmupEpochs: 2 },
  },
  { optimizer: "adam", batchSize: 6, earlyStopping: { patience: 7 } },
];

const create = (training: object): Promise<Trainer> =>
  Trainer.create({
    model: modelFile({ layers, loss: "mse" }, { epochs: 7, ...training }),
    dataset: data,
    memoryLimit: 1e8,
  });

describe("a run resumed gives the same numbers bit for bit", () => {
  for (const precision of ["float32", "float64"])
    for (const training of trainings)
      test(`${JSON.stringify(training)}, ${precision}`, async () => {
        const settings = { ...training, precision, seed: 3 };
        const whole = await create(settings);
        const figures = whole.run(Number.POSITIVE_INFINITY, 7).epochs;
        const property = fc.asyncProperty(
          fc.integer({ min: 0, max: 6 }),
          fc.integer({ min: 0, max: 3 }),
          async (epoch, batch) => {
            const before = await create(settings);
            const first = [...before.run(Number.POSITIVE_INFINITY, epoch).epochs];
            for (let done = 0; done < batch; done++) before.stepBatch();
            const after = await create({ ...settings, seed: 3 });
            after.restore(before.weights(), before.state());
            expect(after.position).toEqual(before.position);
            const rest = after.run(Number.POSITIVE_INFINITY, 7).epochs;
            expect([...first, ...rest]).toEqual(figures);
            expect(after.weights()).toEqual(whole.weights());
            expect(after.state()).toEqual(whole.state());
          },
        );
        await fc.assert(property, { numRuns: 8, seed: 1 });
      });
});

test("where slices end changes nothing", async () => {
  const layers = [{ units: 300, activation: "relu" }, { units: 200, activation: "sigmoid" }, { units: 2 }];
  const training = { optimizer: "adam", batchSize: 8, clip: { norm: 0.5 } };
  const create = () =>
    Trainer.create({ model: modelFile({ layers, loss: "mse" }, training), dataset: data, memoryLimit: 1e8 });
  const [whole, sliced] = [await create(), await create()];
  const figures = whole.run(Number.POSITIVE_INFINITY, 10).epochs;
  const found = [];
  let partly = 0;
  while (sliced.position.epoch < 10) {
    const slice = sliced.run(0, 10);
    found.push(...slice.epochs);
    if (!slice.atBatchEnd) partly++;
  }
  expect(partly).toBeGreaterThan(0);
  expect(found).toEqual(figures);
  expect(sliced.weights()).toEqual(whole.weights());
});

test("predictions and evaluations on the way change nothing", async () => {
  const [whole, looked] = [await create({}), await create({})];
  const figures = whole.run(Number.POSITIVE_INFINITY, 5).epochs;
  const found = [];
  while (looked.position.epoch < 5) {
    found.push(...looked.run(0, 5).epochs);
    looked.predict(data.split.train);
    looked.evaluate("validation");
  }
  expect(found).toEqual(figures);
});

test("weights of another network are refused at the layer", async () => {
  const trainer = await create({});
  const other = await Trainer.create({
    model: modelFile({ layers: [{ units: 9 }, { units: 3 }], loss: "mse" }, {}),
    dataset: dataset(inputs, inputs),
    memoryLimit: 1e8,
  });
  expect(() => trainer.restore(other.weights())).toThrow(EngineError);
  try {
    trainer.restore(other.weights());
  } catch (error) {
    expect((error as EngineError).path).toEqual(["network", "layers", 1]);
  }
});
