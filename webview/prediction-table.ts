import type { Part, PictureName, PredictionBase } from "../src/protocol/prediction.ts";
import { calibration, classOf, confusion, roc, scored } from "./classes.ts";
import { fan } from "./fan.ts";
import { formatCount, formatDate, formatFigure, formatNumber, formatPercent } from "./format.ts";
import { captions, imagesOf } from "./images.ts";
import { outputX, predictionAt } from "./prediction.ts";
import type { Shown } from "./prediction-summary.ts";
import { evenly, mostRows, partName, type TableContent } from "./table.ts";

const tables: Readonly<Record<PictureName, (shown: Shown) => TableContent>> = {
  series: sampleTable,
  forecast: forecastTable,
  curve: sampleTable,
  map: sampleTable,
  scatter: sampleTable,
  confusion: confusionTable,
  images: imagesTable,
  roc: rocTable,
  calibration: calibrationTable,
};

/** A picture of predictions as a table. */
export const predictionTable = (picture: PictureName, shown: Shown): TableContent => tables[picture](shown);

const xFormat = ({ xIsDate }: PredictionBase) =>
  xIsDate ? formatDate : (value: number) => formatNumber(value, 6);

const share = (value: number): string => (Number.isNaN(value) ? "–" : formatPercent(value));

/** The samples: where they stand, their inputs where there are one or two, and what is true and predicted of them. */
function sampleTable({ base, predicted, output, strings }: Shown): TableContent {
  const { curve, plane, classes, outputs } = base;
  const x = outputX(base, output);
  const own = outputs[output]?.actual;
  const inputs = plane
    ? plane.names.map((name, at) => ({ name, values: plane.inputs[at] }))
    : curve && curve.name !== base.xName
      ? [{ name: curve.name, values: curve.inputs }]
      : [];
  const actual =
    classes &&
    classOf(
      classes,
      outputs.map((shown) => shown.actual),
      output,
    );
  const said = classes && predicted && classOf(classes, predicted.outputs, output);
  const nameOf = (index: number | undefined) => classes?.names[index ?? -1] ?? "";
  const format = xFormat(base);
  return {
    columns: [base.xName, ...inputs.map(({ name }) => name), strings.part, strings.actual, strings.predicted],
    rows: evenly(base.x.length, mostRows).map((index) => [
      format(x[index] as number),
      ...inputs.map(({ values }) => formatFigure(values?.[index] ?? Number.NaN)),
      partName(base.split[index] as Part, strings),
      actual ? nameOf(actual[index]) : formatFigure(own?.[index] ?? Number.NaN),
      said ? nameOf(said[index]) : predicted ? formatFigure(predictionAt(predicted, output, index)) : "",
    ]),
  };
}

function forecastTable({ base, predicted, output, strings }: Shown): TableContent {
  const format = xFormat(base);
  const range = ([low, high]: readonly [number, number]) => `${formatFigure(low)} – ${formatFigure(high)}`;
  const [, ...steps] = fan(base, predicted, base.outputs[output]?.column ?? 0);
  return {
    columns: [base.xName, strings.forecast, strings.halfRange, strings.mostRange],
    rows: steps.map(({ x, y, half, most }) => [format(x), formatFigure(y), range(half), range(most)]),
  };
}

function confusionTable({ base, predicted, output, part, strings }: Shown): TableContent {
  const names = base.classes?.names ?? [];
  const counted = confusion(base, predicted, output, (index) => base.split[index] === part);
  return {
    columns: [`${strings.actual} \\ ${strings.predicted}`, ...names, strings.recall],
    rows: counted
      ? [
          ...counted.counts.map((row, at) => [
            names[at] ?? "",
            ...row.map(formatCount),
            share(counted.recall[at] as number),
          ]),
          [strings.precision, ...counted.precision.map(share), share(counted.accuracy)],
        ]
      : [],
  };
}

function imagesTable(shown: Shown): TableContent {
  const { base, strings } = shown;
  const images = imagesOf(shown);
  const format = xFormat(base);
  const rows = images ? captions(shown, images) : [];
  return {
    columns: [base.xName, strings.actual, strings.predicted],
    rows: rows.map(({ actual, predicted }, at) => [
      format(base.x[images?.shown[at] ?? -1] ?? Number.NaN),
      actual,
      predicted,
    ]),
  };
}

const scoredOf = ({ base, predicted, output, part }: Shown) =>
  scored(base, predicted, output, (index) => base.split[index] === part);

function rocTable(shown: Shown): TableContent {
  const { strings } = shown;
  const points = roc(scoredOf(shown))?.points ?? [];
  return {
    columns: [strings.threshold, strings.falsePositiveRate, strings.recall],
    rows: evenly(points.length, mostRows).map((at) => {
      const { threshold = 0, x = 0, y = 0 } = points[at] ?? {};
      return [formatNumber(threshold), formatPercent(x), formatPercent(y)];
    }),
  };
}

function calibrationTable(shown: Shown): TableContent {
  const { strings } = shown;
  return {
    columns: [strings.probability, strings.shareOfClass, strings.sampleCount],
    rows: calibration(scoredOf(shown)).map(({ x, y, count }) => [
      formatPercent(x),
      formatPercent(y),
      formatCount(count),
    ]),
  };
}
