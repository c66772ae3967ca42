import * as z from "zod";
import { named, objects } from "../member.ts";
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

/** The one list of activations. */
export const activations = {
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
} as const;

export type ActivationName = keyof typeof activations | "expression";
export type Activation =
  | z.output<(typeof activations)[keyof typeof activations]["schema"]>
  | z.output<typeof expression.schema>;
export type ActivationOf<Name extends ActivationName> = Extract<Activation, { type: Name }>;

/** A name, an object with a `type`, or `{ "expression": … }`. */
export const activationSchema = z.union([named(activations), objects(activations), expression.schema]);
