import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type RandomStream, stream } from "../../src/data/random.ts";
import type { Workload } from "./workload.ts";
import type { Definition } from "./workloads.ts";

const seed = 7;

/** Glorot's uniform kernels and zero biases, row-major `[inputs, units]`, layer by layer. */
function firstWeights(workload: Workload, random: RandomStream): Float64Array[] {
  const { widths, precision } = workload;
  return widths.slice(1).flatMap((units, at) => {
    const inputs = widths[at] as number;
    const limit = Math.sqrt(6 / (inputs + units));
    const kernel = Float64Array.from({ length: inputs * units }, () => (2 * random.uniform() - 1) * limit);
    // In float64 not zero: the losses are compared so closely that a bias in the wrong place shows.
    return [kernel, new Float64Array(units).fill(precision === "float64" ? 0.01 : 0)];
  });
}

/** Writes what every program reads: inputs, targets, then kernel and bias of each layer, in the workload's precision. */
export function writeWorkload(folder: string, { make, question: _, ...workload }: Definition): void {
  const { inputs, targets } = make(stream(seed, "data"));
  const weights = firstWeights(workload, stream(seed, "weights"));
  const values = workload.precision === "float64" ? Float64Array : Float32Array;
  const parts = [inputs, targets, ...weights].map((part) => Buffer.from(values.from(part).buffer));
  writeFileSync(join(folder, `${workload.name}.bin`), Buffer.concat(parts));
  writeFileSync(join(folder, `${workload.name}.json`), JSON.stringify(workload));
}
