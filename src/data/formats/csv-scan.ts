import Papa from "papaparse";
import type { CellFormat } from "../cells.ts";
import { blockRows } from "../column-block.ts";
import { ColumnIntake } from "../column-intake.ts";
import type { DataFile } from "../files.ts";
import { Slab } from "../slab.ts";
import type { ColumnValues, SourceColumn, SourceOptions } from "../source.ts";
import { textBytes } from "./decode.ts";
import type { Dialect } from "./dialect.ts";
import { decodeText } from "./lazy-text.ts";
import { PlainLines, RaggedRow } from "./plain-lines.ts";
import { isComment } from "./records.ts";

/** Bytes looked at at once. */
const blockLength = 1 << 20;
/** A longer record is a quote that was never closed. */
const longestRecord = 1 << 26;
const [newline, carriageReturn] = [10, 13];

export interface CsvColumn extends SourceColumn {
  readonly format: CellFormat;
  /** Absent where the cells have to be read again. */
  readonly values?: ColumnValues;
}

/** Something is wrong with the quotes; a reader that counts lines can say where. */
export class BrokenQuotes extends Error {}

/**
 * Reads every record once, from the line after the first `skipLines`. Throws `RaggedRow`, `BrokenQuotes` and
 * `NotText`, which do not know the line.
 */
export async function scanCsv(
  file: DataFile,
  dialect: Dialect,
  names: readonly string[],
  skipLines: number,
  { signal, budget, needed, inputs }: SourceOptions,
): Promise<{ columns: readonly CsvColumn[]; rows: number }> {
  const { decimalComma } = dialect;
  const wanted = needed?.(names);
  const intakes = names.map(
    (name) => new ColumnIntake({ budget, needed: wanted?.has(name) ?? true, decimalComma }),
  );
  const blocks = new Blocks(intakes, dialect, skipLines);
  let bytes = 0;
  let laidOut = false;
  for await (const chunk of textBytes(file, dialect))
    for (let from = 0; from < chunk.length; from += blockLength) {
      signal?.throwIfAborted();
      const part = chunk.subarray(from, from + blockLength);
      blocks.add(part);
      bytes += part.length;
      if (laidOut || !budget.isLarge) continue;
      laidOut = true;
      layOut(
        (inputs?.(names) ?? []).map((name) => intakes[names.indexOf(name)]),
        (blocks.rows * file.size) / bytes,
      );
    }
  const rows = blocks.end();
  const columns = names.map((name, index): CsvColumn => {
    const taken = (intakes[index] as ColumnIntake).finish();
    return { name, kind: taken.format.kind, ...taken };
  });
  return { columns, rows };
}

/** Keeps the inputs, where they are all numbers, in one slab for about this many rows. */
function layOut(inputs: readonly (ColumnIntake | undefined)[], rows: number): void {
  const numbers = inputs.filter((input): input is ColumnIntake => input?.mayBeDate === false);
  // A little more than the first rows promise; of a packed file, whose size says less, nothing is known.
  const slab = new Slab(numbers.length, Math.ceil(1.05 * rows) + blockRows);
  numbers.forEach((input, column) => {
    input.moveTo({ slab, column });
  });
}

/** Parts a text into blocks of whole records: those without a quote are read as bytes, the others by papaparse. */
class Blocks {
  readonly #columns: readonly ColumnIntake[];
  readonly #plain: PlainLines;
  readonly #parser: Papa.Parser;
  #skipLines: number;
  #buffer = new Uint8Array(1 << 14);
  #length = 0;
  #wanted = 0;

  constructor(columns: readonly ColumnIntake[], { delimiter, decimalComma }: Dialect, skipLines: number) {
    this.#columns = columns;
    this.#plain = new PlainLines(columns, delimiter, decimalComma);
    this.#parser = new Papa.Parser({ delimiter, newline: "\n" });
    this.#skipLines = skipLines;
  }

  get rows(): number {
    return this.#plain.rows;
  }

  add(part: Uint8Array): void {
    if (this.#length + part.length > this.#buffer.length) {
      const larger = new Uint8Array(2 * (this.#length + part.length));
      larger.set(this.#buffer.subarray(0, this.#length));
      this.#buffer = larger;
    }
    this.#buffer.set(part, this.#length);
    this.#length += part.length;
    if (this.#length >= this.#wanted) this.#take(false);
  }

  /** Takes what is left; gives the number of rows. */
  end(): number {
    this.add(Uint8Array.of(newline));
    this.#take(true);
    return this.#plain.rows;
  }

  #take(last: boolean): void {
    const rest = this.#records(this.#buffer.subarray(0, this.#length), last);
    if (rest.length > longestRecord || (last && rest.length > 0)) throw new BrokenQuotes();
    this.#buffer.set(rest);
    this.#length = rest.length;
    // A record longer than a block is tried again only at twice its length, so that the work stays linear.
    this.#wanted = rest.length > blockLength ? 2 * rest.length : 0;
  }

  /** Takes the whole records of a block; gives the bytes that are left. */
  #records(block: Uint8Array, last: boolean): Uint8Array {
    const end = wholeLines(block);
    let start = 0;
    for (; this.#skipLines > 0 && start < end; this.#skipLines--) start = lineEnd(block, start);
    const plainEnd = this.#plain.take(block, start, end);
    if (plainEnd === end) return block.subarray(end);
    // Up to a line's end, so that no character is cut.
    const text = decodeText(block.subarray(plainEnd, end)).replaceAll(/\r\n?/g, "\n");
    const read = this.#quoted(text, last);
    const open = new TextEncoder().encode(text.slice(read));
    const rest = new Uint8Array(open.length + block.length - end);
    rest.set(open);
    rest.set(block.subarray(end), open.length);
    return rest;
  }

  /** Takes the whole records of a text; gives how much of it they are. */
  #quoted(text: string, last: boolean): number {
    const { data, errors, meta } = this.#parser.parse(text, 0, !last) as Papa.ParseResult<string[]>;
    if (errors.some(({ row }) => row !== undefined && row < data.length)) throw new BrokenQuotes();
    const width = this.#columns.length;
    for (const cells of data) {
      if (cells.length === 1 && cells[0] === "") {
        if (width === 1) this.#plain.blank++;
        continue;
      }
      if (isComment(cells, width)) continue;
      if (cells.length !== width) throw new RaggedRow(this.#plain.rows);
      this.#plain.takeBlank();
      for (let column = 0; column < width; column++) this.#columns[column]?.cell(cells[column] as string);
      this.#plain.rows++;
    }
    return meta.cursor;
  }
}

/** Where the last line ends that is known to be whole; a break `\r` at the end may be the first half of `\r\n`. */
function wholeLines(block: Uint8Array): number {
  const byNewline = block.lastIndexOf(newline);
  const byReturn = block.subarray(byNewline + 1, -1).lastIndexOf(carriageReturn);
  return byNewline + 1 + byReturn + 1;
}

/** Start of the line after the one that begins at `from`; that one is whole. */
function lineEnd(block: Uint8Array, from: number): number {
  for (let at = from; ; at++) {
    if (block[at] === newline) return at + 1;
    if (block[at] === carriageReturn) return block[at + 1] === newline ? at + 2 : at + 1;
  }
}
