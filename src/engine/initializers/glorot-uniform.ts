import { type Draw, uniform } from "./initializer.ts";

/** ±√(6 / (in + out)) (Glorot & Bengio 2010). */
export const glorotUniform: Draw<unknown> = (_, random, fans) => {
  const limit = Math.sqrt(6 / (fans.in + fans.out));
  return uniform(random, -limit, limit);
};
