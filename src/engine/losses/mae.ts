import { countAbsolute, lossMae } from "../kernels/layout.ts";
import type { LossStep } from "./loss.ts";

/** Mean of |ŷ − y|; the derivative at 0 is 0. */
export const mae: LossStep = {
  kernel: lossMae,
  fused: {},
  overRows: false,
  metric: "mae",
  counted: countAbsolute,
};
