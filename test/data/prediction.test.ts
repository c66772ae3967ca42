import { describe, expect, it } from "vitest";
import type { Dataset } from "../../src/data/dataset.ts";
import { loadDataset } from "../../src/data/load.ts";
import { predicted, predictionBase } from "../../src/data/prediction/base.ts";
import { memoryLimit, modelOf, noFile } from "./model.ts";

async function shownOf(data: object, loss = "mse", change: Partial<Dataset> = {}) {
  const model = modelOf(data, loss);
  const dataset = { ...(await loadDataset(model, noFile, { memoryLimit })), ...change };
  return { dataset, ...predictionBase(dataset, model) };
}

const floats = (...values: number[]) => Float64Array.from(values);
const rows = (length: number, of: (row: number) => number | string) =>
  Array.from({ length }, (_, row) => of(row));

describe("a series", () => {
  const values = { year: [2000, 2001, 2002, 2003, 2004], y: [1, 2, 3, 4, 5] };

  it("stands at the first predicted row, in its own units", async () => {
    const shown = await shownOf({
      values,
      window: { size: 2 },
      normalize: "standard",
      split: { validation: 0.3 },
    });
    const { base, samples, dataset } = shown;
    expect(base.pictures).toEqual(["series", "forecast", "map", "scatter"]);
    expect([base.xName, ...base.x]).toEqual(["year", 2002, 2003, 2004]);
    expect([...base.split]).toEqual([0, 0, 1]);
    expect(base.samples).toEqual({ train: 2, validation: 1, test: 0 });
    expect(base.outputs[0]).toMatchObject({ name: "y[+0]", column: 0, step: 0 });
    for (const [at, value] of [3, 4, 5].entries()) expect(base.outputs[0]?.actual[at]).toBeCloseTo(value, 12);
    expect([...samples]).toEqual([0, 1, 2]);
    const { offset = 0, scale = 1 } = dataset.outputElements[0] ?? {};
    const raw = { samples: floats(0, 1, 2), vectors: new Float64Array(shown.vectors.length / 2) };
    expect([...(predicted(dataset, shown, 3, raw).outputs[0] ?? [])]).toEqual([
      offset,
      scale + offset,
      2 * scale + offset,
    ]);
  });

  it("goes on after its end, several steps of several columns from the last window", async () => {
    const shown = await shownOf({
      values: { t: [0, 10, 20, 30, 40, 50], a: [1, 2, 3, 4, 5, 6], b: [7, 5, 3, 1, -1, -3] },
      targets: ["a", "b"],
      window: { size: 2, horizon: 2 },
      normalize: "minMax",
    });
    const { base, dataset, vectors } = shown;
    const { window } = base;
    expect(base.outputs.map(({ name, column, step }) => [name, column, step])).toEqual([
      ["a[+0]", 0, 0],
      ["b[+0]", 1, 0],
      ["a[+1]", 0, 1],
      ["b[+1]", 1, 1],
    ]);
    expect(window?.x.map((x) => [...x])).toEqual([
      [20, 30, 40],
      [30, 40, 50],
    ]);
    expect(window?.persistence.map((column) => [...column])).toEqual([
      [2, 3, 4],
      [5, 3, 1],
    ]);
    expect([window?.lastX, ...(window?.last ?? [])]).toEqual([50, 6, -3]);
    expect([...(window?.forecastX ?? [])]).toEqual([60, 70]);
    // The rows (5, −1) and (6, −3), from 0 to 1 over each column.
    expect([...vectors]).toEqual([0.8, 0.2, 1, 0]);
    const raw = { samples: new Float64Array(12), vectors: floats(1, 0, 2, 1) };
    const { forecast, grid } = predicted(dataset, shown, 1, raw);
    expect([...(forecast ?? [])]).toEqual([6, -3, 11, 7]);
    expect(grid).toBeUndefined();
  });
});

