import * as z from "zod";
import { member } from "../member.ts";
import { gamma, warmupEpochs } from "./parameters.ts";

export const step = member(
  "step",
  "Multiplies the learning rate by `gamma` every `stepSize` epochs, as PyTorch's StepLR.",
  {
    stepSize: z
      .int()
      .min(1)
      .max(1e9)
      .meta({ examples: [30] })
      .describe("Epochs from one fall of the rate to the next."),
    gamma: gamma.default(0.1).describe("What each step multiplies the rate with, above 0 and at most 1."),
    warmupEpochs,
  },
);
