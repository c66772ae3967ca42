import { describe, expect, test } from "vitest";
import { Trainer } from "../../src/engine/trainer.ts";
import { activations } from "../../src/model/activations/index.ts";
import { losses } from "../../src/model/losses/index.ts";
import { close } from "./close.ts";
import { dataset } from "./dataset.ts";
import { modelFile } from "./model.ts";

const inputs = Array.from({ length: 12 }, (_, row) => [
  Math.sin(row),
  Math.cos(2 * row),
  row % 3,
  0.5,
  -row / 12,
]);
const signs = inputs.map(([a = 0, b = 0]) => (a + b > 0 ? 1 : -1));
/** Targets that a loss can be measured on. */
const targets: Partial<Record<string, number[][]>> = {
  hinge: signs.map((sign) => [sign]),
  poisson: signs.map((sign) => [sign + 1]),
  binaryCrossEntropy: signs.map((sign) => [(sign + 1) / 2]),
};

/** Trains a single neuron one by one; a limit that is never reached takes the plan for batches. */
async function train(activation: string, loss: string, precision: string, clip: object) {
  const network = {
    layers: [{ units: 1, activation, biasInitializer: { type: "constant", value: 0.3 } }],
    loss,
  };
  const training = {
    optimizer: { type: "sgd", learningRate: 0.02 },
    batchSize: 1,
    epochs: 3,
    precision,
    ...clip,
  };
  const data = dataset(inputs, targets[loss] ?? inputs.map(([a = 0, b = 0]) => [a - 2 * b]), {
    validation: 3,
  });
  const trainer = await Trainer.create({
    model: modelFile(network, training),
    dataset: data,
    memoryLimit: 1e8,
  });
  const { epochs, nonFinite } = trainer.run(Number.POSITIVE_INFINITY, 3);
  expect(nonFinite).toBeUndefined();
  const figures = epochs.flatMap(({ loss, validationLoss = 0, metrics }) => [
    loss,
    validationLoss,
    ...Object.values(metrics),
  ]);
  return [...figures, ...trainer.weights().flatMap(({ data }) => [...data])];
}

describe.each(Object.keys(losses).filter((loss) => loss !== "crossEntropy"))(
  "a single neuron under %s",
  (loss) => {
    const positive = ["sigmoid", "exponential", "softplus"];
    const names = Object.keys(activations).filter(
      (name) => name !== "softmax" && (loss !== "poisson" || positive.includes(name)),
    );
    test.each(names)("%s: one by one in registers as in batches of one", async (activation) => {
      for (const [precision, tolerance] of [
        ["float64", 1e-10],
        ["float32", 2e-3],
      ] as const)
        close(
          await train(activation, loss, precision, {}),
          await train(activation, loss, precision, { clip: { norm: 1e6 } }),
          tolerance,
        );
    });
  },
);
