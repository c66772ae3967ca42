import { member } from "../member.ts";
import { normalized } from "./layer.ts";

export const layerNorm = {
  ...member(
    "layerNorm",
    "Brings each row to mean 0 and deviation 1 over its values, then scales and shifts each value by numbers that are learnt (Ba et al. 2016). Does not depend on the batch.",
    {},
  ),
  shape: normalized,
} as const;
