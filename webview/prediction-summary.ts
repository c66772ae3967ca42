import type { PanelStrings } from "../src/protocol/panel-strings.ts";
import type { Part, PictureName, Predicted, PredictionBase } from "../src/protocol/prediction.ts";
import { className } from "./class-names.ts";
import { type Confusion, calibration, calibrationError, confusion, roc, scored } from "./classes.ts";
import { fan } from "./fan.ts";
import { fill, formatCount, formatDate, formatFigure, formatNumber, formatPercent } from "./format.ts";
import { captions, imagesOf } from "./images.ts";
import { extent, meanAbsoluteError, outputX, partsOf } from "./prediction.ts";
import { partName } from "./table.ts";

/** What is told of the predictions: which picture, of which output and split. */
export interface Shown {
  readonly base: PredictionBase;
  readonly predicted: Predicted | undefined;
  readonly output: number;
  readonly part: Part;
  readonly strings: PanelStrings;
}

type Say = (shown: Shown) => string;

const sentences: Readonly<Record<PictureName, Say>> = {
  series: (shown) => `${overX(shown, shown.strings.seriesSummary)} ${error(shown)}`,
  forecast: forecastText,
  curve: (shown) => `${overX(shown, shown.strings.curveSummary)} ${error(shown)}`,
  map: mapText,
  scatter: scatterText,
  confusion: confusionText,
  images: imagesText,
  roc: rocText,
  calibration: calibrationText,
};

/** What a picture of predictions shows, in a sentence or two for those who do not see it. */
export function predictionSummary(picture: PictureName, shown: Shown): string {
  if (!shown.base.outputs[shown.output]) return shown.strings.predictionSummaryNone;
  return sentences[picture](shown).trim();
}

const xFormat = ({ base }: Shown) => (base.xIsDate ? formatDate : (value: number) => formatNumber(value));

const nameOf = ({ base, output }: Shown): string => base.outputs[output]?.name ?? "";

const isOf =
  ({ base }: Shown, part: Part) =>
  (index: number): boolean =>
    base.split[index] === part;

function overX(shown: Shown, text: string): string {
  const { base, output } = shown;
  const [name, x, format] = base.pictures.includes("series")
    ? [base.xName, outputX(base, output), xFormat(shown)]
    : [base.curve?.name ?? base.xName, base.curve?.inputs ?? base.x, (value: number) => formatNumber(value)];
  const [low, high] = (extent(x) ?? [0, 0]).map(format) as [string, string];
  return fill(text, nameOf(shown), name, low, high, formatCount(base.x.length));
}

function scatterText(shown: Shown): string {
  const { base, output, strings } = shown;
  const [low, high] = extent(base.outputs[output]?.actual) ?? [0, 0];
  const count = formatCount(base.x.length);
  return `${fill(strings.scatterSummary, nameOf(shown), count, formatNumber(low), formatNumber(high))} ${error(shown)}`;
}

function error({ base, predicted, output, strings }: Shown): string {
  const mean = predicted && meanAbsoluteError(base, predicted, output);
  return mean === undefined
    ? ""
    : fill(strings.errorSummary, formatCount(predicted?.epoch ?? 0), formatFigure(mean));
}

function forecastText(shown: Shown): string {
  const { base, predicted, output, strings } = shown;
  const [last, ...steps] = fan(base, predicted, base.outputs[output]?.column ?? 0);
  const [first, end] = [steps[0], steps.at(-1)];
  if (!last || !first || !end) return strings.predictionSummaryNone;
  const x = xFormat(shown);
  return fill(
    strings.forecastSummary,
    nameOf(shown).replace(/\[[^\]]*\]$/, ""),
    x(last.x),
    formatCount(steps.length),
    formatFigure(first.y),
    x(first.x),
    formatFigure(end.y),
    x(end.x),
  );
}

function mapText(shown: Shown): string {
  const { base, strings } = shown;
  const [first = "", second = ""] = base.plane?.names ?? [];
  const what = fill(strings.mapSummary, first, second, formatCount(base.x.length));
  return `${what} ${base.classes ? accuracies(shown) : error(shown)}`;
}

function accuracies(shown: Shown): string {
  const { base, predicted, output, strings } = shown;
  return partsOf(base)
    .flatMap((part) => {
      const counted = confusion(base, predicted, output, isOf(shown, part));
      return counted
        ? [`${partName(part, strings)}: ${strings.accuracy} ${formatPercent(counted.accuracy)}.`]
        : [];
    })
    .join(" ");
}

function confusionText(shown: Shown): string {
  const { base, predicted, output, part, strings } = shown;
  const counted = confusion(base, predicted, output, isOf(shown, part));
  const names = base.classes?.names ?? [];
  if (!counted) return strings.predictionSummaryNone;
  const what = fill(
    strings.confusionSummary,
    formatCount(names.length),
    partCount(shown, counted.total),
    formatPercent(counted.accuracy),
  );
  const worst = mostConfused(counted);
  if (!worst) return what;
  const [actual, said, count] = worst;
  return `${what} ${fill(strings.confusedSummary, names[actual] ?? "", names[said] ?? "", formatCount(count))}`;
}

/** `Validation: 360 samples`, and of how many where not all are shown. */
export function partCount(
  { base, part, strings }: Pick<Shown, "base" | "part" | "strings">,
  count: number,
): string {
  const { train, validation, test } = base.samples;
  const all = [train, validation, test][part] ?? count;
  const name = partName(part, strings);
  return count < all
    ? fill(strings.partOfSamples, name, formatCount(count), formatCount(all))
    : fill(strings.partSamples, name, formatCount(count));
}

/** The class that is most often taken for another, that other, and how often; undefined where none is. */
export function mostConfused({ counts }: Confusion): readonly [number, number, number] | undefined {
  let worst: readonly [number, number, number] | undefined;
  for (const [actual, row] of counts.entries())
    for (const [said, count] of row.entries())
      if (actual !== said && count > (worst?.[2] ?? 0)) worst = [actual, said, count];
  return worst;
}

function eachPart(shown: Shown, say: (part: Part) => number | undefined): string {
  return partsOf(shown.base)
    .flatMap((part) => {
      const value = say(part);
      return value === undefined ? [] : [`${partName(part, shown.strings)} ${formatNumber(value, 3)}`];
    })
    .join(", ");
}

function rocText(shown: Shown): string {
  const { base, predicted, output, strings } = shown;
  if (!base.classes || !predicted) return strings.predictionSummaryNone;
  const areas = eachPart(shown, (part) => roc(scored(base, predicted, output, isOf(shown, part)))?.area);
  return fill(strings.rocSummary, className(base, output, 1), areas);
}

function calibrationText(shown: Shown): string {
  const { base, predicted, output, strings } = shown;
  if (!base.classes || !predicted) return strings.predictionSummaryNone;
  const errors = eachPart(shown, (part) =>
    calibrationError(calibration(scored(base, predicted, output, isOf(shown, part)))),
  );
  return fill(strings.calibrationSummary, className(base, output, 1), errors);
}

function imagesText(shown: Shown): string {
  const images = imagesOf(shown);
  if (!images) return shown.strings.predictionSummaryNone;
  const list = captions(shown, images).map(({ actual, predicted }) => `${actual} → ${predicted}`);
  return fill(shown.strings.imagesSummary, formatCount(list.length), list.join(", "));
}
