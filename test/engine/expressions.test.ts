import { describe, expect, test } from "vitest";
import { compile } from "../../src/data/evaluate.ts";
import { Trainer } from "../../src/engine/trainer.ts";
import { parseExpression } from "../../src/model/expression.ts";
import cases from "../fixtures/expressions.json" with { type: "json" };
import { dataset } from "./dataset.ts";
import { modelFile } from "./model.ts";
import { gradientDifference } from "./numeric-gradient.ts";
import { reproduce } from "./reproduce.ts";

describe("expressions: the same numbers as PyTorch, float64", () => {
  for (const reference of cases) test(reference.name, () => reproduce(reference));
});

const numbers = [
  -1000,
  -7.5,
  -3,
  -2.5,
  -2,
  -1.5,
  -1,
  -0.75,
  -0.5,
  -1e-9,
  0,
  1e-9,
  0.1,
  0.5,
  0.75,
  1,
  1.5,
  2,
  2.5,
  3,
  8,
  27,
  1000,
  0.1 + 0.2,
  1 - 1e-15,
  3 - 1e-13,
];

describe.each(["float64", "float32"] as const)(
  "the value of an expression is that of data, %s",
  (precision) => {
    const texts = [
      "x + 1 - 2 * x / 3",
      "x % 3",
      "-x % 3",
      "mod(x, 0.3)",
      "mod(x, 0)",
      "x ^ 2",
      "x ^ -3",
      "x ^ 0.5",
      "x ^ (1 / 3)",
      "x ^ (2 / 3)",
      "x ^ x",
      "2 ^ x",
      "x == 3",
      "x != 0.3",
      "x < 1",
      "x <= 3",
      "x > 0.3",
      "x >= 0.3",
      "-1 < x <= 2 < 3",
      "x and 1",
      "x or 0",
      "not x",
      "x ? 1 : 2",
      "abs(x) + sqrt(x) + cbrt(x)",
      "exp(x / 100) + log(x) + log2(x) + log10(x) + log(x, 7)",
      "sin(x) + cos(x) + tan(x)",
      "asin(x) + acos(x) + atan(x) + atan2(x, -2)",
      "sinh(x / 100) + cosh(x / 100) + tanh(x)",
      "floor(x)",
      "ceil(x)",
      "round(x)",
      "floor(x, 1)",
      "sign(x)",
      "sign(log(x))",
      "min(x, 2, 0.5)",
      "max(x, -2, 0.5)",
      "min(log(x), 3)",
      "pi * x + e",
    ];

    // What lies at an edge, overflows or cancels in float32 is told in float64 alone.
    const sharp = [
      "mod(x, 0.3)",
      "x ^ x",
      "2 ^ x",
      "x != 0.3",
      "x > 0.3",
      "sinh(x / 100) + cosh(x / 100) + tanh(x)",
    ];

    test.each(texts.filter((text) => precision === "float64" || !sharp.includes(text)))(
      "%s",
      async (text) => {
        const layers = [{ type: "activation", activation: { expression: text } }];
        const xs = precision === "float32" ? numbers.map(Math.fround) : numbers;
        const data = dataset(
          xs.map((x) => [x, 0, x]),
          xs.map(() => [0, 0, 0]),
        );
        const model = modelFile({ layers, loss: "mse" }, { precision });
        const trainer = await Trainer.create({ model, dataset: data, memoryLimit: 1e8 });
        const outputs = trainer.predict(data.split.train);
        const expression = parseExpression(text, { names: ["x"], draws: false });
        const none = () => 0;
        const value = compile(expression, {
          of: () => (row) => xs[row] ?? 0,
          draw: { uniform: none, normal: none },
        });
        for (const [row, x] of xs.entries()) {
          const wanted = value(row);
          for (const column of [0, 2]) {
            const found = outputs[row * 3 + column] as number;
            if (Number.isNaN(wanted)) expect(found, `at ${x}`).toBeNaN();
            else if (!Number.isFinite(wanted)) expect(found, `at ${x}`).toBe(wanted);
            else {
              const tolerance = precision === "float64" ? 1e-12 : 1e-5;
              expect(Math.abs(found - wanted), `${found} instead of ${wanted} at ${x}`).toBeLessThanOrEqual(
                tolerance * Math.max(1, Math.abs(wanted)),
              );
            }
          }
        }
      },
    );
  },
);

test("an expression's derivative is that of its differences", async () => {
  const draws = Array.from({ length: 300 }, (_, at) => Math.sin(3.7 * at));
  const rows = (width: number) =>
    Array.from({ length: 7 }, (_, row) =>
      Array.from({ length: width }, (_, at) => draws[row * width + at] ?? 0),
    );
  for (const text of [
    "x * sin(x) + x ^ 2",
    "exp(-x ^ 2) * atan(x)",
    "(2 + cos(x)) ^ tanh(x)",
    "cosh(x) / (1 + x ^ 4)",
  ]) {
    const layers = [
      { units: 5, activation: { expression: text } },
      { units: 2, activation: { expression: text } },
    ];
    const network = { layers, loss: "mse", inputs: rows(3), targets: rows(2), batchSize: 5, draws };
    expect(await gradientDifference(network), text).toBeLessThan(1e-7);
  }
});

test("a function that is not finite somewhere is told with its place and value", async () => {
  const layers = [
    { units: 3, activation: "tanh" },
    { units: 3, activation: { expression: "log(x)" } },
    { units: 1 },
  ];
  const inputs = Array.from({ length: 9 }, (_, row) => [row - 4]);
  const trainer = await Trainer.create({
    model: modelFile({ layers, loss: "mse" }, { batchSize: 3, shuffle: false }),
    dataset: dataset(inputs, inputs),
    memoryLimit: 1e8,
  });
  const { nonFinite } = trainer.run(Number.POSITIVE_INFINITY, 1);
  expect(nonFinite).toMatchObject({ layer: 1, quantity: "activation", value: Number.NaN, epoch: 1 });
  expect(nonFinite?.input).toBeLessThan(0);
});
