import type { Loss } from "./loss.ts";

export const mse: Loss = {
  documentation:
    "Mean squared error, `(ŷ − y)²`: the usual loss for numbers. Large errors count far more than small ones.",
};
