import { blockRows } from "./column-block.ts";

/**
 * One piece of memory for the input columns of a large data set: first their values column by column within each
 * block of rows, at the end in its place the table `[rows, width]` of the same size.
 */
export class Slab {
  readonly width: number;
  readonly values: Float32Array<ArrayBuffer>;

  /** Pages that are never written take no memory, so that `rows` may be more than there are. */
  constructor(width: number, rows: number) {
    this.width = width;
    this.values = new Float32Array(Math.ceil(rows / blockRows) * blockRows * width);
  }

  /** Where the values of a column are to be kept, of the block that begins at row `from`; undefined past the end. */
  block(from: number, column: number): Float32Array<ArrayBuffer> | undefined {
    const start = from * this.width + column * blockRows;
    return start + blockRows <= this.values.length
      ? this.values.subarray(start, start + blockRows)
      : undefined;
  }
}

/** A column's place in a slab. */
export interface SlabColumn {
  readonly slab: Slab;
  readonly column: number;
}
