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
  const copy = slab && new Float32Array(blockRows * width);
  for (let from = 0; from < rows; from += blockRows) {
    const blocks = columns.map(({ values }) => values.block(from));
    writeBlock(copy ? outOfPlace(slab, blocks, from, copy) : blocks, columns, statistics, values, width);
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
function outOfPlace(
  slab: Slab,
  blocks: readonly ColumnBlock[],
  from: number,
  copy: Float32Array,
): readonly ColumnBlock[] {
  copy.set(slab.values.subarray(from * slab.width, (from + blockRows) * slab.width));
  return blocks.map((block, at) =>
    block.values.buffer === slab.values.buffer
      ? { ...block, values: copy.subarray(at * blockRows, at * blockRows + block.values.length) }
      : block,
  );
}

/** Rows written at a time: what they take of the table fits in a processor's cache. */
const tileRows = 512;

function writeBlock(
  blocks: readonly ColumnBlock[],
  columns: readonly EncodedColumn[],
  statistics: readonly ColumnStatistics[],
  values: FloatArray,
  width: number,
): void {
  const { from = 0, values: { length } = [] } = blocks[0] ?? {};
  const widths = columns.map(widthOf);
  for (let start = from; start < from + length; start += tileRows) {
    const end = Math.min(from + length, start + tileRows);
    let to = start * width;
    for (const [at, column] of columns.entries()) {
      const block = blocks[at] as ColumnBlock;
      if (column.labels && !column.binary) writeClasses(values, width, to, exactValues(block, start, end));
      else if (!writeNumbers(values, width, to, block, start, end, statistics[at] as Scaling))
        throw overflowIn(values, width, to, block, start, end, column.index);
      to += widths[at] as number;
    }
  }
}

function writeClasses(values: FloatArray, width: number, to: number, codes: Float64Array): void {
  for (let row = 0; row < codes.length; row++) values[to + row * width + (codes[row] as number)] = 1;
}

/** Writes normalized numbers; false where one of them is then not finite. */
function writeNumbers(
  values: FloatArray,
  width: number,
  to: number,
  block: ColumnBlock,
  start: number,
  end: number,
  scaling: Scaling,
): boolean {
  const { from, base, values: kept } = block;
  // What large data consists of, without a copy.
  if (values instanceof Float32Array && kept instanceof Float32Array)
    return writeSingles(
      values,
      width,
      to,
      kept,
      start - from,
      end - from,
      base - scaling.offset,
      scaling.scale,
    );
  const numbers = exactValues(block, start, end);
  let unfit = 0;
  for (let row = 0, at = to; row < numbers.length; row++, at += width) {
    values[at] = ((numbers[row] as number) - scaling.offset) / scaling.scale;
    const written = values[at] as number;
    unfit += written - written;
  }
  return unfit === 0;
}

function writeSingles(
  values: Float32Array,
  width: number,
  to: number,
  kept: Float32Array,
  start: number,
  end: number,
  shift: number,
  scale: number,
): boolean {
  let unfit = 0;
  for (let row = start, at = to; row < end; row++, at += width) {
    const written = Math.fround(((kept[row] as number) + shift) / scale);
    values[at] = written;
    // 0 for a finite number, NaN for any other.
    unfit += written - written;
  }
  return unfit === 0;
}

/** The first of the rows whose number does not fit. */
function overflowIn(
  values: FloatArray,
  width: number,
  to: number,
  block: ColumnBlock,
  start: number,
  end: number,
  column: number,
): OverflowAt {
  const numbers = exactValues(block, start, end);
  const row = numbers.findIndex((_, at) => !Number.isFinite(values[to + at * width]));
  return new OverflowAt(start + row, column, numbers[row] as number);
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
