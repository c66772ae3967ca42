import type { Activation } from "./activations/index.ts";
import type { LayerOf } from "./layers/index.ts";
import type { ModelFile } from "./model.ts";

type Network = Pick<ModelFile["network"], "layers">;

/** The activation right before the loss, as far as one is; a normalization or dropout has none. */
export function outputActivation({ layers }: Network): Activation {
  const last = layers.at(-1);
  return last && "activation" in last ? last.activation : { type: "identity" };
}

/** The layer whose units decide how many values the network gives, and its index; none without a dense layer. */
export function lastDense({ layers }: Network): { layer: LayerOf<"dense">; index: number } | undefined {
  for (let index = layers.length - 1; index >= 0; index--) {
    const layer = layers[index];
    if (layer?.type === "dense") return { layer, index };
  }
  return undefined;
}
