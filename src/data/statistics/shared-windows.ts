import type { KnownSamples } from "../../protocol/statistics.ts";
import type { Samples } from "../samples.ts";

/**
 * How many of the windows held out from training have rows that windows of training also have; `span` is the rows
 * from a window's first input to its last target.
 */
export function sharedWindows({ inputStart, split, touched }: Samples, span: number): KnownSamples {
  const before = new Uint32Array(touched.length + 1);
  for (let row = 0; row < touched.length; row++)
    before[row + 1] = (before[row] as number) + (touched[row] as number);
  let known = 0;
  for (const part of [split.validation, split.test])
    for (const sample of part) {
      const start = inputStart[sample] as number;
      if ((before[start + span] as number) > (before[start] as number)) known++;
    }
  return { heldOut: split.validation.length + split.test.length, known };
}
