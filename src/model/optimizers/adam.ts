import { member } from "../member.ts";
import { decayRate, epsilon, learningRate, weightDecay } from "./parameters.ts";

export const adam = member(
  "adam",
  "Adam (Kingma & Ba 2015): every weight has its own step size from running means of its gradient. A good first choice. Formulas and defaults are PyTorch's.",
  {
    learningRate: learningRate(1e-3),
    beta1: decayRate(0.9, "Decay rate of the running mean of the gradient."),
    beta2: decayRate(0.999, "Decay rate of the running mean of the squared gradient."),
    epsilon,
    weightDecay,
  },
);
