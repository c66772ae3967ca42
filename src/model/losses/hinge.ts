import type { Loss } from "./loss.ts";

export const hinge: Loss = {
  documentation:
    "`max(0, 1 − y · ŷ)`, as in Keras: for two classes given as -1 and 1, after a last layer with one unit and no activation. Predictions beyond the margin cost nothing.",
};
