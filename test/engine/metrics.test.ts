import { describe, expect, test } from "vitest";
import { metricSteps, outcomeOf } from "../../src/engine/metrics/index.ts";
import { Trainer } from "../../src/engine/trainer.ts";
import type { MetricName } from "../../src/protocol/events.ts";
import cases from "../fixtures/metrics.json" with { type: "json" };
import { dataset } from "./dataset.ts";
import { modelFile } from "./model.ts";

describe("metrics against their definitions in numpy", () => {
  for (const { name, loss, outputs, targets, scales, expected } of cases)
    test(`${loss}: ${name}`, () => {
      const model = modelFile({ layers: [{ units: 1 }], loss }, {});
      const known = dataset(
        targets.map(() => [0]),
        targets,
      );
      const elements = scales.map((scale) => ({ name: "", offset: 0, scale }));
      // In another order than the data's.
      const rows = outputs.map((_, row) => row).reverse();
      const outcome = outcomeOf(
        model,
        { ...known, outputElements: elements },
        Uint32Array.from(rows),
        Float64Array.from(rows.flatMap((row) => outputs[row] as number[])),
      );
      for (const [metric, value] of Object.entries(expected))
        if (value === null) expect(metricSteps[metric as MetricName](outcome), metric).toBeNaN();
        else expect(metricSteps[metric as MetricName](outcome), metric).toBeCloseTo(value, 12);
    });
});

const rows = 23;
const draw = (at: number): number => Math.sin(12.9898 * (at + 1)) * 1.7;
const inputs = Array.from({ length: rows }, (_, row) => [draw(row), draw(row + 100), draw(row + 200)]);
const numbers = inputs.map(([a = 0, b = 0]) => [a * b, a - b]);
const labels = inputs.map(([a = 0, b = 0]) => {
  const label = a > b ? 0 : b > 0.5 ? 1 : 2;
  return [0, 1, 2].map((column) => (column === label ? 1 : 0));
});
const margins = inputs.map(([a = 0, b = 0]) => [a > b ? 1 : -1]);
const tasks = {
  mse: { targets: numbers, activation: "identity", metrics: ["r2", "rmse", "mae"] },
  crossEntropy: {
    targets: labels,
    activation: "softmax",
    metrics: ["auc", "accuracy", "f1", "precision", "recall"],
  },
  binaryCrossEntropy: { targets: labels, activation: "sigmoid", metrics: ["recall", "auc", "accuracy"] },
  hinge: { targets: margins, activation: "identity", metrics: ["auc", "precision"] },
} as const;

describe.each(Object.entries(tasks))("metrics of a run, %s", (loss, { targets, activation, metrics }) => {
  const data = dataset(inputs, targets as unknown as number[][], { validation: 7, scale: 2.5 });
  const build = (training: object) =>
    Trainer.create({
      model: modelFile(
        {
          layers: [
            { units: 4, activation: "tanh" },
            { units: targets[0]?.length, activation },
          ],
          loss,
        },
        { metrics, optimizer: "sgd", seed: 3, ...training },
      ),
      dataset: data,
      memoryLimit: 1e8,
    });
  const expected = (outputs: Float64Array<ArrayBuffer>, samples: Uint32Array) => {
    const outcome = outcomeOf(modelFile({ layers: [{ units: 1 }], loss }, {}), data, samples, outputs);
    return Object.fromEntries(metrics.map((name) => [name, metricSteps[name](outcome)]));
  };

  test.each([
    [1, "float64"],
    [1, "float32"],
    [4, "float64"],
    [300, "float32"],
  ])("batch %d, %s: what the network gives", async (batchSize, precision) => {
    // At this rate the network stays as it is.
    const trainer = await build({ batchSize, precision, optimizer: { type: "sgd", learningRate: 1e-30 } });
    const { train, validation } = data.split;
    const [first, second] = trainer.run(Number.POSITIVE_INFINITY, 2).epochs;
    for (const epoch of [first, second]) {
      const { metrics: trained = {}, validationMetrics = {} } = epoch ?? {};
      expect(Object.keys(trained)).toEqual(metrics);
      for (const [name, value] of Object.entries(expected(trainer.predict(train), train)))
        expect(trained[name as MetricName], name).toBeCloseTo(value, precision === "float64" ? 12 : 6);
      for (const [name, value] of Object.entries(expected(trainer.predict(validation), validation)))
        expect(validationMetrics[name as MetricName], name).toBeCloseTo(
          value,
          precision === "float64" ? 12 : 6,
        );
    }
    expect(trainer.evaluate("train").metrics).toEqual(trainer.evaluate("train").metrics);
    trainer.dispose();
  });

  test("each batch is measured before its update, and a run goes on within an epoch bit for bit", async () => {
    for (const batchSize of [1, 5]) {
      const training = { batchSize, optimizer: { type: "sgd", learningRate: 0.3 } };
      const whole = await build(training);
      const { epochs } = whole.run(Number.POSITIVE_INFINITY, 3);
      const before = await build(training);
      for (let batch = 0; batch < Math.ceil(16 / batchSize) + 2; batch++) before.stepBatch();
      const [weights, state] = [before.weights(), before.state()];
      before.evaluate("validation");
      before.evaluate("train");
      const after = await build(training);
      after.restore(weights, state);
      expect(after.run(Number.POSITIVE_INFINITY, 3).epochs).toEqual(epochs.slice(1));
      expect(before.run(Number.POSITIVE_INFINITY, 3).epochs).toEqual(epochs.slice(1));
      // Shuffled or not, the first batch's outputs are those of the first weights, later ones are not.
      const fresh = await build(training);
      const untouched = expected(fresh.predict(data.split.train), data.split.train);
      expect(epochs[0]?.metrics).not.toEqual(untouched);
    }
  });
});

test("outputs are kept only where a metric wants them", async () => {
  const memory = async (metrics?: string[]) => {
    const many = dataset(
      Array.from({ length: 100_000 }, () => [1]),
      Array.from({ length: 100_000 }, () => [1]),
    );
    const model = modelFile({ layers: [{ units: 1 }], loss: "mse" }, metrics ? { metrics } : {});
    const trainer = await Trainer.create({ model, dataset: many, memoryLimit: 1e8 });
    return trainer.memoryBytes;
  };
  const least = await memory();
  expect(await memory(["mae"])).toBe(least);
  expect((await memory(["mae", "rmse"])) - least).toBeGreaterThan(700_000);
});
