import type { FilePosition } from "../protocol/finding.ts";
import type { JsonPath } from "../protocol/json.ts";
import type { ColumnKind } from "./cells.ts";
import type { Column } from "./column.ts";
import type { ColumnBudget } from "./column-budget.ts";
import type { OpenFiles } from "./files.ts";

export interface SourceColumn {
  readonly name: string;
  readonly kind: ColumnKind;
  /** A number in every row, each greater than the one before. */
  readonly grows: boolean;
}

/** One column's values, a row each: numbers, dates in ms since 1970 (UTC), texts as indices of `labels`; NaN where missing. */
export interface ColumnValues {
  readonly values: Column;
  /** Of a text column: the different texts, sorted by code point. */
  readonly labels?: readonly string[];
  /** Rows without a value. */
  readonly missing: number;
}

export interface Place {
  readonly path: JsonPath;
  readonly at?: FilePosition;
  /** The line is the number of the row, from 1: the file has no lines. */
  readonly isRow?: boolean;
}

/** Columns of equal length, wherever they come from. */
export interface Source {
  /** The key of the model file that names the source. */
  readonly path: JsonPath;
  readonly rows: number;
  readonly columns: readonly SourceColumn[];
  /** Where the columns are the pixels of images, row by row: `[height, width]` or `[height, width, channels]`. */
  readonly imageShape?: readonly number[];
  /** Columns by their indices, whole, in the order wanted; throws a `DataError` where cells do not fit, for several columns `DataErrors`. */
  read(wanted: readonly number[]): Promise<ColumnValues[]>;
  /** Where a person finds a cell; row and column from 0. */
  place(row: number, column: number): Promise<Place>;
}

/** What a reader of files needs besides the file. */
export interface SourceOptions {
  /** Bytes that anything may take beside the columns, such as a file unpacked. */
  readonly memoryLimit: number;
  /** For the columns. */
  readonly budget: ColumnBudget;
  /** Of these columns' names, those that are wanted for certain; others are kept only where they may serve. Absent: all are. */
  readonly needed?: (names: readonly string[]) => ReadonlySet<string>;
  /** Of these columns' names, those of the inputs in their order, though dates among them may prove to be none. */
  readonly inputs?: (names: readonly string[]) => readonly string[];
  /** Opens other files that belong to it. */
  readonly open: OpenFiles;
  readonly signal?: AbortSignal;
  /** Told how many bytes of the file are read, of how many. */
  readonly onProgress?: (bytes: number, total: number) => void;
}
