import type { Correlation } from "../protocol/data-preview.ts";
import type { Dataset } from "./dataset.ts";

/** Elements of the two vectors that are looked at, and inputs that are told of. */
const mostInputs = 4096;
const mostTargets = 16;
const shownInputs = 64;
/** Samples that are looked at, and how many values and products they may come to. */
const mostSamples = 20_000;
const mostValues = 4e6;
const mostProducts = 5e7;
/** A deviation below this part of the values' size is rounding. */
const rounding = 1e-7;

/**
 * Pearson's correlation of each input element with each target element, on evenly chosen training samples; of many
 * inputs only those that correlate most with a target, in the order of the vector.
 */
export function correlate(dataset: Dataset): Correlation {
  const { inputs, targets, inputStart, targetStart, inputElements, outputElements, split } = dataset;
  const inputCount = Math.min(mostInputs, dataset.inputWidth);
  const targetCount = Math.min(mostTargets, dataset.outputWidth);
  const limit = Math.min(mostValues / inputCount, mostProducts / (inputCount * targetCount));
  const samples = chosen(split.train, Math.min(mostSamples, Math.max(100, Math.floor(limit))));
  const input = standardized(inputs, samples, inputStart, inputCount);
  const target = standardized(targets, samples, targetStart, targetCount);
  const values = Array.from({ length: inputCount }, (_, from) =>
    Array.from({ length: targetCount }, (_, to) => product(input, from, inputCount, target, to, targetCount)),
  );
  const strength = values.map((row) =>
    row.reduce((most, value) => Math.max(most, Number.isNaN(value) ? 0 : Math.abs(value)), 0),
  );
  const shown = [...values.keys()]
    .sort((a, b) => (strength[b] as number) - (strength[a] as number) || a - b)
    .slice(0, shownInputs)
    .sort((a, b) => a - b);
  return {
    inputs: shown.map((index) => inputElements[index]?.name ?? ""),
    targets: outputElements.slice(0, targetCount).map(({ name }) => name),
    values: shown.map((index) => values[index] as number[]),
  };
}

function chosen(samples: Uint32Array, most: number): Uint32Array {
  const count = Math.min(samples.length, most);
  return Uint32Array.from(
    { length: count },
    (_, at) => samples[Math.floor((at * samples.length) / count)] as number,
  );
}

/** Of each sample the first `count` elements, `[samples, count]`, with mean 0 and length 1 over the samples; NaN where constant. */
function standardized(
  { values, width }: Dataset["inputs"],
  samples: Uint32Array,
  starts: Uint32Array,
  count: number,
): Float64Array {
  const all = new Float64Array(samples.length * count);
  samples.forEach((sample, row) => {
    const from = (starts[sample] as number) * width;
    for (let at = 0; at < count; at++) all[row * count + at] = values[from + at] as number;
  });
  for (let at = 0; at < count; at++) {
    let [sum, size] = [0, 0];
    for (let cell = at; cell < all.length; cell += count) {
      const value = all[cell] as number;
      sum += value / samples.length;
      size = Math.max(size, Math.abs(value));
    }
    // Brought to about 1 first: squares of very large or small values would overflow or vanish.
    let [squares, reach] = [0, 0];
    for (let cell = at; cell < all.length; cell += count)
      reach = Math.max(reach, Math.abs((all[cell] as number) - sum));
    for (let cell = at; cell < all.length; cell += count) {
      const apart = ((all[cell] as number) - sum) / reach;
      all[cell] = apart;
      squares += apart * apart;
    }
    const length = reach <= rounding * size ? Number.NaN : Math.sqrt(squares);
    for (let cell = at; cell < all.length; cell += count) all[cell] = (all[cell] as number) / length;
  }
  return all;
}

function product(
  inputs: Float64Array,
  from: number,
  inputCount: number,
  targets: Float64Array,
  to: number,
  targetCount: number,
): number {
  let sum = 0;
  for (let a = from, b = to; a < inputs.length; a += inputCount, b += targetCount)
    sum += (inputs[a] as number) * (targets[b] as number);
  // Rounding must not make a perfect correlation more than that.
  return Math.min(1, Math.max(-1, sum));
}
