import { describe, expect, test } from "vitest";
import { EngineError, type EpochFigures, Trainer } from "../../src/engine/trainer.ts";
import { dataset } from "./dataset.ts";
import { modelFile } from "./model.ts";

const rows = 24;
const inputs = Array.from({ length: rows }, (_, row) => [Math.sin(7 * row), Math.cos(3 * row)]);
// Few rows and much noise: the validation loss soon rises again.
const targets = inputs.map(([a = 0], row) => [a + Math.sin(row * row * 5)]);
const data = dataset(inputs, targets, { validation: 10 });
const forever = Number.POSITIVE_INFINITY;

const create = (training: object, layers: object[] = [{ units: 12, activation: "tanh" }, { units: 1 }]) =>
  Trainer.create({
    model: modelFile(
      { layers, loss: "mse" },
      { optimizer: { type: "adam", learningRate: 0.03 }, ...training },
    ),
    dataset: data,
    memoryLimit: 1e8,
  });

/** What Keras' EarlyStopping makes of the epochs' figures: the best epoch, and the one after which it stops. */
function expected(values: readonly number[], patience: number, minDelta: number) {
  let best = Number.POSITIVE_INFINITY;
  let bestEpoch = 0;
  for (const [at, value] of values.entries()) {
    if (value < best - minDelta) {
      best = value;
      bestEpoch = at + 1;
    } else if (at + 1 - bestEpoch >= patience) return { bestEpoch, stop: at + 1 };
  }
  return { bestEpoch, stop: values.length };
}

describe.each([
  { monitor: "validationLoss", patience: 3, minDelta: 0, batchSize: 4 },
  { monitor: "validationLoss", patience: 5, minDelta: 0.05, batchSize: 4 },
  { monitor: "validationLoss", patience: 1, minDelta: 0, batchSize: 14 },
  { monitor: "loss", patience: 4, minDelta: 0.02, batchSize: 4 },
  // The kernel for single rows.
  {
    monitor: "validationLoss",
    patience: 6,
    minDelta: 0,
    batchSize: 1,
    optimizer: { type: "sgd", learningRate: 0.1 },
  },
] as const)("%o", ({ monitor, patience, minDelta, ...training }) => {
  const earlyStopping = { monitor, patience, minDelta };

  test("stops in time and gives back the best epoch's weights", async () => {
    const plain = await create({ ...training, epochs: 120 });
    const { epochs } = plain.run(forever, 120);
    const { bestEpoch, stop } = expected(
      epochs.map((figures) => figures[monitor] as number),
      patience,
      minDelta,
    );
    expect(stop).toBeGreaterThan(bestEpoch);
    expect(stop).toBeLessThan(120);

    const trainer = await create({ ...training, epochs: 120, earlyStopping });
    const seen: EpochFigures[] = [];
    // In slices of any length.
    for (let slice = 0; slice < 1000 && !trainer.stopsEarly; slice++)
      seen.push(...trainer.run(slice % 2, 120).epochs);
    expect(seen).toEqual(epochs.slice(0, stop));
    expect(trainer.bestEpoch).toBe(bestEpoch);
    expect(trainer.run(forever, 120).epochs).toEqual([]);
    const last = trainer.weights();
    trainer.takeBest();
    const best = await create({ ...training, epochs: 120 });
    best.run(forever, bestEpoch);
    expect(trainer.weights()).toEqual(best.weights());
    expect(trainer.weights()).not.toEqual(last);
    expect(trainer.evaluate("validation").loss).toBe(epochs[bestEpoch - 1]?.validationLoss);
  });

  test("goes on from the last epoch, not from the best one", async () => {
    const whole = await create({
      ...training,
      epochs: 120,
      earlyStopping: { ...earlyStopping, patience: 40 },
    });
    whole.run(forever, 70);
    const first = await create({ ...training, epochs: 120, earlyStopping });
    first.run(forever, 120);
    first.takeBest();
    const rest = await create({
      ...training,
      epochs: 120,
      earlyStopping: { ...earlyStopping, patience: 40 },
    });
    rest.restore(first.weights(), first.state());
    expect(rest.stopsEarly).toBe(false);
    expect(rest.bestEpoch).toBe(first.bestEpoch);
    rest.run(forever, 70);
    expect(rest.weights()).toEqual(whole.weights());
    expect(rest.state()).toEqual(whole.state());
    whole.takeBest();
    rest.takeBest();
    expect(rest.weights()).toEqual(whole.weights());
    const over = await create({ ...training, epochs: 120, earlyStopping });
    over.restore(first.weights(), first.state());
    expect(over.run(forever, 120).epochs).toEqual([]);
    over.takeBest();
    expect(over.weights()).toEqual(first.weights());
    expect(over.state()).toEqual(first.state());
  });
});

test("running statistics come back with the weights", async () => {
  const layers = [{ units: 4 }, { type: "batchNorm" }, { units: 1 }];
  const training = { batchSize: 7, epochs: 100, earlyStopping: { patience: 2 } };
  const trainer = await create(training, layers);
  const { epochs } = trainer.run(forever, 100);
  trainer.takeBest();
  const best = epochs[(trainer.bestEpoch ?? 0) - 1];
  expect(trainer.evaluate("validation").loss).toBe(best?.validationLoss);
  expect(trainer.bestEpoch).toBeLessThan(epochs.length);
});

test("another figure to watch begins anew, and without early stopping the last weights go on", async () => {
  const first = await create({ epochs: 60, earlyStopping: { patience: 3 } });
  first.run(forever, 60);
  const last = first.weights();
  first.takeBest();
  const saved = [first.weights(), first.state()] as const;
  const other = await create({ epochs: 60, earlyStopping: { monitor: "loss", patience: 3 } });
  other.restore(...saved);
  expect(other.bestEpoch).toBeUndefined();
  expect(other.weights()).toEqual(last);
  const none = await create({ epochs: 60 });
  none.restore(...saved);
  expect(none.bestEpoch).toBeUndefined();
  expect(none.weights()).toEqual(last);
});

test("memory for the best weights is taken only where they are kept", async () => {
  const wide = [{ units: 3000, activation: "relu" }, { units: 300 }, { units: 1 }];
  const training = { optimizer: { type: "sgd" }, batchSize: 4 };
  const without = await create(training, wide);
  const kept = await create({ ...training, earlyStopping: {} }, wide);
  const bytes = kept.memoryBytes - without.memoryBytes;
  expect(bytes / (4 * kept.parameters)).toBeCloseTo(1, 1);
});

test("a validation split of no rows is told at the key", async () => {
  const model = modelFile({ layers: [{ units: 1 }], loss: "mse" }, { earlyStopping: {} });
  const created = Trainer.create({ model, dataset: dataset(inputs, targets), memoryLimit: 1e8 });
  await expect(created).rejects.toThrow(EngineError);
  await expect(created).rejects.toMatchObject({ path: ["training", "earlyStopping", "monitor"] });
});
