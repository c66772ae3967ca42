import type { DataFile } from "../files.ts";
import { splitRecords } from "./split-records.ts";

export type Encoding = "utf-8" | "utf-16le" | "utf-16be";
export type Delimiter = "," | ";" | "\t" | "|";

/** How a delimited text file is written. */
export interface Dialect {
  readonly encoding: Encoding;
  readonly delimiter: Delimiter;
  /** Numbers are written as `1,5`. Only where the delimiter is a semicolon. */
  readonly decimalComma: boolean;
  /** Physical lines before the first record that are no data: comments, and Excel's `sep=;`. */
  readonly commentLines: number;
  /** The columns' names, where the last of those lines names them and the first record is data. */
  readonly header?: readonly string[];
}

/** Bytes at a file's start that `sniffDialect` is given, or the whole of a smaller file. */
export const sniffLength = 1 << 16;

const delimiters: readonly Delimiter[] = [",", ";", "\t", "|"];
const number = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$/i;
const commaNumber = /^\s*[+-]?(?:\d*,\d+|\d+,)(?:e[+-]?\d+)?\s*$/i;
const missing = /^\s*(?:na|n\/a|nan|null)?\s*$/i;

/** The dialect of a file, from its first bytes. */
export async function dialectOf(file: DataFile): Promise<Dialect> {
  return sniffDialect(await headOf(file), file.name);
}

/** The encoding of a text file, from its first bytes. */
export async function encodingOf(file: DataFile): Promise<Encoding> {
  return sniffEncoding(await headOf(file));
}

async function headOf(file: DataFile): Promise<Uint8Array> {
  // Of a gzipped file, the size is what is packed.
  const head = new Uint8Array(sniffLength);
  let length = 0;
  for await (const chunk of file.chunks()) {
    const part = chunk.subarray(0, head.length - length);
    head.set(part, length);
    length += part.length;
    if (length === head.length) break;
  }
  return head.subarray(0, length);
}

/**
 * The dialect of the file that begins with these bytes. The delimiter is the one that parts the records into the
 * same number of cells; where that leaves a choice, into more numbers; else the one usual for the name's ending.
 */
export function sniffDialect(head: Uint8Array, name: string): Dialect {
  const encoding = sniffEncoding(head);
  const text = new TextDecoder(encoding).decode(head);
  const { lines, length, separator } = skipComments(text);
  const body = text.slice(length);
  const usual = /\.tsv(?:\.gz)?$/i.test(name) ? "\t" : ",";
  const delimiter = separator ?? sniffDelimiter(body, usual, head.length >= sniffLength);
  const records = splitRecords(body, delimiter);
  const header = commentHeader(lines.at(-1), records[0], delimiter);
  return {
    encoding,
    delimiter,
    decimalComma: delimiter === ";" && usesDecimalComma(records),
    commentLines: lines.length,
    ...(header && { header }),
  };
}

function sniffEncoding(head: Uint8Array): Encoding {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  // Digits, delimiters and line breaks have a zero byte in UTF-16, and no text has one in UTF-8.
  const zeros = [0, 0];
  for (let at = 0; at < head.length; at++) if (head[at] === 0) zeros[at % 2] = (zeros[at % 2] as number) + 1;
  const [even, odd] = zeros as [number, number];
  if (odd > head.length / 16 && odd > 10 * even) return "utf-16le";
  if (even > head.length / 16 && even > 10 * odd) return "utf-16be";
  return "utf-8";
}

/** The lines before the first record, the last of them not blank, and the length of the text that they are. */
function skipComments(text: string): {
  lines: readonly string[];
  length: number;
  separator: Delimiter | undefined;
} {
  const lines: string[] = [];
  let comments = 0;
  let length = 0;
  let separator: Delimiter | undefined;
  for (const match of text.matchAll(/([^\r\n]*)(?:\r\n|\r|\n|$)/g)) {
    const line = match[1] as string;
    const end = match.index + match[0].length;
    const named =
      lines.length === 0 ? delimiters.find((delimiter) => line === `sep=${delimiter}`) : undefined;
    if (named === undefined && !/^\s*(?:#|$)/.test(line)) break;
    if (end === length) break;
    lines.push(line);
    separator ??= named;
    if (line.trim() === "") continue;
    comments = lines.length;
    length = end;
  }
  return { lines: lines.slice(0, comments), length, separator };
}

function sniffDelimiter(text: string, usual: Delimiter, cut: boolean): Delimiter {
  const candidates = delimiters.flatMap((delimiter) => {
    const records = splitRecords(text, delimiter);
    // The end of the head need not be the end of a record.
    if (cut && records.length > 1) records.pop();
    const width = mostCommon(records.map(({ length }) => length));
    if (width === 1 || (records[0]?.length ?? 1) === 1) return [];
    const share = records.filter(({ length }) => length === width).length / records.length;
    return [{ delimiter, share, numbers: shareOfNumbers(records, delimiter), usual: delimiter === usual }];
  });
  const [best] = candidates.sort(
    (a, b) => b.share - a.share || b.numbers - a.numbers || Number(b.usual) - Number(a.usual),
  );
  if (best) return best.delimiter;
  // One column, of numbers with commas.
  const [, ...values] = splitRecords(text, ";");
  return values.length > 0 && values.every(([cell = ""]) => commaNumber.test(cell)) ? ";" : usual;
}

function mostCommon(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const [[value] = [1]] = [...counts].sort((a, b) => b[1] - a[1]);
  return value;
}

function shareOfNumbers(records: readonly (readonly string[])[], delimiter: Delimiter): number {
  const cells = records.flat();
  const isNumber = (cell: string) => number.test(cell) || (delimiter === ";" && commaNumber.test(cell));
  return cells.filter(isNumber).length / cells.length;
}

/** Whether numbers have commas; where no number of the file's start has a fraction, those after it may. */
function usesDecimalComma(records: readonly (readonly string[])[]): boolean {
  const count = (test: (cell: string) => boolean) =>
    records.reduce((sum, cells) => sum + cells.filter(test).length, 0);
  const points = count((cell) => cell.includes(".") && number.test(cell));
  return count((cell) => commaNumber.test(cell)) >= points;
}

/**
 * The names in a comment such as `# x, y` before records of numbers. A line that begins `#name,` or `#,` is a header
 * also where only some of the cells below are numbers.
 */
function commentHeader(
  comment: string | undefined,
  first: readonly string[] | undefined,
  delimiter: Delimiter,
): readonly string[] | undefined {
  if (!first || !comment?.trimStart().startsWith("#")) return undefined;
  const named = comment.trimStart().replace(/^#+ */, "");
  const names = (splitRecords(named, delimiter)[0] ?? []).map((name) => name.trim());
  if (names.length !== first.length) return undefined;
  const isNumber = (cell: string) => number.test(cell) || commaNumber.test(cell);
  const some = first.some(isNumber);
  const attached = names.length > 1 && /^\s*#[^\s#]/.test(comment);
  if (!some || (!attached && !first.every((cell) => isNumber(cell) || missing.test(cell)))) return undefined;
  const [name = "", ...others] = names;
  return [name || "#", ...others];
}
