import type { DataPreview, PreviewSample } from "../protocol/data-preview.ts";
import { correlate } from "./correlation.ts";
import type { Dataset, Table } from "./dataset.ts";
import { previewColumns } from "./preview-columns.ts";

const mostSamples = 20;
/** Elements of a vector that are shown. */
const mostElements = 64;

/** What the network is given of a data set: its first samples, how the columns are spread, how inputs and targets go together. */
export function previewOf(dataset: Dataset): DataPreview {
  const { statistics, inputElements, outputElements, inputs, targets, x } = dataset;
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
    columnCount: statistics.inputs.length + statistics.targets.length,
    columns: [
      ...previewColumns("input", inputs, statistics.inputs),
      ...previewColumns("target", targets, statistics.targets),
    ],
    correlation: correlate(dataset),
  };
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
