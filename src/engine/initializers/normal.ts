import { type Draw, normal as drawNormal } from "./initializer.ts";

export const normal: Draw<{ mean: number; std: number }> = ({ mean, std }, random) =>
  drawNormal(random, mean, std);
