import type { OptimizerOf } from "../../model/model.ts";
import {
  opAdagrad,
  settingEpsilon,
  settingLearningRateDecay,
  settingWeightDecay,
} from "../kernels/layout.ts";
import { isOrdinary, type OptimizerStep, positive } from "./optimizer.ts";

export const adagrad: OptimizerStep<OptimizerOf<"adagrad">> = {
  operation: opAdagrad,
  cost: 18,
  states: () => ["sumOfSquares"],
  settings: ({ learningRateDecay, epsilon, weightDecay }) => ({
    [settingWeightDecay]: weightDecay,
    [settingLearningRateDecay]: learningRateDecay,
    [settingEpsilon]: positive(epsilon),
  }),
  bounded: isOrdinary,
};
