import * as z from "zod";
import { member } from "../member.ts";
import { epsilon, learningRate, momentum, squareDecay, weightDecay } from "./parameters.ts";

export const rmsprop = member(
  "rmsprop",
  "RMSprop (Hinton 2012): each gradient is divided by the root of its running mean square. Formulas and defaults are PyTorch's.",
  {
    learningRate: learningRate(1e-2),
    alpha: squareDecay(0.99),
    epsilon: epsilon(),
    momentum,
    centered: z
      .boolean()
      .default(false)
      .describe("Divides by the running deviation instead: the mean of the gradient is taken out."),
    weightDecay,
  },
);
