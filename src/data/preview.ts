import type { DataPreview, PreviewColumn, PreviewSample } from "../protocol/data-preview.ts";
import type { ColumnStatistics } from "../protocol/statistics.ts";
import { correlate } from "./correlation.ts";
import type { Dataset, Table } from "./dataset.ts";
import { countLabels, histogramOf, type Values } from "./histogram.ts";

const mostSamples = 20;
/** Elements of a vector that are shown. */
const mostElements = 64;
const mostColumns = 200;
const dayLength = 86_400_000;

/** What the network is given of a data set: its first samples, how the columns are spread, how inputs and targets go together. */
export function previewOf(dataset: Dataset): DataPreview {
  const { statistics, inputElements, outputElements, inputs, targets, x } = dataset;
  const columns = [
    ...statistics.inputs.map((column) => ({ column, role: "input" as const })),
    ...statistics.targets.map((column) => ({ column, role: "target" as const })),
  ];
  const starts = [...columnStarts(statistics.inputs), ...columnStarts(statistics.targets)];
  // The targets are what a table of many columns is about.
  const shown = [...columns.keys()].filter(
    (index) => index < mostColumns || columns[index]?.role === "target",
  );
  return {
    rows: statistics.rows,
    dropped: statistics.dropped,
    samples: statistics.samples,
    xName: x.name,
    xIsDate: x.isDate,
    inputWidth: dataset.inputWidth,
    outputWidth: dataset.outputWidth,
    inputNames: inputElements.slice(0, mostElements).map(({ name }) => name),
    targetNames: outputElements.slice(0, mostElements).map(({ name }) => name),
    head: head(dataset),
    columnCount: columns.length,
    columns: shown.slice(0, 2 * mostColumns).map((index) => {
      const { column, role } = columns[index] as (typeof columns)[number];
      return pictured(column, role, role === "input" ? inputs : targets, starts[index] as number);
    }),
    correlation: correlate(dataset),
  };
}

/** Where each column begins in a row of its table. */
function columnStarts(columns: readonly ColumnStatistics[]): number[] {
  let next = 0;
  return columns.map(({ labels, binary }) => {
    const start = next;
    next += labels && !binary ? labels.length : 1;
    return start;
  });
}

function head(dataset: Dataset): PreviewSample[] {
  const { inputs, targets, inputStart, targetStart, inputWidth, outputWidth, split, x } = dataset;
  const count = Math.min(mostSamples, inputStart.length);
  const splits = new Uint8Array(count);
  const mark = (samples: Uint32Array, part: number) => {
    for (const sample of samples) if (sample < count) splits[sample] = part;
  };
  mark(split.validation, 1);
  mark(split.test, 2);
  const vector = ({ values, width }: Table, start: number, length: number) =>
    Array.from(values.subarray(start * width, start * width + Math.min(length, mostElements)));
  return Array.from({ length: count }, (_, sample): PreviewSample => {
    const [from, to] = [inputStart[sample] as number, targetStart[sample] as number];
    return {
      x: x.values[to] as number,
      split: splits[sample] as PreviewSample["split"],
      inputs: vector(inputs, from, inputWidth),
      targets: vector(targets, to, outputWidth),
    };
  });
}

function pictured(
  { name, kind, labels, binary, mean, deviation, missing, offset, scale, min, max }: ColumnStatistics,
  role: PreviewColumn["role"],
  { values, width }: Table,
  start: number,
): PreviewColumn {
  const base = { name, role, kind, missing };
  if (labels) {
    const codes: Values = (visit) => {
      for (let row = 0; row < values.length; row += width) {
        let code = 0;
        if (binary) code = values[row + start] as number;
        else while (code < labels.length && values[row + start + code] !== 1) code++;
        visit(code);
      }
    };
    return { ...base, mean, deviation, min, max, offset, scale, labels: countLabels(codes, labels) };
  }
  const unit = kind === "date" ? dayLength : 1;
  const own: Values = (visit) => {
    for (let at = start; at < values.length; at += width)
      visit(((values[at] as number) * scale + offset) * unit);
  };
  // Validation and test may lie beyond what training knows.
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  own((value) => {
    if (value < low) low = value;
    if (value > high) high = value;
  });
  return {
    ...base,
    min: min * unit,
    max: max * unit,
    mean: mean * unit,
    deviation: deviation * unit,
    offset: offset * unit,
    scale: scale * unit,
    histogram: histogramOf(own, low, high),
  };
}
