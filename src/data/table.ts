import type { ModelFile } from "../model/model.ts";
import type { ColumnStatistics } from "../protocol/statistics.ts";
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

/**
 * Writes columns into one row-major table `[rows, Σ widths]`, normalized by the rows marked in `touched`;
 * throws `OverflowAt`.
 */
export function buildTable(
  columns: readonly EncodedColumn[],
  touched: Uint8Array,
  precision: ModelFile["training"]["precision"],
): BuiltTable {
  const rows = touched.length;
  const width = columns.reduce((sum, column) => sum + widthOf(column), 0);
  const size = rows * width;
  const values: FloatArray = precision === "float64" ? new Float64Array(size) : new Float32Array(size);
  const statistics: ColumnStatistics[] = [];
  let from = 0;
  for (const column of columns) {
    const { name, kind, labels, binary } = column;
    if (labels) {
      for (let row = 0; row < rows; row++) {
        const code = column.values[row] as number;
        if (!binary) values[row * width + from + code] = 1;
        else values[row * width + from] = code;
      }
      statistics.push({ name, kind, ...classMoments(column, touched), offset: 0, scale: 1 });
    } else {
      const moments = momentsOf(column.values, touched);
      const scaling = scalingOf(column.normalize, moments);
      writeNumbers(values, width, from, column, scaling);
      statistics.push({ name, kind, ...moments, ...scaling });
    }
    from += widthOf(column);
  }
  return { table: { values, width }, statistics };
}

function writeNumbers(
  values: FloatArray,
  width: number,
  from: number,
  column: EncodedColumn,
  { offset, scale }: Scaling,
): void {
  for (let row = 0; row < column.values.length; row++) {
    const value = column.values[row] as number;
    const at = row * width + from;
    values[at] = (value - offset) / scale;
    if (!Number.isFinite(values[at])) throw new OverflowAt(row, column.index, value);
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
