import { describe, expect, test } from "vitest";
import { Trainer } from "../../src/engine/trainer.ts";
import cases from "../fixtures/weights.json" with { type: "json" };
import { dataset } from "./dataset.ts";
import { modelFile } from "./model.ts";
import { type ReferenceCase, reproduce } from "./reproduce.ts";

describe("class weights: the same numbers as PyTorch, float64", () => {
  for (const reference of cases) test(reference.name, () => reproduce(reference as unknown as ReferenceCase));
});

const inputs = Array.from({ length: 20 }, (_, row) => [Math.sin(row), Math.cos(3 * row)]);
const targets = inputs.map(([a = 0]) => [a > 0.4 ? 1 : 0]);
const build = (weights?: number[], training: object = {}) =>
  Trainer.create({
    model: modelFile(
      {
        layers: [
          { units: 3, activation: "tanh" },
          { units: 1, activation: "sigmoid" },
        ],
        loss: "binaryCrossEntropy",
      },
      {
        batchSize: 4,
        metrics: ["accuracy", "f1"],
        ...(weights ? { classWeights: { 1: 5 } } : {}),
        ...training,
      },
    ),
    dataset: dataset(inputs, targets, { validation: 8, ...(weights && { weights }) }),
    memoryLimit: 1e8,
  });

test("weights that are all the same change nothing, and metrics are without them", async () => {
  const plain = (await build()).run(Number.POSITIVE_INFINITY, 1).epochs[0];
  const same = (await build(inputs.map(() => 4))).run(Number.POSITIVE_INFINITY, 1).epochs[0];
  expect(same?.loss).toBeCloseTo(plain?.loss ?? 0, 6);
  const still = { optimizer: { type: "sgd", learningRate: 1e-30 } };
  const unweighted = (await build(undefined, still)).run(Number.POSITIVE_INFINITY, 1).epochs[0];
  const weighted = (
    await build(
      targets.map(([y]) => (y ? 5 : 1)),
      still,
    )
  ).run(Number.POSITIVE_INFINITY, 1).epochs[0];
  expect(weighted?.metrics).toEqual(unweighted?.metrics);
  expect(weighted?.validationMetrics).toEqual(unweighted?.validationMetrics);
  expect(Math.abs((weighted?.loss ?? 0) - (unweighted?.loss ?? 0))).toBeGreaterThan(0.01);
  expect(weighted?.validationLoss).not.toBeCloseTo(unweighted?.validationLoss ?? 0, 3);
});

test("a weighted run goes on within an epoch bit for bit", async () => {
  const weights = targets.map(([y]) => (y ? 5 : 1));
  const { epochs } = (await build(weights)).run(Number.POSITIVE_INFINITY, 3);
  const before = await build(weights);
  before.stepBatch();
  before.stepBatch();
  const after = await build(weights);
  after.restore(before.weights(), before.state());
  expect(after.run(Number.POSITIVE_INFINITY, 3).epochs).toEqual(epochs);
});

test("the cross entropies stay finite and right for very large logits", async () => {
  for (const [loss, activation, rows] of [
    ["crossEntropy", "softmax", [[0, 1, 0]]],
    ["binaryCrossEntropy", "sigmoid", [[0, 1, 0]]],
  ] as const)
    for (const size of [1e3, 1e30])
      for (const batchSize of [1, 4]) {
        const model = modelFile(
          { layers: [{ units: 3, activation, bias: false, initializer: "zeros" }], loss },
          { batchSize, optimizer: { type: "sgd", learningRate: 1e-3 } },
        );
        const known = dataset([[size]], rows as unknown as number[][]);
        const trainer = await Trainer.create({ model, dataset: known, memoryLimit: 1e8 });
        const [kernel] = trainer.weights();
        if (!kernel) throw new Error("no kernel");
        trainer.restore([{ ...kernel, data: Float64Array.of(1, -1, 0) }]);
        const { epochs, nonFinite } = trainer.run(Number.POSITIVE_INFINITY, 1);
        expect(nonFinite).toBeUndefined();
        // −log softmax of the second is 2·size; of the sigmoids two are off by size and one is ln 2.
        const expected = loss === "crossEntropy" ? 2 * size : (2 * size + Math.LN2) / 3;
        expect((epochs[0]?.loss ?? 0) / expected).toBeCloseTo(1, 6);
      }
});
