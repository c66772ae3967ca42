import { evaluate } from "mathjs/number";
import { describe, expect, test } from "vitest";
import { numberMomentumProduct } from "../../src/engine/kernels/layout.ts";
import { savedNumber } from "../../src/engine/state.ts";
import { Trainer } from "../../src/engine/trainer.ts";
import { SampleWalk } from "../../src/engine/walk/index.ts";
import { activations } from "../../src/model/activations/index.ts";
import { optimizers } from "../../src/model/optimizers/index.ts";
import type { Equation, Walk } from "../../src/protocol/walk.ts";
import { close } from "./close.ts";
import { dataset } from "./dataset.ts";
import { modelFile } from "./model.ts";

interface Case {
  readonly layers: readonly object[];
  readonly loss?: string;
  readonly training?: object;
  /** Targets of the six samples; default numbers. */
  readonly targets?: number[][];
  readonly weights?: readonly number[];
}

const inputs = Array.from({ length: 6 }, (_, row) => [Math.sin(row), Math.cos(2 * row), 0.3 * row - 1]);
const numbers = inputs.map(([a = 0, b = 0]) => [a - 2 * b, 0.5 + a * b]);

/** What the equations' signs mean. */
const scope = {
  ln: Math.log,
  cosh: Math.cosh,
  tanh: Math.tanh,
  φ: (z: number) => Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI),
  // An independent way to it: Simpson's rule.
  Φ(z: number) {
    const steps = 4000;
    const size = (z + 12) / steps;
    let sum = 0;
    for (let at = 0; at <= steps; at++)
      sum += scope.φ(-12 + at * size) * (at === 0 || at === steps ? 1 : at % 2 ? 4 : 2);
    return (sum * size) / 3;
  },
  σ: (z: number) => 1 / (1 + Math.exp(-z)),
  root: Math.sqrt,
};

/** What an equation's numbers come to, read as a formula. */
function worth({ values }: Equation): number {
  const text = values
    .map((part) => (typeof part === "number" ? `(${part})` : part))
    .join("")
    .replaceAll("−", "-")
    .replaceAll("·", "*")
    .replaceAll("²", "^2")
    .replaceAll("√", "root")
    .replace(/\|([^|]*)\|/g, "abs($1)");
  return evaluate(text, { ...scope }) as number;
}

function expectTrue(equation: Equation): void {
  const value = worth(equation);
  expect(Math.abs(value - equation.result), JSON.stringify(equation)).toBeLessThan(
    1e-9 * Math.max(1, Math.abs(equation.result)),
  );
}

const equationsOf = ({ losses, loss, unit }: Walk): Equation[] => [
  ...losses,
  loss,
  ...unit.forward,
  ...unit.backward,
  ...unit.update,
];

/** Walks every sample after some updates, and expects what the engine does with that sample alone, to 1e-9. */
async function walkAll({ layers, loss = "mse", training, targets = numbers, weights }: Case): Promise<void> {
  const options = { epochs: 100, precision: "float64", optimizer: "sgd", ...training };
  const model = modelFile({ layers, loss }, options);
  const data = dataset(inputs, targets, weights ? { weights } : {});
  const trainer = await Trainer.create({ model, dataset: data, memoryLimit: 1e8 });
  for (const updates of [0, 3]) {
    trainer.run(Number.POSITIVE_INFINITY, updates);
    const state = trainer.state();
    const before = trainer.weights();
    const tensors = new Map([...before, ...state].map((tensor) => [tensor.name, tensor]));
    for (const [index, row] of inputs.entries()) {
      const walk = new SampleWalk(
        {
          model,
          tensors,
          step: trainer.position.step,
          learningRate: trainer.learningRate,
          momentumProduct: savedNumber(state, numberMomentumProduct),
        },
        {
          inputs: Float64Array.from(row),
          targets: Float64Array.from(targets[index] ?? []),
          inputNames: [],
          outputNames: [],
          index,
          count: inputs.length,
          ignored: weights?.[index] === 0,
        },
      );
      const split = { ...data.split, train: Uint32Array.of(index) };
      const alone = await Trainer.create({ model, dataset: { ...data, split }, memoryLimit: 1e8 });
      alone.restore(before, state);
      const { epochs } = alone.stepBatch();
      const told = walk.describe({ layer: 0, unit: 0, weight: 0 });
      // A pass whose rows all weigh nothing has no mean loss.
      if (updates === 0 && weights?.[index] !== 0)
        close([told.loss.result], [epochs[0]?.loss ?? Number.NaN], 1e-9);
      for (const { name, shape, data: after } of alone.weights()) {
        const [, layer, parameter = ""] = name.split(".");
        if (parameter.startsWith("running")) continue;
        const units = shape.at(-1) ?? 1;
        const walked = Array.from(after, (_, at) =>
          walk.next(Number(layer), parameter, Math.floor(at / units), at % units),
        );
        close(walked, after, 1e-9);
      }
      for (const [layer] of layers.entries())
        for (const focus of [
          { layer, unit: 0, weight: 0 },
          { layer, unit: 1, weight: 3 },
        ])
          for (const each of equationsOf(walk.describe(focus)))
            if (!each.values.some((part) => typeof part === "string" && part.includes("f′(")))
              expectTrue(each);
    }
  }
}

