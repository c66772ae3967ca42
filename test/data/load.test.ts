import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DataErrors } from "../../src/data/error.ts";
import { failure, load } from "./model.ts";

const sequential = { split: { order: "sequential" } };
const names = (elements: readonly { readonly name: string }[]) => elements.map(({ name }) => name);

describe("columns by rule", () => {
  it("draws ranges with both ends, up and down", async () => {
    const values = async (range: object) => [
      ...(await load({ generate: { a: range, y: "a" }, ...sequential })).inputs.values,
    ];
    expect(await values({ from: 1, to: 4, step: 1 })).toEqual([1, 2, 3, 4]);
    expect(await values({ from: 1, to: 4.5, step: 1 })).toEqual([1, 2, 3, 4]);
    expect(await values({ from: 3, to: 1, step: -1 })).toEqual([3, 2, 1]);
    const tenths = await values({ from: 0, to: 0.3, step: 0.1 });
    expect(tenths).toEqual([0, 0.1, 0.2, 0.3]);
    expect(await values({ from: 0, to: 1, count: 5 })).toEqual([0, 0.25, 0.5, 0.75, 1]);
    expect(await values({ from: 2, to: 9, count: 1 })).toEqual([2]);
  });

  it("draws from the seed, and each column from a stream of its own", async () => {
    const draw = async (seed: number, other: string) => {
      const generate = { a: { uniform: [2, 4], count: 500 }, b: other, y: "normal()" };
      const dataset = await load({ generate, ...sequential }, "mse", { seed });
      return [...dataset.targets.values];
    };
    expect(await draw(1, "a")).toEqual(await draw(1, "uniform() + a"));
    expect(await draw(1, "a")).not.toEqual(await draw(2, "a"));
    const dataset = await load({ generate: { a: { uniform: [2, 4], count: 500 }, y: "i" } });
    expect(dataset.inputs.values.every((value) => value >= 2 && value < 4)).toBe(true);
  });

  it.each([
    [{ x: { from: 1, to: 3, step: 1 }, y: "1 / (x - 2)" }, ["data", "generate", "y"], /row 2 \(i = 1\)/],
    [{ x: { from: 1, to: 3, step: 1 }, y: "sin(z)" }, ["data", "generate", "y"], /"z" is not known/],
    [{ x: "y", y: { from: 1, to: 3, step: 1 } }, ["data", "generate", "x"], /"y" is not known/],
    [{ x: "1" }, ["data", "generate", "x"], /How many rows/],
    [
      { x: { from: 1, to: 3, step: 1 }, y: { from: 1, to: 4, step: 1 } },
      ["data", "generate", "y"],
      /4 values/,
    ],
    [{ x: { from: 0, to: 1e12, step: 1 }, y: "x" }, ["data", "generate"], /1000000000001 rows .* 55.5 TiB/],
  ])("says what is wrong in %j", async (generate, path, message) => {
    const error = await failure(load({ generate }));
    expect(error.path).toEqual(path);
    expect(error.message).toMatch(message);
  });
});

describe("inline columns", () => {
  it("names the cell", async () => {
    const error = await failure(load({ values: { x: [1, null, 3], y: [1, 2, 3] } }));
    expect([error.path, error.rule]).toEqual([["data", "values", "x", 1], "missing-values"]);
    expect((await failure(load({ values: { x: [1, 2, "a"], y: [1, 2, 3] } }))).path).toEqual([
      "data",
      "values",
      "x",
      2,
    ]);
    expect((await failure(load({ values: { x: [], y: [] } }))).message).toMatch(/no rows/);
  });
});

