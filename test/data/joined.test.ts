import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ColumnBudget } from "../../src/data/column-budget.ts";
import type { Dataset } from "../../src/data/dataset.ts";
import { DataError } from "../../src/data/error.ts";
import type { DataFile, OpenFiles } from "../../src/data/files.ts";
import { openCsv } from "../../src/data/formats/csv.ts";
import { joinFiles } from "../../src/data/joined-source.ts";
import { loadDataset } from "../../src/data/load.ts";
import type { SourceOptions } from "../../src/data/source.ts";
import { parseModelFile } from "../../src/model/parse.ts";
import { failure, fileOf, memoryLimit, modelOf, noFile } from "./model.ts";

/** Loads several CSV texts that one pattern finds, named `a.csv`, `b.csv`, … */
const loadAll = (texts: readonly string[], data: object = {}, loss = "mse"): Promise<Dataset> => {
  const files = texts.map((text, index) => fileOf(text, `${String.fromCharCode(97 + index)}.csv`));
  return loadDataset(modelOf({ file: "*.csv", ...data }, loss), async () => files, { memoryLimit });
};

const valuesOf = ({ inputs, targets }: Dataset) => [[...inputs.values], [...targets.values]];

describe("a list of files", () => {
  const files = new Map(
    ["a", "b", "c"].map((name, index) => [`${name}.csv`, `x,y\n${index},${10 * index}\n`]),
  );
  const open: OpenFiles = async (pattern) => {
    const names = pattern === "*.csv" ? [...files.keys()] : [pattern];
    return names.map((name) => {
      const text = files.get(name);
      if (text === undefined) throw new DataError(["data", "file"], `${name} does not exist.`);
      return fileOf(text, name);
    });
  };
  const read = (file: readonly string[]) => loadDataset(modelOf({ file }), open, { memoryLimit });

  it("is read in its order, each file once", async () => {
    expect(valuesOf(await read(["c.csv", "a.csv"]))).toEqual([
      [2, 0],
      [20, 0],
    ]);
    expect(valuesOf(await read(["b.csv", "*.csv", "b.csv"]))[0]).toEqual([1, 0, 2]);
  });

  it("tells which of them cannot be opened", async () => {
    expect(await failure(read(["a.csv", "d.csv"]))).toMatchObject({ path: ["data", "file", 1] });
    expect(await failure(read(["d.csv"]))).toMatchObject({ path: ["data", "file"] });
  });

  it("has at least one, and paths alone", () => {
    const findings = (file: unknown) =>
      parseModelFile(
        JSON.stringify({
          data: { file },
          network: { layers: [{ units: 1 }], loss: "mse" },
          training: { epochs: 1 },
        }),
      ).findings.map(({ path, message }) => `${path.join(".")}: ${message}`);
    expect(findings(["a.csv", "b.csv"])).toEqual([]);
    expect(findings([])).toEqual([expect.stringMatching(/^data\.file: /)]);
    expect(findings(["a.csv", 3])).toEqual([expect.stringMatching(/^data\.file\.1: /)]);
    expect(findings(["a.csv", ""])).toEqual([expect.stringMatching(/^data\.file\.1: /)]);
    expect(findings(3)).toEqual([expect.stringMatching(/^data\.file: /)]);
  });
});

