import type { ModelFile } from "../model/model.ts";
import type { Tensor } from "./tensor.ts";

/** l1 · Σ|w| + l2 · Σw² over the kernels of all layers that are penalized; undefined where none is. */
export function penaltyOf({ network }: ModelFile, weights: readonly Tensor[]): number | undefined {
  const penalties = network.layers.flatMap((layer, index) => {
    if (layer.type !== "dense" || (layer.l1 === 0 && layer.l2 === 0)) return [];
    const kernel = weights.find(({ name }) => name === `layers.${index}.kernel`);
    let sizes = 0;
    let squares = 0;
    for (const weight of kernel?.data ?? []) {
      sizes += Math.abs(weight);
      squares += weight * weight;
    }
    return [layer.l1 * sizes + layer.l2 * squares];
  });
  return penalties.length > 0 ? penalties.reduce((total, each) => total + each) : undefined;
}
