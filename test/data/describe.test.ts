import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describeData } from "../../src/data/describe.ts";
import { countLabels, histogramOf } from "../../src/data/histogram.ts";
import { readDataSource } from "../../src/model/data-source.ts";
import type { DataSummary } from "../../src/protocol/data-summary.ts";
import { failure, fileOf, memoryLimit, noFile } from "./model.ts";

const describeFile = (content: string, name = "data.csv"): Promise<DataSummary> =>
  describeData({ file: [name], seed: 0 }, { open: async () => [fileOf(content, name)], memoryLimit });

describe("a histogram", () => {
  const of = (values: readonly number[]) =>
    histogramOf((visit) => {
      for (const value of values) visit(value);
    });

  it("gives few whole numbers a step each", () => {
    expect(of([1, 3, 3, 4])).toEqual({ from: 1, to: 4, counts: [1, 0, 2, 1] });
    expect(of([5, 5])).toEqual({ from: 5, to: 5, counts: [2] });
  });

  it("has equally wide steps, the largest value in the last", () => {
    const { counts } = of(Array.from({ length: 240 }, (_, at) => at / 239));
    expect(counts).toEqual(new Array(24).fill(10));
  });

  it("counts every value once, however large or close they are", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 }),
        (values) => {
          const { counts, from, to } = of(values);
          expect(counts.reduce((sum, count) => sum + count, 0)).toBe(values.length);
          expect(counts.length).toBeLessThanOrEqual(24);
          expect(from).toBeLessThanOrEqual(to);
        },
      ),
    );
  });

  it("of labels has the most frequent ones, and what the others are together", () => {
    const labels = Array.from({ length: 20 }, (_, at) => `label ${at}`);
    const codes = [7, 7, 7, 3, 3, ...labels.keys(), Number.NaN];
    const { top, different, others } = countLabels((visit) => codes.forEach(visit), labels);
    expect(top.slice(0, 3)).toEqual([
      { label: "label 7", count: 4 },
      { label: "label 3", count: 3 },
      { label: "label 0", count: 1 },
    ]);
    expect([top.length, different, others]).toEqual([12, 20, 8]);
  });
});

describe("a description of data", () => {
  it("tells rows, kinds, ranges and gaps", async () => {
    const { rows, columns } = await describeFile(
      "day,city,heat,empty\n2020-01-01,Oslo,1,\n2020-01-03,Rome,NA,\n2020-01-02,Oslo,4,\n",
    );
    expect(rows).toBe(3);
    const [day, city, heat, empty] = columns;
    expect(day).toMatchObject({
      kind: "date",
      numbers: { min: Date.UTC(2020, 0, 1), max: Date.UTC(2020, 0, 3) },
    });
    expect(city).toMatchObject({
      kind: "text",
      labels: {
        top: [
          { label: "Oslo", count: 2 },
          { label: "Rome", count: 1 },
        ],
      },
    });
    expect(heat).toMatchObject({ kind: "number", missing: 1, numbers: { mean: 2.5, deviation: 1.5 } });
    expect([empty?.missing, empty?.numbers, empty?.labels?.top]).toEqual([3, undefined, []]);
  });

  it("tells which column is wrong, and describes the others", async () => {
    const { columns } = await describeFile("a,b,c\n1,1,1\n2,x,2\n3,3,inf\n4,4,4\n");
    expect(columns.map(({ problem }) => problem)).toEqual([
      undefined,
      'data.csv, line 3: "x" in column "b" is not a number. Correct it, or leave the column out of "inputs" and "targets".',
      'data.csv, line 4: "inf" in column "c" is not a finite number. Correct it, or leave the column out of "inputs" and "targets".',
    ]);
    expect(columns[0]?.numbers?.max).toBe(4);
  });

  it("fails where the file as a whole is wrong", async () => {
    expect((await failure(describeFile("a,b\n1\n"))).at).toMatchObject({ line: 2 });
    expect((await failure(describeData({ seed: 0 }, { open: noFile, memoryLimit }))).path).toEqual(["data"]);
  });

  it("is of bounded size", async () => {
    const names = Array.from({ length: 3000 }, (_, at) => `c${at}`);
    const { columns, columnCount } = await describeFile(`${names}\n${names.map(() => 1)}\n`);
    expect([columns.length, columnCount]).toEqual([2000, 3000]);
  });
});

describe("the source of the data", () => {
  it("is read from a text that is being typed", () => {
    expect(readDataSource('{ "data": { "file": "a.csv", "inputs": [" } , "network": {')).toMatchObject({
      file: ["a.csv"],
    });
    const { generate, seed } = readDataSource(
      '{ "data": { "generate": { "10": { "from": 1, "to": 2, "step": 1 }, "b": "i", "2": "i" } }, "training": { "seed": 7 } }',
    ) ?? { seed: 0 };
    expect([...(generate?.keys() ?? []), seed]).toEqual(["10", "b", "2", 7]);
    const values = readDataSource('{ "data": { "values": { "__proto__": [1, null] } } }')?.values;
    expect([...(values ?? [])]).toEqual([["__proto__", [1, null]]]);
  });

  it("is none where the file does not say it", () => {
    for (const text of [
      "",
      "[",
      "{}",
      '{ "data": 1 }',
      '{ "data": { "file": 3 } }',
      '{ "data": { "file": "" } }',
    ])
      expect(readDataSource(text)).toBeUndefined();
    expect(readDataSource('{ "data": { "file": "a", "values": { "x": [1] } } }')).toBeUndefined();
    fc.assert(
      fc.property(fc.string(), (text) => {
        readDataSource(text);
      }),
    );
  });
});
