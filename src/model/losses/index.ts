import { names } from "../member.ts";
import { binaryCrossEntropy } from "./binary-cross-entropy.ts";
import { crossEntropy } from "./cross-entropy.ts";
import { hinge } from "./hinge.ts";
import { huber } from "./huber.ts";
import { logCosh } from "./log-cosh.ts";
import { mae } from "./mae.ts";
import { mse } from "./mse.ts";
import { poisson } from "./poisson.ts";

/** The one list of losses. */
export const losses = {
  mse,
  mae,
  huber,
  logCosh,
  crossEntropy,
  binaryCrossEntropy,
  hinge,
  poisson,
} as const;

export type LossName = keyof typeof losses;

export const lossSchema = names<LossName>(losses);