describe("a walked sample has the engine's numbers", () => {
  const plain = [{ units: 4, activation: "tanh" }, { units: 2 }];

  for (const activation of Object.keys(activations))
    test(`activation ${activation}`, () => walkAll({ layers: [{ units: 4, activation }, { units: 2 }] }));
  test("activations with parameters", async () => {
    await walkAll({ layers: [{ units: 4, activation: { type: "leakyRelu", slope: 0.3 } }, { units: 2 }] });
    const expression = "x > 0 ? x * exp(-x) : max(x, -0.5) / 2";
    await walkAll({ layers: [{ units: 4, activation: { expression } }, { units: 2 }] });
  });

  for (const loss of ["mse", "mae", "huber", "logCosh"])
    test(`loss ${loss}`, () => walkAll({ layers: plain, loss }));
  test("loss hinge", () =>
    walkAll({
      layers: plain,
      loss: "hinge",
      targets: numbers.map((row) => row.map((y) => (y > 0 ? 1 : -1))),
    }));
  test("loss poisson", () =>
    walkAll({
      layers: [{ units: 4 }, { units: 2, activation: "exponential" }],
      loss: "poisson",
      targets: numbers.map((row) => row.map(Math.abs)),
    }));
  const classes = numbers.map(([y = 0]) => (y > 0 ? [1, 0] : [0, 1]));
  for (const activation of ["softmax", "sigmoid"])
    test(`loss crossEntropy after ${activation}`, () =>
      walkAll({ layers: [{ units: 4 }, { units: 2, activation }], loss: "crossEntropy", targets: classes }));
  test("loss crossEntropy on probabilities that do not add up to 1", () =>
    walkAll({
      layers: [{ units: 4 }, { units: 2, activation: "softmax" }],
      loss: "crossEntropy",
      targets: classes.map((row) => row.map((y) => 0.2 + 0.5 * y)),
    }));
  for (const activation of ["softmax", "sigmoid"])
    test(`loss binaryCrossEntropy after ${activation}`, () =>
      walkAll({ layers: [{ units: 2, activation }], loss: "binaryCrossEntropy", targets: classes }));
  test("class weights, one of them 0", () =>
    walkAll({
      layers: [{ units: 2, activation: "softmax" }],
      loss: "crossEntropy",
      targets: classes,
      weights: [1, 3, 0, 0.5, 1, 0],
    }));

  test("layers: dropout, batchNorm, layerNorm, activation, penalties, no bias", async () => {
    await walkAll({
      layers: [
        { units: 5, l1: 0.01, l2: 0.02 },
        { type: "batchNorm" },
        { type: "activation", activation: "gelu" },
        { type: "dropout", rate: 0.4 },
        { units: 4, bias: false, activation: "softmax" },
        { type: "layerNorm" },
        { units: 2 },
      ],
    });
    await walkAll({ layers: [{ type: "dropout", rate: 0.5 }, { type: "layerNorm" }, { units: 2 }] });
    await walkAll({ layers: [{ units: 2 }, { type: "batchNorm" }] });
    await walkAll({
      layers: [{ units: 2 }, { type: "activation", activation: "softmax" }],
      loss: "crossEntropy",
      targets: classes,
    });
  });

  const variants = [
    ...Object.keys(optimizers).flatMap((type) => [{ type }, { type, weightDecay: 0.1 }]),
    { type: "sgd", momentum: 0.9 },
    { type: "sgd", momentum: 0.9, dampening: 0.2 },
    { type: "sgd", momentum: 0.9, nesterov: true },
    { type: "rmsprop", momentum: 0.9, centered: true },
    { type: "adagrad", learningRateDecay: 0.1 },
    { type: "adam", amsgrad: true },
    { type: "adamw", amsgrad: true },
    { type: "nadam", momentumDecay: 0.1 },
  ];
  for (const optimizer of variants)
    test(`optimizer ${JSON.stringify(optimizer)}`, () => walkAll({ layers: plain, training: { optimizer } }));
  for (const clip of [{ value: 0.05 }, { norm: 0.1 }, { norm: 100 }])
    test(`clip ${JSON.stringify(clip)}`, () =>
      walkAll({ layers: [{ units: 4, activation: "tanh", l2: 0.1 }, { units: 2 }], training: { clip } }));
});

test("of a wide layer the first units and weights are told, and long sums are cut", async () => {
  const model = modelFile({ layers: [{ units: 600 }, { units: 1 }], loss: "mse" }, {});
  const wide = dataset([Array.from({ length: 300 }, (_, at) => at / 300)], [[1]]);
  const trainer = await Trainer.create({ model, dataset: wide, memoryLimit: 1e8 });
  const walk = new SampleWalk(
    {
      model,
      tensors: new Map(trainer.weights().map((tensor) => [tensor.name, tensor])),
      step: 0,
      learningRate: 0.001,
      momentumProduct: 0,
    },
    {
      inputs: Float64Array.from(wide.inputs.values),
      targets: Float64Array.of(1),
      inputNames: [],
      outputNames: [],
      index: 0,
      count: 1,
      ignored: false,
    },
  ).describe({ layer: 0, unit: 599, weight: 1000 });
  expect(walk.inputs.length).toBe(256);
  expect(walk.layers[0]?.outputs.length).toBe(256);
  expect(walk.unit).toMatchObject({ layer: 0, unit: 255, weight: 64 });
  expect(walk.unit.weights.map(({ parameter }) => parameter)).toEqual([
    ...new Array(64).fill("kernel"),
    "bias",
  ]);
  const [z] = walk.unit.forward;
  expect(z?.more).toBe(293);
  expect(z?.values.length).toBe(7 * 4 - 1 + 4);
  expectTrue(z as Equation);
  expect(JSON.stringify(walk).length).toBeLessThan(60_000);
});
