import { countLargest, lossCrossEntropy, lossSoftmaxCrossEntropy } from "../kernels/layout.ts";
import type { LossStep } from "./loss.ts";

/** Mean over rows of −Σ y·log ŷ. */
export const crossEntropy: LossStep = {
  kernel: lossCrossEntropy,
  fused: { softmax: lossSoftmaxCrossEntropy },
  overRows: true,
  metric: "accuracy",
  counted: countLargest,
};
