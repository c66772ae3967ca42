import { describe, expect, test } from "vitest";
import { EngineError, Trainer } from "../../src/engine/trainer.ts";
import { dataset } from "./dataset.ts";
import { modelFile } from "./model.ts";

const rows = 10;
const inputs = Array.from({ length: rows }, (_, row) => [row / rows, 1 - row / rows]);
const limit = { memoryLimit: 1e8 };

async function refused(network: object, training: object, memoryLimit: number): Promise<EngineError> {
  const data = dataset(inputs, inputs);
  try {
    await Trainer.create({ model: modelFile(network, training), dataset: data, memoryLimit });
  } catch (error) {
    if (error instanceof EngineError) return error;
    throw error;
  }
  throw new Error("not refused");
}

describe("memory", () => {
  test("a layer too wide is refused at its units, before memory is taken", async () => {
    const layers = [{ units: 1_000_000 }, { units: 1_000_000 }, { units: 2 }];
    const { path, message } = await refused({ layers, loss: "mse" }, {}, 3.5 * 2 ** 30);
    expect(path).toEqual(["network", "layers", 1, "units"]);
    expect(message).toContain("GiB");
  });

  test("a small limit is held", async () => {
    const { path } = await refused({ layers: [{ units: 4000 }, { units: 2 }], loss: "mse" }, {}, 200_000);
    expect(path.slice(0, 3)).toEqual(["network", "layers", 0]);
  });

  test("is as large as told", async () => {
    const model = modelFile({ layers: [{ units: 2 }], loss: "mse" }, {});
    const trainer = await Trainer.create({ model, dataset: dataset(inputs, inputs), ...limit });
    expect(trainer.memoryBytes).toBe(131072);
    expect(trainer.parameters).toBe(6);
  });
});

describe("measures", () => {
  test("mae in the data's own units, over all values", async () => {
    const model = modelFile({ layers: [{ units: 2, initializer: "zeros" }], loss: "mse" }, { batchSize: 3 });
    const targets = inputs.map((_, row) => [row, -2]);
    const data = dataset(inputs, targets, { scale: 10, validation: 2 });
    const trainer = await Trainer.create({ model, dataset: data, ...limit });
    const { loss, metrics } = trainer.evaluate("validation");
    expect(loss).toBeCloseTo((64 + 81 + 8) / 4, 6);
    expect(metrics).toEqual({ mae: ((8 + 9 + 4) * 10) / 4 });
  });

  for (const batchSize of [1, 4])
    test(`accuracy, batch ${batchSize}`, async () => {
      const labels = inputs.map((_, row) => (row < 7 ? [1, 0, 0] : [0, 1, 0]));
      const softmax = [{ units: 3, activation: "softmax", initializer: "zeros" }];
      const classes = await Trainer.create({
        model: modelFile({ layers: softmax, loss: "crossEntropy" }, { batchSize }),
        dataset: dataset(inputs, labels),
        ...limit,
      });
      expect(classes.evaluate("train").metrics).toEqual({ accuracy: 0.7 });
      expect(classes.evaluate("train").loss).toBeCloseTo(Math.log(3), 6);
      const sigmoid = [{ units: 1, activation: "sigmoid", initializer: "zeros" }];
      const binary = await Trainer.create({
        model: modelFile({ layers: sigmoid, loss: "binaryCrossEntropy" }, { batchSize }),
        dataset: dataset(
          inputs,
          labels.map(([first = 0]) => [first]),
        ),
        ...limit,
      });
      expect(binary.evaluate("train").metrics).toEqual({ accuracy: 0.7 });
      expect(binary.evaluate("train").loss).toBeCloseTo(Math.log(2), 6);
    });

  test("the loss of extreme logits stays finite", async () => {
    for (const [activation, loss, units] of [
      ["softmax", "crossEntropy", 2],
      ["sigmoid", "binaryCrossEntropy", 2],
    ] as const)
      for (const batchSize of [1, 4]) {
        const layers = [{ units, activation, initializer: { type: "uniform", min: -20000, max: 20000 } }];
        const model = modelFile({ layers, loss }, { batchSize, optimizer: "sgd", seed: 2 });
        const trainer = await Trainer.create({ model, dataset: dataset(inputs, inputs), ...limit });
        const { epochs, nonFinite } = trainer.run(Number.POSITIVE_INFINITY, 1);
        expect(nonFinite).toBeUndefined();
        expect(epochs[0]?.loss).toBeGreaterThan(100);
      }
  });
});

