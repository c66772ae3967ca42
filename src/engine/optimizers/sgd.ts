import type { Optimizer } from "../../model/model.ts";
import {
  opSgd,
  settingDampening,
  settingMomentum,
  settingNesterov,
  settingWeightDecay,
} from "../kernels/layout.ts";
import type { OptimizerStep } from "./optimizer.ts";

export const sgd: OptimizerStep<Extract<Optimizer, { type: "sgd" }>> = {
  operation: opSgd,
  cost: 6,
  states: ({ momentum }) => (momentum > 0 ? ["momentum"] : []),
  settings: ({ momentum, dampening, nesterov, weightDecay }) => ({
    [settingWeightDecay]: weightDecay,
    [settingMomentum]: momentum,
    [settingDampening]: dampening,
    [settingNesterov]: nesterov ? 1 : 0,
  }),
  bounded: ({ learningRate, momentum, dampening, weightDecay }) =>
    learningRate <= 1e6 && momentum <= 1e3 && Math.abs(dampening) <= 1e3 && weightDecay <= 1e3,
};
