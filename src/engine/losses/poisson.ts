import { countAbsolute, lossPoisson } from "../kernels/layout.ts";
import type { LossStep } from "./loss.ts";

/** Mean of ŷ − y·log(ŷ + 1e-8) (keras.losses.Poisson). */
export const poisson: LossStep = {
  kernel: lossPoisson,
  fused: {},
  overRows: false,
  metric: "mae",
  counted: countAbsolute,
};
