import { insideColumns, type Strip, stripBins } from "../protocol/inside.ts";

const half = stripBins / 2;
/** Share of the values that may lie beyond the limit. */
const mostBeyond = 0.01;
/** The limit of values that are all zero. */
const leastExponent = -30;

const coded = (share: number): number => Math.round(255 * Math.sqrt(share));

/**
 * Histograms of changing values over time, all with the same bins. The bins reach from −limit to limit, a power of two
 * that doubles where values outgrow it, which merges neighbouring bins of all columns.
 */
export class StripRecorder {
  #limit = 0;
  readonly #shares = new Uint8Array(insideColumns * stripBins);
  /** Of the column that is still open. */
  #open = new Float64Array(stripBins);

  /** Adds values to a column that is the mean of `looks` earlier ones; whether the bins of all columns changed. */
  add(column: number, values: Float64Array, looks: number): boolean {
    const finite = values.filter(Number.isFinite);
    const limit = this.#holds(finite) ? this.#limit : limitFor(finite);
    const widened = this.#widen(limit, looks === 0 ? column : column + 1);
    const width = this.#limit / half;
    const counts = new Float64Array(stripBins);
    for (const value of finite) {
      const bin = Math.floor(value / width) + half;
      const inside = Math.min(stripBins - 1, Math.max(0, bin));
      counts[inside] = (counts[inside] as number) + 1;
    }
    const before = looks === 0 ? counts.map(() => 0) : this.#open;
    this.#open = counts.map((count, bin) => {
      const share = finite.length > 0 ? count / finite.length : 0;
      return ((before[bin] as number) * looks + share) / (looks + 1);
    });
    this.#shares.set(this.#open.map(coded), column * stripBins);
    return widened;
  }

  /** Makes one column of every two of the first `columns`. */
  mergeColumns(columns: number): void {
    for (let to = 0; to < columns / 2; to++)
      for (let bin = 0; bin < stripBins; bin++) {
        const first = this.#shares[2 * to * stripBins + bin] as number;
        const second = this.#shares[(2 * to + 1) * stripBins + bin] as number;
        this.#shares[to * stripBins + bin] = Math.round(Math.sqrt((first ** 2 + second ** 2) / 2));
      }
  }

  /** A copy of the columns from `from` to before `to`. */
  strip(from: number, to: number): Strip {
    return { limit: this.#limit, shares: this.#shares.slice(from * stripBins, to * stripBins) };
  }

  #holds(values: Float64Array): boolean {
    let beyond = 0;
    for (const value of values) if (Math.abs(value) >= this.#limit) beyond++;
    return this.#limit > 0 && beyond <= values.length * mostBeyond;
  }

  #widen(limit: number, columns: number): boolean {
    if (limit <= this.#limit) return false;
    const doublings = this.#limit === 0 ? 0 : Math.log2(limit / this.#limit);
    this.#limit = limit;
    for (let time = 0; time < Math.min(doublings, Math.log2(half)); time++) {
      this.#open = halved(this.#open, (a, b) => a + b);
      for (let column = 0; column < columns; column++) {
        const bins = this.#shares.subarray(column * stripBins, (column + 1) * stripBins);
        bins.set(halved(Float64Array.from(bins), (a, b) => Math.min(255, Math.round(Math.hypot(a, b)))));
      }
    }
    return doublings > 0;
  }
}

/** The bins at twice the width, about the same middle. */
function halved(bins: Float64Array, merge: (a: number, b: number) => number): Float64Array<ArrayBuffer> {
  const wider = new Float64Array(stripBins);
  for (let bin = 0; bin < half; bin++)
    wider[half / 2 + bin] = merge(bins[2 * bin] as number, bins[2 * bin + 1] as number);
  return wider;
}

/** The smallest power of two that nearly all values lie below. */
function limitFor(values: Float64Array): number {
  const sizes = values.map(Math.abs).sort();
  const largest = sizes[Math.ceil(sizes.length * (1 - mostBeyond)) - 1] ?? 0;
  // The limit itself belongs to no bin: 1 is below 2.
  const exponent = largest > 0 ? Math.floor(Math.log2(largest)) + 1 : leastExponent;
  return 2 ** Math.min(1000, Math.max(leastExponent, exponent));
}
