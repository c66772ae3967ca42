import * as l10n from "@vscode/l10n";
import { ColumnIntake } from "./column-intake.ts";
import { ColumnReader } from "./column-reader.ts";
import { DataError } from "./error.ts";
import type { ColumnValues, Source, SourceOptions } from "./source.ts";

const path = ["data", "values"];

/** Columns that stand in the model file; throws a `DataError` where their lengths differ. */
export function openValues(
  values: ReadonlyMap<string, readonly (number | string | null)[]>,
  { budget }: Pick<SourceOptions, "budget">,
): Source {
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
    const intake = new ColumnIntake({ budget, needed: true });
    for (const cell of cells) intake.cell(cell);
    const { format, grows, values: taken } = intake.finish();
    return { name, cells, kind: format.kind, grows, format, taken };
  });
  const placeOf = (row: number, column: number) => ({ path: [...path, columns[column]?.name ?? "", row] });
  const read = (index: number): ColumnValues => {
    const { name, cells, format, taken } = columns[index] as (typeof columns)[number];
    if (taken) return taken;
    const reader = new ColumnReader(name, format, { budget });
    cells.forEach((cell, row) => {
      reader.add(cell, () => placeOf(row, index));
    });
    return reader.finish();
  };
  return {
    path,
    rows,
    columns,
    read: async (wanted) => wanted.map(read),
    place: async (row, column) => placeOf(row, column),
  };
}
