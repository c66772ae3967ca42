import type { OptimizerOf } from "../../model/model.ts";
import {
  opSgd,
  settingDampening,
  settingMomentum,
  settingNesterov,
  settingWeightDecay,
} from "../kernels/layout.ts";
import { isOrdinary, type OptimizerStep } from "./optimizer.ts";

export const sgd: OptimizerStep<OptimizerOf<"sgd">> = {
  operation: opSgd,
  cost: 6,
  states: ({ momentum }) => [momentum > 0 ? "momentum" : undefined],
  settings: ({ momentum, dampening, nesterov, weightDecay }) => ({
    [settingWeightDecay]: weightDecay,
    [settingMomentum]: momentum,
    [settingDampening]: dampening,
    [settingNesterov]: nesterov ? 1 : 0,
  }),
  bounded: (optimizer) => isOrdinary(optimizer) && Math.abs(optimizer.dampening) <= 1e3,
};
