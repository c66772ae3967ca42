import { names } from "../member.ts";
import { binaryCrossEntropy } from "./binary-cross-entropy.ts";
import { crossEntropy } from "./cross-entropy.ts";
import { mae } from "./mae.ts";
import { mse } from "./mse.ts";

/** The one list of losses. */
export const losses = { mse, mae, crossEntropy, binaryCrossEntropy } as const;

export type LossName = keyof typeof losses;

export const lossSchema = names<LossName>(losses);
