import type { Loss } from "./loss.ts";

export const mae: Loss = {
  documentation: "Mean absolute error, `|ŷ − y|`: for numbers with outliers that should not dominate.",
};
