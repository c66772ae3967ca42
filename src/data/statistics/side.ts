import type { ColumnStatistics } from "../../protocol/statistics.ts";
import type { Table } from "../dataset.ts";
import { type EncodedColumn, widthOf } from "../encoding.ts";

/** The inputs or the targets of a data set as the network sees them; the columns' own values may be gone. */
export interface Side {
  readonly columns: readonly EncodedColumn[];
  readonly table: Table;
  readonly statistics: readonly ColumnStatistics[];
}

/** One column of a table: where it begins in a row, how wide it is, and what was done to its values. */
export interface TableColumn {
  readonly table: Table;
  readonly from: number;
  readonly width: number;
  readonly name: string;
  /** Index in the source. */
  readonly index: number;
  readonly isClass: boolean;
  readonly statistics: ColumnStatistics;
}

export function tableColumns({ columns, table, statistics }: Side): TableColumn[] {
  let from = 0;
  return columns.map((column, at) => {
    const width = widthOf(column);
    const placed = {
      table,
      from,
      width,
      name: column.name,
      index: column.index,
      isClass: column.labels !== undefined,
      statistics: statistics[at] as ColumnStatistics,
    };
    from += width;
    return placed;
  });
}

export const rowsOf = ({ table }: Side): number =>
  table.width === 0 ? 0 : table.values.length / table.width;

/** A column's value in a row as one number: of a class the index of its label, else the network's. */
export function valueAt({ table, from, width }: TableColumn, row: number): number {
  const at = row * table.width + from;
  if (width === 1) return table.values[at] as number;
  for (let code = 0; code < width; code++) if (table.values[at + code] === 1) return code;
  return -1;
}
