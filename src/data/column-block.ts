/** Rows of a column that are kept together. */
export const blockRows = 1 << 14;

/** Values of consecutive rows: `base` is to be added to each. */
export interface ColumnBlock {
  readonly from: number;
  readonly base: number;
  readonly values: Float64Array | Float32Array;
}

const scratch = new Float64Array(blockRows);

/** Values of rows `start` to `end` of a block in double precision; good until the next call. */
export function exactValues({ from, base, values }: ColumnBlock, start: number, end: number): Float64Array {
  const part = values.subarray(start - from, end - from);
  if (base === 0 && part instanceof Float64Array) return part;
  scratch.set(part);
  if (base !== 0) for (let at = 0; at < part.length; at++) scratch[at] = (scratch[at] as number) + base;
  return scratch.subarray(0, part.length);
}
