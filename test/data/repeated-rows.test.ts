import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stream } from "../../src/data/random.ts";
import { load } from "./model.ts";

const random = stream(5, "data");
const draws = (rows: number) => Array.from({ length: rows }, () => random.normal());
const split = { validation: 0.25 };
const repeated = async (values: object, data = {}, loss = "mse") =>
  (await load({ values, split, ...data }, loss)).statistics.repeatedRows;
const twice = <Cell>(cells: readonly Cell[]): Cell[] => [...cells, ...cells];
const below = (bound: number, rows: number) => Array.from({ length: rows }, () => random.integer(bound));

describe("rows that stand in both splits", () => {
  it("are told where a file stands in itself twice", async () => {
    const x = draws(80);
    const y = draws(80);
    const found = await repeated({ x: twice(x), y: twice(y) });
    expect(found?.heldOut).toBe(40);
    expect(found?.known).toBeGreaterThan(20);
    expect(await repeated({ x: draws(160), y: draws(160) })).toBeUndefined();
  });
  it("are told with one fine column beside coarse ones, and where x is a grid", async () => {
    const x = draws(80);
    const grade = below(5, 80);
    const label = grade.map((value) => (value > 2 ? "high" : "low"));
    expect(
      await repeated({ x: twice(x), grade: twice(grade), label: twice(label) }, {}, "crossEntropy"),
    ).toBeDefined();
    expect(await repeated({ i: twice(x.map((_, row) => row)), y: twice(draws(80)) })).toBeDefined();
  });
  it("are told where coarse data, a truth table aside, stand in themselves twice", async () => {
    const rows = 60;
    const values = { a: below(6, rows), b: below(6, rows), c: below(6, rows), y: below(2, rows) };
    const doubled = Object.fromEntries(Object.entries(values).map(([name, cells]) => [name, twice(cells)]));
    expect(await repeated(doubled)).toBeDefined();
    expect(await repeated(values)).toBeUndefined();
  });
  it("are counted exactly: held-out copies of training rows at the end", async () => {
    const x = draws(75);
    const y = draws(75);
    const ordered = { split: { ...split, order: "sequential" } };
    expect(
      await repeated(
        { x: [...x, ...x.slice(0, 20), ...draws(5)], y: [...y, ...y.slice(0, 20), ...draws(5)] },
        ordered,
      ),
    ).toEqual({ heldOut: 25, known: 20, knownInOrder: 20 });
  });
  it("say what a split in the order of the data would do", async () => {
    const x = draws(80).flatMap((value) => [value, value]);
    expect(await repeated({ x, y: x.map((value) => value * value) })).toMatchObject({ knownInOrder: 0 });
  });
  it("are tolerated up to a tenth of those held out", async () => {
    const x = draws(400);
    const y = draws(400);
    const ordered = { split: { ...split, order: "sequential" } };
    const copies = (count: number) => {
      const end = (cells: readonly number[]) => [
        ...cells.slice(0, 300),
        ...cells.slice(0, count),
        ...cells.slice(300 + count),
      ];
      return repeated({ x: end(x), y: end(y) }, ordered);
    };
    expect(await copies(9)).toBeUndefined();
    expect(await copies(10)).toMatchObject({ known: 10 });
  });
  it("are told in test rows too", async () => {
    const x = draws(80);
    expect(await repeated({ x: twice(x), y: twice(draws(80)) }, { split: { test: 0.25 } })).toBeDefined();
    expect(await repeated({ x: twice(x), y: twice(draws(80)) }, { split: {} })).toBeUndefined();
  });
});

describe("rows that meet by chance", () => {
  it("are those of a truth table, with and without noise", async () => {
    for (const noise of [0, 0.1]) {
      const a = below(2, 200);
      const b = below(2, 200);
      const y = a.map((value, row) => value ^ (b[row] as number) ^ (random.uniform() < noise ? 1 : 0));
      expect(await repeated({ a, b, y }, {}, "binaryCrossEntropy")).toBeUndefined();
    }
  });
  it("are those of a multiplication table, and of one category that settles the target", async () => {
    const a = below(10, 500);
    const b = below(10, 500);
    expect(await repeated({ a, b, y: a.map((value, row) => value * (b[row] as number)) })).toBeUndefined();
    const city = below(5, 100);
    expect(
      await repeated({ city: city.map((code) => `c${code}`), y: city.map((code) => 17.3 * code) }),
    ).toBeUndefined();
    const hour = below(24, 600);
    expect(await repeated({ hour, y: hour.map((value) => Math.sin(value)) })).toBeUndefined();
  });
  it("are those of one whole number among few groups", async () => {
    // As many euros, years or millimetres as there are rows, so that some come twice.
    for (const decimals of [0, 1]) {
      const income = draws(600).map((value) => Number((300 * 10 ** -decimals * value).toFixed(decimals)));
      expect(
        await repeated({ income, sex: below(2, 600).map((code) => `s${code}`) }, {}, "crossEntropy"),
      ).toBeUndefined();
    }
  });
  it("are those of dependent coarse columns beside derived fine ones", async () => {
    const hour = below(24, 2000);
    const day = below(7, 2000);
    const busy = hour.map((value, row) =>
      value > 8 && (day[row] as number) < 5 && random.uniform() < 0.9 ? 1 : 0,
    );
    const values = { hour, day, sine: hour.map(Math.sin), cosine: hour.map(Math.cos), busy };
    expect(await repeated(values, {}, "binaryCrossEntropy")).toBeUndefined();
  });
  it("are those of coarse columns drawn in whatever way", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: 6 }),
        fc.integer({ min: 2, max: 12 }),
        fc.integer({ min: 0, max: 1000 }),
        async (columns, kinds, seed) => {
          const own = stream(seed, "data");
          const rows = Array.from({ length: 300 }, () => {
            const skill = own.uniform();
            // Skewed, and each depending on the others.
            return Array.from({ length: columns }, () => Math.floor(kinds * skill * own.uniform()));
          });
          const values = Object.fromEntries(
            Array.from({ length: columns }, (_, column) => [`c${column}`, rows.map((row) => row[column])]),
          );
          expect(await repeated(values)).toBeUndefined();
        },
      ),
      { numRuns: 100, seed: 1 },
    );
  });
  it("are whatever a rule repeats", async () => {
    const generate = { x: { from: 0, to: 199, step: 1 }, a: "sin(x % 50)", b: "cos(x % 50)", y: "a * b" };
    const { statistics } = await load({ generate, inputs: ["a", "b"], split });
    expect(statistics.repeatedRows).toBeUndefined();
  });
});
