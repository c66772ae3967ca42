import { layerShape } from "./layers/index.ts";
import type { LayerShape } from "./layers/layer.ts";
import type { ModelFile } from "./model.ts";

export type { LayerShape } from "./layers/layer.ts";

export interface Shapes {
  readonly layers: readonly LayerShape[];
  /** Trained numbers of the whole network. */
  readonly parameters: number;
}

/** The widths and parameter counts of a network's layers for input vectors of `inputWidth` values. */
export function inferShapes(model: Pick<ModelFile, "network">, inputWidth: number): Shapes {
  const shapes: LayerShape[] = [];
  let width = inputWidth;
  for (const layer of model.network.layers) {
    const shape = layerShape(layer, width);
    shapes.push(shape);
    width = shape.output;
  }
  return { layers: shapes, parameters: shapes.reduce((sum, { parameters }) => sum + parameters, 0) };
}
