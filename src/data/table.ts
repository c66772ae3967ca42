import type { ModelFile } from "../model/model.ts";
import type { ColumnStatistics } from "../protocol/statistics.ts";
import type { Column } from "./column.ts";
import { blockRows, type ColumnBlock, exactValues } from "./column-block.ts";
import type { FloatArray, Table, VectorElement } from "./dataset.ts";
import { type EncodedColumn, widthOf } from "./encoding.ts";
import { momentsOf, type Scaling, scalingOf } from "./normalization.ts";
import type { Slab } from "./slab.ts";

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
  const slab = keep.size === 0 && precision === "float32" ? commonSlab(columns, size) : undefined;
  const values: FloatArray =
    slab?.values.subarray(0, size) ??
    (precision === "float64" ? new Float64Array(size) : new Float32Array(size));
  const statistics = columns.map((column): ColumnStatistics => {
    const { name, kind, labels, binary, missing } = column;
    const moments = labels ? classMoments(column, touched) : momentsOf(column.values, touched);
    const base = { name, kind, missing, ...moments };
    if (labels) return { ...base, labels, ...(binary && { binary }), offset: 0, scale: 1 };
    return { ...base, ...scalingOf(column.normalize, moments) };
  });
  for (let from = 0; from < rows; from += blockRows) {
    const blocks = columns.map(({ values }) => values.block(from));
    writeBlock(slab ? outOfPlace(slab, blocks, from) : blocks, columns, statistics, values, width);
    for (const column of columns) if (!keep.has(column.values)) column.values.release(from);
  }
  return { table: { values, width }, statistics };
}

/** The slab that the columns fill, one beside the other, and that has room for the table. */
function commonSlab(columns: readonly EncodedColumn[], size: number): Slab | undefined {
  const slab = columns[0]?.values.slab?.slab;
  if (!slab || slab.width !== columns.length || slab.values.length < size) return undefined;
  const inPlace = columns.every(
    ({ labels, values }, at) => !labels && values.slab?.slab === slab && values.slab.column === at,
  );
  return inPlace ? slab : undefined;
}

/** The blocks with a copy of what lies in the slab, where the table is to be written. */
function outOfPlace(slab: Slab, blocks: readonly ColumnBlock[], from: number): readonly ColumnBlock[] {
  const copy = slab.values.slice(from * slab.width, (from + blockRows) * slab.width);
  return blocks.map((block, at) =>
    block.values.buffer === slab.values.buffer
      ? { ...block, values: copy.subarray(at * blockRows, at * blockRows + block.values.length) }
      : block,
  );
}

/** Rows written at a time: what they take of the table fits in a processor's nearest cache. */
const tileRows = 64;

function writeBlock(
  blocks: readonly ColumnBlock[],
  columns: readonly EncodedColumn[],
  statistics: readonly ColumnStatistics[],
  values: FloatArray,
  width: number,
): void {
  const { from = 0, values: { length } = [] } = blocks[0] ?? {};
  for (let start = from; start < from + length; start += tileRows) {
    const end = Math.min(from + length, start + tileRows);
    let to = start * width;
    columns.forEach((column, at) => {
      const numbers = exactValues(blocks[at] as ColumnBlock, start, end);
      if (column.labels && !column.binary) writeClasses(values, width, to, numbers);
      else {
        const wrong = writeNumbers(values, width, to, numbers, statistics[at] as Scaling);
        if (wrong !== -1) throw new OverflowAt(start + wrong, column.index, numbers[wrong] as number);
      }
      to += widthOf(column);
    });
  }
}

function writeClasses(values: FloatArray, width: number, to: number, codes: Float64Array): void {
  for (let row = 0; row < codes.length; row++) values[to + row * width + (codes[row] as number)] = 1;
}

/** Writes normalized numbers; gives the first row whose number is then not finite, or −1. */
function writeNumbers(
  values: FloatArray,
  width: number,
  to: number,
  numbers: Float64Array,
  { offset, scale }: Scaling,
): number {
  let wrong = -1;
  for (let row = 0, at = to; row < numbers.length; row++, at += width) {
    const value = ((numbers[row] as number) - offset) / scale;
    values[at] = value;
    const written = values[at] as number;
    if (written - written !== 0 && wrong === -1) wrong = row;
  }
  return wrong;
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
