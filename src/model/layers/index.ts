import type * as z from "zod";
import { objects } from "../member.ts";
import { dense } from "./dense.ts";

/** The one list of layers. */
export const layers = { dense } as const;

export type LayerType = keyof typeof layers;
export type Layer = z.output<(typeof layers)[LayerType]["schema"]>;

export const layerSchema = objects(layers);
