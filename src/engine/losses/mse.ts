import { countAbsolute, lossMse } from "../kernels/layout.ts";
import type { LossStep } from "./loss.ts";

/** Mean of (ŷ − y)². */
export const mse: LossStep = {
  kernel: lossMse,
  fused: {},
  overRows: false,
  metric: "mae",
  counted: countAbsolute,
};