describe("roles", () => {
  const values = { date: ["2020-01-01", "2020-01-03"], a: [1, 2], city: ["Rom", "Paris"], y: [3, 4] };

  it("takes the last column as target and the others but dates as inputs", async () => {
    const dataset = await load({ values, ...sequential });
    expect(names(dataset.inputElements)).toEqual(["a", "city=Paris", "city=Rom"]);
    expect([...dataset.inputs.values]).toEqual([1, 0, 1, 2, 1, 0]);
    expect(names(dataset.outputElements)).toEqual(["y"]);
    expect(dataset.x).toEqual({
      name: "date",
      isDate: true,
      values: Float64Array.of(Date.UTC(2020, 0, 1), Date.UTC(2020, 0, 3)),
    });
  });

  it("takes a named date as days", async () => {
    const dataset = await load({ values, inputs: ["date"], ...sequential });
    expect([...dataset.inputs.values]).toEqual([18262, 18264]);
    expect(dataset.statistics.inputs[0]?.kind).toBe("date");
  });

  it("suggests the nearest name, and tells every unknown one", async () => {
    const error = await failure(load({ values, targets: ["yy"] }));
    expect(error.path).toEqual(["data", "targets", 0]);
    expect(error.fixes[0]?.edits).toEqual([{ path: ["data", "targets", 0], value: "y" }]);
    const several = load({ values, inputs: ["a", "cty"], targets: ["temperature"] });
    await expect(several).rejects.toBeInstanceOf(DataErrors);
    await several.catch((errors: DataErrors) =>
      expect(errors.errors.map(({ path }) => path)).toEqual([
        ["data", "targets", 0],
        ["data", "inputs", 1],
      ]),
    );
    expect((await failure(load({ values: { y: [1, 2] } }))).message).toMatch(/no input/);
  });

  it("finds x: a growing unused column with a window, the one input, or the row", async () => {
    const series = { year: [1, 2, 3], flat: [1, 1, 1], y: [5, 4, 5] };
    expect((await load({ values: series, window: { size: 1 } })).x.name).toBe("year");
    expect((await load({ values: { y: [5, 4, 5] }, window: { size: 1 } })).x.values).toEqual(
      Float64Array.of(1, 2, 3),
    );
    expect((await load({ values: { a: [3, 1], y: [1, 2] } })).x).toMatchObject({ name: "a", isDate: false });
    expect((await load({ values: series })).x.name).toBe("row");
  });
});

describe("windows", () => {
  it("names and orders the vector, oldest first", async () => {
    const values = { a: [1, 2, 3, 4, 5, 6], city: ["p", "q", "p", "q", "p", "q"] };
    const dataset = await load({
      values,
      inputs: ["a", "city"],
      targets: ["a"],
      window: { size: 2, horizon: 2, stride: 2 },
    });
    expect(names(dataset.inputElements)).toEqual([
      "a[-2]",
      "city=p[-2]",
      "city=q[-2]",
      "a[-1]",
      "city=p[-1]",
      "city=q[-1]",
    ]);
    expect(names(dataset.outputElements)).toEqual(["a[+0]", "a[+1]"]);
    expect([...dataset.inputStart]).toEqual([0, 2]);
    expect([...dataset.targetStart]).toEqual([2, 4]);
    expect([dataset.inputWidth, dataset.outputWidth]).toEqual([6, 2]);
  });

  it("refuses one whose vector would not fit in memory", async () => {
    const data = { generate: { y: { from: 1, to: 3e6, step: 1 } }, window: { size: 2_900_000 } };
    const error = await failure(load(data));
    expect(error.path).toEqual(["data", "window"]);
    expect(error.message).toMatch(/A window of 2900001 values .* MiB/);
  });

  it("refuses rows whose samples would not fit before it makes them", async () => {
    const rows = { from: 1, to: 1e7, step: 1 };
    const error = await failure(load({ generate: { x: rows, y: "log(-1)" } }));
    expect(error.path).toEqual(["data", "generate"]);
    expect(error.message).toMatch(/10000000 rows of 2 columns .* MiB/);
  });

  it("refuses a window longer than the series", async () => {
    const error = await failure(load({ values: { y: [1, 2, 3] }, window: { size: 3 } }));
    expect(error.path).toEqual(["data", "window", "size"]);
    expect(error.message).toMatch(/at least 4 rows, and the data has 3/);
  });
});

