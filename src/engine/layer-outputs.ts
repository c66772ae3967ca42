import { passCount } from "./kernels/layout.ts";
import type { Machine } from "./machine.ts";

/**
 * What some units of each layer give for input vectors `[rows, inputWidth]` as the network sees them, in evaluation
 * mode: an array `[rows, units.length]` a layer. Overwrites the activations in memory.
 */
export function layerOutputs(
  { plan, passes, run, chunk, directInputs, values }: Machine,
  vectors: Float64Array,
  inputWidth: number,
  shown: readonly (readonly number[])[],
): Float64Array[] {
  const rows = vectors.length / inputWidth;
  const outputs = shown.map((units) => new Float64Array(rows * units.length));
  const step = Math.min(plan.rowsKept, chunk.length);
  const size = values.BYTES_PER_ELEMENT;
  const columns = 32 / size;
  for (let from = 0; from < rows; from += step) {
    const count = Math.min(step, rows - from);
    directInputs.set(vectors.subarray(from * inputWidth, (from + count) * inputWidth));
    passes.direct.rewind(0);
    passes.direct.setWord(passCount, count);
    run(passes.direct.address, Number.POSITIVE_INFINITY, 0);
    for (const [layer, units] of shown.entries()) {
      const { address = 0, panel = 0 } = plan.outputs[layer] ?? {};
      const given = outputs[layer];
      for (const [at, unit] of units.entries()) {
        const start = (address + Math.floor(unit / columns) * panel) / size + (unit % columns);
        for (let row = 0; given && row < count; row++)
          given[(from + row) * units.length + at] = values[start + row * columns] as number;
      }
    }
  }
  return outputs;
}
