import { describe, expect, it } from "vitest";
import { correlate } from "../../src/data/correlation.ts";
import { previewOf } from "../../src/data/preview.ts";
import { load, loadFile } from "./model.ts";

const series = (count: number) => ({ x: { from: 1, to: count, step: 1 }, y: "10 * x" });

describe("a preview of data", () => {
  it("has the first samples as the network sees them, after window and normalization", async () => {
    const preview = previewOf(
      await load({
        generate: series(40),
        targets: ["y"],
        window: { size: 3 },
        normalize: "minMax",
        split: { validation: 0.5, test: 0.25 },
      }),
    );
    expect(preview.inputNames).toEqual(["y[-3]", "y[-2]", "y[-1]"]);
    expect(preview.targetNames).toEqual(["y[+0]"]);
    // Nine of 37 windows train, which touch the first twelve rows: 10 to 120.
    expect(preview.samples).toEqual({ train: 9, validation: 19, test: 9 });
    expect(preview.head.length).toBe(20);
    const [first] = preview.head;
    expect([first?.x, first?.inputs, first?.targets]).toEqual([4, [0, 1 / 11, 2 / 11], [3 / 11]]);
    expect(preview.head.map(({ split }) => split).join("")).toBe(`${"0".repeat(9)}${"1".repeat(11)}`);
  });

  it("has a histogram a column, in the data's own units and beyond training", async () => {
    const preview = previewOf(
      await load({
        generate: series(100),
        normalize: "standard",
        split: { validation: 0.5, order: "sequential" },
      }),
    );
    const [x, y] = preview.columns;
    expect(x).toMatchObject({ name: "x", role: "input", kind: "number", min: 1, max: 50, mean: 25.5 });
    expect(y?.histogram?.from).toBeCloseTo(10, 9);
    expect(y?.histogram?.to).toBeCloseTo(1000, 9);
    expect(y?.histogram?.counts.reduce((sum, count) => sum + count)).toBe(100);
  });

  it("counts labels, one-hot and binary alike", async () => {
    const csv = "city,kind\nOslo,a\nRome,b\nOslo,b\nBern,b\n";
    for (const loss of ["crossEntropy", "binaryCrossEntropy"]) {
      const { columns, inputNames, head } = previewOf(await loadFile(csv, {}, { loss }));
      expect(columns.map(({ labels }) => labels?.top)).toEqual([
        [
          { label: "Oslo", count: 2 },
          { label: "Bern", count: 1 },
          { label: "Rome", count: 1 },
        ],
        [
          { label: "b", count: 3 },
          { label: "a", count: 1 },
        ],
      ]);
      expect(inputNames).toEqual(["city=Bern", "city=Oslo", "city=Rome"]);
      expect(head[0]?.inputs).toEqual([0, 1, 0]);
    }
  });

  it("gives dates as such", async () => {
    const csv = "day,y\n2020-01-01,1\n2020-01-02,2\n2020-01-03,3\n";
    const { columns, xName, xIsDate, head } = previewOf(await loadFile(csv, { inputs: ["day"] }));
    expect([xName, xIsDate, head[1]?.x]).toEqual(["day", true, Date.UTC(2020, 0, 2)]);
    expect(columns[0]).toMatchObject({ kind: "date", min: Date.UTC(2020, 0, 1), max: Date.UTC(2020, 0, 3) });
    expect(columns[0]?.histogram?.to).toBe(Date.UTC(2020, 0, 3));
  });

  it("is of bounded size", async () => {
    const names = Array.from({ length: 500 }, (_, at) => `c${at}`);
    const rows = Array.from({ length: 60 }, (_, row) => names.map((_, at) => (row * (at + 3)) % 17));
    const preview = previewOf(await loadFile([names, ...rows].join("\n")));
    expect([preview.inputWidth, preview.inputNames.length, preview.columnCount]).toEqual([499, 64, 500]);
    expect(preview.columns.at(-1)?.role).toBe("target");
    expect(preview.correlation.inputs.length).toBe(64);
    expect(JSON.stringify(preview).length).toBeLessThan(200_000);
  });
});

describe("the correlation of inputs with targets", () => {
  const correlation = async (values: Record<string, readonly number[]>, more: object = {}) =>
    correlate(await load({ values, ...more }));

  it("is Pearson's", async () => {
    const { inputs, targets, values } = await correlation({
      a: [1, 2, 3, 4],
      b: [4, 3, 2, 1],
      c: [1, 1, 1, 1],
      d: [1, 3, 2, 5],
      y: [2, 4, 6, 8],
    });
    expect([inputs, targets]).toEqual([["a", "b", "c", "d"], ["y"]]);
    expect(values[0]?.[0]).toBeCloseTo(1, 12);
    expect(values[1]?.[0]).toBeCloseTo(-1, 12);
    expect(values[2]?.[0]).toBeNaN();
    // numpy.corrcoef([1, 3, 2, 5], [2, 4, 6, 8])
    expect(values[3]?.[0]).toBeCloseTo(0.8315218406202999, 12);
  });

  it("knows training alone", async () => {
    const { values } = await correlation(
      { a: [1, 2, 3, 4, 0, 0, 0, 0], y: [1, 2, 3, 4, 9, -9, 50, -50] },
      { split: { validation: 0.5, order: "sequential" } },
    );
    expect(values[0]?.[0]).toBeCloseTo(1, 12);
  });

  it("takes numbers of any size, and rounding for none", async () => {
    const { values } = await correlation({
      huge: [1e300, 2e300, 3e300],
      tiny: [3e-300, 2e-300, 1e-300],
      flat: [1, 1 + 1e-12, 1],
      y: [1, 2, 3],
    });
    expect(values.map(([value]) => value)).toEqual([expect.closeTo(1), expect.closeTo(-1), Number.NaN]);
  });
});
