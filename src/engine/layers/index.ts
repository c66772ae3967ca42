import type { LayerType } from "../../model/model.ts";
import { dense } from "./dense.ts";
import type { LayerSteps } from "./layer.ts";

export type { LayerPlaces, LayerSteps, Previous } from "./layer.ts";

export const layerSteps: Readonly<Record<LayerType, LayerSteps>> = { dense };
