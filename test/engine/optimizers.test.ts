import { describe, expect, test } from "vitest";
import { buildMachine } from "../../src/engine/machine.ts";
import { Trainer } from "../../src/engine/trainer.ts";
import { optimizers } from "../../src/model/optimizers/index.ts";
import cases from "../fixtures/optimizers.json" with { type: "json" };
import { dataset } from "./dataset.ts";
import { modelFile } from "./model.ts";
import { reproduce } from "./reproduce.ts";

describe("optimizers: the same numbers as PyTorch, float64", () => {
  for (const reference of cases) test(reference.name, () => reproduce(reference));
});

test("gradients and states begin at different places of their pages than the weights", async () => {
  for (const units of [1, 8, 512, 513]) {
    const optimizer = { type: "rmsprop", momentum: 0.9, centered: true };
    const inputs = [Array.from({ length: 512 }, (_, at) => at)];
    const targets = [Array.from({ length: units }, () => 0)];
    const model = modelFile({ layers: [{ type: "batchNorm" }, { units }], loss: "mse" }, { optimizer });
    const machine = await buildMachine({ model, dataset: dataset(inputs, targets), memoryLimit: 1e8 });
    const { weights, gradients = 0, states } = machine.plan;
    const offsets = [0, gradients, ...states.map(({ offset }) => offset)];
    expect(new Set(offsets.map((offset) => Math.floor((offset % 4096) / 256))).size).toBe(5);
    for (const [at, offset] of offsets.entries())
      expect(offset - (offsets[at - 1] ?? -weights.bytes)).toBeGreaterThanOrEqual(weights.bytes);
  }
});

const variants = [
  ...Object.keys(optimizers).map((type) => ({ type })),
  { type: "sgd", momentum: 0.9 },
  { type: "rmsprop", momentum: 0.9, centered: true },
  { type: "adamw", amsgrad: true },
];

describe.each(variants)("%o", (optimizer) => {
  // Weights whose gradient is 0 from the start: those of an input that is always 0.
  const inputs = Array.from({ length: 20 }, (_, row) => [Math.sin(row), 0, Math.cos(3 * row)]);
  const targets = inputs.map(([a = 0, , b = 0]) => [a + 2 * b]);
  const create = (more = {}) =>
    Trainer.create({
      model: modelFile(
        { layers: [{ units: 11, activation: "tanh" }, { units: 1 }], loss: "mse" },
        { optimizer: { ...optimizer, ...more }, batchSize: 6, epochs: 6 },
      ),
      dataset: dataset(inputs, targets),
      memoryLimit: 1e8,
    });

  test("goes on bit for bit", async () => {
    const whole = await create();
    whole.run(Number.POSITIVE_INFINITY, 6);
    const first = await create();
    first.run(Number.POSITIVE_INFINITY, 2);
    first.stepBatch();
    const rest = await create();
    rest.restore(first.weights(), first.state());
    rest.run(Number.POSITIVE_INFINITY, 6);
    expect(rest.weights()).toEqual(whole.weights());
  });

  test("leaves weights without a gradient where they are, also with epsilon 0", async () => {
    const noEpsilon = "epsilon" in optimizers[optimizer.type as "adam"].schema.shape ? { epsilon: 0 } : {};
    const trainer = await create({ ...noEpsilon, weightDecay: 0 });
    const before = trainer.weights()[0]?.data.slice(11, 22);
    expect(trainer.run(Number.POSITIVE_INFINITY, 6).nonFinite).toBeUndefined();
    expect(trainer.weights()[0]?.data.slice(11, 22)).toEqual(before);
  });
});
