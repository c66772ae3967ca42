import type { CurveGrid, PlaneGrid } from "../../protocol/prediction.ts";
import type { Dataset, VectorElement } from "../dataset.ts";

const curveLength = 400;
/** A plot is wider than it is high. */
const planeSize = [72, 48] as const;
/** Of the data's range, left and right of it. */
const planeMargin = 0.08;

/** The values of one element of the input vectors, for the shown samples, in the data's own units. */
export function inputOf(
  { inputs, inputStart, inputElements }: Dataset,
  samples: Uint32Array,
  element: number,
): Float64Array<ArrayBuffer> {
  const { offset, scale } = inputElements[element] as VectorElement;
  return Float64Array.from(samples, (sample) => {
    const at = (inputStart[sample] as number) * inputs.width + element;
    return (inputs.values[at] as number) * scale + offset;
  });
}

export function curveGrid(dataset: Dataset, samples: Uint32Array): CurveGrid {
  const inputs = inputOf(dataset, samples, 0);
  return { name: elementOf(dataset, 0).name, inputs, grid: evenGrid(inputs, curveLength, 0) };
}

export function planeGrid(dataset: Dataset, samples: Uint32Array): PlaneGrid {
  const inputs = [inputOf(dataset, samples, 0), inputOf(dataset, samples, 1)] as const;
  return {
    names: [elementOf(dataset, 0).name, elementOf(dataset, 1).name],
    inputs,
    grid: [evenGrid(inputs[0], planeSize[0], planeMargin), evenGrid(inputs[1], planeSize[1], planeMargin)],
  };
}

/** A curve's grid as input vectors `[n, 1]`, a plane's as `[second · first, 2]`, in the network's units. */
export function gridVectors(
  dataset: Dataset,
  curve: CurveGrid | undefined,
  plane: PlaneGrid | undefined,
): Float64Array<ArrayBuffer> {
  const scaled = (element: number, values: Float64Array) => {
    const { offset, scale } = elementOf(dataset, element);
    return values.map((value) => (value - offset) / scale);
  };
  if (curve) return Float64Array.from(scaled(0, curve.grid));
  if (!plane) return new Float64Array(0);
  const [first, second] = [scaled(0, plane.grid[0]), scaled(1, plane.grid[1])];
  const vectors = new Float64Array(2 * first.length * second.length);
  for (let at = 0; at < first.length * second.length; at++) {
    vectors[2 * at] = first[at % first.length] as number;
    vectors[2 * at + 1] = second[Math.floor(at / first.length)] as number;
  }
  return vectors;
}

const elementOf = ({ inputElements }: Dataset, element: number): VectorElement =>
  inputElements[element] as VectorElement;

/** `length` values in even steps over the range of the given ones and a margin; one where they are all the same. */
function evenGrid(values: Float64Array, length: number, margin: number): Float64Array<ArrayBuffer> {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low === high && margin === 0) return Float64Array.of(low);
  const apart = low === high ? 1 : (high - low) * margin;
  const [from, to] = [low - apart, high + apart];
  return Float64Array.from({ length }, (_, at) => from + ((to - from) * at) / (length - 1));
}
