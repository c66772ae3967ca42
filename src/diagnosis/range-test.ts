import type { RateTrial } from "../protocol/rate-test.ts";

/** Rates of a range test: 20 a decade from a millionth to 10, after Smith, Cyclical Learning Rates (2017), section 3.3. */
export const testedRates: readonly number[] = Array.from({ length: 141 }, (_, at) =>
  Number((10 ** (at / 20 - 6)).toPrecision(6)),
);

/** The loss has grown past all use: as often as large as the least one. */
const tooLarge = 4;

/** Whether the rates so far are enough: the last loss is not finite, or far above the least. */
export function isOver(losses: readonly number[], firstLoss: number): boolean {
  const last = losses.at(-1) ?? firstLoss;
  const least = Math.min(firstLoss, ...losses.filter(Number.isFinite));
  return !Number.isFinite(last) || (last > tooLarge * least && last > firstLoss);
}

export interface RangeResult {
  /** From this rate on the loss fell; there it fell fastest; and from there on it grew again. */
  readonly begin: number;
  readonly steepest: number;
  readonly edge: number;
  /** How far the loss fell, of the first loss. */
  readonly fall: number;
}

/** Of the way from the first loss to the least, what counts as a beginning. */
const beginning = 0.05;
/** Of the first loss: a smaller fall is noise. */
const leastFall = 0.02;
/** Rates on either side that a loss is averaged with. */
const reach = 2;

/** What a range test shows; undefined where no rate brought the loss down. */
export function readRange(
  rates: ArrayLike<number>,
  losses: ArrayLike<number>,
  firstLoss: number,
): RangeResult | undefined {
  const smooth = smoothed(Array.from(losses).filter(Number.isFinite));
  const lowest = smooth.indexOf(Math.min(...smooth));
  const least = smooth[lowest];
  if (least === undefined || !(firstLoss - least > leastFall * Math.abs(firstLoss))) return undefined;
  const begin = smooth.findIndex((loss) => loss < firstLoss - beginning * (firstLoss - least));
  let steepest = Math.min(begin, lowest);
  for (let at = steepest; at <= lowest; at++) if (slope(smooth, at) < slope(smooth, steepest)) steepest = at;
  return {
    begin: rates[begin] as number,
    steepest: rates[steepest] as number,
    edge: rates[lowest] as number,
    fall: (firstLoss - least) / Math.abs(firstLoss),
  };
}

const slope = (values: readonly number[], at: number): number =>
  (values[at] as number) - (values[Math.max(0, at - 1)] as number);

const smoothed = (values: readonly number[]): number[] =>
  values.map((_, at) => {
    // As far on both sides, so that the ends stay in place.
    const width = Math.min(reach, at, values.length - 1 - at);
    const near = values.slice(at - width, at + width + 1);
    return near.reduce((sum, value) => sum + value, 0) / near.length;
  });

/** A rate as people write them: one of 1, 2, 3, 5 times a power of ten, the nearest below. */
export function roundRate(rate: number): number {
  const power = Math.floor(Math.log10(rate) + 1e-9);
  const digit = [5, 3, 2, 1].find((each) => Number(`${each}e${power}`) <= rate * (1 + 1e-9)) ?? 1;
  return Number(`${digit}e${power}`);
}

/** Rates that are worth a trial, ascending: where the loss fell fastest, and below the edge. */
export function candidates({ steepest, edge }: RangeResult): number[] {
  const wanted = [steepest, Math.sqrt(steepest * edge), edge / 10, edge / 3, edge];
  return [...new Set(wanted.map(roundRate))].sort((a, b) => a - b);
}

/**
 * A trial counts as good as the best where it ended within this factor of its loss. The lowest of those is the
 * steadiest: a rate at the edge wins a short trial and loses the long run.
 */
const asGood = 1.2;
/** Of the first loss: below it there is nothing left to learn, only rounding. */
const rounding = { float32: 1e-12, float64: 1e-28 } as const;
/** The file's own rate is worth no change where it is as good, and above the steadiest by no more than this factor. */
const near = 4;

/** The rate to take of those tried, the file's own where there is little to gain; undefined where none brought the loss down. */
export function bestTrial(
  trials: readonly RateTrial[],
  firstLoss: number,
  { own, precision }: { readonly own: number; readonly precision: keyof typeof rounding },
): RateTrial | undefined {
  const good = trials
    .filter(({ loss }) => Number.isFinite(loss) && loss < firstLoss)
    .sort((a, b) => a.rate - b.rate);
  const least = Math.min(...good.map(({ loss }) => loss));
  const limit =
    least > 0
      ? asGood * Math.max(least, rounding[precision] * firstLoss)
      : least + beginning * (firstLoss - least);
  const best = good.filter(({ loss }) => loss <= limit);
  const [steadiest] = best;
  return best.find(({ rate }) => rate === own && rate <= near * (steadiest?.rate ?? 0)) ?? steadiest;
}
