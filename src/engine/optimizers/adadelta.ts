import type { OptimizerOf } from "../../model/model.ts";
import { opAdadelta, settingEpsilon, settingSquareDecay, settingWeightDecay } from "../kernels/layout.ts";
import { isOrdinary, type OptimizerStep, positive } from "./optimizer.ts";

export const adadelta: OptimizerStep<OptimizerOf<"adadelta">> = {
  operation: opAdadelta,
  cost: 40,
  states: () => ["meanSquare", "meanSquaredStep"],
  settings: ({ rho, epsilon, weightDecay }) => ({
    [settingWeightDecay]: weightDecay,
    [settingSquareDecay]: rho,
    [settingEpsilon]: positive(epsilon),
  }),
  bounded: isOrdinary,
};
