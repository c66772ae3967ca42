import type { PreviewColumn } from "../protocol/data-preview.ts";
import type { ColumnStatistics } from "../protocol/statistics.ts";
import type { Table } from "./dataset.ts";
import { countLabels, Spread, StepCounter } from "./histogram.ts";

/** Columns of a table that are shown. */
const mostColumns = 200;
/** Rows looked at at a time: what they take of the table fits in a processor's cache. */
const tileRows = 512;
const dayLength = 86_400_000;

interface PlacedColumn {
  readonly column: ColumnStatistics;
  /** Of its first value in a row. */
  readonly from: number;
  /** Of its own units, or of a millisecond for a date. */
  readonly offset: number;
  readonly scale: number;
}

/** The first columns of a table, whose statistics are given in its order, with how all of their rows are spread. */
export function previewColumns(
  role: PreviewColumn["role"],
  table: Table,
  columns: readonly ColumnStatistics[],
): PreviewColumn[] {
  const placed = placedColumns(columns).slice(0, mostColumns);
  const numbers = placed.filter(({ column }) => !column.labels);
  // Validation and test may lie beyond what training knows.
  const spreads = numbers.map(() => new Spread());
  visit(table, numbers, spreads);
  const counters = spreads.map((spread) => new StepCounter(spread));
  visit(table, numbers, counters);
  const histograms = new Map(numbers.map(({ column }, at) => [column, counters[at]?.finish()]));
  return placed.map(({ column, from, offset, scale }): PreviewColumn => {
    const { name, kind, labels, mean, deviation, min, max, missing } = column;
    const base = { name, role, kind, missing };
    const classes = labels && countLabels(codesOf(table, column, from), labels);
    if (classes) return { ...base, mean, deviation, min, max, offset, scale, labels: classes };
    const unit = unitOf(column);
    const histogram = histograms.get(column);
    return {
      ...base,
      mean: mean * unit,
      deviation: deviation * unit,
      min: min * unit,
      max: max * unit,
      offset,
      scale,
      ...(histogram && { histogram }),
    };
  });
}

const unitOf = ({ kind }: ColumnStatistics): number => (kind === "date" ? dayLength : 1);

function placedColumns(columns: readonly ColumnStatistics[]): PlacedColumn[] {
  let next = 0;
  return columns.map((column) => {
    const { labels, binary, offset, scale } = column;
    const from = next;
    next += labels && !binary ? labels.length : 1;
    const unit = unitOf(column);
    return { column, from, offset: offset * unit, scale: scale * unit };
  });
}

/** Hands every value of the columns, in their own units, to the visitor of the same index. */
function visit(
  { values, width }: Table,
  columns: readonly PlacedColumn[],
  visitors: readonly { add(value: number): void }[],
): void {
  const tile = tileRows * width;
  for (let start = 0; start < values.length; start += tile) {
    const end = Math.min(values.length, start + tile);
    columns.forEach(({ from, offset, scale }, index) => {
      const visitor = visitors[index];
      if (!visitor) return;
      for (let at = start + from; at < end; at += width) visitor.add((values[at] as number) * scale + offset);
    });
  }
}

/** Of each row, the index of its label. */
function codesOf({ values, width }: Table, { labels = [], binary }: ColumnStatistics, from: number) {
  return (visit: (code: number) => void): void => {
    for (let row = from; row < values.length; row += width) {
      let code = 0;
      if (binary) code = values[row] as number;
      else while (code < labels.length && values[row + code] !== 1) code++;
      visit(code);
    }
  };
}
