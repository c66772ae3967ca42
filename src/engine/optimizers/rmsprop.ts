import type { OptimizerOf } from "../../model/model.ts";
import {
  opRmsprop,
  settingCentered,
  settingEpsilon,
  settingMomentum,
  settingSquareDecay,
  settingWeightDecay,
} from "../kernels/layout.ts";
import { isOrdinary, type OptimizerStep, positive } from "./optimizer.ts";

export const rmsprop: OptimizerStep<OptimizerOf<"rmsprop">> = {
  operation: opRmsprop,
  cost: 20,
  states: ({ momentum, centered }) => [
    "meanSquare",
    centered ? "mean" : undefined,
    momentum > 0 ? "momentum" : undefined,
  ],
  settings: ({ alpha, epsilon, momentum, centered, weightDecay }) => ({
    [settingWeightDecay]: weightDecay,
    [settingMomentum]: momentum,
    [settingSquareDecay]: alpha,
    [settingEpsilon]: positive(epsilon),
    [settingCentered]: centered ? 1 : 0,
  }),
  bounded: isOrdinary,
};
