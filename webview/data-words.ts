import type { Correlation, DataPreview, PreviewColumn } from "../src/protocol/data-preview.ts";
import type { PanelStrings } from "../src/protocol/panel-strings.ts";
import type { Part } from "../src/protocol/prediction.ts";
import { fill, formatCount, formatDate, formatNumber } from "./format.ts";
import { partName } from "./table.ts";

const dayLength = 86_400_000;

/** What is known of the data as a whole, in a few words each. */
export function dataFacts(preview: DataPreview, strings: PanelStrings): string[] {
  const { rows, dropped, samples, inputWidth, outputWidth } = preview;
  const { train, validation, test } = samples;
  return [
    fill(strings.dataRows, formatCount(rows)),
    ...(dropped > 0 ? [fill(strings.dataDropped, formatCount(dropped))] : []),
    fill(strings.sampleCounts, formatCount(train), formatCount(validation), formatCount(test)),
    fill(strings.dataVectors, formatCount(inputWidth), formatCount(outputWidth)),
  ];
}

export interface SampleRow {
  readonly part: Part;
  /** x, and the split's name. */
  readonly head: readonly [string, string];
  readonly inputs: readonly string[];
  readonly targets: readonly string[];
}

/** The first samples as texts. */
export function sampleRows({ head, xIsDate }: DataPreview, strings: PanelStrings): SampleRow[] {
  const formatX = xIsDate ? formatDate : (value: number) => formatNumber(value, 6);
  const cells = (values: readonly number[]) => values.map((value) => formatNumber(value));
  return head.map(({ x, split, inputs, targets }) => ({
    part: split,
    head: [formatX(x), partName(split, strings)],
    inputs: cells(inputs),
    targets: cells(targets),
  }));
}

const formatOf = ({ kind }: PreviewColumn): ((value: number) => string) =>
  kind === "date" ? formatDate : (value) => formatNumber(value);

/** Of days, the hour of a mean or of a step's border says nothing, and may be rounding. */
const formatRoughly = (column: PreviewColumn): ((value: number) => string) =>
  column.kind === "date" && column.max - column.min > 2 * dayLength
    ? (value) => formatDate(Math.round(value / dayLength) * dayLength)
    : formatOf(column);

/** Name and value of the figures of a column. */
export function columnFigures(column: PreviewColumn, strings: PanelStrings): (readonly [string, string])[] {
  const { kind, min, max, mean, deviation, missing, offset, scale, labels } = column;
  const gaps: (readonly [string, string])[] = missing > 0 ? [[strings.missing, formatCount(missing)]] : [];
  if (labels) return [[strings.differentLabels, formatCount(labels.different)], ...gaps];
  const isDate = kind === "date";
  const format = formatOf(column);
  const span = (value: number) => (isDate ? `${formatNumber(value / dayLength)} d` : formatNumber(value));
  const changed = scale !== (isDate ? dayLength : 1) || offset !== 0;
  return [
    [strings.range, fill(strings.rangeOf, format(min), format(max))],
    [strings.mean, formatRoughly(column)(mean)],
    [strings.deviation, span(deviation)],
    ...gaps,
    ...(changed
      ? ([
          [strings.seenAs, `(x − ${isDate ? formatDate(offset) : formatNumber(offset)}) / ${span(scale)}`],
        ] as const)
      : []),
  ];
}

/** The labels at the ends of a histogram's axis. */
export function histogramEnds(column: PreviewColumn): readonly [string, string] {
  const { from, to } = column.histogram ?? { from: 0, to: 0 };
  const format = formatRoughly(column);
  return [format(from), from === to ? "" : format(to)];
}

/** What a column's picture shows, for those who do not see it. */
export function columnSummary(column: PreviewColumn, strings: PanelStrings): string {
  const { name, histogram, labels } = column;
  if (labels) {
    const [most] = labels.top;
    return fill(
      strings.labelsSummary,
      name,
      formatCount(labels.different),
      formatCount(most?.count ?? 0),
      most?.label ?? "–",
    );
  }
  if (!histogram) return name;
  const { from, to, counts } = histogram;
  const most = counts.indexOf(Math.max(...counts));
  const width = (to - from) / counts.length;
  const total = counts.reduce((sum, count) => sum + count, 0);
  const format = formatRoughly(column);
  return fill(
    strings.histogramSummary,
    name,
    formatCount(total),
    format(from),
    format(to),
    formatCount(counts[most] ?? 0),
    format(from + most * width),
    format(from + (most + 1) * width),
  );
}

/** A coefficient in two digits, with a true minus. */
export const formatCoefficient = (value: number): string =>
  Number.isNaN(value)
    ? "–"
    : value
        .toFixed(2)
        .replace(/^-(?=.*[1-9])/, "−")
        .replace(/^-/, "");

/** Where a coefficient's bar begins and how wide it is, of a width of 1 with zero in the middle. */
export function barOf(value: number): { readonly start: number; readonly width: number } {
  const size = Number.isNaN(value) ? 0 : Math.min(1, Math.abs(value)) / 2;
  return { start: value < 0 ? 0.5 - size : 0.5, width: size };
}

/** How many inputs are shown, where that is not all of them. */
export const correlationNote = (
  { inputs }: Correlation,
  inputWidth: number,
  strings: PanelStrings,
): string =>
  inputs.length < inputWidth
    ? fill(strings.correlationShown, formatCount(inputs.length), formatCount(inputWidth))
    : "";
