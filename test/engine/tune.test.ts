import { describe, expect, test } from "vitest";
import { Trainer } from "../../src/engine/trainer.ts";
import { dataset } from "./dataset.ts";
import { modelFile } from "./model.ts";

const rows = 23;
const inputs = Array.from({ length: rows }, (_, row) => [Math.sin(row), Math.cos(3 * row), row / rows]);
const targets = inputs.map(([a = 0, b = 0]) => [a * b, a - b]);
const data = dataset(inputs, targets, { validation: 4 });
const layers = [{ units: 9, activation: "tanh" }, { units: 2 }];

const model = (training: object) => modelFile({ layers, loss: "mse" }, { epochs: 9, seed: 3, ...training });
const create = (training: object) =>
  Trainer.create({ model: model(training), dataset: data, memoryLimit: 1e8 });
const rate = (type: string, learningRate: number) => ({ optimizer: { type, learningRate } });
const toEnd = (trainer: Trainer) => trainer.run(Number.POSITIVE_INFINITY, 9).epochs;

/** What a run begins with, and what it goes on with. */
const changes: readonly (readonly [object, object])[] = [
  ...["sgd", "adam", "adamw", "nadam", "rmsprop", "adagrad", "adadelta", "lion"].map(
    (type) => [rate(type, 0.001), rate(type, 0.004)] as const,
  ),
  [{}, { clip: { value: 0.01 } }],
  [{ clip: { norm: 0.1 } }, {}],
  [{ clip: { norm: 0.1 } }, { clip: { norm: 0.01 } }],
  [
    { schedule: { type: "oneCycle", maxLearningRate: 0.01 } },
    { schedule: { type: "oneCycle", maxLearningRate: 0.05 } },
  ],
  [
    { ...rate("adam", 0.01), schedule: { type: "reduceOnPlateau", patience: 0, threshold: 0.3 } },
    { ...rate("adam", 0.05), schedule: { type: "reduceOnPlateau", patience: 0, threshold: 0.3 } },
  ],
  // One sample after the other, in one loop.
  [
    { ...rate("sgd", 0.01), batchSize: 1 },
    { ...rate("sgd", 0.05), batchSize: 1, clip: { value: 0.1 } },
  ],
];

describe("another rate or clip holds from the next batch on, as if the run had been resumed with it", () => {
  for (const precision of ["float32", "float64"])
    for (const [first, then] of changes)
      test(`${JSON.stringify(first)} → ${JSON.stringify(then)}, ${precision}`, async () => {
        const settings = { batchSize: 4, precision };
        for (const batches of [0, 2, 5]) {
          const tuned = await create({ ...settings, ...first });
          tuned.run(Number.POSITIVE_INFINITY, 2);
          for (let batch = 0; batch < batches; batch++) tuned.stepBatch();
          const resumed = await create({ ...settings, ...then });
          resumed.restore(tuned.weights(), tuned.state());
          const untouched = await create({ ...settings, ...first });
          untouched.restore(tuned.weights(), tuned.state());

          expect(tuned.tune(model({ ...settings, ...then }))).toBe(true);
          toEnd(tuned);
          toEnd(resumed);
          toEnd(untouched);
          expect(tuned.weights()).toEqual(resumed.weights());
          expect(tuned.weights()).not.toEqual(untouched.weights());
        }
      });
});

test("an epoch keeps the rate of its first batch, also where it is resumed", async () => {
  const first = { ...rate("adam", 0.01), batchSize: 4 };
  const then = { ...rate("adam", 0.1), batchSize: 4 };
  const whole = await create(first);
  whole.run(Number.POSITIVE_INFINITY, 1);
  whole.stepBatch();
  whole.tune(model(then));
  const resumed = await create(then);
  resumed.restore(whole.weights(), whole.state());
  const figures = toEnd(whole);
  expect(figures.slice(0, 3).map(({ learningRate }) => learningRate)).toEqual([0.01, 0.1, 0.1]);
  expect(toEnd(resumed)).toEqual(figures);
});

test("what the plan in hand cannot do is left to a new one", async () => {
  const online = await create({ ...rate("sgd", 0.01), batchSize: 1 });
  expect(online.tune(model({ ...rate("sgd", 0.01), batchSize: 1, clip: { norm: 1 } }))).toBe(false);
});

test("trains to a batch's end and no further, its epoch's end included", async () => {
  const [stepped, whole] = [await create({ batchSize: 4 }), await create({ batchSize: 4 })];
  const figures = [];
  for (let step = 1; step <= 10; step++) {
    const slice = stepped.run(Number.POSITIVE_INFINITY, 9, true);
    expect(slice.atBatchEnd).toBe(true);
    expect(stepped.position.step).toBe(step);
    figures.push(...slice.epochs);
  }
  // 19 rows in batches of 4.
  expect(stepped.position).toEqual({ epoch: 2, batch: 0, step: 10 });
  expect(figures).toEqual(whole.run(Number.POSITIVE_INFINITY, 2).epochs);
});
