import { countAbsolute, lossLogCosh } from "../kernels/layout.ts";
import type { LossStep } from "./loss.ts";

/** Mean of log cosh(ŷ − y) (keras.losses.LogCosh). */
export const logCosh: LossStep = {
  kernel: lossLogCosh,
  fused: {},
  overRows: false,
  metric: "mae",
  counted: countAbsolute,
};
