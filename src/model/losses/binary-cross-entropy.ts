import type { Loss } from "./loss.ts";

export const binaryCrossEntropy: Loss = {
  documentation:
    "`−y · log ŷ − (1 − y) · log(1 − ŷ)`: for two classes, after a last layer with one unit and `sigmoid`.",
};
