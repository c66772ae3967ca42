import * as l10n from "@vscode/l10n";
import type { CellFormat } from "../cells.ts";
import { ColumnIntake } from "../column-intake.ts";
import { ColumnReader, cellError, finishReaders } from "../column-reader.ts";
import { DataError } from "../error.ts";
import type { DataFile } from "../files.ts";
import { checkMemory } from "../memory.ts";
import type { ColumnValues, Place, Source, SourceColumn, SourceOptions } from "../source.ts";
import { type JsonCell, type JsonForm, type JsonVisitor, walkJson } from "./json-walk.ts";

const path = ["data", "file"];

interface JsonColumn extends SourceColumn {
  readonly format: CellFormat;
  /** Absent where the cells have to be read again. */
  readonly values?: ColumnValues;
  /** First row whose value is an object or an array. */
  readonly nested?: number;
}

/** A JSON file: an array of objects, a row each, or an object of arrays, a column each. A key that a row lacks is a missing value. */
export const openJson = (file: DataFile, options: SourceOptions): Promise<Source> =>
  open(file, "table", options);

/** A file of JSON objects one after another, a row each. */
export const openJsonLines = (file: DataFile, options: SourceOptions): Promise<Source> =>
  open(file, "lines", options);

async function open(file: DataFile, form: JsonForm, options: SourceOptions): Promise<Source> {
  const { signal, budget } = options;
  const intakes = new Intakes(options);
  const { names, rows } = await walkJson(file, form, intakes, options);
  const columns = intakes.finish(rows);

  const place = async (row: number, column: number): Promise<Place> => {
    let found: number | undefined;
    const visitor: JsonVisitor = {
      row: (at, line) => {
        if (at === row) found = line;
        return at === row;
      },
      cell: (at, atRow, cell) => {
        if (at !== column || atRow !== row) return false;
        found = cell.line;
        return true;
      },
    };
    await walkJson(file, form, visitor, { ...(signal && { signal }) });
    return { path, ...(found !== undefined && { at: { file: file.name, line: found, column: column + 1 } }) };
  };

  const readAgain = async (wanted: readonly number[]): Promise<Map<number, ColumnValues>> => {
    const readers = new Map(
      wanted.map((index) => {
        const { name, format } = columns[index] as JsonColumn;
        return [index, { reader: new ColumnReader(name, format, { budget }), filled: 0 }];
      }),
    );
    const fill = (reader: ColumnReader, from: number, to: number) => {
      for (let row = from; row < to; row++) reader.add("", () => ({ path }));
    };
    const visitor: JsonVisitor = {
      cell: (column, row, cell) => {
        const reading = readers.get(column);
        if (!reading) return;
        fill(reading.reader, reading.filled, row);
        reading.reader.add(cell.kind === "null" ? "" : cell.text, () => ({
          path,
          at: { file: file.name, line: cell.line, column: column + 1 },
        }));
        reading.filled = row + 1;
      },
    };
    const again = await walkJson(file, form, visitor, options);
    if (again.rows !== rows || again.names.join("\0") !== names.join("\0"))
      throw new DataError(path, l10n.t("{0} changed while it was being read. Try again.", file.name));
    const all = [...readers.values()];
    for (const { reader, filled } of all) fill(reader, filled, rows);
    const values = finishReaders(all.map(({ reader }) => reader));
    return new Map(wanted.map((index, at) => [index, values[at] as ColumnValues]));
  };

  const read = async (wanted: readonly number[]): Promise<ColumnValues[]> => {
    for (const index of wanted) {
      const { name, nested } = columns[index] as JsonColumn;
      if (nested === undefined) continue;
      throw cellError(
        await place(nested, index),
        l10n.t(
          'a value of "{0}" is an object or an array, and a cell holds one number or text. Give each part a key of its own, or leave "{0}" out of "inputs" and "targets".',
          name,
        ),
      );
    }
    const rest = wanted.filter((index) => !columns[index]?.values);
    const again = rest.length > 0 ? await readAgain(rest) : undefined;
    return wanted.map((index) => (columns[index]?.values ?? again?.get(index)) as ColumnValues);
  };

  return { path, rows, columns, read, place };
}

interface TakenColumn {
  readonly name: string;
  readonly intake: ColumnIntake;
  /** Rows taken so far. */
  rows: number;
  nested?: number;
}

/** Takes the cells of every column in one pass. */
class Intakes implements JsonVisitor {
  readonly #columns: TakenColumn[] = [];
  readonly #options: SourceOptions;
  #absent = 0;

  constructor(options: SourceOptions) {
    this.#options = options;
  }

  column(_: number, name: string): void {
    const { budget, needed } = this.#options;
    // The others' names are not known yet: this says yes too often, and never no for one that is wanted.
    const wanted = needed?.([name]).has(name) ?? true;
    this.#columns.push({ name, intake: new ColumnIntake({ budget, needed: wanted }), rows: 0 });
  }

  cell(index: number, row: number, cell: JsonCell): undefined {
    const column = this.#columns[index] as TakenColumn;
    if (column.rows < row) this.#lack(column, row);
    column.rows = row + 1;
    const { intake } = column;
    const value = cell.kind === "number" && intake.takesNumbers ? Number(cell.text) : Number.NaN;
    if (Number.isFinite(value)) intake.number(value);
    else if (cell.kind === "null") intake.missing();
    else if (cell.kind !== "nested") intake.cell(cell.text);
    else {
      column.nested ??= row;
      intake.missing();
    }
  }

  #lack(column: TakenColumn, row: number): void {
    this.#absent += row - column.rows;
    // A few bytes may name a column that all rows before lack.
    checkMemory(
      8 * this.#absent,
      this.#options.memoryLimit,
      path,
      l10n.t("The values that rows lack, of {0} columns,", this.#columns.length),
    );
    for (; column.rows < row; column.rows++) column.intake.missing();
  }

  finish(rows: number): readonly JsonColumn[] {
    return this.#columns.map((column): JsonColumn => {
      this.#lack(column, rows);
      const { name, nested } = column;
      const taken = column.intake.finish();
      if (nested === undefined) return { name, kind: taken.format.kind, ...taken };
      return { name, kind: "text", grows: false, format: taken.format, nested };
    });
  }
}
