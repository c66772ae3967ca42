import type { Optimizer } from "../../model/model.ts";
import { opAdam, settingBeta1, settingBeta2, settingEpsilon, settingWeightDecay } from "../kernels/layout.ts";
import type { OptimizerStep } from "./optimizer.ts";

export const adam: OptimizerStep<Extract<Optimizer, { type: "adam" }>> = {
  operation: opAdam,
  cost: 24,
  states: () => ["mean", "meanSquare"],
  settings: ({ beta1, beta2, epsilon, weightDecay }) => ({
    [settingWeightDecay]: weightDecay,
    [settingBeta1]: beta1,
    [settingBeta2]: beta2,
    // Weights that never had a gradient stay where they are, also where epsilon is 0.
    [settingEpsilon]: Math.max(epsilon, 1e-37),
  }),
  bounded: ({ learningRate, epsilon, weightDecay }) =>
    learningRate <= 1e6 && epsilon >= 1e-12 && weightDecay <= 1e3,
};
