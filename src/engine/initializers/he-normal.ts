import { type Draw, normal } from "./initializer.ts";

/** Deviation √(2 / in) (He et al. 2015). */
export const heNormal: Draw<unknown> = (_, random, fans) => normal(random, 0, Math.sqrt(2 / fans.in));
