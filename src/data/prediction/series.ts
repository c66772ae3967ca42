import type { WindowedSeries } from "../../protocol/prediction.ts";
import type { Dataset, VectorElement } from "../dataset.ts";

/** Rows at the end whose distances tell how x goes on. */
const lastRows = 64;

/** What windows add to the picture of a series. */
export function windowedSeries(dataset: Dataset, samples: Uint32Array): WindowedSeries {
  const { x, targets, targetStart, outputWidth } = dataset;
  const rows = x.values.length;
  const steps = Array.from({ length: outputWidth / targets.width }, (_, step) => step);
  const columns = Array.from({ length: targets.width }, (_, column) => column);
  const first = Uint32Array.from(samples, (sample) => targetStart[sample] as number);
  const lastX = x.values[rows - 1] as number;
  const apart = usualStep(x.values.subarray(-lastRows));
  return {
    x: steps.map((step) => Float64Array.from(first, (row) => x.values[row + step] as number)),
    // A window stands before every predicted row, so there is a row before it.
    persistence: columns.map((column) =>
      Float64Array.from(first, (row) => columnValue(dataset, row - 1, column)),
    ),
    lastX,
    last: Float64Array.from(columns, (column) => columnValue(dataset, rows - 1, column)),
    forecastX: Float64Array.from(steps, (step) => lastX + apart * (step + 1)),
  };
}

/** The input vector of the window that ends with the data's last row, in the network's units. */
export function lastWindow({ inputs, inputWidth }: Dataset): Float64Array<ArrayBuffer> {
  return Float64Array.from(inputs.values.subarray(inputs.values.length - inputWidth));
}

/** A target column's value in a row, in the data's own units. */
function columnValue({ targets, outputElements }: Dataset, row: number, column: number): number {
  const { offset, scale } = outputElements[column] as VectorElement;
  return (targets.values[row * targets.width + column] as number) * scale + offset;
}

/** The median distance between neighbours; 1 where there is none. */
function usualStep(values: Float64Array): number {
  const steps = Float64Array.from(values.subarray(1), (value, at) => value - (values[at] as number)).sort();
  return steps[steps.length >> 1] ?? 1;
}
