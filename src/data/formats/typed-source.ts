import * as l10n from "@vscode/l10n";
import type { CellFormat } from "../cells.ts";
import { blockRows } from "../column-block.ts";
import type { TakenColumn } from "../column-intake.ts";
import { DataError } from "../error.ts";
import type { DataFile } from "../files.ts";
import { Slab } from "../slab.ts";
import type { ColumnValues, Place, Source, SourceOptions } from "../source.ts";
import {
  type ColumnTaker,
  type Intake,
  intakeOf,
  type StrictTaker,
  strictTakerOf,
  type TypedColumn,
} from "./typed-column.ts";

const path = ["data", "file"];
/** Of a column that cannot be used. */
const unknownFormat: CellFormat = { kind: "text", boolean: false, dateReading: 0 };

export type Refuse = (column: number, reason: DataError) => void;

/** A file that says itself what its columns are. */
export interface TypedFile {
  readonly file: DataFile;
  readonly rows: number;
  readonly columns: readonly TypedColumn[];
  readonly imageShape?: readonly number[];
  /**
   * Hands every cell of the columns that have a taker to it; throws a `DataError` where the file is damaged. Damage that
   * only concerns one column is handed to `refuse`, where there is one, and that column gets no more cells.
   */
  scan(takers: readonly (ColumnTaker | undefined)[], refuse?: Refuse): Promise<void>;
}

/**
 * The columns of such a file, read in one pass. Texts are cells as in a CSV file: dates and numbers among them are
 * found. A cell that does not fit is told once its column is wanted, by a second pass.
 */
export async function openTyped(typed: TypedFile, options: SourceOptions): Promise<Source> {
  const { file, rows, columns, imageShape } = typed;
  checkNames(file.name, columns);
  const { budget } = options;
  const needed = options.needed?.(columns.map(({ name }) => name));
  const refusals = columns.map(({ refusal }) => refusal);
  const intakes = columns.map((column) =>
    column.refusal ? undefined : intakeOf(column, needed === undefined || needed.has(column.name), budget),
  );
  layOut(typed, intakes, options);
  await typed.scan(intakes, (column, reason) => {
    refusals[column] = reason;
    intakes[column] = undefined;
  });
  const taken = intakes.map(
    (intake): TakenColumn => intake?.finish() ?? { format: unknownFormat, grows: false },
  );

  const placeOf = (row: number, column: number): Place => ({
    path,
    at: { file: file.name, line: row + 1, column: column + 1 },
    isRow: true,
  });
  const read = async (wanted: readonly number[]): Promise<ColumnValues[]> => {
    const strict = new Map<number, StrictTaker>();
    for (const index of wanted) {
      const [column, { format, values }] = [columns[index] as TypedColumn, taken[index] as TakenColumn];
      const refusal = refusals[index];
      if (refusal) throw refusal;
      const place = (row: number) => placeOf(row, index);
      if (!values) strict.set(index, strictTakerOf(column, format, budget, place));
    }
    if (strict.size > 0) await typed.scan(columns.map((_, index) => strict.get(index)));
    return wanted.map((index) => taken[index]?.values ?? (strict.get(index) as StrictTaker).finish());
  };
  return {
    path,
    rows,
    columns: columns.map(({ name }, index) => {
      const { format, grows } = taken[index] as TakenColumn;
      return { name, kind: format.kind, grows };
    }),
    ...(imageShape && { imageShape }),
    read,
    place: async (row, column) => placeOf(row, column),
  };
}

/** Keeps the inputs of a large file that are numbers in one slab, where their table can be built. */
function layOut(
  { rows, columns }: TypedFile,
  intakes: readonly (Intake | undefined)[],
  { budget, inputs, memoryLimit }: SourceOptions,
): void {
  const names = columns.map(({ name }) => name);
  const indices = (inputs?.(names) ?? []).map((name) => names.indexOf(name));
  const numbers = indices.filter((index) => columns[index]?.kind === "number");
  const isLarge = budget.isLargeWith(rows * numbers.length * Float64Array.BYTES_PER_ELEMENT);
  // What a file claims is no reason to take memory that a run may not take.
  const bytes = (rows + blockRows) * numbers.length * Float32Array.BYTES_PER_ELEMENT;
  if (!isLarge || bytes > memoryLimit) return;
  const slab = new Slab(numbers.length, rows);
  numbers.forEach((index, column) => {
    intakes[index]?.moveTo?.({ slab, column });
  });
}

function checkNames(file: string, columns: readonly TypedColumn[]): void {
  const seen = new Set<string>();
  for (const { name } of columns) {
    if (seen.has(name))
      throw new DataError(
        path,
        l10n.t('{0}: two columns are called "{1}". Give each its own name.', file, name),
      );
    seen.add(name);
  }
}
