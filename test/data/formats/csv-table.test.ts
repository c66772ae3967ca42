import fc from "fast-check";
import Papa from "papaparse";
import { expect, it } from "vitest";
import { ColumnBudget } from "../../../src/data/column-budget.ts";
import { openCsv } from "../../../src/data/formats/csv.ts";
import { fileOf, memoryLimit, noFile } from "../model.ts";

/** A cell as it is written, with a point for the decimal mark, and what it means. */
type Cell = readonly [string, number | string | null];

const numbers: fc.Arbitrary<Cell> = fc
  .oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
    fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((value) => value.toFixed(3)),
    fc.double({ min: -1e300, max: 1e300, noNaN: true }).map((value) => value.toExponential(20)),
    fc.integer({ min: -1000, max: 1000 }).map(String),
    fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }).map(String),
    fc.constantFrom(
      "1.",
      ".5",
      "-.5e1",
      "+7",
      "1E5",
      "0e0",
      "-0",
      "007",
      "1e-400",
      "0.1e-5",
      " 3 ",
      "123456789.123456789",
      "9007199254740993",
      "4503599627370497.5",
      "1e23",
      "8.5e22",
    ),
  )
  .map((text) => [text, Number(text)]);
const texts: fc.Arbitrary<Cell> = fc
  .oneof(
    fc.constantFrom(
      "a",
      "é",
      "😀",
      'a"b',
      "x, y",
      "x; y",
      "two\nlines",
      " a ",
      "#1",
      "1a",
      "0x10",
      "1e",
      "--1",
    ),
    fc.string({ minLength: 1, maxLength: 3 }).map((text) => `a${text}`),
  )
  .map((text) => [text.replaceAll(/\r\n?/g, "\n"), text.replaceAll(/\r\n?/g, "\n")]);
const gaps: fc.Arbitrary<Cell> = fc.constantFrom("", "NA", "nan", " ", "null").map((text) => [text, null]);

/** Columns of one kind each: numbers or texts, the first cell one, and gaps. */
const column = fc
  .constantFrom(numbers, texts)
  .chain((cells) =>
    fc.tuple(
      cells,
      fc.array(fc.oneof({ weight: 5, arbitrary: cells }, gaps), { minLength: 30, maxLength: 30 }),
    ),
  );
const table = fc.tuple(fc.array(column, { minLength: 2, maxLength: 5 }), fc.integer({ min: 1, max: 30 }));

it("reads every cell of a CSV file for what it is, however it is written", async () => {
  await fc.assert(
    fc.asyncProperty(
      table,
      fc.record({
        delimiter: fc.constantFrom(",", ";", "\t", "|"),
        newline: fc.constantFrom("\n", "\r\n", "\r"),
        quotes: fc.boolean(),
        comments: fc.constantFrom("", "# made, by; hand\n#\n"),
        mark: fc.constantFrom("", "\ufeff"),
        end: fc.boolean(),
        chunkLength: fc.integer({ min: 1, max: 400 }),
      }),
      async ([columns, rows], { delimiter, newline, quotes, comments, mark, end, chunkLength }) => {
        const cells = columns.map(([first, others]) => [first, ...others].slice(0, rows));
        const comma = delimiter === ";";
        const written = Array.from({ length: rows }, (_, row) =>
          cells.map((column) => {
            const [text, value] = column[row] as Cell;
            return comma && typeof value === "number" ? text.replace(".", ",") : text;
          }),
        );
        // So that the dialect can be told: a header, and a first row with a fraction.
        const names = [...columns.keys(), columns.length].map((index) => `c${index}`);
        const all = [names, ...written.map((row) => [...row, comma ? "0,5" : "0.5"])];
        const body = Papa.unparse(all, { delimiter, newline: newline as "\n", quotes });
        const text = mark + comments.replaceAll("\n", newline) + body + (end ? newline : "");
        const source = await openCsv(fileOf(text, "a.csv", chunkLength), {
          memoryLimit,
          budget: new ColumnBudget(memoryLimit),
          open: noFile,
        });
        expect(source.columns.map(({ name }) => name)).toEqual(names);
        expect(source.rows).toBe(rows);
        const read = await source.read([...columns.keys()]);
        read.forEach(({ values, labels, missing }, index) => {
          const expected = (cells[index] as Cell[]).map(([, value]) => value);
          const numbers = [...values.toArray()];
          const kind = source.columns[index]?.kind;
          if (kind === "date") return;
          expect(kind).toBe(typeof expected[0] === "number" ? "number" : "text");
          expect(numbers.map((value) => (Number.isNaN(value) ? null : (labels?.[value] ?? value)))).toEqual(
            expected,
          );
          expect(missing).toBe(expected.filter((value) => value === null).length);
        });
      },
    ),
    { numRuns: 250 },
  );
}, 30_000);
