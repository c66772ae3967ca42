import type { Layer, LayerOf, LayerType } from "../../model/model.ts";
import { activation } from "./activation.ts";
import { batchNorm } from "./batch-norm.ts";
import { dense } from "./dense.ts";
import { dropout } from "./dropout.ts";
import type { LayerSteps } from "./layer.ts";
import { layerNorm } from "./layer-norm.ts";

export type { BuiltLayer, LayerContext, Parameter } from "./layer.ts";
export { throughActivation } from "./through-activation.ts";

const steps: { readonly [Type in LayerType]: LayerSteps<LayerOf<Type>> } = {
  dense,
  dropout,
  batchNorm,
  layerNorm,
  activation,
};

/** What a layer of this type adds to the plan. */
export const layerSteps = (layer: Layer): LayerSteps<Layer> =>
  // The table's type says that each member takes the parameters of its own name.
  steps[layer.type] as LayerSteps<Layer>;
