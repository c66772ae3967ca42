import { activationSchema } from "../activations/index.ts";
import { member } from "../member.ts";
import { sameWidth } from "./layer.ts";

export const activation = {
  ...member("activation", "Applies a function to each of its inputs, for example after `batchNorm`.", {
    activation: activationSchema.describe("The function."),
  }),
  shape: sameWidth,
} as const;
