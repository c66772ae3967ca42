import * as l10n from "@vscode/l10n";
import { ColumnReader, cellError, finishReaders } from "../column-reader.ts";
import { DataError } from "../error.ts";
import type { DataFile } from "../files.ts";
import type { ColumnValues, Place, Source, SourceOptions } from "../source.ts";
import { BrokenQuotes, type CsvColumn, scanCsv } from "./csv-scan.ts";
import { type Dialect, dialectOf } from "./dialect.ts";
import { NotText } from "./lazy-text.ts";
import { RaggedRow } from "./plain-lines.ts";
import { type FileRecord, readRecords } from "./records.ts";

const path = ["data", "file"];

/**
 * A CSV or TSV file, read once where each column turns out to be what its first cells are; columns that do not are
 * read again, now that it is known how.
 */
export async function openCsv(file: DataFile, options: SourceOptions): Promise<Source> {
  const { signal, budget } = options;
  const dialect = await dialectOf(file);
  const { decimalComma } = dialect;
  const { columns, rows } = await scan(file, dialect, options);
  const place = async (row: number, column: number): Promise<Place> => {
    const record = await recordAt(file, dialect, row, signal);
    return { path, ...(record && { at: { file: file.name, line: record.line, column: column + 1 } }) };
  };

  const readAgain = async (wanted: readonly number[]): Promise<Map<number, ColumnValues>> => {
    const readers = wanted.map((index) => {
      const { name, format } = columns[index] as CsvColumn;
      return { index, reader: new ColumnReader(name, format, { budget, decimalComma }) };
    });
    let row = -1;
    for await (const batch of readRecords(file, dialect, signal))
      for (const { cells, line } of batch) {
        if (cells.length !== columns.length || row >= rows) throw changed(file);
        if (row >= 0)
          for (const { index, reader } of readers)
            reader.add(cells[index] as string, () => ({
              path,
              at: { file: file.name, line, column: index + 1 },
            }));
        row++;
      }
    if (row !== rows) throw changed(file);
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

const changed = (file: DataFile): DataError =>
  new DataError(path, l10n.t("{0} changed while it was being read. Try again.", file.name));

/** The record of a row, from 0; −1 is the header. */
async function recordAt(
  file: DataFile,
  dialect: Dialect,
  row: number,
  signal: AbortSignal | undefined,
): Promise<FileRecord | undefined> {
  let index = -1;
  for await (const batch of readRecords(file, dialect, signal)) {
    const record = batch[row - index];
    if (record) return record;
    index += batch.length;
  }
  return undefined;
}

async function scan(
  file: DataFile,
  dialect: Dialect,
  options: SourceOptions,
): Promise<{ columns: readonly CsvColumn[]; rows: number }> {
  const first = await recordAt(file, dialect, -1, options.signal);
  if (!first)
    throw new DataError(path, l10n.t("{0} is empty. Its first line must name the columns.", file.name));
  const names = header(file, first);
  const headerLines = names.join("\n").split("\n").length - (names.length - 1);
  const skip = dialect.header ? dialect.commentLines : first.line - 1 + headerLines;
  try {
    return await scanCsv(file, dialect, names, skip, options);
  } catch (error) {
    if (error instanceof RaggedRow) {
      const record = await recordAt(file, dialect, error.row, options.signal);
      if (record) throw ragged(file, record, names.length);
    }
    // The reader that counts lines tells where.
    const isBroken = error instanceof BrokenQuotes || error instanceof NotText;
    if (isBroken) await recordAt(file, dialect, Number.POSITIVE_INFINITY, options.signal);
    throw isBroken || error instanceof RaggedRow ? changed(file) : error;
  }
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
