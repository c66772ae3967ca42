import type { Activation, ActivationName, ActivationOf } from "../../model/model.ts";
import type { ActivationSteps } from "./activation.ts";
import { elu } from "./elu.ts";
import { exponential } from "./exponential.ts";
import { expression } from "./expression.ts";
import { gelu } from "./gelu.ts";
import { identity } from "./identity.ts";
import { leakyRelu } from "./leaky-relu.ts";
import { mish } from "./mish.ts";
import { quadratic } from "./quadratic.ts";
import { relu } from "./relu.ts";
import { selu } from "./selu.ts";
import { sigmoid } from "./sigmoid.ts";
import { silu } from "./silu.ts";
import { sin } from "./sin.ts";
import { softmax } from "./softmax.ts";
import { softplus } from "./softplus.ts";
import { softsign } from "./softsign.ts";
import { tanh } from "./tanh.ts";

export { type ActivationSteps, type PlacedActivation, placeActivation } from "./activation.ts";

/** Steps, or what makes them from the activation's parameters. */
type Entry<Name extends ActivationName> =
  | ActivationSteps
  | ((activation: ActivationOf<Name>) => ActivationSteps);

const steps: { readonly [Name in ActivationName]: Entry<Name> } = {
  identity,
  quadratic,
  relu,
  leakyRelu,
  elu,
  selu,
  sigmoid,
  tanh,
  exponential,
  softplus,
  softsign,
  gelu,
  silu,
  mish,
  sin,
  softmax,
  expression,
};

/** What an activation with its parameters adds to the plan. */
export function activationSteps(activation: Activation): ActivationSteps {
  // The table's type says that each entry takes the parameters of its own name.
  const entry = steps[activation.type] as Entry<ActivationName>;
  return typeof entry === "function" ? entry(activation as never) : entry;
}
