import * as l10n from "@vscode/l10n";
import type { CellFormat } from "../cells.ts";
import { ColumnIntake } from "../column-intake.ts";
import { ColumnReader, cellError, finishReaders } from "../column-reader.ts";
import { DataError } from "../error.ts";
import type { DataFile } from "../files.ts";
import type { ColumnValues, Place, Source, SourceColumn, SourceOptions } from "../source.ts";
import { type FileRecord, readRecords } from "./records.ts";

const path = ["data", "file"];

interface CsvColumn extends SourceColumn {
  readonly format: CellFormat;
  readonly values?: ColumnValues;
}

/**
 * A CSV or TSV file, read once where each column turns out to be what its first cells are; columns that do not are
 * read again, now that it is known how.
 */
export async function openCsv(file: DataFile, options: SourceOptions): Promise<Source> {
  const { signal, budget } = options;
  const delimiter = delimiterOf(file.name);
  const { columns, rows } = await scan(file, delimiter, options);
  const changed = () =>
    new DataError(path, l10n.t("{0} changed while it was being read. Try again.", file.name));

  const place = async (row: number, column: number): Promise<Place> => {
    let index = -1;
    for await (const batch of readRecords(file, delimiter, signal)) {
      const record = batch[row - index];
      if (record) return { path, at: { file: file.name, line: record.line, column: column + 1 } };
      index += batch.length;
    }
    return { path };
  };

  const readAgain = async (wanted: readonly number[]): Promise<Map<number, ColumnValues>> => {
    const readers = wanted.map((index) => {
      const { name, format } = columns[index] as CsvColumn;
      return { index, reader: new ColumnReader(name, format, { budget }) };
    });
    let row = -1;
    for await (const batch of readRecords(file, delimiter, signal))
      for (const { cells, line } of batch) {
        if (cells.length !== columns.length || row >= rows) throw changed();
        if (row >= 0)
          for (const { index, reader } of readers)
            reader.add(cells[index] as string, () => ({
              path,
              at: { file: file.name, line, column: index + 1 },
            }));
        row++;
      }
    if (row !== rows) throw changed();
    const values = finishReaders(readers.map(({ reader }) => reader));
    return new Map(wanted.map((index, at) => [index, values[at] as ColumnValues]));
  };

  const read = async (wanted: readonly number[]): Promise<ColumnValues[]> => {
    const rest = wanted.filter((index) => !columns[index]?.values);
    const again = rest.length > 0 ? await readAgain(rest) : undefined;
    return wanted.map((index) => (columns[index]?.values ?? again?.get(index)) as ColumnValues);
  };

  return { path, rows, columns, read, place };
}

function delimiterOf(name: string): string {
  if (/\.csv(?:\.gz)?$/i.test(name)) return ",";
  if (/\.tsv(?:\.gz)?$/i.test(name)) return "\t";
  throw new DataError(
    path,
    l10n.t("{0} is neither a .csv nor a .tsv file, which are what can be read.", name),
  );
}

async function scan(
  file: DataFile,
  delimiter: string,
  { signal, budget, needed }: SourceOptions,
): Promise<{ columns: readonly CsvColumn[]; rows: number }> {
  let names: readonly string[] | undefined;
  let intakes: ColumnIntake[] = [];
  let rows = 0;
  for await (const batch of readRecords(file, delimiter, signal))
    for (const record of batch) {
      if (names === undefined) {
        names = header(file, record);
        const wanted = needed?.(names);
        intakes = names.map((name) => new ColumnIntake({ budget, needed: wanted?.has(name) ?? true }));
        continue;
      }
      if (rows === 0) checkSeparator(file, names, record, delimiter);
      if (record.cells.length !== names.length) throw ragged(file, record, names.length);
      for (let column = 0; column < intakes.length; column++)
        intakes[column]?.cell(record.cells[column] as string);
      rows++;
    }
  if (names === undefined)
    throw new DataError(path, l10n.t("{0} is empty. Its first line must name the columns.", file.name));
  const columns = names.map((name, index) => {
    const taken = (intakes[index] as ColumnIntake).finish();
    return { name, kind: taken.format.kind, ...taken };
  });
  return { columns, rows };
}

function header(file: DataFile, { cells, line }: FileRecord): readonly string[] {
  const seen = new Set<string>();
  cells.forEach((name, index) => {
    if (seen.has(name))
      throw cellError(
        { path, at: { file: file.name, line, column: index + 1 } },
        l10n.t('two columns are called "{0}". Give each its own name.', name),
      );
    seen.add(name);
  });
  return cells;
}

/** Throws where the header is one cell in which another separator stands as often as in the first row. */
function checkSeparator(
  file: DataFile,
  [name = "", ...others]: readonly string[],
  { cells }: FileRecord,
  delimiter: string,
): void {
  if (others.length > 0) return;
  const first = cells.join(delimiter);
  const count = (text: string, separator: string) => text.split(separator).length - 1;
  const found = [";", "\t", ","].find(
    (separator) => count(name, separator) > 0 && count(name, separator) === count(first, separator),
  );
  if (found === undefined) return;
  const wanted = delimiter === "," ? l10n.t("commas") : l10n.t("tabs");
  const given = found === ";" ? l10n.t("semicolons") : found === "," ? l10n.t("commas") : l10n.t("tabs");
  throw cellError(
    { path, at: { file: file.name, line: 1, column: 1 } },
    l10n.t(
      "the columns are separated by {0}, and in a {1} file {2} are expected. Save it with {2}, and decimal points in numbers.",
      given,
      delimiter === "," ? ".csv" : ".tsv",
      wanted,
    ),
  );
}

function ragged(file: DataFile, { cells, line }: FileRecord, width: number): DataError {
  const column = Math.min(cells.length, width) + 1;
  return cellError(
    { path, at: { file: file.name, line, column } },
    l10n.t(
      "this row has {0} cells, and the header names {1} columns. Complete it, and put a cell that holds the separator in quotes.",
      cells.length,
      width,
    ),
  );
}