describe("several files", () => {
  it("are one, row after row, columns by name", async () => {
    const joined = await loadAll(["x,y\n1,2\n3,4\n", "y,x\n6,5\n", "x,y\n", "x,y\n7,8\n"]);
    expect(valuesOf(joined)).toEqual([
      [1, 3, 5, 7],
      [2, 4, 6, 8],
    ]);
  });

  it("read as the one file would that holds all their rows", async () => {
    const cell = fc.oneof(fc.integer({ min: -5, max: 5 }), fc.double({ noNaN: true, min: -1e6, max: 1e6 }));
    const row = fc.tuple(cell, fc.constantFrom("red", "green", "é", "\u{10000}", "\uE000"), cell);
    await fc.assert(
      fc.asyncProperty(
        // More rows than colours: a text that is another in every row is refused.
        fc.array(fc.array(row, { minLength: 3, maxLength: 6 }), { minLength: 2, maxLength: 4 }),
        async (tables) => {
          // Text that differs in every row is refused.
          const colours = tables.flat().map(([, colour]) => colour);
          fc.pre(new Set(colours).size < colours.length);
          const text = (rows: readonly (readonly unknown[])[]) =>
            `a,colour,y\n${rows.map((cells) => `${cells.join(",")}\n`).join("")}`;
          const [joined, whole] = await Promise.all([
            loadAll(tables.map(text)),
            loadAll([text(tables.flat())]),
          ]);
          expect(valuesOf(joined)).toEqual(valuesOf(whole));
          expect(joined.inputElements).toEqual(whole.inputElements);
        },
      ),
    );
  });

  it("have one x axis where it grows from each file to the next", async () => {
    const window = { targets: ["y"], window: { size: 1 } };
    const grown = await loadAll(["t,y\n1,0\n2,1\n", "t,y\n", "t,y\n3,0\n4,1\n"], window);
    expect([grown.x.name, [...grown.x.values]]).toEqual(["t", [1, 2, 3, 4]]);
    expect((await loadAll(["t,y\n1,0\n2,1\n", "t,y\n2,0\n4,1\n"], window)).x.name).toBe("row");
    const dated = await loadAll(["d,y\n2020-01-01,0\n", "d,y\n2020-01-02,1\n"], window);
    expect([dated.x.isDate, dated.x.values[1]]).toEqual([true, Date.UTC(2020, 0, 2)]);
  });

  it("may lack every value of a column in one of them", async () => {
    const texts = ["x,y\n1,2\n2,3\n", "x,y\n,4\n,5\n"];
    const { inputs } = await loadAll(texts, { missing: "interpolate" });
    expect([...inputs.values]).toEqual([1, 2, 2, 2]);
    expect(await failure(loadAll(texts))).toMatchObject({
      rule: "missing-values",
      at: { file: "b.csv", line: 2, column: 1 },
    });
  });

  it("need the same columns", async () => {
    expect((await failure(loadAll(["x,y\n1,2\n", "x,z\n1,2\n"]))).message).toMatch(
      /^b\.csv has no column "y", which a\.csv has/,
    );
    expect((await failure(loadAll(["x,y\n1,2\n", "x,y,z\n1,2,3\n"]))).message).toMatch(
      /^a\.csv has no column "z", which b\.csv has/,
    );
  });

  it("need the same kinds of columns where they are used", async () => {
    const texts = ["x,y,note\n1,2,a\n", "x,y,note\n1,2,7\n", "x,y,note\n1,2,\n\none,3,8\n"];
    const used = { inputs: ["x"], targets: ["y"] };
    expect(await failure(loadAll(texts, used))).toMatchObject({
      message: expect.stringMatching(
        /^c\.csv, line 2: column "x" holds text in this file and numbers in a\.csv/,
      ),
      at: { file: "c.csv", line: 2, column: 1 },
    });
    expect(await failure(loadAll(texts.slice(0, 2), { targets: ["y"] }))).toMatchObject({
      message: expect.stringMatching(
        /^a\.csv, line 2: column "note" holds text in this file and numbers in b\.csv/,
      ),
    });
    expect(valuesOf(await loadAll(texts.slice(0, 2), used))[0]).toEqual([1, 1]);
  });

  it("name the file and the line of a wrong cell", async () => {
    const at = { file: "b.csv", line: 3, column: 2 };
    expect(await failure(loadAll(["x,y\n1,2\n", "x,y\n1,2\n3,1e999\n"]))).toMatchObject({ at });
    expect(await failure(loadAll(["x,y\n1,1\n", "x,y\n1,-1\n3,1.5\n"], {}, "hinge"))).toMatchObject({ at });
    expect(await failure(loadAll(["x,y\n1,2\n", "x,y\n1,2,3\n"]))).toMatchObject({
      at: { file: "b.csv", line: 2 },
    });
    expect((await failure(loadAll(["x,y\n", "x,y\n"]))).message).toMatch(/no rows/);
  });

  it("tell how far they are as one", async () => {
    const told: number[][] = [];
    const files = ["x,y\n1,2\n", "x,y\n1,2\n3,4\n"].map((text) => fileOf(text, "a.csv"));
    const open = (file: DataFile, options: SourceOptions) => {
      // As a reader may that goes through the file twice.
      for (const bytes of [4, 16]) options.onProgress?.(bytes, 16);
      return openCsv(file, { ...options, onProgress: () => {} });
    };
    const options = { memoryLimit, budget: new ColumnBudget(memoryLimit), open: noFile };
    await joinFiles(files, open, { ...options, onProgress: (...progress) => void told.push(progress) });
    expect(told).toEqual([
      [2, 20],
      [8, 20],
      [11, 20],
      [20, 20],
    ]);
  });
});
