import * as z from "zod";
import { member } from "../member.ts";
import { warmupEpochs } from "./parameters.ts";

export const oneCycle = member(
  "oneCycle",
  "Raises the learning rate batch by batch from a 25th of `maxLearningRate` to it, then lowers it to nearly 0 (Smith & Topin 2017), as PyTorch's OneCycleLR. The optimizer's `learningRate` counts in the warm-up alone.",
  {
    maxLearningRate: z
      .number()
      .positive()
      .meta({ examples: [0.01] })
      .describe("The highest rate, in the middle of the cycle."),
    warmupFraction: z
      .number()
      .min(0)
      .max(1)
      .default(0.3)
      .describe("Part of the cycle in which the rate rises."),
    warmupEpochs,
  },
);
