import * as l10n from "@vscode/l10n";
import type { Fix, RuleName } from "../protocol/finding.ts";
import { type CellFormat, isMissing, readBoolean, readNumber } from "./cells.ts";
import { ColumnWriter } from "./column.ts";
import type { ColumnBudget } from "./column-budget.ts";
import { readDate } from "./dates.ts";
import { DataError } from "./error.ts";
import { LabelCodes, mostLabels, sortLabels } from "./labels.ts";
import type { ColumnValues, Place } from "./source.ts";

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
  #missing = 0;

  constructor(name: string, format: CellFormat, { budget, decimalComma = false }: ReaderOptions) {
    this.#writer = new ColumnWriter(budget);
    this.#name = name;
    this.#format = format;
    this.#decimalComma = decimalComma;
  }

  /** Reads the next cell; throws a `DataError` at `place` where it does not fit the column. */
  add(text: string, place: () => Place): void {
    this.#writer.push(this.#read(text, place));
  }

  #read(text: string, place: () => Place): number {
    const { kind, boolean, dateReading } = this.#format;
    const value = kind === "number" && !boolean ? readNumber(text, this.#decimalComma) : undefined;
    if (value !== undefined) {
      if (Number.isFinite(value)) return value;
      throw cellError(
        place(),
        l10n.t('"{0}" in column "{1}" is not a finite number.', shown(text), this.#name),
      );
    }
    if (isMissing(text)) {
      this.#missing++;
      return Number.NaN;
    }
    if (kind === "date") return readDate(text.trim(), dateReading);
    if (kind === "text") return this.#code(text, place);
    const truth = boolean ? readBoolean(text) : undefined;
    if (truth !== undefined) return truth;
    throw cellError(place(), l10n.t('"{0}" in column "{1}" is not a number.', shown(text), this.#name));
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

  /** The column, once every row has been added. */
  finish(): ColumnValues {
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

/** A `DataError` at a cell; in a file, its message names the line. */
export function cellError(
  { path, at }: Place,
  message: string,
  options: { rule?: RuleName; fixes?: readonly Fix[] } = {},
): DataError {
  const text = at ? l10n.t("{0}, line {1}: {2}", at.file, at.line, message) : message;
  return new DataError(path, text, { ...(at && { at }), ...options });
}

/** A cell's text, cut to what fits in a message. */
const shown = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);
