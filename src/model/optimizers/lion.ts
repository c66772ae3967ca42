import { member } from "../member.ts";
import { decayRate, decoupledWeightDecay, learningRate } from "./parameters.ts";

export const lion = member(
  "lion",
  "Lion (Chen et al. 2023): every weight moves by the same step, only the sign of its momentum counts. Takes a rate 3 to 10 times smaller than Adam's.",
  {
    learningRate: learningRate(1e-4),
    beta1: decayRate(0.9, "Weight of the running mean against the gradient in the step's sign."),
    beta2: decayRate(0.99, "Decay rate of the running mean of the gradient."),
    weightDecay: decoupledWeightDecay(0),
  },
);
