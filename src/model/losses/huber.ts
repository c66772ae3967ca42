import type { Loss } from "./loss.ts";

export const huber: Loss = {
  documentation:
    "Huber's loss (1964) with δ = 1: half the squared error up to 1, beyond it |ŷ − y| − ½. For numbers with outliers; smooth near 0, unlike `mae`.",
};
