import { blockRows, type ColumnBlock, exactValues } from "./column-block.ts";
import { ColumnBudget } from "./column-budget.ts";
import type { SlabColumn } from "./slab.ts";

/** The numbers of one column, in blocks, so that a column of unknown length grows without copies. */
export class Column {
  readonly length: number;
  /** Where its blocks may lie. */
  readonly slab: SlabColumn | undefined;
  readonly #blocks: (ColumnBlock | undefined)[];

  constructor(blocks: readonly ColumnBlock[], slab?: SlabColumn) {
    this.#blocks = [...blocks];
    this.slab = slab;
    const last = blocks.at(-1);
    this.length = last ? last.from + last.values.length : 0;
  }

  /** The values themselves, not a copy. */
  static of(values: Float64Array): Column {
    const blocks: ColumnBlock[] = [];
    for (let from = 0; from < values.length; from += blockRows)
      blocks.push({ from, base: 0, values: values.subarray(from, from + blockRows) });
    return new Column(blocks);
  }

  get(row: number): number {
    const { base, values } = this.block(row);
    const value = values[row % blockRows] as number;
    // So that −0 stays what it is.
    return base === 0 ? value : base + value;
  }

  /** The block that a row lies in. */
  block(row: number): ColumnBlock {
    const block = this.#blocks[Math.floor(row / blockRows)];
    if (!block) throw new RangeError(`Row ${row} is not kept.`);
    return block;
  }

  *blocks(): Generator<ColumnBlock> {
    for (let row = 0; row < this.length; row += blockRows) yield this.block(row);
  }

  forEach(visit: (value: number, row: number) => void): void {
    for (const block of this.blocks()) {
      const { from, values } = block;
      // A copy, as `visit` may look at other columns.
      const exact = exactValues(block, from, from + values.length).slice();
      for (let at = 0; at < exact.length; at++) visit(exact[at] as number, from + at);
    }
  }

  /** First row whose value passes the test, or −1. */
  findIndex(test: (value: number) => boolean): number {
    for (let row = 0; row < this.length; row++) if (test(this.get(row))) return row;
    return -1;
  }

  map(change: (value: number, row: number) => number, budget?: ColumnBudget): Column {
    const writer = new ColumnWriter(budget);
    this.forEach((value, row) => {
      writer.push(change(value, row));
    });
    return writer.finish();
  }

  /** The values as one array. */
  toArray(): Float64Array<ArrayBuffer> {
    const all = new Float64Array(this.length);
    for (const block of this.blocks())
      all.set(exactValues(block, block.from, block.from + block.values.length), block.from);
    return all;
  }

  /** Gives up the memory of the block that a row lies in. */
  release(row: number): void {
    this.#blocks[Math.floor(row / blockRows)] = undefined;
  }
}

/** Writes a column from its first row on. */
export class ColumnWriter {
  /** Where its blocks are to lie from now on. */
  slab: SlabColumn | undefined;
  readonly #budget: ColumnBudget;
  readonly #blocks: ColumnBlock[] = [];
  #block = new Float64Array(0);
  #used = 0;
  #from = 0;

  /** Throws what `budget` throws once it is spent; without one there is no limit. */
  constructor(budget = new ColumnBudget(Number.POSITIVE_INFINITY)) {
    this.#budget = budget;
  }

  push(value: number): void {
    if (this.#used === this.#block.length) this.#grow();
    this.#block[this.#used++] = value;
  }

  /** Writes `count` values, the first at `offset` and each `stride` after the one before. */
  pushStrided(values: Float64Array, offset: number, stride: number, count: number): void {
    let at = offset;
    for (let left = count; left > 0; ) {
      if (this.#used === this.#block.length) this.#grow();
      const block = this.#block;
      const from = this.#used;
      const to = Math.min(block.length, from + left);
      for (let row = from; row < to; row++, at += stride) block[row] = values[at] as number;
      this.#used = to;
      left -= to - from;
    }
  }

  pushAll(values: Float32Array | Float64Array): void {
    for (let at = 0; at < values.length; ) {
      if (this.#used === this.#block.length) this.#grow();
      const part = values.subarray(at, at + this.#block.length - this.#used);
      this.#block.set(part, this.#used);
      this.#used += part.length;
      at += part.length;
    }
  }

  #grow(): void {
    if (this.#used === blockRows) {
      this.#keep();
      return;
    }
    // Short columns are many where tables are wide.
    const larger = new Float64Array(Math.min(blockRows, Math.max(64, 4 * this.#used)));
    larger.set(this.#block);
    this.#block = larger;
  }

  #keep(): void {
    const place = this.slab?.slab.block(this.#from, this.slab.column);
    const kept = this.#budget.keep(this.#block.subarray(0, this.#used), place);
    this.#blocks.push({ from: this.#from, ...kept });
    this.#from += this.#used;
    this.#used = 0;
    if (kept.values.buffer === this.#block.buffer) this.#block = new Float64Array(blockRows);
  }

  /** The column; the writer is of no more use. */
  finish(): Column {
    if (this.#used > 0) this.#keep();
    return new Column(this.#blocks, this.slab);
  }
}
