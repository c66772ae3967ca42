import type { Draw } from "./initializer.ts";

export const constant: Draw<{ value: number }> =
  ({ value }) =>
  () =>
    value;
