import { member } from "../member.ts";
import { amsgrad } from "./adam.ts";
import { decoupledWeightDecay, epsilon, learningRate, meanDecay, squareDecay } from "./parameters.ts";

export const adamw = member(
  "adamw",
  "AdamW (Loshchilov & Hutter 2019): Adam whose weight decay does not go through the running means. Formulas and defaults are PyTorch's.",
  {
    learningRate: learningRate(1e-3),
    beta1: meanDecay(0.9),
    beta2: squareDecay(0.999),
    epsilon: epsilon(),
    weightDecay: decoupledWeightDecay(1e-2),
    amsgrad,
  },
);
