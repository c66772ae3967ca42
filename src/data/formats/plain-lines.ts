import type { ColumnIntake } from "../column-intake.ts";
import { LazyText } from "./lazy-text.ts";

const newline = 10;
const carriageReturn = 13;
const space = 32;
const quote = 34;
const numberSign = 35;
const plus = 43;
const minus = 45;
const zero = 48;
const nine = 57;
const upperE = 69;
const lowerE = 101;

/** Powers of ten that a double holds exactly. */
const powers = Float64Array.from({ length: 23 }, (_, exponent) => 10 ** exponent);
/** Numbers held before columns are given theirs. */
const batchLength = 1 << 13;

/** A record that has another number of cells than the header, by its row from 0. */
export class RaggedRow extends Error {
  readonly row: number;

  constructor(row: number) {
    super();
    this.row = row;
  }
}

/**
 * Takes the cells of lines straight from their UTF-8 bytes, up to a line with a quote. Plain numbers never become
 * text: a mantissa below 2^53 times or divided by a power of ten up to 10^22 is correctly rounded (Clinger 1990).
 */
export class PlainLines {
  readonly #columns: readonly ColumnIntake[];
  readonly #delimiter: number;
  readonly #decimal: number;
  /** Numbers of the last rows, `[batchRows, columns]`, and for each column how many of these rows it has been given. */
  readonly #numbers: Float64Array;
  readonly #given: Uint32Array;
  readonly #batchRows: number;
  #batch = 0;
  /** Rows taken so far, also by another reader of the same file. */
  rows = 0;
  /** Blank lines that are missing values if a record follows; only in a file of one column. */
  blank = 0;

  constructor(columns: readonly ColumnIntake[], delimiter: string, decimalComma: boolean) {
    this.#columns = columns;
    this.#delimiter = delimiter.charCodeAt(0);
    this.#decimal = (decimalComma ? "," : ".").charCodeAt(0);
    this.#batchRows = Math.max(1, Math.floor(batchLength / columns.length));
    this.#numbers = new Float64Array(this.#batchRows * columns.length);
    this.#given = new Uint32Array(columns.length);
  }

