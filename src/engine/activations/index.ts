import type { Activation, ActivationName } from "../../model/model.ts";
import type { ActivationSteps } from "./activation.ts";
import { exponential } from "./exponential.ts";
import { identity } from "./identity.ts";
import { quadratic } from "./quadratic.ts";
import { relu } from "./relu.ts";
import { sigmoid } from "./sigmoid.ts";
import { softmax } from "./softmax.ts";
import { tanh } from "./tanh.ts";

export type { ActivationSteps } from "./activation.ts";

const steps: Readonly<Record<ActivationName, ActivationSteps>> = {
  identity,
  quadratic,
  relu,
  sigmoid,
  tanh,
  exponential,
  softmax,
};

/** What an activation with its parameters adds to the plan. */
export const activationSteps = (activation: Activation): ActivationSteps => steps[activation.type];
