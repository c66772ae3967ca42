export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The lowest and highest raw value of each column, so that no peak is lost. */
export type Band = { readonly x: number; readonly low: number; readonly high: number }[];

/** What is drawn of one curve. */
export interface Drawn {
  /** The smoothed curve, at most one point a column. */
  readonly line: Point[];
  readonly band: Band;
}

/** One curve's points with x in ascending order; `low` and `high` bound what each point stands for. */
export interface Curve {
  readonly x: Float64Array;
  readonly line: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** First index whose x is not below `value`. */
function lowerBound(x: Float64Array, value: number): number {
  let low = 0;
  let high = x.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((x[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The part of a curve between two x (and one point beyond each, so that lines reach the edges), reduced to as
 * many columns as there are pixels. Only values that can be drawn are kept: finite, and positive if asked.
 */
export function decimate(
  curve: Curve,
  range: { readonly from: number; readonly to: number },
  columns: number,
  positiveOnly: boolean,
): Drawn {
  const { x, line, low, high } = curve;
  const drawable = (value: number) => Number.isFinite(value) && (!positiveOnly || value > 0);
  const begin = Math.max(0, lowerBound(x, range.from) - 1);
  const end = Math.min(x.length, lowerBound(x, range.to) + 1);
  const perColumn = (range.to - range.from) / Math.max(1, columns);
  const columnOf = (index: number) =>
    perColumn > 0 ? Math.floor(((x[index] as number) - range.from) / perColumn) : index;

  const drawn: Drawn = { line: [], band: [] };
  let index = begin;
  while (index < end) {
    const column = columnOf(index);
    const at = x[index] as number;
    let lowest = Number.POSITIVE_INFINITY;
    let highest = Number.NEGATIVE_INFINITY;
    let last: Point | undefined;
    for (; index < end && columnOf(index) === column; index++) {
      const bottom = low[index] as number;
      const top = high[index] as number;
      if (drawable(bottom) && bottom < lowest) lowest = bottom;
      if (drawable(top) && top > highest) highest = top;
      const y = line[index] as number;
      if (drawable(y)) last = { x: x[index] as number, y };
    }
    if (last) drawn.line.push(last);
    // Where only one of the two can be drawn, it is both.
    if (lowest > highest) lowest = highest = Number.isFinite(lowest) ? lowest : highest;
    if (Number.isFinite(lowest)) drawn.band.push({ x: at, low: lowest, high: highest });
  }
  return drawn;
}

/** The lowest and highest value of bands; undefined where they are empty. */
export function bandExtent(...bands: readonly Band[]): readonly [number, number] | undefined {
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (const band of bands)
    for (const { low, high } of band) {
      if (low < lowest) lowest = low;
      if (high > highest) highest = high;
    }
  return lowest <= highest ? [lowest, highest] : undefined;
}
