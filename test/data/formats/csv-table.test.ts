import fc from "fast-check";
import Papa from "papaparse";
import { expect, it } from "vitest";
import { ColumnBudget } from "../../../src/data/column-budget.ts";
import { DataError } from "../../../src/data/error.ts";
import { openCsv } from "../../../src/data/formats/csv.ts";
import { fileOf, memoryLimit, noFile } from "../model.ts";

/** A cell as it is written, with a point for the decimal mark, and what it means. */
interface Cell {
  readonly text: string;
  readonly kind: "number" | "date" | "boolean" | "text" | "gap";
  readonly value: number;
}

const numbers: fc.Arbitrary<Cell> = fc
  .oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
    // Of these, whose digits do not all fit in a double, most need the slow way.
    fc.integer({ min: 0, max: 2 ** 31 }).map((seed) => String((seed * 1.234567890123457) / 2 ** 20)),
    fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((value) => value.toFixed(3)),
    fc.double({ min: -1e300, max: 1e300, noNaN: true }).map((value) => value.toExponential(20)),
    fc.integer({ min: -1000, max: 1000 }).map(String),
    fc.bigInt({ min: 10n ** 9n, max: 10n ** 25n }).map(String),
    fc.constantFrom(
      ..."1. .5 -.5e1 +7 1E5 0e0 -0 007 1e-400 0.1e-5 9007199254740993 1e23 8.5e22".split(" "),
      " 3 ",
    ),
  )
  .map((text) => ({ text, kind: "number", value: Number(text) }));
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
    fc.string({ minLength: 1, maxLength: 3 }).map((text) => `a${text.replaceAll("\r", "\n")}`),
  )
  .map((text) => ({ text, kind: "text", value: Number.NaN }));
const gaps: fc.Arbitrary<Cell> = fc
  .constantFrom("", "NA", "nan", " ", "null")
  .map((text) => ({ text, kind: "gap", value: Number.NaN }));
const booleans: fc.Arbitrary<Cell> = fc
  .constantFrom("true", "FALSE", " True", "false")
  .map((text) => ({ text, kind: "boolean", value: /true/i.test(text) ? 1 : 0 }));
const dates: fc.Arbitrary<Cell> = fc
  .date({ min: new Date("1900-01-01"), max: new Date("2100-01-01"), noInvalidDate: true })
  .map((date) => ({ text: date.toISOString(), kind: "date", value: date.getTime() }));

const kinds = [numbers, texts, booleans, dates];
/** Columns of one kind and gaps, and a few of any kinds. */
const column = fc
  .oneof({ weight: 3, arbitrary: fc.constantFrom(...kinds) }, fc.constant(fc.oneof(...kinds)))
  .chain((cells) =>
    fc.array(fc.oneof({ weight: 5, arbitrary: cells }, gaps), { minLength: 30, maxLength: 30 }),
  );
const table = fc.tuple(fc.array(column, { minLength: 1, maxLength: 5 }), fc.integer({ min: 1, max: 30 }));

const writing = fc.record({
  delimiter: fc.constantFrom(",", ";", "\t", "|"),
  newline: fc.constantFrom("\n", "\r\n", "\r"),
  quotes: fc.boolean(),
  comments: fc.constantFrom("", "# made, by; hand\n#\n"),
  mark: fc.constantFrom("", "\ufeff"),
  end: fc.boolean(),
  chunkLength: fc.integer({ min: 1, max: 400 }),
});

interface Expected {
  readonly kind: "number" | "date" | "text";
  /** Null where missing; undefined where reading the column is an error. */
  readonly values: readonly (number | string | null)[] | undefined;
}

/** What a column is by the contract of the model file. */
function meaningOf(cells: readonly Cell[]): Expected {
  const present = cells.filter(({ kind }) => kind !== "gap");
  const all = (wanted: string) => present.length > 0 && present.every(({ kind }) => kind === wanted);
  const count = present.filter(({ kind }) => kind === "number").length;
  const valued = cells.map(({ kind, value }) => (kind === "gap" ? null : value));
  if (all("date")) return { kind: "date", values: valued };
  if (all("boolean")) return { kind: "number", values: valued };
  if (2 * count > present.length)
    return { kind: "number", values: count === present.length ? valued : undefined };
  return { kind: "text", values: cells.map(({ kind, text }) => (kind === "gap" ? null : text)) };
}

it("reads every cell of a CSV file for what it is, however it is written", async () => {
  await fc.assert(
    fc.asyncProperty(
      table,
      writing,
      fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
      async ([columns, rows], { delimiter, newline, quotes, comments, mark, end, chunkLength }, needed) => {
        const comma = delimiter === ";";
        const cells = columns.map((column) =>
          column.slice(0, rows).map((cell) => ({
            ...cell,
            text: comma && cell.kind === "number" ? cell.text.replace(".", ",") : cell.text,
          })),
        );
        // So that the dialect can be told: a second column, and a fraction in every row.
        const names = [...columns.keys(), columns.length].map((index) => `c${index}`);
        const lines = Array.from({ length: rows }, (_, row) => [
          ...cells.map((column) => column[row]?.text ?? ""),
          comma ? "0,5" : "0.5",
        ]);
        const body = Papa.unparse([names, ...lines], { delimiter, newline: newline as "\n", quotes });
        const text = mark + comments.replaceAll("\n", newline) + body + (end ? newline : "");
        const source = await openCsv(fileOf(text, "a.csv", chunkLength), {
          memoryLimit,
          budget: new ColumnBudget(memoryLimit),
          needed: (names) => new Set(names.filter((_, index) => needed[index])),
          open: noFile,
        });
        expect(source.columns.map(({ name }) => name)).toEqual(names);
        expect(source.rows).toBe(rows);
        for (const [index, column] of cells.entries()) {
          const { kind, values } = meaningOf(column);
          expect(source.columns[index]?.kind).toBe(kind);
          const reading = source.read([index]);
          if (values === undefined) {
            await expect(reading).rejects.toThrow(DataError);
            continue;
          }
          const [read] = await reading;
          const numbers = [...(read?.values.toArray() ?? [])];
          expect(
            numbers.map((value) => (Number.isNaN(value) ? null : (read?.labels?.[value] ?? value))),
          ).toEqual(values);
          expect(read?.missing).toBe(values.filter((value) => value === null).length);
        }
      },
    ),
    { numRuns: 300 },
  );
}, 30_000);
