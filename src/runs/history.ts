import type { Figures } from "../protocol/events.ts";
import {
  type BestEpoch,
  type CurveName,
  type CurvePoints,
  type History,
  type HistoryDelta,
  maximumPoints,
  tailLength,
} from "../protocol/history.ts";

interface Curve {
  readonly name: CurveName;
  readonly read: (figures: Figures) => number;
  readonly min: Float64Array;
  readonly max: Float64Array;
  readonly last: Float64Array;
  /** Ring of the last `tailLength` epochs, beside `tailEpochs`. */
  readonly tail: Float64Array;
}

/**
 * Keeps the curves of a run in bounded memory: at most `maximumPoints` points, each the minimum, maximum and last
 * value of `span` epochs, and the last `tailLength` epochs whole. When the points are full, neighbours are merged
 * and the span doubles, so no peak is ever lost. A NaN is never a minimum or maximum where the point has a number.
 */
export class HistoryRecorder {
  #span = 1;
  #count = 0;
  /** Epochs in the last point. */
  #filled = 0;
  #epochs = new Float64Array(maximumPoints);
  #curves: Curve[] = [];
  #tailEpochs = new Float64Array(tailLength);
  /** Epochs ever put into the tail; the newest stands at (#tailCount − 1) mod tailLength. */
  #tailCount = 0;
  /** First point that may change or has changed since the last delta, and whether anything was recorded since. */
  #changedFrom = 0;
  #changed = false;
  #best: BestEpoch | undefined;

