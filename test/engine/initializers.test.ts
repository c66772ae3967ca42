import { describe, expect, test } from "vitest";
import { Trainer } from "../../src/engine/trainer.ts";
import { dataset } from "./dataset.ts";
import { modelFile } from "./model.ts";

const inputWidth = 120;
const units = 200;
const uniform = (limit: number) => ({ mean: 0, deviation: limit / Math.sqrt(3), limit });
const normal = (deviation: number, mean = 0) => ({ mean, deviation, limit: Number.POSITIVE_INFINITY });

const expected: Record<string, { mean: number; deviation: number; limit: number }> = {
  zeros: normal(0),
  '{"type":"constant","value":0.25}': normal(0, 0.25),
  '{"type":"normal","mean":1,"std":0.01}': normal(0.01, 1),
  normal: normal(0.05),
  uniform: uniform(0.05),
  '{"type":"uniform","min":-2,"max":2}': uniform(2),
  glorotUniform: uniform(Math.sqrt(6 / (inputWidth + units))),
  glorotNormal: normal(Math.sqrt(2 / (inputWidth + units))),
  heNormal: normal(Math.sqrt(2 / inputWidth)),
  heUniform: uniform(Math.sqrt(6 / inputWidth)),
  lecunNormal: normal(Math.sqrt(1 / inputWidth)),
  // Unit vectors of length `units`: each value has the mean square 1 / units.
  orthogonal: { mean: 0, deviation: Math.sqrt(1 / units), limit: 1 },
};

async function first(initializer: unknown, seed: number, extra: object[] = []): Promise<number[]> {
  const layers = [{ units, initializer }, ...extra];
  const data = dataset([Array(inputWidth).fill(0)], [Array(2).fill(0)]);
  const model = modelFile({ layers, loss: "mse" }, { precision: "float64", seed });
  const trainer = await Trainer.create({ model, dataset: data, memoryLimit: 1e8 });
  return [...(trainer.weights()[0]?.data ?? [])];
}

describe("first weights", () => {
  for (const [text, { mean, deviation, limit }] of Object.entries(expected))
    test(text, async () => {
      const weights = await first(text.startsWith("{") ? JSON.parse(text) : text, 1);
      const count = inputWidth * units;
      const average = weights.reduce((sum, weight) => sum + weight, 0) / count;
      const spread = Math.sqrt(weights.reduce((sum, weight) => sum + (weight - average) ** 2, 0) / count);
      // Five standard errors.
      expect(Math.abs(average - mean)).toBeLessThanOrEqual((5 * deviation) / Math.sqrt(count) + 1e-15);
      expect(Math.abs(spread - deviation)).toBeLessThanOrEqual(
        (5 * deviation) / Math.sqrt(2 * count) + 1e-15,
      );
      expect(Math.max(...weights.map((weight) => Math.abs(weight - mean)))).toBeLessThanOrEqual(limit);
    });

  test.each([
    [3, 7],
    [7, 3],
    [40, 40],
  ])("an orthogonal kernel [%i, %i] is so, times its gain", async (inputs, units) => {
    const layers = [{ units, initializer: { type: "orthogonal", gain: 2 } }];
    const model = modelFile({ layers, loss: "mse" }, { precision: "float64" });
    const data = dataset([Array(inputs).fill(0)], [Array(units).fill(0)]);
    const trainer = await Trainer.create({ model, dataset: data, memoryLimit: 1e8 });
    const kernel = trainer.weights()[0]?.data ?? [];
    const at = (row: number, column: number) => kernel[row * units + column] as number;
    const [count, length] = inputs < units ? [inputs, units] : [units, inputs];
    const value = (vector: number, index: number) => (inputs < units ? at(vector, index) : at(index, vector));
    for (let a = 0; a < count; a++)
      for (let b = 0; b < count; b++) {
        let product = 0;
        for (let index = 0; index < length; index++) product += value(a, index) * value(b, index);
        expect(Math.abs(product - (a === b ? 4 : 0))).toBeLessThan(1e-13);
      }
  });

  test("normal draws have a normal's fourth moment, uniform ones a uniform's", async () => {
    for (const [name, wanted] of [
      ["heNormal", 3],
      ["heUniform", 1.8],
    ] as const) {
      const weights = await first(name, 2);
      const power = (n: number) => weights.reduce((sum, weight) => sum + weight ** n, 0) / weights.length;
      expect(Math.abs(power(4) / power(2) ** 2 - wanted)).toBeLessThan(0.15);
    }
  });

  test("an orthogonal kernel that would take minutes is refused at its key", async () => {
    const layers = [{ units: 2000, initializer: "orthogonal" }];
    const model = modelFile({ layers, loss: "mse" }, {});
    const data = dataset([Array(2000).fill(0)], [Array(2000).fill(0)]);
    await expect(Trainer.create({ model, dataset: data, memoryLimit: 1e9 })).rejects.toMatchObject({
      path: ["network", "layers", 0, "initializer"],
    });
  });

  test("depend on the seed and the layer alone", async () => {
    const weights = await first("heNormal", 4);
    expect(await first("heNormal", 4, [{ units: 2 }])).toEqual(weights);
    expect(await first("heNormal", 5)).not.toEqual(weights);
  });
});