describe("predictions", () => {
  for (const batchSize of [1, 3, 300])
    test(`of samples and of vectors are the same, batch ${batchSize}`, async () => {
      const many = Array.from({ length: 700 }, (_, row) => [Math.sin(row), row / 700]);
      const layers = [
        { units: 5, activation: "sigmoid" },
        { units: 2, activation: "tanh" },
      ];
      const model = modelFile({ layers, loss: "mse" }, { batchSize, optimizer: "sgd", precision: "float64" });
      const trainer = await Trainer.create({ model, dataset: dataset(many, many), ...limit });
      trainer.run(Number.POSITIVE_INFINITY, 1);
      const samples = Uint32Array.from(many, (_, row) => many.length - 1 - row);
      const outputs = trainer.predict(samples);
      expect(trainer.predictInputs(Float64Array.from(many.toReversed().flat()))).toEqual(outputs);
      const tensors = trainer.weights().map(({ data }) => [...data]);
      const [kernel = [], bias = [], last = [], lastBias = []] = tensors;
      const row = many[many.length - 1] as number[];
      const hidden = bias.map(
        (b, j) => 1 / (1 + Math.exp(-row.reduce((sum, x, i) => sum + x * (kernel[i * 5 + j] as number), b))),
      );
      const wanted = lastBias.map((b, j) =>
        Math.tanh(hidden.reduce((sum, x, i) => sum + x * (last[i * 2 + j] as number), b)),
      );
      for (const [at, value] of wanted.entries()) expect(outputs[at]).toBeCloseTo(value, 13);
    });
});

test("slices hold at most 1024 epochs and say where the run is", async () => {
  const model = modelFile({ layers: [{ units: 2 }], loss: "mse" }, { optimizer: "sgd", batchSize: 3 });
  const trainer = await Trainer.create({ model, dataset: dataset(inputs, inputs), ...limit });
  const { epochs } = trainer.run(Number.POSITIVE_INFINITY, 5000);
  expect(epochs).toHaveLength(1024);
  expect(trainer.position).toEqual({ epoch: 1024, batch: 0, step: 4096 });
  trainer.stepBatch();
  expect(trainer.position).toEqual({ epoch: 1024, batch: 1, step: 4097 });
  expect(trainer.signals().firstLoss).toBeGreaterThan(0);
});

test("a slice of a large network ends soon after its time", async () => {
  const wide = Array.from({ length: 256 }, (_, row) =>
    Array.from({ length: 512 }, (_, at) => Math.sin(row + at)),
  );
  const layers = [{ units: 2048, activation: "relu" }, { units: 2048, activation: "relu" }, { units: 512 }];
  const model = modelFile({ layers, loss: "mse" }, { batchSize: 256 });
  const trainer = await Trainer.create({ model, dataset: dataset(wide, wide), memoryLimit: 2e9 });
  trainer.run(50, 1);
  const start = performance.now();
  trainer.run(10, 1);
  // Generous, for a busy machine: one step takes several hundred.
  expect(performance.now() - start).toBeLessThan(100);
});

test("a disposed trainer says so", async () => {
  const model = modelFile({ layers: [{ units: 2 }], loss: "mse" }, {});
  const trainer = await Trainer.create({ model, dataset: dataset(inputs, inputs), ...limit });
  trainer.dispose();
  expect(() => trainer.weights()).toThrow("disposed");
});
