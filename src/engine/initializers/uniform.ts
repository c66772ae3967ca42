import { type Draw, uniform as drawUniform } from "./initializer.ts";

export const uniform: Draw<{ min: number; max: number }> = ({ min, max }, random) =>
  drawUniform(random, min, max);
