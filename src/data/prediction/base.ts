import type { ModelFile } from "../../model/model.ts";
import type { Predicted, PredictionBase } from "../../protocol/prediction.ts";
import type { Dataset, VectorElement } from "../dataset.ts";
import { denormalizeElement } from "../denormalize.ts";
import { curveGrid, gridVectors, planeGrid } from "./grid.ts";
import { imageShapeOf, wrongImages } from "./images.ts";
import { lastWindow, windowedSeries } from "./series.ts";
import { classTask, picturesOf } from "./task.ts";

/** Shown samples in all; of classes, of each split. */
const mostSamples = 2000;
/** Predicted values in all, beyond the fewest samples. */
const mostValues = 60_000;
const fewestSamples = 200;

export interface ShownPredictions {
  readonly base: PredictionBase;
  /** The samples to predict, in the order of `base.x`. */
  readonly samples: Uint32Array<ArrayBuffer>;
  /** More inputs to predict, `[n, inputWidth]` in the network's units: the grid's, then the last window. */
  readonly vectors: Float64Array<ArrayBuffer>;
}

/** What the pictures of predictions draw of a data set, and what is to be predicted for them. */
export function predictionBase(dataset: Dataset, model: ModelFile): ShownPredictions {
  const { x, outputWidth, targets, outputElements, statistics } = dataset;
  const chosen = chooseSamples(dataset, statistics.classes !== undefined || dataset.labels !== undefined);
  // Of the first predicted row.
  const xOf = (sample: number) => x.values[dataset.targetStart[sample] as number] as number;
  const samples = model.data.window || x.isDate ? chosen.sort((a, b) => xOf(a) - xOf(b) || a - b) : chosen;
  const splits = splitOf(dataset);
  const outputs = outputElements.map(({ name }, output) => ({
    name,
    actual: actualOf(dataset, samples, output),
    column: columnOf(dataset, output),
    step: Math.floor(output / targets.width),
  }));
  const classes = classTask(dataset, model, outputs);
  const images = imageShapeOf(dataset);
  const pictures = picturesOf(dataset, model, classes, images);
  const curve = pictures.includes("curve") ? curveGrid(dataset, samples) : undefined;
  const plane = pictures.includes("map") ? planeGrid(dataset, samples) : undefined;
  const window = model.data.window && !classes ? windowedSeries(dataset, samples) : undefined;
  const vectors = [...gridVectors(dataset, curve, plane), ...(window ? lastWindow(dataset) : [])];
  return {
    base: {
      pictures,
      xName: x.name,
      xIsDate: x.isDate,
      x: Float64Array.from(samples, xOf),
      split: Uint8Array.from(samples, (sample) => splits[sample] as number),
      samples: statistics.samples,
      outputs: outputs.slice(0, outputWidth),
      ...(classes && { classes }),
      ...(curve && { curve }),
      ...(plane && { plane }),
      ...(window && { window }),
      ...(images && { images }),
    },
    samples,
    vectors: Float64Array.from(vectors),
  };
}

/**
 * A network's outputs `[n, outputWidth]` for the shown samples and for the vectors after them, in the data's own
 * units, and what follows from them.
 */
export function predicted(
  dataset: Dataset,
  { base, samples }: ShownPredictions,
  epoch: number,
  raw: { readonly samples: Float64Array<ArrayBuffer>; readonly vectors: Float64Array<ArrayBuffer> },
): Predicted {
  const { outputElements, outputWidth } = dataset;
  const inUnits = (values: Float64Array<ArrayBuffer>) =>
    outputElements.map((_, output) => denormalizeElement(outputElements, values, output));
  const outputs = inUnits(raw.samples);
  const gridEnd = base.window ? raw.vectors.length - outputWidth : raw.vectors.length;
  return {
    epoch,
    outputs,
    ...((base.curve || base.plane) && { grid: inUnits(raw.vectors.slice(0, gridEnd)) }),
    ...(base.window && {
      forecast: Float64Array.from(inUnits(raw.vectors.slice(gridEnd)), ([value]) => value as number),
    }),
    ...(base.images && { images: wrongImages(dataset, base, samples, outputs) }),
  };
}

/** Evenly chosen samples: of classes as many of each split, as a small split has to tell as much. */
function chooseSamples({ inputStart, split, outputWidth }: Dataset, eachSplit: boolean) {
  const most = Math.min(mostSamples, Math.max(fewestSamples, Math.floor(mostValues / outputWidth)));
  if (!eachSplit) return evenly(inputStart.length, most);
  const parts = [split.train, split.validation, split.test];
  return Uint32Array.from(
    parts.flatMap((part) => Array.from(evenly(part.length, most), (at) => part[at] as number)),
  ).sort();
}

function evenly(count: number, most: number): Uint32Array<ArrayBuffer> {
  const shown = Math.min(count, most);
  // The first and the last among them.
  return Uint32Array.from({ length: shown }, (_, at) =>
    Math.round((at * (count - 1)) / Math.max(1, shown - 1)),
  );
}

function splitOf({ inputStart, split }: Dataset): Uint8Array {
  const splits = new Uint8Array(inputStart.length);
  for (const sample of split.validation) splits[sample] = 1;
  for (const sample of split.test) splits[sample] = 2;
  return splits;
}

/** The target column that an output belongs to. */
function columnOf({ targets, statistics }: Dataset, output: number): number {
  let end = 0;
  const within = output % targets.width;
  return statistics.targets.findIndex(({ labels, binary }) => {
    end += labels && !binary ? labels.length : 1;
    return within < end;
  });
}

function actualOf({ targets, targetStart, outputElements }: Dataset, samples: Uint32Array, output: number) {
  const { offset, scale } = outputElements[output] as VectorElement;
  return Float64Array.from(samples, (sample) => {
    const at = (targetStart[sample] as number) * targets.width + output;
    return (targets.values[at] as number) * scale + offset;
  });
}
