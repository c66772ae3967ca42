import { type Draw, normal } from "./initializer.ts";

/** Deviation √(2 / (in + out)) (Glorot & Bengio 2010). */
export const glorotNormal: Draw<unknown> = (_, random, fans) =>
  normal(random, 0, Math.sqrt(2 / (fans.in + fans.out)));
