import type { Histogram, LabelCounts } from "../protocol/data-summary.ts";

/** Steps of a histogram, at most. */
export const histogramSteps = 24;
/** Labels that are counted one by one. */
const mostLabels = 12;
/** Rounding of a float32, and of a few operations on it. */
const rounding = 1e-6;

/** Calls back with every value that counts; NaN is passed over. */
export type Values = (visit: (value: number) => void) => void;

/** How values from `min` to `max` are spread; few whole numbers get a step each. */
export function histogramOf(values: Values, min: number, max: number): Histogram {
  if (min === max) return { from: min, to: max, counts: [countOf(values)] };
  const [first, last] = [Math.round(min), Math.round(max)];
  const few = last - first < histogramSteps && isWhole(values);
  const steps = few ? last - first + 1 : histogramSteps;
  const counts = new Array<number>(steps).fill(0);
  // Halved, so that the difference of the two largest numbers there are is finite.
  const width = max / 2 - min / 2;
  values((value) => {
    if (Number.isNaN(value)) return;
    const step = few ? Math.round(value) - first : Math.floor(((value / 2 - min / 2) / width) * steps);
    const at = Math.min(steps - 1, Math.max(0, step));
    counts[at] = (counts[at] as number) + 1;
  });
  return few ? { from: first, to: last, counts } : { from: min, to: max, counts };
}

function countOf(values: Values): number {
  let count = 0;
  values((value) => {
    if (!Number.isNaN(value)) count++;
  });
  return count;
}

function isWhole(values: Values): boolean {
  let whole = true;
  values((value) => {
    if (Math.abs(value - Math.round(value)) > rounding * Math.max(1, Math.abs(value))) whole = false;
  });
  return whole;
}

/** How often each label comes; `values` gives indices of `labels`. */
export function countLabels(values: Values, labels: readonly (string | number)[]): LabelCounts {
  const counts = new Float64Array(labels.length);
  let total = 0;
  values((code) => {
    if (Number.isNaN(code)) return;
    counts[code] = (counts[code] as number) + 1;
    total++;
  });
  const order = [...labels.keys()].sort((a, b) => (counts[b] as number) - (counts[a] as number) || a - b);
  const top = order
    .slice(0, mostLabels)
    .map((code) => ({ label: String(labels[code]), count: counts[code] as number }));
  return {
    top,
    different: labels.length,
    others: total - top.reduce((sum, { count }) => sum + count, 0),
  };
}
