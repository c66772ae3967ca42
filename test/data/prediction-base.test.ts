import { describe, expect, it } from "vitest";
import { loadDataset } from "../../src/data/load.ts";
import { predicted, predictionBase } from "../../src/data/prediction-base.ts";
import { memoryLimit, modelOf, noFile } from "./model.ts";

async function baseOf(data: object, loss = "mse") {
  const model = modelOf(data, loss);
  const dataset = await loadDataset(model, noFile, { memoryLimit });
  return { dataset, ...predictionBase(dataset, model) };
}

describe("predictionBase", () => {
  it("draws a series at the first predicted row, in its own units", async () => {
    const values = { year: [2000, 2001, 2002, 2003, 2004], y: [1, 2, 3, 4, 5] };
    const { base, samples, gridInputs, dataset } = await baseOf({
      values,
      window: { size: 2 },
      normalize: "standard",
      split: { validation: 0.3 },
    });
    expect(base.kind).toBe("series");
    expect([base.xName, ...base.x]).toEqual(["year", 2002, 2003, 2004]);
    expect([...base.split]).toEqual([0, 0, 1]);
    expect(base.outputs[0]?.name).toBe("y[+0]");
    for (const [at, value] of [3, 4, 5].entries()) expect(base.outputs[0]?.actual[at]).toBeCloseTo(value, 12);
    expect([...samples]).toEqual([0, 1, 2]);
    expect(gridInputs).toBeUndefined();
    const { offset = 0, scale = 1 } = dataset.outputElements[0] ?? {};
    expect([...(predicted(dataset, 3, Float64Array.of(0, 1, 2)).outputs[0] ?? [])]).toEqual([
      offset,
      scale + offset,
      2 * scale + offset,
    ]);
  });

  it("draws the curve of one input over a grid", async () => {
    const { base, gridInputs } = await baseOf({
      values: { x: [4, 0, 2], y: [1, 2, 3] },
      normalize: "minMax",
    });
    expect(base.kind).toBe("curve");
    expect([base.grid[0], base.grid.at(-1)]).toEqual([0, 4]);
    expect([gridInputs?.[0], gridInputs?.at(-1)]).toEqual([0, 1]);
    expect([...base.x]).toEqual([4, 0, 2]);
  });

  it("scatters classes, and shows at most 2000 samples, evenly", async () => {
    const length = 5000;
    const values = {
      a: Array.from({ length }, (_, row) => row),
      b: Array.from({ length }, (_, row) => -row),
      y: Array.from({ length }, (_, row) => (row % 2 ? "odd" : "even")),
    };
    const { base, samples } = await baseOf({ values }, "crossEntropy");
    expect(base.kind).toBe("scatter");
    expect(samples.length).toBe(2000);
    expect([samples[0], samples[1], samples.at(-1)]).toEqual([0, 2, 4997]);
    expect(base.outputs.map(({ name, actual }) => [name, actual[0], actual.at(-1)])).toEqual([
      ["even", 1, 0],
      ["odd", 0, 1],
    ]);
  });
});
