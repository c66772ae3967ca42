import { member } from "../member.ts";
import { gamma, warmupEpochs } from "./parameters.ts";

export const exponential = member(
  "exponential",
  "Multiplies the learning rate by `gamma` after every epoch, as PyTorch's ExponentialLR.",
  {
    gamma: gamma
      .meta({ examples: [0.95] })
      .describe("What each epoch multiplies the rate with, above 0 and at most 1."),
    warmupEpochs,
  },
);
