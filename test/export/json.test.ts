import { describe, expect, it } from "vitest";
import { exportJson } from "../../src/export/json.ts";
import type { SavedRun } from "../../src/runs/store.ts";

const element = (name: string, offset = 0, scale = 1) => ({ name, offset, scale });

function saved(data: Partial<SavedRun["file"]["data"]>, layers: SavedRun["file"]["layers"]): SavedRun {
  const file = {
    data: {
      inputs: [element("city=Paris"), element("t", 6.25, 0.1)],
      outputs: [element("y[+0]", 3, 2)],
      ...data,
    },
    layers,
  } as unknown as SavedRun["file"];
  const weights = [
    { name: "layers.0.kernel", dtype: "F64", shape: [2, 3], data: Float64Array.of(1, 2, 3, 4, 5, 1 / 3) },
    { name: "layers.0.bias", dtype: "F64", shape: [3], data: Float64Array.of(7, 8, 9) },
    { name: "layers.1.kernel", dtype: "F64", shape: [3, 1], data: Float64Array.of(-1, -2, -3) },
  ] as const;
  return { folder: "", file, weights };
}

const layer = (inputs: number, units: number, bias: boolean, activation: { type: string }) => ({
  type: "dense",
  inputs,
  units,
  bias,
  activation,
});
const layers = [
  layer(2, 3, true, { type: "relu" }),
  layer(3, 1, false, { type: "leakyRelu", slope: 0.2 } as { type: string }),
];

describe("the JSON export", () => {
  it("holds kernels as [inputs][units] and numbers as they are", () => {
    expect(JSON.parse(exportJson(saved({}, layers)))).toEqual({
      format: "backprop-network",
      version: 1,
      inputs: { columns: ["city=Paris", "t"], offset: [0, 6.25], scale: [1, 0.1] },
      outputs: { columns: ["y[+0]"], offset: [3], scale: [2] },
      layers: [
        {
          type: "dense",
          activation: "relu",
          kernel: [
            [1, 2, 3],
            [4, 5, 1 / 3],
          ],
          bias: [7, 8, 9],
        },
        {
          type: "dense",
          activation: { type: "leakyRelu", slope: 0.2 },
          kernel: [[-1], [-2], [-3]],
          bias: [0],
        },
      ],
    });
  });

  it("holds what each type of layer has", () => {
    const norm = (name: string, ...data: number[]) => ({
      name,
      dtype: "F64" as const,
      shape: [data.length],
      data: Float64Array.from(data),
    });
    const run = saved({}, [
      { type: "dropout", inputs: 2, units: 2, rate: 0.25 },
      { type: "batchNorm", inputs: 2, units: 2 },
      { type: "layerNorm", inputs: 2, units: 2 },
      { type: "activation", inputs: 2, units: 2, activation: { type: "relu" } },
      {
        type: "activation",
        inputs: 2,
        units: 2,
        activation: { type: "expression", expression: "x ^ 2" },
      },
    ]);
    const weights = [
      norm("layers.1.gamma", 1, 2),
      norm("layers.1.beta", 3, 4),
      norm("layers.2.gamma", 9, 10),
      norm("layers.2.beta", 11, 12),
      norm("layers.1.runningMean", 5, 6),
      norm("layers.1.runningVariance", 7, 8),
    ];
    expect(JSON.parse(exportJson({ ...run, weights })).layers).toEqual([
      { type: "dropout", rate: 0.25 },
      {
        type: "batchNorm",
        epsilon: 1e-5,
        gamma: [1, 2],
        beta: [3, 4],
        runningMean: [5, 6],
        runningVariance: [7, 8],
      },
      { type: "layerNorm", epsilon: 1e-5, gamma: [9, 10], beta: [11, 12] },
      { type: "activation", activation: "relu" },
      { type: "activation", activation: { expression: "x ^ 2" } },
    ]);
  });

  it("gives classes their labels instead of offset and scale", () => {
    const classes = { outputs: [element("1"), element("b")], labels: [1, "b"] };
    expect(JSON.parse(exportJson(saved(classes, layers))).outputs).toEqual({
      columns: ["1", "b"],
      labels: [1, "b"],
    });
  });

  it("refuses weights that are not those of the run", () => {
    const [first] = layers;
    expect(() => exportJson(saved({}, first ? [{ ...first, units: 4 }] : []))).toThrow(/kernel of layer 1/);
  });
});
