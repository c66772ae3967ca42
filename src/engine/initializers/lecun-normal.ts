import { type Draw, normal } from "./initializer.ts";

/** Deviation √(1 / in) (LeCun et al. 1998, "Efficient BackProp"). */
export const lecunNormal: Draw<unknown> = (_, random, fans) => normal(random, 0, Math.sqrt(1 / fans.in));
