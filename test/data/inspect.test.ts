import { describe, expect, it } from "vitest";
import { isCode } from "../../src/data/statistics/gap-codes.ts";
import { failure, load } from "./model.ts";

const numbers = (rows: number) => Array.from({ length: rows }, (_, row) => (row * 37) % 90);
const codesOf = async (x: readonly number[], precision = "float64", normalize = "none") => {
  const values = { x, y: x.map((_, row) => row) };
  const { statistics } = await load({ values, normalize }, "mse", { precision });
  return statistics.inputs[0]?.codes ?? [];
};

describe("numbers that stand for a gap", () => {
  it.each([-9, 99, -99, 999, -999, 9999, -99.99, 999.9, 9999.9, -32768, 1e20, -2147483648])(
    "may be %d",
    (value) => {
      expect(isCode(value)).toBe(true);
    },
  );
  it.each([0, 1, -1, 9, 9.9, 98, 100, -998, 9.99, 10000, 32766])("are not %d", (value) => {
    expect(isCode(value)).toBe(false);
  });
  it("are found at either end, in either precision, with their rows", async () => {
    const x = [...numbers(50), -999, 9999, -999];
    for (const precision of ["float32", "float64"])
      for (const normalize of ["none", "standard", "minMax"])
        expect(await codesOf(x, precision, normalize)).toEqual([
          { value: -999, rows: 2 },
          { value: 9999, rows: 1 },
        ]);
  });
  it("lie further from the others than those from each other: ten times so where they come once", async () => {
    expect(await codesOf([...numbers(50), 999])).toHaveLength(1);
    expect(await codesOf([...numbers(50), 99])).toEqual([]);
    expect(await codesOf([...numbers(50), 99, 99])).toEqual([]);
    expect(await codesOf([...numbers(50).map((value) => value / 3), 99, 99])).toHaveLength(1);
    expect(await codesOf([...numbers(50).map((value) => value / 3), 99])).toEqual([]);
  });
  it("are not one of two values, nor a capped tail", async () => {
    expect(await codesOf([0, 99, 0, 99, 0])).toEqual([]);
    expect(await codesOf([0, 1, 99, 99, 0])).toEqual([]);
    const tail = Array.from({ length: 200 }, (_, row) => Math.min(999, Math.exp(row / 20)));
    expect(await codesOf(tail)).toEqual([]);
  });
});

describe("the training rows of each class", () => {
  const counts = async (y: readonly (string | number)[], loss: string) =>
    (
      await load(
        { values: { x: y.map((_, row) => row), y }, split: { order: "sequential", test: 0.2 } },
        loss,
      )
    ).statistics.classes;

  it("are counted under the losses for classes", async () => {
    expect(await counts(["b", "a", "b", "b", "a"], "crossEntropy")).toEqual([
      { label: "a", count: 1 },
      { label: "b", count: 3 },
    ]);
    expect(await counts(["b", "a", "b", "b", "a"], "binaryCrossEntropy")).toEqual([
      { label: "a", count: 1 },
      { label: "b", count: 3 },
    ]);
    expect(await counts([3, 5, 3, 5, 3], "crossEntropy")).toMatchObject([{ label: 3 }, { label: 5 }]);
    expect(await counts([0, 1, 1, 1, 0], "binaryCrossEntropy")).toMatchObject([{ count: 1 }, { count: 3 }]);
    expect(await counts([-1, 1, 1, 1, -1], "hinge")).toMatchObject([{ label: -1, count: 1 }, { count: 3 }]);
  });
  it("are none for probabilities and numbers", async () => {
    expect(await counts([0.2, 1, 1, 1, 0], "binaryCrossEntropy")).toBeUndefined();
    expect(await counts([0, 1, 1, 1, 0], "mse")).toBeUndefined();
  });
});

describe("shuffled windows", () => {
  const windows = async (order: string, stride: number, split: object = { validation: 0.25 }) =>
    (
      await load({
        values: { y: numbers(100) },
        window: { size: 4, horizon: 1, stride },
        split: { ...split, order },
      })
    ).statistics.sharedWindows;

  it("share rows with training, unless they lie apart", async () => {
    const shared = await windows("shuffled", 1);
    expect(shared?.heldOut).toBe(24);
    expect(shared?.known).toBeGreaterThan(20);
    expect(await windows("shuffled", 5)).toEqual({ heldOut: 5, known: 0 });
    expect(await windows("shuffled", 1, {})).toEqual({ heldOut: 0, known: 0 });
    expect(await windows("sequential", 1)).toBeUndefined();
  });
});

describe("text inputs", () => {
  const name = ["ann", "bob", "cid", "dan", "eve"];
  const rest = { x: [1, 2, 3, 4, 5], y: [3, 5, 7, 9, 1] };

  it("with another text in every row are refused, and dropped by the fix", async () => {
    const left = await failure(load({ values: { name, ...rest } }));
    expect(left).toMatchObject({
      path: ["data", "values", "name"],
      fixes: [{ preferred: true, edits: [{ path: ["data", "inputs"], value: ["x"] }] }],
    });
    expect(left.message).toContain("as many values as there are rows (5)");
    const named = await failure(load({ values: { name, ...rest }, inputs: ["x", "name"] }));
    expect(named).toMatchObject({
      path: ["data", "inputs", 1],
      fixes: [{ edits: [{ path: ["data", "inputs", 1] }] }],
    });
    const only = await failure(load({ values: { name, y: rest.y } }));
    expect(only.fixes).toEqual([]);
  });
  it("with a text that comes twice, in few rows, or as target are read", async () => {
    const { inputWidth } = await load({ values: { name: [...name.slice(1), "bob"], ...rest } });
    expect(inputWidth).toBe(5);
    const few = { name: name.slice(1), x: rest.x.slice(1), y: rest.y.slice(1) };
    expect((await load({ values: few })).inputWidth).toBe(5);
    expect((await load({ values: { ...rest, name } }, "crossEntropy")).outputWidth).toBe(5);
  });
});
