import { countHalf, lossBinaryCrossEntropy, lossSigmoidBinaryCrossEntropy } from "../kernels/layout.ts";
import type { LossStep } from "./loss.ts";

/** Mean of −(y·log ŷ + (1 − y)·log(1 − ŷ)). */
export const binaryCrossEntropy: LossStep = {
  kernel: lossBinaryCrossEntropy,
  fused: { sigmoid: lossSigmoidBinaryCrossEntropy },
  overRows: false,
  metric: "accuracy",
  counted: countHalf,
};