  /**
   * Takes lines up to `end`, where one ends; gives how far it came: to `end`, or to the start of a line with a quote.
   * Throws `RaggedRow`, and `NotText` where a cell is no UTF-8.
   */
  take(bytes: Uint8Array, start: number, end: number): number {
    const columns = this.#columns;
    const width = columns.length;
    const delimiter = this.#delimiter;
    const decimal = this.#decimal;
    const numbers = this.#numbers;
    const text = new LazyText(bytes, start, end);
    let at = start;
    while (at < end) {
      const line = at;
      let byte = bytes[at] as number;
      if (byte === newline || byte === carriageReturn) {
        if (width === 1 && !(byte === newline && at > start && bytes[at - 1] === carriageReturn))
          this.blank++;
        at++;
        continue;
      }
      if (byte === numberSign && this.#isComment(bytes, at)) {
        at = afterBreak(bytes, lineEnd(bytes, at));
        continue;
      }
      if (this.blank > 0) this.takeBlank();
      let checked = false;
      let to = this.#batch * width;
      for (let index = 0; index < width; index++, to++) {
        const column = columns[index] as ColumnIntake;
        const cell = at;
        if (column.takesNumbers) {
          byte = bytes[at] as number;
          while (byte === space) byte = bytes[++at] as number;
          // 1 or 0 without a branch, as signs are hard to foresee.
          const negative = ((byte ^ minus) - 1) >>> 31;
          at += negative;
          byte = bytes[at] as number;
          // Nine digits fit in 32 bits, where the processor is done sooner.
          let whole = 0;
          const first = at;
          const ninth = at + 9;
          while (byte >= zero && byte <= nine && at < ninth) {
            whole = (whole * 10 + (byte - zero)) | 0;
            byte = bytes[++at] as number;
          }
          let mantissa = whole;
          while (byte >= zero && byte <= nine) {
            mantissa = mantissa * 10 + (byte - zero);
            byte = bytes[++at] as number;
          }
          let digits = at - first;
          let exponent = 0;
          if (byte === decimal && byte !== delimiter) {
            byte = bytes[++at] as number;
            const fraction = at;
            const last = fraction + 9 - digits;
            while (byte >= zero && byte <= nine && at < last) {
              whole = (whole * 10 + (byte - zero)) | 0;
              byte = bytes[++at] as number;
            }
            if (digits <= 9) mantissa = whole;
            while (byte >= zero && byte <= nine) {
              mantissa = mantissa * 10 + (byte - zero);
              byte = bytes[++at] as number;
            }
            exponent = fraction - at;
            digits -= exponent;
          }
          if ((byte === lowerE || byte === upperE) && digits > 0) {
            byte = bytes[++at] as number;
            const down = byte === minus;
            if (down || byte === plus) byte = bytes[++at] as number;
            const from = at;
            let power = 0;
            while (byte >= zero && byte <= nine && at - from < 4) {
              power = power * 10 + (byte - zero);
              byte = bytes[++at] as number;
            }
            // Left out, it is no number, and the reader of texts says so.
            if (at === from) digits = 0;
            exponent += down ? -power : power;
          }
          while (byte === space) byte = bytes[++at] as number;
          const ends = byte === delimiter || byte === newline || byte === carriageReturn;
          if (ends && digits > 0 && mantissa < Number.MAX_SAFE_INTEGER && exponent >= -22 && exponent <= 22) {
            const size =
              exponent < 0
                ? mantissa / (powers[-exponent] as number)
                : mantissa * (powers[exponent] as number);
            numbers[to] = size * (1 - 2 * negative);
          } else if (ends && at === cell) numbers[to] = Number.NaN;
          else at = -1;
        } else at = -1;
        if (at === -1) {
          // Nothing of this line has been given to a column yet.
          if (!checked && hasQuote(bytes, cell)) {
            this.#giveBatch();
            return line;
          }
          checked = true;
          at = this.#give(index, bytes, cell, text);
        }
        byte = bytes[at] as number;
        if (index < width - 1 ? byte !== delimiter : byte === delimiter) throw new RaggedRow(this.rows);
        if (byte === delimiter) at++;
      }
      at = afterBreak(bytes, at);
      this.rows++;
      if (++this.#batch === this.#batchRows) this.#giveBatch();
    }
    this.#giveBatch();
    return end;
  }

  /** Counts the blank lines that were held back as rows. */
  takeBlank(): void {
    this.#giveBatch();
    for (; this.blank > 0; this.blank--) {
      this.#columns[0]?.missing();
      this.rows++;
    }
  }

  /** Gives a column the cell that begins at `start` as text; gives where the cell ends. */
  #give(index: number, bytes: Uint8Array, start: number, text: LazyText): number {
    const column = this.#columns[index] as ColumnIntake;
    let at = start;
    let byte = bytes[at] as number;
    while (byte !== this.#delimiter && byte !== newline && byte !== carriageReturn)
      byte = bytes[++at] as number;
    this.#giveNumbers(index);
    if (at === start) column.missing();
    else column.cell(text.slice(start, at));
    this.#given[index] = this.#batch + 1;
    return at;
  }

  #giveBatch(): void {
    for (let index = 0; index < this.#columns.length; index++) this.#giveNumbers(index);
    this.#given.fill(0);
    this.#batch = 0;
  }

  /** Gives a column its numbers of the batch's rows before the current one. */
  #giveNumbers(index: number): void {
    const width = this.#columns.length;
    const given = this.#given[index] as number;
    if (given < this.#batch)
      this.#columns[index]?.numbers(this.#numbers, given * width + index, width, this.#batch - given);
  }

  /** Whether the line that begins here is no record, though it has no quotes. */
  #isComment(bytes: Uint8Array, line: number): boolean {
    let cells = 1;
    for (let at = line; !isBreak(bytes[at] as number); at++) if (bytes[at] === this.#delimiter) cells++;
    return this.#columns.length > 1 && cells !== this.#columns.length && !hasQuote(bytes, line);
  }
}

const isBreak = (byte: number): boolean => byte === newline || byte === carriageReturn;

function lineEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  while (!isBreak(bytes[at] as number)) at++;
  return at;
}

/** Whether there is a quote between here and the end of the line. */
function hasQuote(bytes: Uint8Array, from: number): boolean {
  for (let at = from; !isBreak(bytes[at] as number); at++) if (bytes[at] === quote) return true;
  return false;
}

const afterBreak = (bytes: Uint8Array, at: number): number =>
  bytes[at] === carriageReturn && bytes[at + 1] === newline ? at + 2 : at + 1;
