import type { LossName } from "../../model/model.ts";
import { binaryCrossEntropy } from "./binary-cross-entropy.ts";
import { crossEntropy } from "./cross-entropy.ts";
import { hinge } from "./hinge.ts";
import { huber } from "./huber.ts";
import { logCosh } from "./log-cosh.ts";
import type { LossStep } from "./loss.ts";
import { mae } from "./mae.ts";
import { mse } from "./mse.ts";
import { poisson } from "./poisson.ts";

export type { LossStep } from "./loss.ts";

export const lossSteps: Readonly<Record<LossName, LossStep>> = {
  mse,
  mae,
  huber,
  logCosh,
  crossEntropy,
  binaryCrossEntropy,
  hinge,
  poisson,
};
