import { type Draw, uniform } from "./initializer.ts";

/** ±√(6 / in) (He et al. 2015). */
export const heUniform: Draw<unknown> = (_, random, fans) => {
  const limit = Math.sqrt(6 / fans.in);
  return uniform(random, -limit, limit);
};