describe("splits", () => {
  it("partition the samples, each of its size", async () => {
    const fraction = fc.integer({ min: 0, max: 49 }).map((value) => value / 100);
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 60 }),
        fraction,
        fraction,
        fc.constantFrom("shuffled", "sequential"),
        async (rows, validation, test, order) => {
          const values = { x: Array.from({ length: rows }, (_, row) => row), y: new Array(rows).fill(0) };
          const sizes = [Math.floor(rows * validation + 0.5), Math.floor(rows * test + 0.5)] as const;
          fc.pre(sizes[0] + sizes[1] < rows);
          const { split } = await load({ values, split: { validation, test, order } });
          expect([split.validation.length, split.test.length]).toEqual(sizes);
          const all = [...split.train, ...split.validation, ...split.test];
          expect(order === "sequential" ? all : all.sort((a, b) => a - b)).toEqual(values.x);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("takes a half up, and needs something to train on", async () => {
    const values = { x: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], y: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0] };
    expect((await load({ values, split: { validation: 0.25 } })).split.validation.length).toBe(3);
    const error = await failure(load({ values: { x: [1], y: [1] }, split: { validation: 0.5 } }));
    expect(error.path).toEqual(["data", "split"]);
  });

  it("changes no training statistic with a validation row", async () => {
    const cells = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 12, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(
        cells,
        fc.double({ min: -1e9, max: 1e9, noNaN: true }),
        fc.boolean(),
        async (y, other, windowed) => {
          const data = {
            normalize: "standard",
            split: { validation: 0.25, order: "sequential" },
            ...(windowed ? { window: { size: 2 } } : {}),
          };
          const x = y.map((_, row) => row);
          const changed = y.with(11, other);
          const before = (await load({ values: windowed ? { y } : { x, y }, ...data })).statistics;
          const after = (await load({ values: windowed ? { y: changed } : { x, y: changed }, ...data }))
            .statistics;
          expect(after).toEqual(before);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("normalization", () => {
  it("is fitted on the rows that training windows touch, one per column", async () => {
    const y = [1, 3, 5, 7, 100, 200];
    const dataset = await load({
      values: { y },
      window: { size: 2 },
      normalize: "standard",
      split: { validation: 0.5 },
    });
    // Windows 0 and 1 train, and touch rows 0 to 3.
    const deviation = Math.sqrt(5);
    expect(dataset.inputElements[0]).toEqual({ name: "y[-2]", offset: 4, scale: deviation });
    expect(dataset.outputElements).toEqual([{ name: "y[+0]", offset: 4, scale: deviation }]);
    expect(dataset.targets.values[4]).toBeCloseTo(96 / deviation, 12);
    expect(dataset.statistics.targets[0]).toMatchObject({ mean: 4, deviation, min: 1, max: 7 });
  });

  it("only shifts a constant column, and scales inputs and targets apart", async () => {
    const values = { a: [0.1, 0.1, 0.1], b: [1, 2, 3], y: [10, 20, 30] };
    const dataset = await load({
      values,
      normalize: { inputs: "minMax", targets: "standard" },
      ...sequential,
    });
    expect(dataset.inputElements.slice(0, 2)).toEqual([
      { name: "a", offset: 0.1, scale: 1 },
      { name: "b", offset: 1, scale: 2 },
    ]);
    expect([...dataset.inputs.values]).toEqual([0, 0, 0, 0.5, 0, 1]);
    expect(dataset.statistics.baselines.constantLoss).toBeCloseTo(1, 12);
  });

  it("measures a column's range also where it is nothing beside the first value", async () => {
    const y = [1e-200, 1e-130, 0, -1e-300];
    const { statistics } = await load({ values: { x: [0, 1, 2, 3], y } });
    expect([statistics.targets[0]?.min, statistics.targets[0]?.max]).toEqual([-1e-300, 1e-130]);
  });

  it("measures any finite column", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc
            .double({ noNaN: true, noDefaultInfinity: true, min: -1e150, max: 1e150 })
            .map((value) => (Math.abs(value) < 1e-300 ? 0 : value)),
          {
            minLength: 1,
            maxLength: 30,
          },
        ),
        async (y) => {
          const { statistics } = await load({ values: { x: y.map((_, row) => row), y } });
          const [column] = statistics.targets;
          const most = Math.max(...y.map(Math.abs)) || 1;
          const mean = y.reduce((sum, value) => sum + value / most, 0) / y.length;
          const deviation = Math.sqrt(
            y.reduce((sum, value) => sum + (value / most - mean) ** 2, 0) / y.length,
          );
          expect((column?.mean ?? 0) / most).toBeCloseTo(mean, 9);
          expect((column?.deviation ?? 0) / most).toBeCloseTo(deviation, 7);
          expect((column?.min ?? 0) === Math.min(...y)).toBe(true);
        },
      ),
    );
  });
});

describe("classes", () => {
  const x = [1, 2, 3, 4];
  it("are sorted and one-hot under crossEntropy, whole numbers too", async () => {
    const text = await load(
      { values: { x, y: ["b", "a", "ä", "b"] }, normalize: "standard", ...sequential },
      "crossEntropy",
    );
    expect(text.labels).toEqual(["a", "b", "ä"]);
    expect([...text.targets.values]).toEqual([0, 1, 0, 1, 0, 0, 0, 0, 1, 0, 1, 0]);
    expect(names(text.outputElements)).toEqual(["a", "b", "ä"]);
    expect(text.statistics.targets[0]).toMatchObject({ kind: "class", offset: 0, scale: 1 });
    const numbers = await load({ values: { x, y: [10, 9, -1, 10] }, ...sequential }, "crossEntropy");
    expect(numbers.labels).toEqual([-1, 9, 10]);
    expect(numbers.statistics.baselines.constantLoss).toBeCloseTo(1.0397207708399179, 12);
    expect((await failure(load({ values: { x, y: [0.5, 1, 2, 3] } }, "crossEntropy"))).path).toEqual([
      "data",
    ]);
  });

  it("are 0 and 1 under binaryCrossEntropy, and at most two", async () => {
    const dataset = await load(
      { values: { x, y: ["yes", "no", "yes", "yes"] }, normalize: "standard", ...sequential },
      "binaryCrossEntropy",
    );
    expect(dataset.labels).toEqual(["no", "yes"]);
    expect([...dataset.targets.values]).toEqual([1, 0, 1, 1]);
    expect(names(dataset.outputElements)).toEqual(["yes"]);
    expect(dataset.statistics.baselines.constantLoss).toBeCloseTo(0.5623351446188083, 12);
    const error = await failure(load({ values: { x, y: ["a", "b", "c", "a"] } }, "binaryCrossEntropy"));
    expect(error.path).toEqual(["network", "loss"]);
    expect(error.message).toContain("crossEntropy,");
  });

  it("are one-hot under a regression loss, and several columns are probabilities", async () => {
    const text = await load({ values: { x, y: ["b", "a", "b", "b"] }, ...sequential });
    expect(text.targets.width).toBe(2);
    const probabilities = { x, p: [0.25, 1, 0, 0.5], q: [0.75, 0, 1, 0.5] };
    const dataset = await load(
      { values: probabilities, targets: ["p", "q"], normalize: "standard", ...sequential },
      "crossEntropy",
    );
    expect([...dataset.targets.values]).toEqual([0.25, 0.75, 1, 0, 0, 1, 0.5, 0.5]);
    expect(dataset.labels).toBeUndefined();
  });
});

describe("kinds of column", () => {
  const kind = async (cells: (string | number)[]) => {
    const values = { c: cells, y: cells.map((_, row) => row) };
    return (await load({ values, inputs: ["c"] })).statistics.inputs[0]?.kind;
  };
  it("tells numbers, text and dates", async () => {
    expect(await kind(["1", "2.5", "+3e2"])).toBe("number");
    expect(await kind(["1", "2", "a", "b"])).toBe("class");
    expect(await kind(["0x10", "0x11"])).toBe("class");
    expect(await kind([1700, 1701])).toBe("number");
    for (const dates of [
      ["2020-02-29", "2020-03-01T12:30:00Z"],
      ["19580329", "19580330"],
      ["1.5.2020", "31.12.2020"],
      ["13/2/2020", "1/3/2020"],
      ["2/13/2020", "1/3/2020"],
    ])
      expect(await kind(dates)).toBe("date");
    for (const texts of [
      ["1/2/2020", "3/4/2020"],
      ["2019-02-29", "2020-01-01"],
      ["13/2/2020", "2/13/2020"],
    ])
      expect(await kind(texts)).toBe("class");
    expect(await kind(["19580331", "19580332"])).toBe("number");
  });
});

describe("baselines", () => {
  it("are those of the best constant on the training split", async () => {
    const values = { x: [1, 2, 3, 4, 5], y: [1, 2, 10, 4, 1000] };
    const split = { validation: 0.2, order: "sequential" };
    expect((await load({ values, split })).statistics.baselines.constantLoss).toBeCloseTo(12.1875, 12);
    expect((await load({ values, split }, "mae")).statistics.baselines.constantLoss).toBeCloseTo(2.75, 12);
  });
});
