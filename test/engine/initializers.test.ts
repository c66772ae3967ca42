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

  test("depend on the seed and the layer alone", async () => {
    const weights = await first("heNormal", 4);
    expect(await first("heNormal", 4, [{ units: 2 }])).toEqual(weights);
    expect(await first("heNormal", 5)).not.toEqual(weights);
  });
});
