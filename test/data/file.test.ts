import { readFileSync } from "node:fs";
import fc from "fast-check";
import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import { DataError, DataErrors } from "../../src/data/error.ts";
import { readRecords } from "../../src/data/formats/records.ts";
import { failure, fileOf, loadFile } from "./model.ts";

const commas = { encoding: "utf-8", delimiter: ",", decimalComma: false, commentLines: 0 } as const;

async function recordsOf(content: string, chunkLength = 7) {
  const all = [];
  for await (const batch of readRecords(fileOf(content, "data.csv", chunkLength), commas)) all.push(...batch);
  return all;
}

describe("CSV and TSV", () => {
  it("reads what papaparse writes, whatever the chunks", async () => {
    const cell = fc.string({
      unit: fc.constantFrom("a", ",", '"', "\n", " ", "é", "😀", "1", ";"),
      maxLength: 6,
    });
    const rows = fc
      .integer({ min: 2, max: 4 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }),
      );
    await fc.assert(
      fc.asyncProperty(
        rows,
        fc.integer({ min: 1, max: 50 }),
        fc.constantFrom("\n", "\r\n", "\r"),
        fc.boolean(),
        async (cells, chunkLength, newline, bom) => {
          const text = (bom ? "\ufeff" : "") + Papa.unparse(cells, { newline: newline as "\n" });
          const records = await recordsOf(text, chunkLength);
          expect(records.map((record) => record.cells)).toEqual(cells);
          let line = 1;
          for (const record of records) {
            expect(record.line).toBe(line);
            line += record.cells.join("").split("\n").length;
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it("reads records and files longer than a block", async () => {
    const long = `"${"long\n".repeat(200_000)}"`;
    const records = await recordsOf(`a,b\n1,${long}\n${"2,3\n".repeat(100_000)}`, 65_536);
    expect(records.length).toBe(100_002);
    expect(records[2]?.line).toBe(200_003);
    expect(records.at(-1)?.line).toBe(300_002);
  });

  it("reads TSV, spaces around numbers, and blank lines", async () => {
    const dataset = await loadFile(
      "x\ty\n 1 \t2e1\n\n-3\t.5\n\n",
      { split: { order: "sequential" } },
      { name: "a.TSV" },
    );
    expect([...dataset.inputs.values]).toEqual([1, -3]);
    expect([...dataset.targets.values]).toEqual([20, 0.5]);
    expect(dataset.x.name).toBe("x");
  });

  it.each([
    ["", undefined, undefined, /empty/],
    ["\n\n", undefined, undefined, /empty/],
    ["x,y\n", undefined, undefined, /no rows/],
    ["x,y\n1,2\n3\n", 3, 2, /1 cells/],
    ["x,y\n1,2\n3,4,5\n", 3, 3, /3 cells/],
    ['x,y\n1,"2\n"\n3,oops\n4,5\n6,7', 4, 2, /"oops".*not a number/],
    ["x,y\n1,2\n3,1e999\n", 3, 2, /finite/],
    ["x,y\n1,2\n3,-inf\n", 3, 2, /finite/],
    ["x,y\n1,2\n3,\n", 3, 2, /missing/],
    ["x,y\n1,2\n3,n/a\n", 3, 2, /missing/],
    ["x,x\n1,2\n", 1, 2, /two columns/],
    ['x,y\n1,2\n3,"4', 3, 2, /never closed/],
    ['x,y\n1,"2"3\n', 2, 2, /closing quote/],
    ["y\n1\n\n2\n\n", 3, 1, /missing/],
  ])("says what is wrong in %j", async (content, line, column, message) => {
    const error = await failure(loadFile(content, { window: { size: 1 } }));
    expect(error.path).toEqual(["data", "file"]);
    expect(error.at).toEqual(line === undefined ? undefined : { file: "data.csv", line, column });
    expect(error.message).toMatch(message);
    if (line !== undefined) expect(error.message).toContain(`line ${line}`);
  });

  it("takes a semicolon in the name of a lone column", async () => {
    const dataset = await loadFile("speed;m/s\n1\n2\n", { window: { size: 1 } });
    expect(dataset.inputElements[0]?.name).toBe("speed;m/s[-1]");
  });

  it("names the rule of a missing cell, and leaves unused columns alone", async () => {
    expect((await failure(loadFile("x,y\n,2\n1,2"))).rule).toBe("missing-values");
    const dataset = await loadFile("x,note,y\n1,,2\n2,1e999,3\n", {
      inputs: ["x"],
      split: { order: "sequential" },
    });
    expect([...dataset.inputs.values]).toEqual([1, 2]);
  });

  it("refuses other encodings and other kinds of file", async () => {
    expect((await failure(loadFile(Uint8Array.of(0x78, 0xff, 0xfe)))).message).toMatch(/UTF-8/);
    expect((await failure(loadFile("x", {}, { name: "a.xlsx" }))).message).toMatch(/no kind/);
  });

  it("says where a value is too large for float32", async () => {
    const { loadDataset } = await import("../../src/data/load.ts");
    const { modelOf } = await import("./model.ts");
    const file = fileOf("x,y\n1,2\n3,1e39\n");
    const model = modelOf({ file: "data.csv" }, "mse", { precision: "float32" });
    const error = await failure(loadDataset(model, async () => [file], { memoryLimit: 2 ** 20 }));
    expect(error.at).toEqual({ file: "data.csv", line: 3, column: 2 });
    expect(error.message).toMatch(/too large for float32/);
  });

  it("takes any bytes: data, or a DataError", async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc
        .array(fc.constantFrom("x", "y", ",", "\n", "\r", '"', "1", ".", "-", "e", " ", "NA", "2020-01-01"))
        .map((parts) => new TextEncoder().encode(`a,b\n${parts.join("")}`)),
    );
    await fc.assert(
      fc.asyncProperty(bytes, fc.constantFrom("mse", "crossEntropy"), async (content, loss) => {
        try {
          await loadFile(content, {}, { loss });
        } catch (error) {
          if (!(error instanceof DataError) && !(error instanceof DataErrors)) throw error;
        }
      }),
      { numRuns: 500 },
    );
  });

  it("ends where its signal is aborted", async () => {
    const { loadDataset } = await import("../../src/data/load.ts");
    const { modelOf } = await import("./model.ts");
    const signal = AbortSignal.abort(new Error("stop"));
    const loading = loadDataset(modelOf({ file: "data.csv" }), async () => [fileOf("x,y\n1,2")], {
      memoryLimit: 2 ** 20,
      signal,
    });
    await expect(loading).rejects.toThrow("stop");
  });

  it("reads the sunspots", async () => {
    const content = readFileSync("media/examples/data/sunspots.csv");
    const dataset = await loadFile(content, {
      targets: ["SUNACTIVITY"],
      window: { size: 9 },
      normalize: "standard",
      split: { validation: 0.2 },
    });
    expect(dataset.x.name).toBe("YEAR");
    expect(dataset.x.values[0]).toBe(1700);
    expect(dataset.inputElements[0]?.name).toBe("SUNACTIVITY[-9]");
    expect(dataset.statistics.rows).toBe(content.toString().trim().split("\n").length - 1);
  });
});
