import { describe, expect, it } from "vitest";
import { DataError } from "../../src/data/error.ts";
import { loadDataset } from "../../src/data/load.ts";
import { failure, fileOf, loadFile, memoryLimit, modelOf } from "./model.ts";

const latin1 = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

function utf16(text: string, bigEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(2 * text.length));
  for (let at = 0; at < text.length; at++) view.setUint16(2 * at, text.charCodeAt(at), !bigEndian);
  return new Uint8Array(view.buffer);
}

const rows = (count: number, row: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => row(index));

/** The same table as CSV, rows, columns and lines; in each, row `n` (from 0) stands in line `n + 2`. */
const forms: readonly [string, (cells: readonly string[]) => string][] = [
  ["a.csv", (cells) => `x,y\n${cells.map((cell, row) => `${row},${cell.replaceAll('"', "")}\n`).join("")}`],
  ["a.json", (cells) => `[\n${cells.map((cell, row) => `{"x":${row},"y":${cell}}`).join(",\n")}]`],
  ["b.json", (cells) => `{"x":[${cells.map((_, row) => row).join(",")}],"y":[\n${cells.join(",\n")}]}`],
  ["a.jsonl", (cells) => `\n${cells.map((cell, row) => `{"x":${row},"y":${cell}}\n`).join("")}`],
];

describe.each(forms)("bad cells of %s", (name, write) => {
  const load = (cells: readonly string[], data: object = {}) =>
    failure(loadFile(write(cells), data, { name }));

  it("are told as text among numbers: the first, the lines of ten, and how many", async () => {
    const cells = rows(100, (row) => (row % 5 === 3 ? '"oops"' : String(row)));
    const { message, at, path } = await load(cells);
    expect(at).toEqual({ file: name, line: 5, column: 2 });
    expect(path).toEqual(["data", "file"]);
    expect(message).toBe(
      `${name}, line 5: "oops" in column "y" is not a number. ` +
        "20 cells of the column are wrong, in the lines 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, …. " +
        'Correct it, or leave the column out of "inputs" and "targets".',
    );
    const two = await load(['"a"', "1", "2", "3", '"b"']);
    expect(two.message).toContain("2 cells of the column are wrong, in the lines 2, 6. ");
    expect((await load(["1", '"b"', "2"])).message).not.toContain("cells of the column");
  });

  it("are told as numbers out of range", async () => {
    for (const cell of ["1e999", "-1e999", '"Inf"', '"-Infinity"', '"infinity"']) {
      const { message, at } = await load(["1", cell, "2"]);
      expect(at).toEqual({ file: name, line: 3, column: 2 });
      expect(message).toContain(
        `line 3: ${JSON.stringify(cell.replaceAll('"', ""))} in column "y" is not a finite number.`,
      );
    }
    const model = modelOf({ file: name, split: { order: "sequential" } }, "mse", { precision: "float32" });
    const open = async () => [fileOf(write(["1", "1e39"]), name)];
    const error = await failure(loadDataset(model, open, { memoryLimit }));
    expect(error.at).toEqual({ file: name, line: 3, column: 2 });
    expect(error.message).toMatch(/1e\+39 in column "y" is too large for float32/);
    expect(error.fixes[0]?.edits).toEqual([{ path: ["training", "precision"], value: "float64" }]);
  });

  it("are told as missing, NaN as a text among them", async () => {
    for (const cell of ['"NaN"', '"na"', '""', '"N/A"', '"null"', '" "']) {
      const { message, at, rule } = await load(["1", "2", cell, "3"]);
      expect(at).toEqual({ file: name, line: 4, column: 2 });
      expect(rule).toBe("missing-values");
      expect(message).toMatch(/line 4: .*"y" is missing/);
    }
  });
});

it("tells the wrong cells of values in the model file by their rows", async () => {
  const values = { x: [1, 2, 3, 4, 5], y: [1, "a", 2, 3, "b"] };
  const error = await failure(loadDataset(modelOf({ values }), async () => [], { memoryLimit }));
  expect(error.path).toEqual(["data", "values", "y", 1]);
  expect(error.message).toMatch(/^"a" in column "y" is not a number. 2 cells .* in the rows 2, 5\. /);
});

it.each([
  [
    "x,y\n1,1\n2,2\n3,?\n",
    /"\?" in column "y" is not a number\. Where a value is missing, leave the cell empty/,
  ],
  ['x,y\n1,1\n2,2\n3,"1,5"\n', /"1,5" in column "y" is not a number\. Write numbers with a point/],
  [
    "x;y\n1,5;1,5\n2;2\n3;1.5\n",
    /"1\.5" in column "y" is not a number\. Numbers are written with a comma in this file/,
  ],
  ["x,y\n1,1\n2,2\n3,Unknown\n", /leave the cell empty/],
  ["x,y\n1,1\n2,2\n3,5%\n", /Correct it, or leave the column out/],
])("says what to do about a cell of %j", async (text, message) => {
  const error = await failure(loadFile(text));
  expect(error.message).toMatch(message);
  expect(error.at?.line).toBe(4);
});

it("tells the wrong columns together", async () => {
  const text = "a,b,c\n1,x,1\n1,1,1\n1,1,y\n1,1,1\n1,1,1\n";
  await expect(loadFile(text)).rejects.toMatchObject({
    errors: [
      { at: { file: "data.csv", line: 2, column: 2 } },
      { at: { file: "data.csv", line: 4, column: 3 } },
    ],
  });
});

