import type { PanelStrings } from "../src/protocol/panel-strings.ts";
import type { RateTest } from "../src/protocol/rate-test.ts";
import type { Point } from "./decimate.ts";
import { fill, formatFigure, formatSetting } from "./format.ts";
import type { TableContent } from "./table.ts";

/** The loss at each rate, without what is not finite. */
export const testPoints = ({ rates, losses }: RateTest): Point[] =>
  Array.from(rates, (x, at) => ({ x, y: losses[at] as number })).filter(({ y }) => Number.isFinite(y));

/** Times the first loss above which the curve says no more than that it grows. */
const shownRise = 1.5;

/** The losses that the chart's axis holds: growth past the first loss would press the rest flat. */
export function testExtent(test: RateTest): { readonly low: number; readonly high: number } | undefined {
  const losses = testPoints(test).map(({ y }) => y);
  if (losses.length === 0) return undefined;
  const low = Math.min(...losses);
  const first = test.firstLoss ?? (losses[0] as number);
  const high = Math.min(Math.max(...losses), Math.max(low, first) * shownRise);
  // The axis ends there, and says so.
  return { low, high: Number(high.toPrecision(2)) };
}

/** What the search shows, in a sentence or two for those who do not see the curve. */
export function rateSummary(test: RateTest, strings: PanelStrings): string {
  const points = testPoints(test);
  const [first] = points;
  if (!first) return strings.rateSummaryNone;
  const lowest = points.reduce((best, point) => (point.y < best.y ? point : best));
  const shown = fill(
    strings.rateSummary,
    formatSetting(first.x),
    formatSetting(points.at(-1)?.x ?? first.x),
    formatFigure(lowest.y),
    formatSetting(lowest.x),
  );
  return test.suggested === undefined
    ? shown
    : `${shown} ${fill(strings.rateFound, formatSetting(test.suggested))}`;
}

/** The trials, and every fifth rate of the range test. */
export function rateTable({ trials, rates, losses }: RateTest, strings: PanelStrings): TableContent {
  const row = (what: string, rate: number, loss: number) => [
    formatSetting(rate),
    what,
    Number.isFinite(loss) ? formatFigure(loss) : strings.diverged,
  ];
  return {
    columns: [strings.learningRate, strings.rateStage, strings.loss],
    rows: [
      ...trials.map(({ rate, loss }) => row(strings.rateTrial, rate, loss)),
      ...Array.from(rates, (rate, at) => row(strings.rateRange, rate, losses[at] as number)).filter(
        (_, at) => at % 5 === 0,
      ),
    ],
  };
}
