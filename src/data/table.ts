import type { ModelFile } from "../model/model.ts";
import type { ColumnStatistics } from "../protocol/statistics.ts";
import { blockRows, type Column, type ColumnBlock } from "./column.ts";
import type { FloatArray, Table, VectorElement } from "./dataset.ts";
import { type EncodedColumn, widthOf } from "./encoding.ts";
import { momentsOf, type Scaling, scalingOf } from "./normalization.ts";

/** A value that left the range of the precision it is kept in. */
export class OverflowAt extends Error {
  readonly row: number;
  /** Index in the source. */
  readonly column: number;
  readonly value: number;

  constructor(row: number, column: number, value: number) {
    super();
    this.row = row;
    this.column = column;
    this.value = value;
  }
}

export interface BuiltTable {
  readonly table: Table;
  /** One per column, in order. */
  readonly statistics: readonly ColumnStatistics[];
}

/** Rows written at a time: what they take of the table fits in a processor's cache. */
const tileRows = 512;

/**
 * Writes columns into one row-major table `[rows, Σ widths]`, normalized by the rows marked in `touched`; throws
 * `OverflowAt`. Columns that are not to be kept give up their memory as it is done.
 */
export function buildTable(
  columns: readonly EncodedColumn[],
  touched: Uint8Array,
  precision: ModelFile["training"]["precision"],
  keep: ReadonlySet<Column>,
): BuiltTable {
  const rows = touched.length;
  const width = columns.reduce((sum, column) => sum + widthOf(column), 0);
  const size = rows * width;
  const values: FloatArray = precision === "float64" ? new Float64Array(size) : new Float32Array(size);
  const statistics = columns.map((column): ColumnStatistics => {
    const { name, kind, labels, binary, missing } = column;
    const moments = labels ? classMoments(column, touched) : momentsOf(column.values, touched);
    const base = { name, kind, missing, ...moments };
    if (labels) return { ...base, labels, ...(binary && { binary }), offset: 0, scale: 1 };
    return { ...base, ...scalingOf(column.normalize, moments) };
  });
  for (let start = 0; start < rows; start += tileRows) {
    const end = Math.min(rows, start + tileRows);
    let to = 0;
    columns.forEach((column, at) => {
      const { labels, binary, values: numbers } = column;
      const block = numbers.block(start);
      if (labels && !binary) writeClasses(values, width, to, block, start, end);
      else writeNumbers(values, width, to, block, start, end, column.index, statistics[at] as Scaling);
      to += widthOf(column);
      if ((end % blockRows === 0 || end === rows) && !keep.has(numbers)) numbers.release(start);
    });
  }
  return { table: { values, width }, statistics };
}

function writeClasses(
  values: FloatArray,
  width: number,
  to: number,
  { from, base, values: codes }: ColumnBlock,
  start: number,
  end: number,
): void {
  for (let row = start; row < end; row++) values[row * width + to + base + (codes[row - from] as number)] = 1;
}

function writeNumbers(
  values: FloatArray,
  width: number,
  to: number,
  { from, base, values: numbers }: ColumnBlock,
  start: number,
  end: number,
  column: number,
  { offset, scale }: Scaling,
): void {
  for (let row = start; row < end; row++) {
    const value = base + (numbers[row - from] as number);
    const at = row * width + to;
    values[at] = (value - offset) / scale;
    if (!Number.isFinite(values[at])) throw new OverflowAt(row, column, value);
  }
}

/** Of all zeros and ones that stand for the class. */
function classMoments(column: EncodedColumn, touched: Uint8Array) {
  const mean = column.binary ? momentsOf(column.values, touched).mean : 1 / (column.labels?.length ?? 1);
  return { mean, deviation: Math.sqrt(mean * (1 - mean)), min: 0, max: 1 };
}

/**
 * Names and units of a vector's elements: `steps` rows of the table, the first at `firstStep` relative to the
 * first predicted row; without steps, one row whose elements bear no step. The elements of a lone class
 * `target` are named by their label alone.
 */
export function vectorElements(
  columns: readonly EncodedColumn[],
  statistics: readonly ColumnStatistics[],
  steps: { readonly first: number; readonly count: number } | undefined,
  target: boolean,
): VectorElement[] {
  const lone = target && columns.length === 1;
  const elements: VectorElement[] = [];
  for (let step = 0; step < (steps?.count ?? 1); step++) {
    const relative = (steps?.first ?? 0) + step;
    const suffix = steps ? `[${relative < 0 ? "" : "+"}${relative}]` : "";
    columns.forEach(({ name, labels, binary }, at) => {
      const { offset = 0, scale = 1 } = statistics[at] ?? {};
      const shown = binary ? labels?.slice(-1) : labels;
      if (!shown || (binary && !lone)) elements.push({ name: name + suffix, offset, scale });
      else if (lone && (steps?.count ?? 1) === 1)
        for (const label of shown) elements.push({ name: String(label), offset, scale });
      else for (const label of shown) elements.push({ name: `${name}=${label}${suffix}`, offset, scale });
    });
  }
  return elements;
}
