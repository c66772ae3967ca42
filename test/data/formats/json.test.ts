import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ColumnBudget } from "../../../src/data/column-budget.ts";
import { DataError } from "../../../src/data/error.ts";
import { openJson, openJsonLines } from "../../../src/data/formats/json.ts";
import type { Source } from "../../../src/data/source.ts";
import { failure, fileOf, loadFile, memoryLimit, noFile } from "../model.ts";

const options = () => ({ memoryLimit, budget: new ColumnBudget(memoryLimit), open: noFile });
const open = (content: string | Uint8Array, name = "data.json", chunkLength = 7): Promise<Source> =>
  (name.endsWith(".json") ? openJson : openJsonLines)(fileOf(content, name, chunkLength), options());

/** Every column by its name: numbers, texts, and null where missing. */
async function valuesOf(source: Source): Promise<Record<string, unknown[]>> {
  const read = await source.read([...source.columns.keys()]);
  return Object.fromEntries(
    read.map(({ values, labels }, at) => [
      source.columns[at]?.name,
      Array.from(values.toArray(), (value) => (Number.isNaN(value) ? null : (labels?.[value] ?? value))),
    ]),
  );
}

const table = async (content: string, name?: string) => await valuesOf(await open(content, name));

describe("JSON", () => {
  it("reads rows, columns and lines alike", async () => {
    const expected = { x: [1, -2.5e3, null], name: ["a", null, 'b"\né😀'], on: [1, 0, 1] };
    const rows = [
      { x: 1, name: "a", on: true },
      { x: -2.5e3, name: null, on: false },
      { name: 'b"\né😀', on: true },
    ];
    const lines = rows.map((row) => JSON.stringify(row));
    expect(await table(JSON.stringify(rows))).toEqual(expected);
    expect(await table(`\ufeff ${JSON.stringify(rows, undefined, "\t")} \r\n`)).toEqual(expected);
    expect(await table(lines.join("\r\n"), "data.jsonl")).toEqual(expected);
    expect(await table(`\n${lines.join("\n\n")}\n`, "data.ndjson")).toEqual(expected);
    expect(await table(JSON.stringify({ ...expected, on: [true, false, true] }))).toEqual(expected);
  });

  it("reads keys that objects lack, in any order, as missing", async () => {
    expect(await table('[{"a":1},{"b":2,"a":3},{},{"c":"x","b":4}]')).toEqual({
      a: [1, 3, null, null],
      b: [null, 2, null, 4],
      c: [null, null, null, "x"],
    });
  });

  it("takes __proto__ and other names of JavaScript for data", async () => {
    const text =
      '[{"__proto__":1,"constructor":2,"toString":3,"":4},{"__proto__":5,"constructor":6,"toString":7,"":8}]';
    const source = await open(text);
    expect(source.columns.map(({ name }) => name)).toEqual(["__proto__", "constructor", "toString", ""]);
    const dataset = await loadFile(
      text,
      { inputs: ["__proto__"], targets: ["constructor"], split: { order: "sequential" } },
      { name: "a.json" },
    );
    expect([...dataset.inputs.values]).toEqual([1, 5]);
    expect([...dataset.targets.values]).toEqual([2, 6]);
    expect(({} as Record<string, unknown>)["1"]).toBeUndefined();
  });

  it("reads numbers and dates in quotes, and what Python writes for gaps", async () => {
    const source = await open('{"x":["1"," 2 ",3],"y":[NaN,1,"NA"],"t":["2020-01-01","2020-01-02",null]}');
    expect(source.columns.map(({ kind }) => kind)).toEqual(["number", "number", "date"]);
    expect(source.columns[0]?.grows).toBe(true);
    expect(await valuesOf(source)).toEqual({
      x: [1, 2, 3],
      y: [null, 1, null],
      t: [Date.UTC(2020, 0, 1), Date.UTC(2020, 0, 2), null],
    });
  });

  it("reads UTF-16", async () => {
    const text = '\ufeff[{"größe":1,"y":2}]';
    const units = Uint16Array.from(text, (letter) => letter.charCodeAt(0));
    expect(await valuesOf(await open(new Uint8Array(units.buffer)))).toEqual({ größe: [1], y: [2] });
  });

  it.each([
    ["", 1, /empty/],
    [" \n ", 2, /empty/],
    ["3", 1, /"3" is not JSON here: an array of objects.*or an object of arrays/],
    ["[1,2]", 1, /each row must be an object/],
    ["[[1,2]]", 1, /each row must be an object/],
    ['[{"x":1},\n]', 2, /"]" is not JSON here: an object is expected/],
    ['[{"x":1}\n{"x":2}]', 2, /"{" is not JSON here: "," or "]" is expected/],
    ['[{"x":1,}]', 1, /a key in quotes is expected/],
    ["[{x:1}]", 1, /"x" is not JSON/],
    ["[{'x':1}]", 1, /is not JSON/],
    ['[{"x" 1}]', 1, /":" is expected/],
    ['[{"x":01}]', 1, /"01" is not JSON/],
    ['[{"x":1.}]', 1, /"1." is not JSON/],
    ['[{"x":+1}]', 1, /"\+1" is not JSON/],
    ['[{"x":nul}]', 1, /"nul" is not JSON/],
    ['[{"x":}]', 1, /a value is expected/],
    ['[{"x":"a\nb"}]', 1, /not closed/],
    ['[{"x":"\\q"}]', 1, /backslash/],
    ['[{"x":1}', 1, /ends too early/],
    ['[{"x":"abc', 1, /ends too early/],
    ['[\n{"x":1},\n{"x":', 3, /ends too early/],
    ['[{"x":1}] 2', 1, /something follows/],
    ['[\n{"x":1,"x":2}]', 2, /"x" is given twice/],
    ['{"x":[1],\n"x":[2]}', 2, /"x" is given twice/],
    ['{"x":1,"y":2}', 1, /"x" is not an array.*\.jsonl/],
    ['{"x":{"0":1}}', 1, /"x" is not an array/],
    ['{"x":[1,2],\n"y":[1,2,3]}', 2, /"y" has 3 values and column "x" has 2/],
    ['[{"y":1,"x":2},\n{"y":1,"x":[2,{"a":[]}]}]', 2, /"x" is an object or an array.*leave "x" out/],
    ['[{"x":2,"y":1},\n{"x":[}]', 2, /is not JSON here/],
    ['[{"x":2,"y":1},\n{"x":[1 2]}]', 2, /"," or "]" is expected/],
    [`[{"x":${"[".repeat(300)}`, 1, /more than 100 deep/],
    ['[{"x":1,"y":2},\n{"x":3,"y":1e999}]', 2, /"1e999" in column "y" is not a finite number/],
    ['[{"x":1,"y":2},\n{"x":3,"y":-Infinity}]', 2, /"-Infinity".*not a finite number/],
    ['[{"x":1,"y":2},\n{"x":3}]', 2, /"y" is missing/],
    [
      '[{"x":1,"y":2},\n{"x":3,"y":"oops"},{"x":3,"y":2},{"x":3,"y":2}]',
      2,
      /"oops" in column "y" is not a number/,
    ],
    ['{"x":[1,2,3],"y":[1,\n2,\n"oops"]}', 3, /"oops"/],
    ['{"x":[1,2,3],"y":[1,\n2,\nnull]}', 3, /"y" is missing/],
  ])("says what is wrong in %j", async (content, line, message) => {
    for (const chunkLength of [1, 1000]) {
      const error = await failure(loadFile(content, {}, { name: "data.json", chunkLength }));
      expect(error.message).toMatch(message);
      expect(error.path).toEqual(["data", "file"]);
      expect(error.at).toMatchObject({ file: "data.json", line });
      expect(error.message).toContain(`data.json, line ${line}: `);
    }
  });

  it.each([
    ['{"x":1,"y":2}\n[1]', 2, /each row must be an object/],
    ['{"x":1,"y":2}\n{"x":1,"y":', 2, /ends too early/],
    ['{"x":1,"y":2}\n\n{"x":1,"y":2},', 3, /each row must be an object/],
    ['{"x":1,"y":2}\n{"x":1,"x":2}', 2, /given twice/],
    ['{"x":1,"y":2}\n\n{"x":1,"y":null}', 3, /missing/],
    ['[{"x":1,"y":2}]', 1, /each row must be an object/],
  ])("says what is wrong in the lines %j", async (content, line, message) => {
    const error = await failure(loadFile(content, {}, { name: "data.jsonl" }));
    expect(error.message).toMatch(message);
    expect(error.at?.line).toBe(line);
  });

  it("looks at no cell of an unused column", async () => {
    const text = '[{"x":1,"y":2,"tags":["a"],"big":1e999},{"x":2,"y":3,"tags":{},"big":"?"}]';
    const dataset = await loadFile(
      text,
      { inputs: ["x"], targets: ["y"], split: { order: "sequential" } },
      { name: "a.json" },
    );
    expect([...dataset.targets.values]).toEqual([2, 3]);
  });

  it("refuses keys that are data, whose table would be large", async () => {
    const keys = Array.from({ length: 70_000 }, (_, key) => `"k${key}":1`);
    const little = { ...options(), memoryLimit: 2 ** 22 };
    const diagonal = `[${keys.map((pair) => `{${pair}}`).join(",")}]`;
    const error = await failure(openJson(fileOf(diagonal, "a.json", 1 << 16), little));
    expect(error.message).toMatch(/values that rows lack, of \d+ columns, would take/);
    const wide = await failure(open(`[{${keys.join(",")}}]`, "a.json", 1 << 16));
    expect(wide.message).toMatch(/more than 65536 different keys/);
  });

  it("refuses a text without an end", async () => {
    const error = await failure(open(`[{"x":"${"a".repeat(5_000_000)}"}]`, "a.json", 1 << 16));
    expect(error.message).toMatch(/never closed/);
    expect((await failure(open(`[{"x":${"1".repeat(5_000_000)}}]`, "a.json", 1 << 16))).message).toMatch(
      /not JSON/,
    );
  });

  it("ends where its signal is aborted", async () => {
    const signal = AbortSignal.abort(new Error("stop"));
    await expect(openJson(fileOf("[]", "a.json"), { ...options(), signal })).rejects.toThrow("stop");
  });
});

