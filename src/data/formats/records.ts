import * as l10n from "@vscode/l10n";
import Papa from "papaparse";
import { cellError } from "../column-reader.ts";
import type { DataError } from "../error.ts";
import type { DataFile } from "../files.ts";
import { decoded } from "./decode.ts";
import type { Dialect } from "./dialect.ts";

/** One record of a delimited text file, and the physical line, from 1, where it starts. */
export interface FileRecord {
  readonly cells: readonly string[];
  readonly line: number;
}

const path = ["data", "file"];
/** Characters parsed at once. */
const blockLength = 2 ** 18;
/** A longer record is a quote that was never closed. */
const longestRecord = 2 ** 26;

/** The text after its comment lines, in pieces of bounded length; every line break is `\n`. */
async function* texts(
  file: DataFile,
  dialect: Dialect,
  signal: AbortSignal | undefined,
): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  let skip = dialect.commentLines;
  let cut = false;
  const normalized = (text: string) => {
    const whole = cut ? `\r${text}` : text;
    cut = whole.endsWith("\r");
    let lines = (cut ? whole.slice(0, -1) : whole).replaceAll(/\r\n?/g, "\n");
    for (; skip > 0 && lines !== ""; skip--) {
      const end = lines.indexOf("\n");
      lines = lines.slice(end === -1 ? lines.length : end + 1);
      if (end === -1) break;
    }
    return lines;
  };
  for await (const chunk of decoded(file, dialect)) {
    for (let from = 0; from < chunk.length; from += blockLength) {
      signal?.throwIfAborted();
      yield normalized(decoder.decode(chunk.subarray(from, from + blockLength), { stream: true }));
    }
  }
  yield normalized(decoder.decode());
  if (cut) yield "\n";
}

/**
 * The records of a delimited text file, in batches, read as a stream, the first one the columns' names. Comments and
 * blank lines are left out, but for a file of one column blank lines between others are records with an empty cell.
 * Line breaks in quoted cells become `\n`. Throws a `DataError` for broken quotes and for what is no text.
 */
export async function* readRecords(
  file: DataFile,
  dialect: Dialect,
  signal?: AbortSignal,
): AsyncGenerator<FileRecord[]> {
  const { delimiter, commentLines, header } = dialect;
  const parser = new Papa.Parser({ delimiter, newline: "\n" });
  const filter = new RecordFilter();
  let line = 1 + commentLines;
  if (header) {
    const first: FileRecord[] = [];
    filter.add({ cells: header, line: commentLines }, first);
    yield first;
  }

  const records = (text: string, parsed: Papa.ParseResult<string[]>): FileRecord[] => {
    const breaks = text.includes('"');
    const found: FileRecord[] = [];
    const broken = parsed.errors[0];
    parsed.data.forEach((cells, index) => {
      if (broken?.row === index) throw quoteError(file.name, line, cells, broken.code);
      filter.add({ cells, line }, found);
      line += 1 + (breaks ? cells.reduce((sum, cell) => sum + count(cell), 0) : 0);
    });
    return found;
  };

  let parts: string[] = [];
  let length = 0;
  let wanted = blockLength;
  for await (const text of texts(file, dialect, signal)) {
    parts.push(text);
    length += text.length;
    if (length < wanted) continue;
    const block = parts.join("");
    const parsed = parser.parse(block, 0, true) as Papa.ParseResult<string[]>;
    const rest = block.slice(parsed.meta.cursor);
    if (rest.length > longestRecord) throw quoteError(file.name, line, [], "MissingQuotes");
    parts = [rest];
    length = rest.length;
    // A record longer than a block is tried again only at twice its length, so that the work stays linear.
    wanted = Math.max(blockLength, 2 * length);
    const found = records(block, parsed);
    if (found.length > 0) yield found;
  }
  const block = parts.join("");
  const found = records(block, parser.parse(block, 0, false) as Papa.ParseResult<string[]>);
  if (found.length > 0) yield found;
}

function count(cell: string): number {
  let breaks = 0;
  for (let at = cell.indexOf("\n"); at !== -1; at = cell.indexOf("\n", at + 1)) breaks++;
  return breaks;
}

function quoteError(file: string, line: number, cells: readonly string[], code: string): DataError {
  const quoted = cells.findIndex((cell) => cell.includes('"'));
  const column = code === "MissingQuotes" ? Math.max(1, cells.length) : quoted + 1 || 1;
  return cellError(
    { path, at: { file, line, column } },
    code === "MissingQuotes"
      ? l10n.t("a quote that begins in this record is never closed.")
      : l10n.t('a quoted cell goes on after its closing quote. Write a quote inside of it as "".'),
  );
}

/** Leaves comments out, and holds blank lines back until it is known whether a record follows. */
class RecordFilter {
  #width: number | undefined;
  #held: FileRecord[] = [];

  add(record: FileRecord, found: FileRecord[]): void {
    const { cells } = record;
    if (cells.length === 1 && cells[0] === "") {
      if (this.#width === 1) this.#held.push(record);
      return;
    }
    this.#width ??= cells.length;
    if (isComment(cells, this.#width)) return;
    // Not spread: there may be more than a call takes arguments.
    for (const held of this.#held) found.push(held);
    this.#held = [];
    found.push(record);
  }
}

/** A line that begins with `#` and is no record, as it has not as many cells as the file has columns. */
export const isComment = (cells: readonly string[], width: number): boolean =>
  width > 1 && cells.length !== width && (cells[0]?.startsWith("#") ?? false);
