import type { OptimizerOf } from "../../model/model.ts";
import {
  opNadam,
  opNadamEnd,
  settingBeta1,
  settingBeta2,
  settingEpsilon,
  settingMomentumDecay,
  settingWeightDecay,
} from "../kernels/layout.ts";
import { isOrdinary, type OptimizerStep, positive } from "./optimizer.ts";

export const nadam: OptimizerStep<OptimizerOf<"nadam">> = {
  operation: opNadam,
  end: opNadamEnd,
  cost: 26,
  states: () => ["mean", "meanSquare"],
  settings: ({ beta1, beta2, epsilon, weightDecay, momentumDecay }) => ({
    [settingWeightDecay]: weightDecay,
    [settingBeta1]: beta1,
    [settingBeta2]: beta2,
    [settingEpsilon]: positive(epsilon),
    [settingMomentumDecay]: momentumDecay,
  }),
  bounded: isOrdinary,
};
