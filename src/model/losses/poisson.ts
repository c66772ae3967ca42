import type { Loss } from "./loss.ts";

export const poisson: Loss = {
  documentation:
    "`ŷ − y · log(ŷ + 1e-8)`, as in Keras: for counts, after a last layer that gives positive numbers, such as `softplus` or `exponential`.",
};
