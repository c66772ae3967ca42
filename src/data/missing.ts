import * as l10n from "@vscode/l10n";
import type { ModelFile } from "../model/model.ts";
import type { Fix } from "../protocol/finding.ts";
import { type Column, ColumnWriter } from "./column.ts";
import type { ColumnBudget } from "./column-budget.ts";
import { cellError } from "./column-reader.ts";
import type { ReadColumn } from "./encoding.ts";
import { DataError } from "./error.ts";
import { momentsOf } from "./normalization.ts";
import type { Source } from "./source.ts";

type Missing = ModelFile["data"]["missing"];

const path = ["data", "missing"];
const set = (value: Missing, preferred: boolean): Fix => ({
  title: l10n.t('Set missing to "{0}"', value),
  preferred,
  edits: [{ path, value }],
});

/** Throws a `DataError` at the first missing value of the columns, with how many there are. */
export async function refuseMissing(
  source: Source,
  columns: readonly ReadColumn[],
  windowed: boolean,
): Promise<void> {
  const gaps = columns
    .filter(({ missing }) => missing > 0)
    .map((column) => ({ ...column, row: column.values.findIndex(Number.isNaN) }))
    .sort((a, b) => a.row - b.row || a.index - b.index);
  const [first] = gaps;
  if (!first) return;
  const counts = gaps
    .slice(0, 10)
    .map(({ column, missing }) => `${column.name}: ${missing}`)
    .join(", ");
  const fillable = gaps.every(({ labels }) => !labels);
  const fixes = windowed
    ? [...(fillable ? [set("interpolate", true)] : []), set("drop", !fillable)]
    : [set("drop", true), ...(fillable ? [set("mean", false)] : [])];
  throw cellError(
    await source.place(first.row, first.index),
    l10n.t(
      'the value of column "{0}" is missing, and of {1} rows not every value is there ({2}). Fill them in, or say with "missing" what to do: {3}.',
      first.column.name,
      source.rows,
      counts,
      fillable ? '"drop", "mean", "interpolate"' : '"drop"',
    ),
    { rule: "missing-values", fixes },
  );
}

/** The rows in which every one of the columns has a value; undefined where that is all of them. */
export function completeRows(columns: readonly ReadColumn[], rows: number): Uint32Array | undefined {
  const incomplete = columns.filter(({ missing }) => missing > 0);
  if (incomplete.length === 0) return undefined;
  const gap = new Uint8Array(rows);
  let complete = rows;
  for (const { values } of incomplete)
    values.forEach((value, row) => {
      if (!Number.isNaN(value) || gap[row] === 1) return;
      gap[row] = 1;
      complete--;
    });
  const kept = new Uint32Array(complete);
  let at = 0;
  for (let row = 0; row < rows; row++) if (gap[row] === 0) kept[at++] = row;
  return kept;
}

/** The column's values in these rows alone. */
export function keepRows(column: ReadColumn, rows: Uint32Array, budget: ColumnBudget): ReadColumn {
  const writer = new ColumnWriter(budget);
  for (const row of rows) writer.push(column.values.get(row));
  return { ...column, values: writer.finish() };
}

/**
 * Fills a column's gaps: with its mean over the rows marked in `touched`, or on the straight line between the
 * values before and after; those at the ends with the nearest value. Throws a `DataError` where it is text, or
 * there is nothing to fill from.
 */
export function fillMissing(
  column: ReadColumn,
  method: "mean" | "interpolate",
  touched: Uint8Array,
  budget: ColumnBudget,
): ReadColumn {
  if (column.missing === 0) return column;
  if (column.missing === column.values.length) throw nothing(column.column.name);
  if (column.labels)
    throw new DataError(
      path,
      l10n.t(
        'Column "{0}" is text and lacks {1} of its values, for which there is no number between. Set missing to "drop", or fill them in.',
        column.column.name,
        column.missing,
      ),
      { fixes: [set("drop", true)] },
    );
  const values = method === "mean" ? withMean(column, touched, budget) : interpolated(column, budget);
  return { ...column, values };
}

function withMean({ values, column }: ReadColumn, touched: Uint8Array, budget: ColumnBudget): Column {
  const present = touched.slice();
  values.forEach((value, row) => {
    if (Number.isNaN(value)) present[row] = 0;
  });
  if (!present.includes(1)) throw nothing(column.name);
  const { mean } = momentsOf(values, present);
  return values.map((value) => (Number.isNaN(value) ? mean : value), budget);
}

function interpolated({ values, column }: ReadColumn, budget: ColumnBudget): Column {
  const writer = new ColumnWriter(budget);
  let before: number | undefined;
  let gap = 0;
  values.forEach((value) => {
    if (Number.isNaN(value)) {
      gap++;
      return;
    }
    const first = before ?? value;
    for (let step = 1; step <= gap; step++) writer.push(first + ((value - first) * step) / (gap + 1));
    writer.push(value);
    gap = 0;
    before = value;
  });
  if (before === undefined) throw nothing(column.name);
  for (; gap > 0; gap--) writer.push(before);
  return writer.finish();
}

const nothing = (name: string): DataError =>
  new DataError(
    path,
    l10n.t('Column "{0}" has no value to fill its gaps from. Leave it out of "inputs" and "targets".', name),
  );
