import { passCount } from "./kernels/layout.ts";
import type { Machine } from "./machine.ts";

const whole = Number.POSITIVE_INFINITY;

/** The network's outputs for samples of the data set, row-major `[samples, width]`. */
export function predictSamples(
  machine: Machine,
  samples: Uint32Array,
  width: number,
): Float64Array<ArrayBuffer> {
  const { passes, chunk } = machine;
  return inBatches(machine, passes.predict, samples.length, width, (from, count) => {
    chunk.set(samples.subarray(from, from + count));
  });
}

/** The network's outputs for input vectors of `inputWidth` values as the network sees them, row-major. */
export function predictVectors(
  machine: Machine,
  vectors: Float64Array,
  inputWidth: number,
  width: number,
): Float64Array<ArrayBuffer> {
  const { passes, directInputs } = machine;
  return inBatches(machine, passes.direct, vectors.length / inputWidth, width, (from, count) => {
    directInputs.set(vectors.subarray(from * inputWidth, (from + count) * inputWidth));
  });
}

function inBatches(
  { run, outputs, chunk }: Machine,
  pass: Machine["passes"]["predict"],
  rows: number,
  width: number,
  fill: (from: number, count: number) => void,
): Float64Array<ArrayBuffer> {
  const result = new Float64Array(rows * width);
  for (let from = 0; from < rows; from += chunk.length) {
    const count = Math.min(chunk.length, rows - from);
    fill(from, count);
    pass.rewind(0);
    pass.setWord(passCount, count);
    run(pass.address, whole, 0);
    result.set(outputs.subarray(0, count * width), from * width);
  }
  return result;
}
