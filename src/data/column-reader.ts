import * as l10n from "@vscode/l10n";
import type { Fix, RuleName } from "../protocol/finding.ts";
import { type CellFormat, isMissing, readBoolean, readNumber } from "./cells.ts";
import { ColumnWriter } from "./column.ts";
import type { ColumnBudget } from "./column-budget.ts";
import { readDate } from "./dates.ts";
import { DataError, DataErrors } from "./error.ts";
import { LabelCodes, mostLabels, sortLabels } from "./labels.ts";
import type { ColumnValues, Place } from "./source.ts";

/** What often stands for a missing value, and is a text all the same. */
const gap = /^\s*(?:[?*.–—-]+|#n\/?a|<na>|none|missing|unknown)\s*$/i;
/** Wrong cells whose places are told. */
const mostPlaces = 10;

export interface ReaderOptions {
  readonly budget: ColumnBudget;
  readonly decimalComma?: boolean;
}

/** Turns the cells of one column, of which it is known how they are read, into numbers, row by row. */
export class ColumnReader {
  readonly #writer: ColumnWriter;
  readonly #labels = new LabelCodes();
  readonly #name: string;
  readonly #format: CellFormat;
  readonly #decimalComma: boolean;
  readonly #wrong: WrongCells;
  #missing = 0;
  #row = 0;

  constructor(name: string, format: CellFormat, { budget, decimalComma = false }: ReaderOptions) {
    this.#writer = new ColumnWriter(budget);
    this.#name = name;
    this.#format = format;
    this.#decimalComma = decimalComma;
    this.#wrong = new WrongCells(name, decimalComma);
  }

  /** Reads the next cell, which stands at `place`. */
  add(text: string, place: () => Place): void {
    this.#writer.push(this.#read(text, place));
    this.#row++;
  }

  #read(text: string, place: () => Place): number {
    const { kind, boolean, dateReading } = this.#format;
    const value = kind === "number" && !boolean ? readNumber(text, this.#decimalComma) : undefined;
    if (value !== undefined) {
      if (Number.isFinite(value)) return value;
      return this.#wrong.add(text, place, this.#row, true);
    }
    if (isMissing(text)) {
      this.#missing++;
      return Number.NaN;
    }
    if (kind === "date") return readDate(text.trim(), dateReading);
    if (kind === "text") return this.#code(text, place);
    const truth = boolean ? readBoolean(text) : undefined;
    if (truth !== undefined) return truth;
    return this.#wrong.add(text, place, this.#row, false);
  }

  #code(text: string, place: () => Place): number {
    const code = this.#labels.code(text);
    if (code !== undefined) return code;
    throw cellError(
      place(),
      l10n.t(
        'column "{0}" has more than {1} different texts, too many to be one-hot. Leave it out of "inputs" and "targets".',
        this.#name,
        mostLabels,
      ),
    );
  }

  /** The column, once every row has been added; throws a `DataError` where cells did not fit it. */
  finish(): ColumnValues {
    this.#wrong.check();
    const values = this.#writer.finish();
    const missing = this.#missing;
    if (this.#format.kind !== "text") return { values, missing };
    const { labels, order } = sortLabels(this.#labels.texts);
    return {
      values: values.map((code) => (Number.isNaN(code) ? code : (order[code] as number))),
      labels,
      missing,
    };
  }
}

/** The columns of several readers; throws a `DataError` where cells did not fit one of them, several as `DataErrors`. */
export function finishReaders(readers: readonly ColumnReader[]): ColumnValues[] {
  const errors: DataError[] = [];
  const columns = readers.flatMap((reader) => {
    try {
      return [reader.finish()];
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      errors.push(error);
      return [];
    }
  });
  const [first, ...others] = errors;
  if (first) throw others.length > 0 ? new DataErrors(errors) : first;
  return columns;
}

/** The cells of a column of numbers that hold none: how many they are, and where the first ten stand. */
export class WrongCells {
  readonly #column: string;
  readonly #decimalComma: boolean;
  readonly #places: Place[] = [];
  readonly #rows: number[] = [];
  #text = "";
  #infinite = false;
  #count = 0;

  constructor(column: string, decimalComma = false) {
    this.#column = column;
    this.#decimalComma = decimalComma;
  }

  /** A cell that is no number, or with `infinite` one that no network can take; what is kept for it. */
  add(text: string, place: () => Place, row: number, infinite: boolean): number {
    if (this.#count === 0) {
      this.#text = text;
      this.#infinite = infinite;
    }
    if (this.#places.length < mostPlaces) {
      this.#places.push(place());
      this.#rows.push(row);
    }
    this.#count++;
    return Number.NaN;
  }

  #advice(): string {
    const correct = l10n.t('Correct it, or leave the column out of "inputs" and "targets".');
    if (gap.test(this.#text)) return l10n.t("Where a value is missing, leave the cell empty.");
    if (this.#infinite) return correct;
    if (this.#decimalComma && readNumber(this.#text) !== undefined)
      return l10n.t("Numbers are written with a comma in this file, as 1,5.");
    if (!this.#decimalComma && readNumber(this.#text, true) !== undefined)
      return l10n.t("Write numbers with a point, as 1.5.");
    return correct;
  }

  check(): void {
    const [first] = this.#places;
    if (!first) return;
    const told = this.#infinite
      ? l10n.t('"{0}" in column "{1}" is not a finite number.', shown(this.#text), this.#column)
      : l10n.t('"{0}" in column "{1}" is not a number.', shown(this.#text), this.#column);
    const more = this.#count > mostPlaces ? ", …" : "";
    const numbers = this.#places.map(({ at }, index) => at?.line ?? (this.#rows[index] as number) + 1);
    const listed = numbers.join(", ") + more;
    const count =
      first.at && !first.isRow
        ? l10n.t("{0} cells of the column are wrong, in the lines {1}.", this.#count, listed)
        : l10n.t("{0} cells of the column are wrong, in the rows {1}.", this.#count, listed);
    throw cellError(first, [told, ...(this.#count > 1 ? [count] : []), this.#advice()].join(" "));
  }
}

/** A `DataError` at a cell; in a file, its message names the line or the row. */
export function cellError(
  { path, at, isRow }: Place,
  message: string,
  options: { rule?: RuleName; fixes?: readonly Fix[] } = {},
): DataError {
  if (!at) return new DataError(path, message, options);
  const text = isRow
    ? l10n.t("{0}, row {1}: {2}", at.file, at.line, message)
    : l10n.t("{0}, line {1}: {2}", at.file, at.line, message);
  return new DataError(path, text, { at, ...options });
}

/** A cell's text, cut to what fits in a message. */
const shown = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);
