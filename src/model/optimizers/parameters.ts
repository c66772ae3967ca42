import * as z from "zod";

/** The step size, with the optimizer's own default. */
export const learningRate = (standard: number) =>
  z
    .number()
    .min(0)
    .default(standard)
    .describe(
      "How far each update moves the weights. Too high and the loss oscillates or grows without bound; too low and it hardly falls. Change it by factors of 3 or 10.",
    );

export const weightDecay = z
  .number()
  .min(0)
  .default(0)
  .describe("Pulls every parameter toward 0: this times the parameter is added to its gradient. 0 is off.");

/** As AdamW has it (Loshchilov & Hutter 2019): apart from the gradient. */
export const decoupledWeightDecay = (standard: number) =>
  z
    .number()
    .min(0)
    .default(standard)
    .describe(
      "Pulls every parameter toward 0, apart from its gradient: each update takes away `learningRate` times this of it. 0 is off.",
    );

/** A decay rate of a running mean, in [0, 1). */
export const decayRate = (standard: number, description: string) =>
  z.number().min(0).lt(1).default(standard).describe(description);

export const epsilon = (standard = 1e-8) =>
  z.number().min(0).default(standard).describe("Added to the denominator, so that it is never 0.");

export const momentum = z
  .number()
  .min(0)
  .default(0)
  .describe("How much of the last update carries over into the next; 0.9 is usual, 0 is off.");

export const meanDecay = (standard: number) =>
  decayRate(standard, "Decay rate of the running mean of the gradient.");

export const squareDecay = (standard: number) =>
  decayRate(standard, "Decay rate of the running mean of the squared gradient.");
