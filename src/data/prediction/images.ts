import type { ClassTask, ImageShape, Part, PredictionBase, WrongImages } from "../../protocol/prediction.ts";
import type { Dataset, VectorElement } from "../dataset.ts";

const mostImages = 24;
/** Of columns that are taken for pixels by their names alone. */
const leastSide = 4;

/** The shape of the images that the input vectors are, row by row; undefined where they are none. */
export function imageShapeOf({ imageShape, inputWidth, statistics }: Dataset): ImageShape | undefined {
  const { inputs, windowed } = statistics;
  if (windowed || inputs.some(({ kind }) => kind !== "number")) return undefined;
  if (imageShape) {
    const [height = 0, width = 0, channels = 1] = imageShape;
    if (height * width * channels !== inputWidth) return undefined;
    return channels === 1 || channels === 3 || channels === 4 ? { height, width, channels } : undefined;
  }
  const side = Math.sqrt(inputWidth);
  if (!Number.isInteger(side) || side < leastSide) return undefined;
  const stem = ({ name }: { readonly name: string }) => name.replace(/[^\p{L}]/gu, "");
  const [first] = inputs;
  const alike = first && inputs.every((column) => stem(column) === stem(first) && column.min >= 0);
  return alike ? { height: side, width: side, channels: 1 } : undefined;
}

/** Of each split that has shown samples, the images whose predictions are furthest from the truth. */
export function wrongImages(
  dataset: Dataset,
  { split, outputs, classes }: PredictionBase,
  samples: Uint32Array,
  predicted: readonly Float64Array[],
): WrongImages[] {
  const deviations = outputs.map(({ column }) => dataset.statistics.targets[column]?.deviation || 1);
  const actual = outputs.map((output) => output.actual);
  const wrongness = Float64Array.from(samples, (_, shown) =>
    classes
      ? wrongClass(classes, shown, actual, predicted)
      : wrongValue(shown, actual, predicted, deviations),
  );
  const parts: readonly Part[] = [0, 1, 2];
  return parts.flatMap((part) => {
    const of = Uint32Array.from(samples.keys()).filter(
      (shown) => split[shown] === part && !Number.isNaN(wrongness[shown]),
    );
    if (of.length === 0) return [];
    const shown = of
      .sort((a, b) => (wrongness[b] as number) - (wrongness[a] as number) || a - b)
      .slice(0, mostImages);
    return [{ part, shown, pixels: pixelsOf(dataset, samples, shown) }];
  });
}

/** By how much another class than the true one is ahead; by how far an output is on the wrong side of its decision. */
function wrongClass(
  { decision }: ClassTask,
  shown: number,
  actual: readonly Float64Array[],
  predicted: readonly Float64Array[],
): number {
  const at = (list: readonly Float64Array[], output: number) => list[output]?.[shown] ?? Number.NaN;
  if (decision !== "largest")
    return predicted.reduce((most, _, output) => {
      const beyond = at(predicted, output) - decision;
      return Math.max(most, at(actual, output) >= decision ? -beyond : beyond);
    }, Number.NEGATIVE_INFINITY);
  let truth = 0;
  for (let output = 1; output < actual.length; output++)
    if (at(actual, output) > at(actual, truth)) truth = output;
  return predicted.reduce(
    (most, _, output) =>
      output === truth ? most : Math.max(most, at(predicted, output) - at(predicted, truth)),
    Number.NEGATIVE_INFINITY,
  );
}

/** Mean square of the errors, each in deviations of its column. */
function wrongValue(
  shown: number,
  actual: readonly Float64Array[],
  predicted: readonly Float64Array[],
  deviations: readonly number[],
): number {
  let squares = 0;
  for (const [output, values] of predicted.entries()) {
    const error = (values[shown] as number) - (actual[output]?.[shown] as number);
    squares += (error / (deviations[output] as number)) ** 2;
  }
  return squares / predicted.length;
}

/** Input vectors as bytes: the least value of all inputs is 0, the greatest 255. */
function pixelsOf(dataset: Dataset, samples: Uint32Array, shown: Uint32Array): Uint8Array<ArrayBuffer> {
  const { inputs, inputStart, inputWidth, inputElements, statistics } = dataset;
  const low = statistics.inputs.reduce((least, { min }) => Math.min(least, min), Infinity);
  const high = statistics.inputs.reduce((most, { max }) => Math.max(most, max), -Infinity);
  const pixels = new Uint8Array(shown.length * inputWidth);
  for (const [image, index] of shown.entries()) {
    const start = (inputStart[samples[index] as number] as number) * inputs.width;
    for (let element = 0; element < inputWidth; element++) {
      const { offset, scale } = inputElements[element] as VectorElement;
      const value = (inputs.values[start + element] as number) * scale + offset;
      const grey = Math.round((255 * (value - low)) / (high - low || 1));
      pixels[image * inputWidth + element] = Math.max(0, Math.min(255, grey));
    }
  }
  return pixels;
}
