import { describe, expect, test } from "vitest";
import { Trainer } from "../../src/engine/trainer.ts";
import { dataset } from "./dataset.ts";
import { modelFile } from "./model.ts";

const inputs = Array.from({ length: 40 }, (_, row) => [Math.sin(row), Math.cos(2 * row), 1]);
const targets = inputs.map(([a = 0, b = 0]) => [3 * a - b, a * b]);

const create = (layers: object[], training: object) =>
  Trainer.create({
    model: modelFile({ layers, loss: "mse" }, { precision: "float64", shuffle: false, ...training }),
    dataset: dataset(inputs, targets),
    memoryLimit: 1e8,
  });

const norm = (values: readonly number[]) => Math.hypot(...values);
const ofLayer = (trainer: Trainer, layer: number) =>
  trainer
    .weights()
    .filter(({ name }) => name.startsWith(`layers.${layer}.`) && !name.includes("running"))
    .flatMap(({ data }) => [...data]);

const layers = [{ units: 9, activation: "tanh" }, { type: "batchNorm" }, { units: 2 }];
const networks = {
  "batches of 8": { layers, batchSize: 8 },
  "one by one": { layers: [{ units: 9, activation: "tanh" }, { units: 2 }], batchSize: 1 },
};

describe.each(Object.entries(networks))("the signals of an update, %s", (_, { layers, batchSize }) => {
  // With plain descent the update is the gradient after the clip, times the rate.
  const learningRate = 0.125;
  const training = { optimizer: { type: "sgd", learningRate }, batchSize };

  test.each([
    ["no clip", {}],
    ["clip by value", { clip: { value: 0.05 } }],
    ["clip by norm", { clip: { norm: 0.01 } }],
  ])("%s", async (_name, clip) => {
    const plain = await create(layers, training);
    const trainer = await create(layers, { ...training, ...clip });
    const before = layers.map((_, layer) => ofLayer(trainer, layer));
    plain.stepBatch();
    trainer.sampleUpdate();
    const sampled = trainer.signals().sampled;
    expect(sampled).toMatchObject({ step: 1, epoch: 1 });
    const gradients = layers.map((_, layer) =>
      ofLayer(plain, layer).map((after, at) => ((before[layer]?.[at] ?? 0) - after) / learningRate),
    );
    for (const [layer, { update }] of (sampled?.layers ?? []).entries()) {
      const first = before[layer] ?? [];
      const change = ofLayer(trainer, layer).map((after, at) => after - (first[at] ?? 0));
      const gradient = gradients[layer] ?? [];
      expect(update?.weightNorm).toBeCloseTo(norm(first), 12);
      expect(update?.gradientNorm).toBeCloseTo(norm(gradient), 10);
      expect(update?.clippedGradientNorm).toBeCloseTo(norm(change) / learningRate, 10);
      expect(update?.updateRatio).toBeCloseTo(norm(change) / norm(first), 12);
      const cut =
        "clip" in clip && "value" in clip.clip
          ? gradient.filter((value) => Math.abs(value) > 0.05).length / gradient.length
          : "clip" in clip
            ? 1
            : 0;
      expect(update?.clippedShare).toBeCloseTo(cut, 12);
    }
  });
});

test("sampling an update changes nothing", async () => {
  const training = { optimizer: "adam", batchSize: 7, epochs: 5, shuffle: true };
  const whole = await create(layers, training);
  const { epochs } = whole.run(Number.POSITIVE_INFINITY, 5);
  const sampled = await create(layers, training);
  const seen = [];
  while (sampled.position.epoch < 5) {
    sampled.sampleUpdate();
    seen.push(...sampled.run(0, 5).epochs);
  }
  expect(seen).toEqual(epochs);
  expect(sampled.weights()).toEqual(whole.weights());
});

test.each([1, 8])(
  "dead and saturated units, mean and deviation of what a layer gives, batch %i",
  async (batchSize) => {
    const dead = {
      units: 4,
      activation: "relu",
      initializer: "zeros",
      biasInitializer: { type: "constant", value: -1 },
    };
    const alive = {
      units: 4,
      activation: "relu",
      initializer: "zeros",
      biasInitializer: { type: "constant", value: 3 },
    };
    const flat = {
      units: 3,
      activation: "tanh",
      initializer: { type: "constant", value: 0 },
      biasInitializer: { type: "constant", value: 4 },
    };
    for (const [first, expected] of [
      [dead, { mean: 0, deviation: 0, deadShare: 1, saturatedShare: 0 }],
      [alive, { mean: 3, deviation: 0, deadShare: 0, saturatedShare: 0 }],
      [flat, { mean: Math.tanh(4), deviation: 0, deadShare: 0, saturatedShare: 1 }],
    ] as const) {
      const trainer = await create([first, { units: 2 }], {
        optimizer: { type: "sgd", learningRate: 0 },
        batchSize,
      });
      trainer.sampleUpdate();
      const activations = trainer.signals().sampled?.layers[0]?.activations;
      expect(activations?.mean).toBeCloseTo(expected.mean, 12);
      expect(activations).toMatchObject({ ...expected, mean: activations?.mean });
    }
  },
);

test("values of a layer are all of them, and of a large one as many of each unit and row", async () => {
  const trainer = await create(
    [{ units: 3, activation: "tanh" }, { type: "dropout", rate: 0.5 }, { units: 2 }],
    {
      batchSize: 8,
    },
  );
  trainer.sampleUpdate();
  const [hidden, dropout, output] = trainer.signals().sampled?.values ?? [];
  const sorted = (values: Iterable<number> = []) => [...values].sort((a, b) => a - b);
  const kernel = (layer: number) =>
    trainer.weights().find(({ name }) => name === `layers.${layer}.kernel`)?.data;
  expect(sorted(hidden?.weights)).toEqual(sorted(kernel(0)));
  expect(dropout?.weights).toBeUndefined();
  const outputs = trainer.predict(Uint32Array.from(inputs.keys()));
  expect(sorted(output?.activations)).toEqual(sorted(outputs));
  expect(hidden?.activations.length).toBe(inputs.length * 3);

  const wide = await create([{ units: 4096, activation: "relu" }, { units: 2 }], { batchSize: 8 });
  wide.sampleUpdate();
  const [first, last] = wide.signals().sampled?.values ?? [];
  expect(first?.activations.length).toBe(4096);
  expect(last?.weights?.length).toBe(4096);
  const mean = (values: ArrayLike<number> = []) =>
    Array.from(values).reduce((sum, value) => sum + Math.abs(value), 0) / values.length;
  const second = wide.weights().find(({ name }) => name === "layers.1.kernel")?.data;
  expect(mean(last?.weights)).toBeCloseTo(mean(second), 2);
});
