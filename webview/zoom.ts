import type { Zoom } from "../src/protocol/panel.ts";

/** Epochs, both ends included. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Epochs that are looked at, at least; fewer are no curve. */
const narrowest = 2;

/** All epochs of a run; never empty, so that it can be an axis. */
export function allEpochs(x: Float64Array): Range {
  const from = x[0] ?? 1;
  return { from, to: Math.max(x.at(-1) ?? 2, from + 1) };
}

/** What a zoom shows of a run: everything where the run has not come as far as the zoom, or has been shorter. */
export function visibleRange(
  { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY }: Zoom,
  all: Range,
): Range {
  const range = { from: Math.max(from, all.from), to: Math.min(to, all.to) };
  return range.to - range.from >= Math.min(1, all.to - all.from) ? range : all;
}

/** The zoom that shows a range, as much of it as there is. An end that touches the data's stays there as it grows. */
export function zoomTo(range: Range, all: Range): Zoom {
  const width = Math.max(range.to - range.from, narrowest);
  const middle = (range.from + range.to) / 2;
  const from = Math.max(all.from, Math.min(middle - width / 2, all.to - width));
  const to = Math.min(all.to, from + width);
  return { ...(from > all.from && { from }), ...(to < all.to && { to }) };
}

/** Wider or, for a factor below 1, narrower about an epoch, which stays where it is. */
export const zoomBy = ({ from, to }: Range, all: Range, factor: number, about: number): Zoom => {
  // At the narrowest nothing moves any more.
  const bounded = Math.max(factor, Math.min(1, narrowest / (to - from)));
  return zoomTo({ from: about - (about - from) * bounded, to: about + (to - about) * bounded }, all);
};

/** The zoom that a wheel's turn stands for. */
export const wheelFactor = (pixels: number): number =>
  Math.exp(Math.max(-240, Math.min(240, pixels)) * 0.0025);

/** Moved by some epochs, as far as there are any. */
export function panBy({ from, to }: Range, all: Range, epochs: number): Zoom {
  const shift = Math.max(all.from - from, Math.min(all.to - to, epochs));
  return zoomTo({ from: from + shift, to: to + shift }, all);
}

export const isZoomed = ({ from, to }: Range, all: Range): boolean => from > all.from || to < all.to;

/** Index of the x nearest to a value; −1 where there is none. */
export function nearestIndex(x: Float64Array, value: number): number {
  let low = 0;
  let high = x.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((x[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  const before = x[low - 1];
  return before !== undefined && value - before <= (x[low] as number) - value
    ? low - 1
    : x.length > 0
      ? low
      : -1;
}
