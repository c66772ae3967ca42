import type { OptimizerOf } from "../../model/model.ts";
import {
  opAdam,
  settingAmsgrad,
  settingBeta1,
  settingBeta2,
  settingDecoupled,
  settingEpsilon,
  settingWeightDecay,
} from "../kernels/layout.ts";
import { isOrdinary, type OptimizerStep, positive } from "./optimizer.ts";

const step = (decoupled: boolean): OptimizerStep<Omit<OptimizerOf<"adam">, "type">> => ({
  operation: opAdam,
  cost: 24,
  states: ({ amsgrad }) => ["mean", "meanSquare", amsgrad ? "largestMeanSquare" : undefined],
  settings: ({ beta1, beta2, epsilon, weightDecay, amsgrad }) => ({
    [settingWeightDecay]: weightDecay,
    [settingBeta1]: beta1,
    [settingBeta2]: beta2,
    [settingEpsilon]: positive(epsilon),
    [settingAmsgrad]: amsgrad ? 1 : 0,
    [settingDecoupled]: decoupled ? 1 : 0,
  }),
  bounded: isOrdinary,
});

export const adam = step(false);
export const adamw = step(true);
