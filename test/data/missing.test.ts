import { describe, expect, it } from "vitest";
import { failure, load, loadFile } from "./model.ts";

const sequential = { split: { order: "sequential", validation: 0.4 } };
const series = { x: [1, null, 3, null, null], y: [10, 20, null, 40, 50] };

describe("missing values", () => {
  it("are an error at the first, which counts them all and says what may be done", async () => {
    const error = await failure(loadFile("a,b,y\n1,2,3\n4,,NA\n,8,9\n"));
    expect([error.rule, error.at, error.path]).toEqual([
      "missing-values",
      { file: "data.csv", line: 3, column: 2 },
      ["data", "file"],
    ]);
    expect(error.message).toMatch(/column "b" is missing, and of 3 rows.*b: 1, y: 1, a: 1/);
    expect(error.fixes.map(({ preferred, edits }) => [preferred, edits[0]?.value])).toEqual([
      [true, "drop"],
      [false, "mean"],
    ]);
    const windowed = await failure(load({ values: { y: [1, null, 3] }, window: { size: 1 } }));
    expect(windowed.fixes[0]?.edits).toEqual([{ path: ["data", "missing"], value: "interpolate" }]);
  });

  it("leave their rows out", async () => {
    const values = { x: [1, null, 3, 4, 5, 6], y: [10, 20, null, 40, 50, 60] };
    const dataset = await load({ values, missing: "drop", ...sequential });
    expect([...dataset.inputs.values]).toEqual([1, 4, 5, 6]);
    expect([...dataset.targets.values]).toEqual([10, 40, 50, 60]);
    expect([...dataset.x.values]).toEqual([1, 4, 5, 6]);
    expect(dataset.statistics).toMatchObject({ rows: 4, dropped: 2, samples: { train: 2, validation: 2 } });
    expect(dataset.statistics.inputs[0]?.missing).toBe(1);
    // Before windows are made.
    const windows = await load({ values: { y: [1, null, 3, 4] }, window: { size: 2 }, missing: "drop" });
    expect([...windows.inputs.values]).toEqual([1, 3, 4]);
    expect((await failure(load({ values: { x: [null, 1], y: [1, null] }, missing: "drop" }))).path).toEqual([
      "data",
      "missing",
    ]);
  });

  it("leave an error its place in the file", async () => {
    const error = await failure(loadFile("x,y\n,1\n2,0\n3,-1\n", { missing: "drop" }, { loss: "poisson" }));
    expect(error.at?.line).toBe(4);
  });

  it("become the mean of the training rows alone", async () => {
    const values = { x: [1, null, 3, 100, null], y: [1, 2, 3, 4, 5] };
    const dataset = await load({ values, missing: "mean", ...sequential });
    expect([...dataset.inputs.values]).toEqual([1, 2, 3, 100, 2]);
  });

  it("are filled on the line between their neighbours, at the ends with the nearest", async () => {
    const dataset = await load({ values: series, missing: "interpolate", ...sequential });
    expect([...dataset.inputs.values]).toEqual([1, 2, 3, 3, 3]);
    expect([...dataset.targets.values]).toEqual([10, 20, 30, 40, 50]);
    const before = await load({
      values: { y: [null, null, 3, null, null, 9] },
      window: { size: 1 },
      missing: "interpolate",
    });
    expect([...before.targets.values]).toEqual([3, 3, 3, 5, 7, 9]);
  });

  it("of texts can only be dropped", async () => {
    const values = { city: ["Rom", null, "Paris"], y: [1, 2, 3] };
    expect((await failure(load({ values, missing: "mean" }))).fixes[0]?.edits[0]?.value).toBe("drop");
    expect((await load({ values, missing: "drop" })).statistics.rows).toBe(2);
    const empty = { x: [null, null, null], y: [1, 2, 3] };
    expect((await failure(load({ values: empty, missing: "interpolate" }))).path).toEqual([
      "data",
      "missing",
    ]);
  });

  it("of columns that are not used do not matter", async () => {
    const dataset = await load({ values: { ...series, z: [1, 2, 3, 4, 5] }, inputs: ["z"], targets: ["z"] });
    expect(dataset.statistics.rows).toBe(5);
  });

  it("are told as such where a column has no value at all", async () => {
    for (const missing of ["mean", "interpolate"]) {
      const error = await failure(loadFile("x,y\n,1\nNA,2\n", { missing }));
      expect(error.path).toEqual(["data", "missing"]);
      expect(error.message).toMatch(/^Column "x" has no value to fill its gaps from\./);
    }
  });
});
