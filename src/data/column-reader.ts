import * as l10n from "@vscode/l10n";
import { type ColumnKind, isMissing, readNumber } from "./cells.ts";
import { readDate } from "./dates.ts";
import { DataError } from "./error.ts";
import type { ColumnValues, Place } from "./source.ts";

/** Turns the cells of one column into numbers, row by row. */
export class ColumnReader {
  readonly #values: Float64Array;
  readonly #codes = new Map<string, number>();
  readonly #name: string;
  readonly #kind: ColumnKind;
  readonly #dateReading: number;
  readonly #complete: boolean;

  constructor(
    rows: number,
    column: { name: string; kind: ColumnKind; dateReading: number },
    complete: boolean,
  ) {
    this.#values = new Float64Array(rows);
    this.#name = column.name;
    this.#kind = column.kind;
    this.#dateReading = column.dateReading;
    this.#complete = complete;
  }

  /** Reads the cell of a row; throws a `DataError` at `place` where it does not fit the column. */
  add(row: number, text: string, place: () => Place): void {
    this.#values[row] = this.#read(text, place);
  }

  #read(text: string, place: () => Place): number {
    const value = this.#kind === "number" ? readNumber(text) : undefined;
    if (value !== undefined) {
      if (Number.isFinite(value)) return value;
      throw cellError(
        place(),
        l10n.t('"{0}" in column "{1}" is not a finite number.', shown(text), this.#name),
      );
    }
    if (isMissing(text)) {
      if (!this.#complete) return Number.NaN;
      throw cellError(
        place(),
        l10n.t('The value of column "{0}" is missing. Fill it in, or remove the row.', this.#name),
        true,
      );
    }
    if (this.#kind === "date") return readDate(text.trim(), this.#dateReading);
    if (this.#kind === "text") return this.#code(text);
    throw cellError(place(), l10n.t('"{0}" in column "{1}" is not a number.', shown(text), this.#name));
  }

  #code(text: string): number {
    const known = this.#codes.get(text);
    if (known !== undefined) return known;
    this.#codes.set(text, this.#codes.size);
    return this.#codes.size - 1;
  }

  /** The column, once every row has been added. */
  finish(): ColumnValues {
    if (this.#kind !== "text") return { values: this.#values };
    const labels = [...this.#codes.keys()].sort(byCodePoint);
    const sorted = new Uint32Array(labels.length);
    labels.forEach((label, index) => {
      sorted[this.#codes.get(label) as number] = index;
    });
    for (let row = 0; row < this.#values.length; row++) {
      const code = this.#values[row] as number;
      if (!Number.isNaN(code)) this.#values[row] = sorted[code] as number;
    }
    return { values: this.#values, labels };
  }
}

/** A `DataError` at a cell; in a file, its message names the line. */
export function cellError({ path, at }: Place, message: string, missing = false): DataError {
  const text = at ? l10n.t("{0}, line {1}: {2}", at.file, at.line, message) : message;
  return new DataError(path, text, { ...(at && { at }), rule: missing ? "missing-values" : "invalid" });
}

/** A cell's text, cut to what fits in a message. */
const shown = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);

/** JavaScript itself orders by UTF-16 units, where U+10000 and up come before U+E000. */
function byCodePoint(a: string, b: string): number {
  for (let at = 0; ; at++) {
    const [first, second] = [a.codePointAt(at) ?? -1, b.codePointAt(at) ?? -1];
    if (first !== second) return first - second;
    if (first === -1) return 0;
  }
}
