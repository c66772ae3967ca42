import * as z from "zod";
import { member } from "../member.ts";
import { epsilon, learningRate, weightDecay } from "./parameters.ts";

export const adagrad = member(
  "adagrad",
  "Adagrad (Duchi et al. 2011): each gradient is divided by the root of the sum of all its squares, so that steps only get smaller. Formulas and defaults are PyTorch's.",
  {
    learningRate: learningRate(1e-2),
    learningRateDecay: z
      .number()
      .min(0)
      .default(0)
      .describe("The rate of update n, from 0, is `learningRate / (1 + n · learningRateDecay)`."),
    epsilon: epsilon(1e-10),
    weightDecay,
  },
);
