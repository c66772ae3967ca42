import * as l10n from "@vscode/l10n";
import { ColumnScan } from "./cells.ts";
import { ColumnReader } from "./column-reader.ts";
import { DataError } from "./error.ts";
import type { Source } from "./source.ts";

const path = ["data", "values"];

/** Columns that stand in the model file; throws a `DataError` where their lengths differ. */
export function openValues(values: ReadonlyMap<string, readonly (number | string | null)[]>): Source {
  const entries = [...values].map(([name, cells]) => ({
    name,
    cells: cells.map((cell) => String(cell ?? "")),
  }));
  const rows = entries[0]?.cells.length ?? 0;
  const columns = entries.map(({ name, cells }) => {
    if (cells.length !== rows)
      throw new DataError(
        [...path, name],
        l10n.t(
          'Column "{0}" has {1} values and column "{2}" has {3}. All columns need the same number.',
          name,
          cells.length,
          entries[0]?.name ?? "",
          rows,
        ),
      );
    const scan = new ColumnScan();
    for (const cell of cells) scan.add(cell);
    return { name, cells, kind: scan.kind, grows: scan.grows, dateReading: scan.dateReading };
  });
  const placeOf = (row: number, column: number) => ({ path: [...path, columns[column]?.name ?? "", row] });
  return {
    path,
    rows,
    columns,
    read: async (wanted) =>
      wanted.map(({ index, complete }) => {
        const column = columns[index] as (typeof columns)[number];
        const reader = new ColumnReader(rows, column, complete);
        column.cells.forEach((cell, row) => {
          reader.add(row, cell, () => placeOf(row, index));
        });
        return reader.finish();
      }),
    place: async (row, column) => placeOf(row, column),
  };
}
