import type { Loss } from "./loss.ts";

export const crossEntropy: Loss = {
  documentation: "`−Σ y · log ŷ`: for one of several classes, after a last layer with `softmax`.",
};
