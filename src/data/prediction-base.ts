import type { ModelFile } from "../model/model.ts";
import type { Predicted, PredictionBase } from "../protocol/prediction.ts";
import type { Dataset, VectorElement } from "./dataset.ts";
import { denormalizeElement } from "./denormalize.ts";

const mostSamples = 2000;
const gridLength = 400;

export interface ShownPredictions {
  readonly base: PredictionBase;
  /** The samples to predict, in the order of `base.x`. */
  readonly samples: Uint32Array<ArrayBuffer>;
  /** Where it is there, predict these inputs `[n, 1]`, in the network's units, instead of the samples. */
  readonly gridInputs?: Float64Array<ArrayBuffer>;
}

/** What the prediction chart draws of a data set, and what is to be predicted for it. */
export function predictionBase(dataset: Dataset, model: ModelFile): ShownPredictions {
  const { x, outputElements } = dataset;
  const kind = kindOf(dataset, model);
  const samples = chooseSamples(dataset.inputStart.length);
  // Of the first predicted row.
  const xOf = (sample: number) => x.values[dataset.targetStart[sample] as number] as number;
  if (kind === "series") samples.sort((a, b) => xOf(a) - xOf(b) || a - b);
  const splits = splitOf(dataset);
  const base = {
    kind,
    xName: x.name,
    xIsDate: x.isDate,
    x: Float64Array.from(samples, xOf),
    split: Uint8Array.from(samples, (sample) => splits[sample] as number),
    outputs: outputElements.map(({ name }, output) => ({ name, actual: actualOf(dataset, samples, output) })),
  };
  if (kind !== "curve") return { base: { ...base, grid: new Float64Array(0) }, samples };
  const grid = gridOver(x.values);
  const { offset, scale } = dataset.inputElements[0] as VectorElement;
  return { base: { ...base, grid }, samples, gridInputs: grid.map((value) => (value - offset) / scale) };
}

/** A network's outputs for the shown samples or the grid, `[n, outputWidth]`, in the data's own units. */
export function predicted(dataset: Dataset, epoch: number, raw: Float64Array<ArrayBuffer>): Predicted {
  const { outputElements } = dataset;
  return {
    epoch,
    outputs: outputElements.map((_, output) => denormalizeElement(outputElements, raw, output)),
  };
}

function kindOf({ x, inputWidth, statistics }: Dataset, { data }: ModelFile): PredictionBase["kind"] {
  if (data.window || x.isDate) return "series";
  return inputWidth === 1 && statistics.inputs[0]?.kind === "number" ? "curve" : "scatter";
}

function chooseSamples(count: number): Uint32Array<ArrayBuffer> {
  const shown = Math.min(count, mostSamples);
  return Uint32Array.from({ length: shown }, (_, at) => Math.floor((at * count) / shown));
}

function splitOf({ inputStart, split }: Dataset): Uint8Array {
  const splits = new Uint8Array(inputStart.length);
  for (const sample of split.validation) splits[sample] = 1;
  for (const sample of split.test) splits[sample] = 2;
  return splits;
}

function actualOf({ targets, targetStart, outputElements }: Dataset, samples: Uint32Array, output: number) {
  const { offset, scale } = outputElements[output] as VectorElement;
  return Float64Array.from(samples, (sample) => {
    const at = (targetStart[sample] as number) * targets.width + output;
    return (targets.values[at] as number) * scale + offset;
  });
}

function gridOver(values: Float64Array): Float64Array<ArrayBuffer> {
  let [from, to] = [Infinity, -Infinity];
  for (const value of values) {
    from = Math.min(from, value);
    to = Math.max(to, value);
  }
  if (from === to) return Float64Array.of(from);
  return Float64Array.from({ length: gridLength }, (_, at) => from + ((to - from) * at) / (gridLength - 1));
}
