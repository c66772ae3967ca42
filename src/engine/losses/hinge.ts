import { countSign, lossHinge } from "../kernels/layout.ts";
import type { LossStep } from "./loss.ts";

/** Mean of max(0, 1 − y·ŷ) (keras.losses.Hinge); the derivative at the kink is 0. */
export const hinge: LossStep = {
  kernel: lossHinge,
  fused: {},
  overRows: false,
  metric: "accuracy",
  counted: countSign,
};
