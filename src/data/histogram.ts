import type { Histogram, LabelCounts } from "../protocol/data-summary.ts";

/** Steps of a histogram, at most. */
export const histogramSteps = 24;
/** Labels that are counted one by one. */
const mostLabels = 12;
/** Rounding of a float32, and of a few operations on it. */
const rounding = 1e-6;

/** Calls back with every value that counts; NaN is passed over. */
export type Values = (visit: (value: number) => void) => void;

/** Where values lie, which has to be known before they are counted. */
export class Spread {
  min = Number.POSITIVE_INFINITY;
  max = Number.NEGATIVE_INFINITY;
  /** All of them are whole numbers. */
  isWhole = true;

  add(value: number): void {
    if (value < this.min) this.min = value;
    if (value > this.max) this.max = value;
    if (this.isWhole && Math.abs(value - Math.round(value)) > rounding * Math.max(1, Math.abs(value)))
      this.isWhole = false;
  }
}

/** Counts values of a known spread; few whole numbers get a step each. */
export class StepCounter {
  readonly #counts: Float64Array;
  readonly #from: number;
  readonly #to: number;
  readonly #few: boolean;
  /** Halved, so that the difference of the two largest numbers there are is finite. */
  readonly #half: number;
  readonly #stepsByHalf: number;

  constructor({ min, max, isWhole }: Spread) {
    const [first, last] = [Math.round(min), Math.round(max)];
    this.#few = isWhole && last - first < histogramSteps;
    this.#from = this.#few ? first : min;
    this.#to = this.#few ? last : max;
    const steps = this.#few ? last - first + 1 : min === max ? 1 : histogramSteps;
    // Nothing to count has no steps.
    this.#counts = new Float64Array(min <= max ? steps : 0);
    this.#half = this.#from / 2;
    this.#stepsByHalf = steps / (this.#to / 2 - this.#half);
  }

  add(value: number): void {
    if (Number.isNaN(value)) return;
    const step = this.#few
      ? Math.round(value) - this.#from
      : Math.floor((value / 2 - this.#half) * this.#stepsByHalf);
    const last = this.#counts.length - 1;
    // A lone value has a step without a width.
    const at = step > 0 ? Math.min(last, step) : 0;
    this.#counts[at] = (this.#counts[at] as number) + 1;
  }

  finish(): Histogram {
    return { from: this.#from, to: this.#to, counts: [...this.#counts] };
  }
}

/** How values are spread; there is at least one. */
export function histogramOf(values: Values): Histogram {
  const spread = new Spread();
  values((value) => spread.add(value));
  const counter = new StepCounter(spread);
  values((value) => counter.add(value));
  return counter.finish();
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
