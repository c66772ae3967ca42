import type * as z from "zod";
import { objects } from "../member.ts";
import { activation } from "./activation.ts";
import { batchNorm } from "./batch-norm.ts";
import { dense } from "./dense.ts";
import { dropout } from "./dropout.ts";
import type { LayerShape } from "./layer.ts";
import { layerNorm } from "./layer-norm.ts";

/** The one list of layers. */
export const layers = { dense, dropout, batchNorm, layerNorm, activation } as const;

export type LayerType = keyof typeof layers;
export type LayerOf<Type extends LayerType> = z.output<(typeof layers)[Type]["schema"]>;
export type Layer = LayerOf<LayerType>;

export const layerSchema = objects(layers);

/** A layer's shape for input vectors of `inputs` values. */
export function layerShape(layer: Layer, inputs: number): LayerShape {
  // The table's type says that each member takes the parameters of its own name.
  const shape = layers[layer.type].shape as (layer: Layer, inputs: number) => LayerShape;
  return shape(layer, inputs);
}
