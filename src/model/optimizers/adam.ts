import * as z from "zod";
import { member } from "../member.ts";
import { epsilon, learningRate, meanDecay, squareDecay, weightDecay } from "./parameters.ts";

export const amsgrad = z
  .boolean()
  .default(false)
  .describe(
    "Divides by the largest running mean of the squared gradient so far instead of the current one, so that steps never grow (Reddi et al. 2018).",
  );

export const adam = member(
  "adam",
  "Adam (Kingma & Ba 2015): every weight has its own step size from running means of its gradient. A good first choice. Formulas and defaults are PyTorch's.",
  {
    learningRate: learningRate(1e-3),
    beta1: meanDecay(0.9),
    beta2: squareDecay(0.999),
    epsilon: epsilon(),
    weightDecay,
    amsgrad,
  },
);
