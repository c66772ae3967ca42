import { rowsOf, type Side, type TableColumn, tableColumns } from "./side.ts";

/** Spreads the bits of a value and its place over 32 bits (the finalizer of MurmurHash3). */
function mix(bits: number, place: number): number {
  let hash = bits ^ Math.imul(place + 1, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

interface Words {
  /** The table's values, bit for bit. */
  readonly words: Uint32Array;
  /** Words a value, and a row. */
  readonly perValue: number;
  readonly perRow: number;
  /** Of a row's first word among those of inputs and targets. */
  readonly place: number;
}

/** Values of a row that a glance takes, at most, and rows by which they are chosen. */
const glanceValues = 8;
const glanceRows = 256;

/**
 * Numbers for rows of inputs and targets together: equal rows have equal ones, and others differ but for one pair
 * in 2⁵³. A row's is made of a sum over its values, so that it can be had without some of the columns.
 */
export class RowHash {
  readonly rows: number;
  /** Of the inputs, then of the targets. */
  readonly columns: readonly TableColumn[];
  readonly #inputs: Words;
  readonly #targets: Words;
  readonly #inputCount: number;
  /** Words of the inputs that differ most from row to row. */
  readonly #telling: Int32Array;
  #first = 0;
  #second = 0;

  constructor(inputs: Side, targets: Side) {
    this.rows = rowsOf(targets);
    this.columns = [...tableColumns(inputs), ...tableColumns(targets)];
    this.#inputCount = inputs.columns.length;
    this.#inputs = wordsOf(inputs, 0);
    this.#targets = wordsOf(targets, this.#inputs.perRow);
    this.#telling = tellingWords(this.#inputs, this.rows);
  }

  /** Values of a row. */
  get width(): number {
    return (this.#inputs.perRow + this.#targets.perRow) / this.#inputs.perValue;
  }

  /** The two halves of the number of the row last seen. */
  get first(): number {
    return this.#first;
  }
  get second(): number {
    return this.#second;
  }

  /** Looks at a few of a row's inputs, the same ones of each row. */
  glance(row: number): void {
    let first = 0;
    let second = 0;
    const start = row * this.#inputs.perRow;
    for (const at of this.#telling) {
      const bits = this.#inputs.words[start + at] as number;
      first = (first + mix(bits, at)) | 0;
      second = (second + mix(bits, ~at)) | 0;
    }
    this.#first = first;
    this.#second = second;
  }

  /** Looks at a whole row. */
  see(row: number): void {
    this.#first = 0;
    this.#second = 0;
    this.#add(this.#inputs, row, 0, this.#inputs.perRow, 1);
    this.#add(this.#targets, row, 0, this.#targets.perRow, 1);
  }

  /** Whether the column of this index is an input. */
  isInput(index: number): boolean {
    return index < this.#inputCount;
  }

  /** Of a whole row. */
  of(row: number): number {
    this.see(row);
    return this.#value;
  }

  /** Of a row's values in these columns alone, by their indices in `columns`. */
  ofColumns(row: number, columns: readonly number[]): number {
    this.#first = 0;
    this.#second = 0;
    for (const index of columns) this.#addColumn(row, index, 1);
    return this.#value;
  }

  /** Of a row without one of the columns, for each of them in turn. */
  without(row: number, columns: readonly number[]): number[] {
    this.of(row);
    return columns.map((index) => {
      this.#addColumn(row, index, -1);
      const value = this.#value;
      this.#addColumn(row, index, 1);
      return value;
    });
  }

  get #value(): number {
    return (this.#first >>> 0) * 0x200000 + (this.#second >>> 11);
  }

  #addColumn(row: number, index: number, sign: number): void {
    const { from, width } = this.columns[index] as TableColumn;
    const table = this.isInput(index) ? this.#inputs : this.#targets;
    this.#add(table, row, from * table.perValue, width * table.perValue, sign);
  }

  #add({ words, perRow, place }: Words, row: number, from: number, count: number, sign: number): void {
    const start = row * perRow + from;
    const end = start + count;
    let first = this.#first;
    let second = this.#second;
    for (let word = start, at = place + from; word < end; word++, at++) {
      const bits = words[word] as number;
      // Most of a one-hot column is zeros.
      if (bits === 0) continue;
      first = (first + sign * mix(bits, at)) | 0;
      second = (second + sign * mix(bits, ~at)) | 0;
    }
    this.#first = first;
    this.#second = second;
  }
}

/** The words of a row of which some rows, evenly chosen, have the most different ones. */
function tellingWords({ words, perRow }: Words, rows: number): Int32Array {
  const every = Math.ceil(rows / glanceRows);
  const different = Array.from({ length: perRow }, (_, at) => {
    const seen = new Set<number>();
    for (let row = 0; row < rows; row += every) seen.add(words[row * perRow + at] as number);
    return { at, count: seen.size };
  });
  different.sort((a, b) => b.count - a.count);
  return Int32Array.from(different.slice(0, glanceValues), ({ at }) => at);
}

function wordsOf({ table: { values, width } }: Side, place: number): Words {
  const perValue = values.BYTES_PER_ELEMENT / 4;
  const words = new Uint32Array(values.buffer, values.byteOffset, values.byteLength / 4);
  return { words, perValue, perRow: width * perValue, place };
}
