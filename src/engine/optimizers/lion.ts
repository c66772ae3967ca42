import type { OptimizerOf } from "../../model/model.ts";
import { opLion, settingBeta1, settingBeta2, settingWeightDecay } from "../kernels/layout.ts";
import { isOrdinary, type OptimizerStep } from "./optimizer.ts";

export const lion: OptimizerStep<OptimizerOf<"lion">> = {
  operation: opLion,
  cost: 12,
  states: () => ["mean"],
  settings: ({ beta1, beta2, weightDecay }) => ({
    [settingWeightDecay]: weightDecay,
    [settingBeta1]: beta1,
    [settingBeta2]: beta2,
  }),
  bounded: isOrdinary,
};