describe("the plane of the inputs", () => {
  it("of one input is a line", async () => {
    const shown = await shownOf({ values: { x: [4, 0, 2], y: [1, 2, 3] }, normalize: "minMax" });
    const { base, vectors, dataset } = shown;
    const { curve } = base;
    expect(base.pictures).toEqual(["curve", "scatter"]);
    expect([curve?.name, ...(curve?.inputs ?? [])]).toEqual(["x", 4, 0, 2]);
    expect([curve?.grid[0], curve?.grid.at(-1)]).toEqual([0, 4]);
    expect([vectors[0], vectors.at(-1)]).toEqual([0, 1]);
    expect([...base.x]).toEqual([4, 0, 2]);
    const raw = { samples: floats(0, 0, 0), vectors: vectors.map((value) => value / 2) };
    const { grid } = predicted(dataset, shown, 1, raw);
    expect([grid?.[0]?.[0], grid?.[0]?.at(-1)]).toEqual([1, 2]);
  });

  it("of two inputs reaches a little beyond the data, first input right, second up", async () => {
    const { base, vectors } = await shownOf({
      values: { a: [0, 100], b: [5, -5], y: [1, 2] },
      normalize: { inputs: "minMax", targets: "none" },
    });
    const { plane } = base;
    expect(base.pictures).toEqual(["map", "scatter"]);
    expect(plane?.names).toEqual(["a", "b"]);
    expect(plane?.inputs.map((values) => [...values])).toEqual([
      [0, 100],
      [5, -5],
    ]);
    const [first, second] = plane?.grid ?? [floats(), floats()];
    expect([first[0], first.at(-1), second[0]]).toEqual([-8, 108, -5.8]);
    expect(vectors.length).toBe(2 * first.length * second.length);
    expect(vectors[0]).toBeCloseTo(-0.08, 12);
    expect([vectors[2 * first.length], vectors[2 * first.length + 1]]).toEqual([
      vectors[0],
      ((second[1] as number) + 5) / 10,
    ]);
  });
});

describe("classes", () => {
  it("of labels: the largest output decides", async () => {
    const values = { a: [1, 2, 3], b: [3, 1, 2], c: [0, 1, 0], kind: ["x", "z", "y"] };
    const { base } = await shownOf({ values }, "crossEntropy");
    expect(base.pictures).toEqual(["confusion"]);
    expect(base.classes).toEqual({
      target: "kind",
      names: ["x", "y", "z"],
      decision: "largest",
      areProbabilities: true,
    });
    expect(base.outputs.map(({ name, actual, column }) => [name, column, ...actual])).toEqual([
      ["x", 0, 1, 0, 0],
      ["y", 0, 0, 0, 1],
      ["z", 0, 0, 1, 0],
    ]);
  });

  it("of two: curves of decisions too, and calibration where there are probabilities", async () => {
    const values = { a: [1, 2], b: [2, 1], y: [0, 1] };
    const binary = await shownOf({ values }, "binaryCrossEntropy");
    expect(binary.base.classes).toMatchObject({ target: "y", names: ["0", "1"], decision: 0.5 });
    expect(binary.base.pictures).toEqual(["map", "confusion", "roc", "calibration"]);
    const margin = await shownOf({ values: { ...values, y: [-1, 1] } }, "hinge");
    expect(margin.base.classes).toMatchObject({ names: ["-1", "1"], decision: 0, areProbabilities: false });
    expect(margin.base.pictures).toEqual(["map", "confusion", "roc"]);
  });

  it("are none where the targets are probabilities or numbers", async () => {
    const soft = { values: { a: [1, 2], b: [2, 1], y: [0.2, 1] } };
    expect((await shownOf(soft, "binaryCrossEntropy")).base.classes).toBeUndefined();
    expect((await shownOf({ values: { a: [1, 2], y: [0, 1] } })).base.classes).toBeUndefined();
  });
});

