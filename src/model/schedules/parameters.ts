import * as z from "zod";

/** The slow start that every schedule may have. */
export const warmupEpochs = z
  .int()
  .min(0)
  .max(1e9)
  .default(0)
  .describe(
    "Epochs at the start in which the rate rises in equal steps to the optimizer's `learningRate`; the schedule begins after them. 0 is off.",
  );

/** What the rate is multiplied with. */
export const gamma = z.number().positive().max(1);

export const minLearningRate = z
  .number()
  .min(0)
  .default(0)
  .describe("The rate never falls below this; at most the optimizer's `learningRate`.");
