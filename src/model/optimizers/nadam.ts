import * as z from "zod";
import { member } from "../member.ts";
import { epsilon, learningRate, meanDecay, squareDecay, weightDecay } from "./parameters.ts";

export const nadam = member(
  "nadam",
  "NAdam (Dozat 2016): Adam with Nesterov's momentum, which looks one step ahead. Formulas and defaults are PyTorch's.",
  {
    learningRate: learningRate(2e-3),
    beta1: meanDecay(0.9),
    beta2: squareDecay(0.999),
    epsilon: epsilon(),
    momentumDecay: z
      .number()
      .min(0)
      .default(4e-3)
      .describe("How fast the momentum goes from half of `beta1` at the first step to `beta1`."),
    weightDecay,
  },
);
