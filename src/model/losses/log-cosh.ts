import type { Loss } from "./loss.ts";

export const logCosh: Loss = {
  documentation:
    "`log cosh(ŷ − y)`, as in Keras: close to half the squared error where it is small and to the absolute error where it is large.",
};
