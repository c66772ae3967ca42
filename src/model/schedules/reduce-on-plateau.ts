import * as z from "zod";
import { member } from "../member.ts";
import { minLearningRate, warmupEpochs } from "./parameters.ts";

export const reduceOnPlateau = member(
  "reduceOnPlateau",
  "Multiplies the learning rate by `factor` where the validation loss (without a validation split the loss) has stopped falling, as PyTorch's ReduceLROnPlateau.",
  {
    factor: z
      .number()
      .min(0)
      .lt(1)
      .default(0.1)
      .describe("What the rate is multiplied with, from 0 to below 1."),
    patience: z
      .int()
      .min(0)
      .max(1e9)
      .default(10)
      .describe("Epochs without an improvement that are let pass; the rate falls after one more."),
    threshold: z
      .number()
      .min(0)
      .default(1e-4)
      .describe("An improvement is a loss below the best one by more than this part of it."),
    minLearningRate,
    warmupEpochs,
  },
);
