import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stream } from "../../src/data/random.ts";
import { activations } from "../../src/model/activations/index.ts";
import { losses } from "../../src/model/losses/index.ts";
import { gradientDifference } from "./numeric-gradient.ts";

type Loss = keyof typeof losses;

const names = Object.keys(activations) as (keyof typeof activations)[];
const seeds = fc.nat().map((seed) => {
  const random = stream(seed, "data");
  return Array.from({ length: 400 }, () => 2 * random.uniform() - 1);
});

const numeric: ReadonlySet<Loss> = new Set(["mse", "mae", "huber", "logCosh"]);
/** The last activation that a loss is made for. */
const fitting: Readonly<Partial<Record<Loss, string>>> = {
  crossEntropy: "softmax",
  binaryCrossEntropy: "sigmoid",
  poisson: "exponential",
};
/** Activations that give what poisson takes the logarithm of. */
const positive: ReadonlySet<string> = new Set(["sigmoid", "softmax", "exponential", "softplus"]);

/** Targets that a loss can be measured on. */
function targets(loss: Loss, rows: number, width: number, draws: readonly number[]): number[][] {
  return Array.from({ length: rows }, (_, row) => {
    const values = Array.from(
      { length: width },
      (_, at) => draws[(row * width + at) % draws.length] as number,
    );
    if (loss === "hinge") return values.map((value) => (value > 0 ? 1 : -1));
    if (loss === "poisson") return values.map((value) => Math.round(3 * Math.abs(value)));
    if (numeric.has(loss)) return values.map((value) => 2 * value);
    if (loss === "binaryCrossEntropy") return values.map((value) => (value > 0 ? 1 : 0));
    const label = Math.floor(Math.abs(values[0] as number) * 1000) % width;
    return values.map((_, at) => (at === label ? 1 : 0));
  });
}

/** The largest relative difference of a network on rows made from the draws. */
function difference(
  layers: readonly object[],
  loss: Loss,
  batchSize: number,
  draws: readonly number[],
  inputWidth: number,
): Promise<number> {
  const rows = 8;
  const width = (layers.at(-1) as { units: number }).units;
  const inputs = Array.from({ length: rows }, (_, row) =>
    Array.from({ length: inputWidth }, (_, at) => draws[(7 * row + at + 50) % draws.length] as number),
  );
  const used = batchSize === 1 ? 1 : 5;
  return gradientDifference({
    layers,
    loss,
    inputs,
    targets: targets(loss, rows, width, draws),
    batchSize: used,
    draws,
  });
}

/** Draws at which no relu, absolute value or clamp has its kink within the differences. */
const smooth = (name: string, loss: Loss): boolean => name !== "relu" && loss !== "mae" && loss !== "hinge";

describe("gradients against central differences, float64", () => {
  for (const loss of Object.keys(losses) as Loss[]) {
    for (const name of names) {
      test(`${name}, ${loss}`, async () => {
        const property = fc.asyncProperty(
          seeds,
          fc.integer({ min: 2, max: 11 }),
          fc.integer({ min: 1, max: 9 }),
          async (draws, hidden, inputs) => {
            const last = fitting[loss] ?? "identity";
            const units = loss === "crossEntropy" ? 5 : 3;
            const layers = [
              { units: hidden, activation: name },
              { units: hidden, activation: "tanh" },
              { units, activation: last },
            ];
            for (const batchSize of [1, 8]) {
              const found = await difference(layers, loss, batchSize, draws, inputs);
              if (smooth(name, loss)) expect(found).toBeLessThan(1e-7);
              // A kink within a difference spoils that one weight; a wrong formula spoils all draws.
              else if (found >= 1e-7) fc.pre(false);
            }
          },
        );
        await fc.assert(property, { numRuns: 4, seed: 5, maxSkipsPerRun: 20 });
      });

      if (loss === "poisson" && !positive.has(name)) continue;
      test(`${name} as the last activation, ${loss}`, async () => {
        const property = fc.asyncProperty(seeds, fc.integer({ min: 2, max: 9 }), async (draws, units) => {
          const layers = [
            { units: 4, activation: "sigmoid" },
            { units, activation: name, biasInitializer: { type: "constant", value: 1 } },
          ];
          for (const batchSize of [1, 8]) {
            const found = await difference(layers, loss, batchSize, draws, 3);
            // The cross entropies clamp what is not a probability.
            const isEntropy = loss === "crossEntropy" || loss === "binaryCrossEntropy";
            const clamped = isEntropy && name !== "softmax" && name !== "sigmoid";
            if (smooth(name, loss) && !clamped) expect(found).toBeLessThan(1e-7);
            else if (!(found < 1e-6)) fc.pre(false);
          }
        });
        await fc.assert(property, { numRuns: 3, seed: 5, maxSkipsPerRun: 20 });
      });
    }
  }

  test("networks of any layers", async () => {
    const size = fc.integer({ min: 1, max: 33 });
    const function_ = fc.constantFrom("tanh", "sigmoid", "quadratic", "identity", "softmax");
    const layer = fc.oneof(
      fc.record({
        units: size,
        activation: function_,
        bias: fc.boolean(),
        l1: fc.constantFrom(0, 0.01),
        l2: fc.constantFrom(0, 0.1),
      }),
      fc.record({ type: fc.constant("dropout"), rate: fc.constantFrom(0, 0.2, 0.5) }),
      fc.constantFrom({ type: "batchNorm" }, { type: "layerNorm" }),
      fc.record({ type: fc.constant("activation"), activation: function_ }),
    );
    const property = fc.asyncProperty(
      seeds,
      fc.array(layer, { minLength: 1, maxLength: 4 }),
      size,
      fc.integer({ min: 1, max: 11 }).map((half) => 2 * half + 1),
      fc.constantFrom<Loss>("mse", "crossEntropy"),
      async (draws, hidden, inputWidth, batchSize, loss) => {
        const units = 3;
        const layers = [...hidden, { units, activation: loss === "crossEntropy" ? "softmax" : "identity" }];
        const rows = batchSize + 2;
        const at = (index: number) => draws[index % draws.length] as number;
        const inputs = Array.from({ length: rows }, (_, row) =>
          Array.from({ length: inputWidth }, (_, column) => at(13 * row + column)),
        );
        const known = { layers, loss, inputs, batchSize, draws };
        expect(
          await gradientDifference({ ...known, targets: targets(loss, rows, units, draws) }),
        ).toBeLessThan(1e-7);
      },
    );
    await fc.assert(property, { numRuns: 40, seed: 5 });
  });
});