describe("bad files", () => {
  it.each([
    ["a.csv", "", undefined, /a\.csv is empty\. Its first line must name the columns/],
    ["a.csv", "\ufeff\r\n", undefined, /a\.csv is empty/],
    ["a.csv", "x,y\n", undefined, /a\.csv has no rows\. It needs at least one/],
    ["a.json", "", 1, /a\.json, line 1: the file is empty/],
    ["a.json", '{"x":[],"y":[]}', undefined, /a\.json has no rows/],
    ["a.json", "[]", undefined, /no rows/],
    ["a.jsonl", "\n", 2, /empty/],
    [
      "a.csv",
      "x,y\n1,2\n3\n",
      3,
      /a\.csv, line 3: this row has 1 cells, and the header names 2 columns\. .*in quotes/,
    ],
    ["a.csv", "x,y\n1,2\n3,4,5\n", 3, /this row has 3 cells/],
    ["a.csv", "x,x\n1,2\n", 1, /line 1: two columns are called "x"\. Give each its own name/],
    ["a.json", '[{"x":1,\n"x":2}]', 2, /line 2: the key "x" is given twice/],
    [
      "a.csv",
      latin1("x,y\n1,caf\xe9\n"),
      2,
      /a\.csv, line 2: the text is not UTF-8.*Save the file with the encoding UTF-8/,
    ],
    ["a.csv", latin1("PK\x03\x04\x00\x00\x00\x00"), undefined, /zero bytes/],
    ["a.json", latin1('[{"x":1,\n"y":"\xfc"}]'), 2, /line 2: the text is not UTF-8/],
  ])("%s of %j", async (name, content, line, message) => {
    const error = await failure(loadFile(content, {}, { name }));
    expect(error.path).toEqual(["data", "file"]);
    expect(error.at?.line).toBe(line);
    expect(error.message).toMatch(message);
  });

  it.each([
    ["a.csv", "größe;y\n1,5;2\n2,5;4\n"],
    ["a.tsv", "größe\ty\n1.5\t2\n2.5\t4\n"],
    ["a.json", '[{"größe":1.5,"y":2},{"größe":2.5,"y":4}]'],
    ["a.jsonl", '{"größe":1.5,"y":2}\n{"größe":2.5,"y":4}'],
  ])("no trouble with UTF-16 in %s, with and without its mark", async (name, text) => {
    for (const marked of [text, `\ufeff${text}`])
      for (const bigEndian of [false, true]) {
        const dataset = await loadFile(
          utf16(marked, bigEndian),
          { split: { order: "sequential" } },
          { name },
        );
        expect(dataset.inputElements[0]?.name).toBe("größe");
        expect([...dataset.inputs.values]).toEqual([1.5, 2.5]);
        expect([...dataset.targets.values]).toEqual([2, 4]);
      }
  });

  it.each([
    ["a.csv", "x,y\n1,true\n2,3\n3,4\n4,5\n", "x,y\n1,true\n2,3\n"],
    ["a.csv", "x,y\n1,true\n2,3\n3,4\n4,5\n", "x,y\n1,true\n2,3\n3,4\n4,5\n6,7\n"],
    ["a.csv", "x,y\n1,true\n2,3\n3,4\n4,5\n", "x,y,z\n1,true,1\n2,3,1\n3,4,1\n4,5,1\n"],
    ["a.jsonl", '{"x":1,"y":"a"}\n{"x":1,"y":2}\n{"x":1,"y":2}\n', '{"x":1,"y":2}\n'],
    ["a.json", '{"x":[1,2,3],"y":["a",2,3]}', '{"x":[1,2,3],"z":["a",2,3]}'],
  ])("%s that changes while it is read", async (name, first, then) => {
    const outcomes: unknown[] = [];
    for (let unchanged = 1; unchanged <= 5; unchanged++) {
      let reads = 0;
      const before = fileOf(first, name);
      const chunks = () => (reads++ < unchanged ? before : fileOf(then, name)).chunks();
      const open = async () => [{ ...before, chunks }];
      outcomes.push(
        await loadDataset(modelOf({ file: name }), open, { memoryLimit }).catch((error) => error),
      );
    }
    const errors = outcomes.filter((outcome) => outcome instanceof Error);
    for (const error of errors) expect(error).toBeInstanceOf(DataError);
    expect(errors.map(({ message }) => message)).toContain(
      `${name} changed while it was being read. Try again.`,
    );
  });
});

it.each([
  ["a.json", "[]"],
  ["a.json", "{}"],
  ["a.json", "[{}]"],
])("names the file %s where it holds nothing: %s", async (name, text) => {
  const error = await failure(loadFile(text, {}, { name }));
  expect(error.path).toEqual(["data", "file"]);
  expect(error.message).toMatch(/^a\.json has no (rows|columns)\. It needs at least one/);
});

it("tells a broken line of JSON lines by the line where its record begins", async () => {
  const text = '{"x":1,"y":2}\n\n{"x":1,"y":2\n{"x":1,"y":2}\n';
  const error = await failure(loadFile(text, {}, { name: "a.jsonl" }));
  expect(error.at).toMatchObject({ file: "a.jsonl", line: 3 });
  expect(error.message).toMatch(/^a\.jsonl, line 3: /);
  const cut = await failure(loadFile('{"x":1,"y":2}\n{"x":1,\n', {}, { name: "a.jsonl" }));
  expect(cut.at?.line).toBe(2);
});
