import type { Parameter } from "./layer.ts";

/** A vector with one number for each of a layer's inputs, all the same at first. */
export const vector = (name: string, inputs: number, value: number, trained = true): Parameter => ({
  name,
  shape: [inputs],
  initializer: { type: "constant", value },
  fans: { in: inputs, out: inputs },
  trained,
});