describe("any JSON", () => {
  const key = fc.oneof(
    fc.constantFrom("x", "y", "__proto__", "constructor", ""),
    fc.string({ maxLength: 4 }),
  );
  const scalar = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer(),
    fc.string({ unit: "binary", maxLength: 5 }),
    fc.boolean(),
    fc.constant(null),
  );
  const rows = fc.array(fc.dictionary(key, scalar, { maxKeys: 4, noNullPrototype: false }), { maxLength: 6 });

  it("gives the table that JSON.parse gives", async () => {
    const number = fc.oneof(
      // Written as JSON, −0 is 0.
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
      fc.integer(),
      fc.constant(null),
    );
    const numbers = fc.array(fc.dictionary(key, number, { maxKeys: 4 }), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(
        numbers,
        fc.constantFrom(undefined, 1, "\t", " \n\r "),
        fc.integer({ min: 1, max: 30 }),
        fc.boolean(),
        async (given, space, chunkLength, lines) => {
          const text = lines
            ? given.map((row) => JSON.stringify(row)).join("\n")
            : JSON.stringify(given, undefined, space);
          if (text === "") return;
          const source = await open(text, lines ? "a.jsonl" : "a.json", chunkLength);
          expect(source.rows).toBe(given.length);
          expect(new Set(source.columns.map(({ name }) => name))).toEqual(
            new Set(given.flatMap(Object.keys)),
          );
          const read = await source.read([...source.columns.keys()]);
          const dates = source.columns.map(({ kind }) => kind === "date");
          read.forEach(({ values }, column) => {
            const { name = "" } = source.columns[column] ?? {};
            if (dates[column]) return;
            expect([...values.toArray()]).toEqual(
              given.map((row) => (Object.hasOwn(row, name) ? Number(row[name] ?? Number.NaN) : Number.NaN)),
            );
          });
        },
      ),
      { numRuns: 300 },
    );
  });

  it("is refused where JSON.parse refuses it, and told in a DataError", async () => {
    const edit = fc.record({
      at: fc.nat(),
      drop: fc.nat({ max: 2 }),
      insert: fc.constantFrom(
        "",
        '"',
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\\",
        "-",
        "e",
        "0",
        "null",
        "\n",
        " ",
        "\u0001",
        "é",
      ),
    });
    await fc.assert(
      fc.asyncProperty(
        rows,
        fc.array(edit, { maxLength: 3 }),
        fc.integer({ min: 1, max: 30 }),
        async (given, edits, chunkLength) => {
          let text = JSON.stringify(given);
          for (const { at, drop, insert } of edits) {
            const from = at % (text.length + 1);
            text = text.slice(0, from) + insert + text.slice(from + drop);
          }
          let valid = true;
          try {
            JSON.parse(text);
          } catch {
            valid = false;
          }
          try {
            const source = await open(new TextEncoder().encode(text), "a.json", chunkLength);
            expect(valid).toBe(true);
            for (const column of source.columns.keys()) await source.read([column]).catch(rethrowOthers);
            if (source.rows > 0 && source.columns.length > 0)
              expect((await source.place(source.rows - 1, 0)).at?.line).toBeGreaterThan(0);
          } catch (error) {
            rethrowOthers(error);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it("takes any bytes: data, or a DataError", async () => {
    const parts = fc.constantFrom(
      "[",
      "]",
      "{",
      "}",
      '"x"',
      ":",
      ",",
      "1",
      "null",
      "true",
      '"',
      "\\",
      "\n",
      "NaN",
      "-",
    );
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 100 }),
      fc.array(parts, { maxLength: 30 }).map((all) => new TextEncoder().encode(all.join(""))),
    );
    await fc.assert(
      fc.asyncProperty(bytes, fc.constantFrom("a.json", "a.jsonl"), async (content, name) => {
        await loadFile(content, {}, { name }).catch(rethrowOthers);
      }),
      { numRuns: 500 },
    );
  });
});

function rethrowOthers(error: unknown): void {
  if (!(error instanceof DataError)) throw error;
}