  /** Adds one epoch's figures; epochs come in ascending order without gaps, and those of one run have the same keys. */
  record(epoch: number, figures: Figures): void {
    if (this.#curves.length === 0)
      this.#curves = curveReaders(figures).map(([name, read]) => curve(name, read));
    const opens = this.#count === 0 || this.#filled === this.#span;
    if (opens) {
      if (this.#count === maximumPoints) this.#merge();
      this.#count += 1;
      this.#filled = 0;
    }
    const point = this.#count - 1;
    const slot = this.#tailCount % tailLength;
    this.#filled += 1;
    this.#epochs[point] = epoch;
    this.#tailEpochs[slot] = epoch;
    this.#tailCount += 1;
    this.#changed = true;
    this.#noteBest(epoch, figures);
    for (const { read, min, max, last, tail } of this.#curves) {
      const value = read(figures);
      tail[slot] = value;
      last[point] = value;
      if (opens) {
        min[point] = value;
        max[point] = value;
      } else {
        min[point] = lesser(min[point] as number, value);
        max[point] = greater(max[point] as number, value);
      }
    }
  }

  /** The curves as they are now, without copying the points: to be read at once, not kept. */
  view(): History {
    return this.#from(0, (array, from, to) => array.subarray(from, to));
  }

  /** What changed since the last call, in fresh arrays of exact length; absent if nothing did. */
  delta(): HistoryDelta | undefined {
    const from = this.#changedFrom;
    if (!this.#changed) return undefined;
    this.#changed = false;
    // A last point that is not full yet changes again; a full one changes with the next merge only, which resets this.
    this.#changedFrom = this.#filled < this.#span ? this.#count - 1 : this.#count;
    return { from, history: this.#from(from, (array, start, end) => array.slice(start, end)) };
  }

  /** Goes on from a saved history whose first epoch is 1; `figures` says which curves the run goes on with. */
  static resume(history: History, figures: Figures): HistoryRecorder {
    const recorder = new HistoryRecorder();
    const count = history.epochs.length;
    recorder.#span = history.span;
    recorder.#count = count;
    const inLast = (history.epochs[count - 1] ?? 0) - (history.epochs[count - 2] ?? 0);
    recorder.#filled = Math.min(inLast, history.span);
    recorder.#epochs.set(history.epochs);
    if (history.best?.curve === bestCurve(figures)) recorder.#best = history.best;
    const kept = history.tail.epochs.length;
    recorder.#tailEpochs.set(history.tail.epochs);
    recorder.#tailCount = kept;
    recorder.#curves = curveReaders(figures).map(([name, read]) => {
      const before = history.curves[name];
      const next = curve(name, read);
      // A curve that the saved run did not have is unknown until now.
      next.min.fill(Number.NaN, 0, count).set(before?.min ?? []);
      next.max.fill(Number.NaN, 0, count).set(before?.max ?? []);
      next.last.fill(Number.NaN, 0, count).set(before?.last ?? []);
      next.tail.fill(Number.NaN, 0, kept).set(history.tail.curves[name] ?? []);
      return next;
    });
    return recorder;
  }

  #noteBest(epoch: number, figures: Figures): void {
    const value = figures.validationLoss ?? figures.loss;
    if (Number.isFinite(value) && value < (this.#best?.value ?? Number.POSITIVE_INFINITY))
      this.#best = { curve: bestCurve(figures), epoch, value };
  }

  #merge(): void {
    const half = maximumPoints / 2;
    for (let to = 0; to < half; to++) this.#epochs[to] = this.#epochs[2 * to + 1] as number;
    for (const { min, max, last } of this.#curves) {
      for (let to = 0; to < half; to++) {
        const from = 2 * to;
        min[to] = lesser(min[from] as number, min[from + 1] as number);
        max[to] = greater(max[from] as number, max[from + 1] as number);
        last[to] = last[from + 1] as number;
      }
    }
    this.#span *= 2;
    this.#count = half;
    this.#changedFrom = 0;
  }

  #from(from: number, cut: (array: Float64Array, from: number, to: number) => Float64Array): History {
    const curves: Record<CurveName, CurvePoints> = {};
    const tailCurves: Record<CurveName, Float64Array> = {};
    for (const { name, min, max, last, tail } of this.#curves) {
      curves[name] = {
        min: cut(min, from, this.#count),
        max: cut(max, from, this.#count),
        last: cut(last, from, this.#count),
      };
      tailCurves[name] = this.#unroll(tail);
    }
    return {
      span: this.#span,
      epochs: cut(this.#epochs, from, this.#count),
      curves,
      ...(this.#best && { best: this.#best }),
      tail: { epochs: this.#unroll(this.#tailEpochs), curves: tailCurves },
    };
  }

  /** The ring from its oldest to its newest value. */
  #unroll(ring: Float64Array): Float64Array {
    if (this.#tailCount <= tailLength) return ring.slice(0, this.#tailCount);
    const oldest = this.#tailCount % tailLength;
    const tail = new Float64Array(tailLength);
    tail.set(ring.subarray(oldest));
    tail.set(ring.subarray(0, oldest), tailLength - oldest);
    return tail;
  }
}

const lesser = (a: number, b: number): number => (b < a || Number.isNaN(a) ? b : a);
const greater = (a: number, b: number): number => (b > a || Number.isNaN(a) ? b : a);

const bestCurve = (figures: Figures): CurveName =>
  figures.validationLoss === undefined ? "loss" : "validationLoss";

const curve = (name: CurveName, read: Curve["read"]): Curve => ({
  name,
  read,
  min: new Float64Array(maximumPoints),
  max: new Float64Array(maximumPoints),
  last: new Float64Array(maximumPoints),
  tail: new Float64Array(tailLength),
});

/** One reader for each number that figures of this form hold. */
function curveReaders(figures: Figures): [CurveName, Curve["read"]][] {
  const readers: [CurveName, Curve["read"]][] = [["loss", (f) => f.loss]];
  if (figures.validationLoss !== undefined)
    readers.push(["validationLoss", (f) => f.validationLoss ?? Number.NaN]);
  if (figures.penalty !== undefined) readers.push(["penalty", (f) => f.penalty ?? Number.NaN]);
  for (const key of Object.keys(figures.metrics) as (keyof Figures["metrics"])[])
    readers.push([`metrics.${key}`, (f) => f.metrics[key] ?? Number.NaN]);
  for (const key of Object.keys(figures.validationMetrics ?? {}) as (keyof Figures["metrics"])[])
    readers.push([`validationMetrics.${key}`, (f) => f.validationMetrics?.[key] ?? Number.NaN]);
  readers.push(["learningRate", (f) => f.learningRate]);
  return readers;
}
