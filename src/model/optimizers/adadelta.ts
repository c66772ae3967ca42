import * as z from "zod";
import { member } from "../member.ts";
import { epsilon, learningRate, weightDecay } from "./parameters.ts";

export const adadelta = member(
  "adadelta",
  "Adadelta (Zeiler 2012): steps are as large as recent steps were, in proportion to the gradient. Formulas and defaults are PyTorch's.",
  {
    learningRate: learningRate(1),
    rho: z
      .number()
      .min(0)
      .max(1)
      .default(0.9)
      .describe("Decay rate of the running means of the squared gradient and of the squared step."),
    epsilon: epsilon(1e-6),
    weightDecay,
  },
);