describe("the shown samples", () => {
  it("are at most 2000, evenly chosen", async () => {
    const values = { a: rows(5000, (row) => row), y: rows(5000, (row) => -row) };
    const { samples, base } = await shownOf({ values });
    expect([samples.length, base.x.length]).toEqual([2000, 2000]);
    expect([samples[0], samples[1], samples.at(-1)]).toEqual([0, 3, 4999]);
  });

  it("of classes are as many of each split", async () => {
    const values = {
      a: rows(9000, (row) => row),
      b: rows(9000, (row) => -row),
      y: rows(9000, (row) => (row % 2 ? "odd" : "even")),
    };
    const { base } = await shownOf({ values, split: { validation: 0.25, test: 0.1 } }, "crossEntropy");
    const counts = [0, 1, 2].map((part) => base.split.filter((of) => of === part).length);
    expect(counts).toEqual([2000, 2000, 900]);
    expect(base.samples).toEqual({ train: 5850, validation: 2250, test: 900 });
  });

  it("are fewer where each has many outputs", async () => {
    const columns = Object.fromEntries(
      Array.from({ length: 100 }, (_, at) => [`y${at}`, rows(1000, (row) => row + at)]),
    );
    const values = { a: rows(1000, (row) => row), ...columns };
    const { samples } = await shownOf({ values, targets: Object.keys(columns) });
    expect(samples.length).toBe(600);
  });
});

describe("images", () => {
  const pixels = (length: number) =>
    Object.fromEntries(
      Array.from({ length: 16 }, (_, at) => [`p${at}`, rows(length, (row) => (row + at) % 16)]),
    );

  it("are a square number of columns that are named alike", async () => {
    const values = { ...pixels(20), digit: rows(20, (row) => row % 2) };
    const { base } = await shownOf({ values }, "crossEntropy");
    expect(base.images).toEqual({ height: 4, width: 4, channels: 1 });
    expect(base.pictures).toEqual(["confusion", "images", "roc", "calibration"]);
    const { p0, ...others } = pixels(20);
    const { base: other } = await shownOf({ values: { age: p0, ...others, y: values.digit } });
    expect(other.images).toBeUndefined();
  });

  it("have the shape that their file has", async () => {
    const values = { ...pixels(4), y: rows(4, (row) => row) };
    const images = async (imageShape: number[]) =>
      (await shownOf({ values }, "mse", { imageShape })).base.images;
    expect(await images([2, 8])).toEqual({ height: 2, width: 8, channels: 1 });
    expect(await images([2, 2, 4])).toEqual({ height: 2, width: 2, channels: 4 });
    expect(await images([4, 5])).toBeUndefined();
  });

  it("of the worst predictions come first, split by split", async () => {
    const values = { ...pixels(6), kind: ["a", "b", "a", "b", "a", "b"] };
    const shown = await shownOf({ values, split: { validation: 0.34, order: "sequential" } }, "crossEntropy");
    // The probability of the true class, row by row.
    const truth = [0.9, 0.2, 0.4, 0.8, 0.99, 0.01];
    const outputs = truth.flatMap((p, row) => (row % 2 ? [1 - p, p] : [p, 1 - p]));
    const raw = { samples: Float64Array.from(outputs), vectors: new Float64Array(0) };
    const { images = [] } = predicted(shown.dataset, shown, 1, raw);
    expect(images.map(({ part, shown: list }) => [part, ...list])).toEqual([
      [0, 1, 2, 3, 0],
      [1, 5, 4],
    ]);
    // Row 5 begins with 5 of 0 to 15.
    expect([...(images[1]?.pixels.slice(0, 3) ?? [])]).toEqual([85, 102, 119]);
    expect(images[1]?.pixels.length).toBe(2 * 16);
  });

  it("of numbers: the largest error in deviations", async () => {
    const values = { ...pixels(3), a: [0, 10, 20], b: [0, 1, 2] };
    const shown = await shownOf({ values, targets: ["a", "b"] });
    const raw = { samples: floats(0, 0, 13, 1, 20, 3), vectors: new Float64Array(0) };
    const { images = [] } = predicted(shown.dataset, shown, 1, raw);
    expect([...(images[0]?.shown ?? [])]).toEqual([2, 1, 0]);
  });
});
