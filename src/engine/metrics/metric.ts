import type { FloatArray, Table } from "../../data/dataset.ts";

/** What a pass brought: an output and a target vector of `width` values for each of its samples. */
export interface Outcome {
  readonly samples: Uint32Array;
  readonly width: number;
  /** `[samples, width]` in the network's units. */
  readonly outputs: FloatArray;
  readonly targets: Table;
  /** First row of each sample's target, by the sample's number. */
  readonly targetStart: Uint32Array;
  /** The data's own units in one of the network's, per output. */
  readonly scales: readonly number[];
  /** A class is the largest of a row's values, or each value says of a class of its own whether it holds, from this on. */
  readonly decision: "largest" | number;
}

/** A figure of a whole pass. */
export type Metric = (outcome: Outcome) => number;

/** Where the target vector of row `row` of the pass begins in the table. */
export const targetAt = ({ samples, targetStart, targets }: Outcome, row: number): number =>
  (targetStart[samples[row] as number] as number) * targets.width;

/** The column of the largest of `width` values from `from` on, the first of equals. */
export function largest(values: FloatArray, from: number, width: number): number {
  let best = 0;
  for (let column = 1; column < width; column++)
    if ((values[from + column] as number) > (values[from + best] as number)) best = column;
  return best;
}
