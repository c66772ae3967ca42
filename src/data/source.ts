import type { FilePosition } from "../protocol/finding.ts";
import type { JsonPath } from "../protocol/json.ts";
import type { ColumnKind } from "./cells.ts";

export interface SourceColumn {
  readonly name: string;
  readonly kind: ColumnKind;
  /** A number in every row, each greater than the one before. */
  readonly grows: boolean;
}

/** A column that is wanted, by its index. Without `complete` a missing cell is NaN instead of an error. */
export interface Wanted {
  readonly index: number;
  readonly complete: boolean;
}

/** One column's values, a row each: numbers, dates in ms since 1970 (UTC), texts as indices of `labels`. */
export interface ColumnValues {
  readonly values: Float64Array;
  /** Of a text column: the different texts, sorted by code point. */
  readonly labels?: readonly string[];
}

export interface Place {
  readonly path: JsonPath;
  readonly at?: FilePosition;
}

/** Columns of equal length, wherever they come from. */
export interface Source {
  /** The key of the model file that names the source. */
  readonly path: JsonPath;
  readonly rows: number;
  readonly columns: readonly SourceColumn[];
  /** Reads columns whole, in the order wanted; throws a `DataError` at the first cell that does not fit. */
  read(wanted: readonly Wanted[]): Promise<ColumnValues[]>;
  /** Where a person finds a cell; row and column from 0. */
  place(row: number, column: number): Promise<Place>;
}
