import type * as z from "zod";
import { nameOrObject } from "../member.ts";
import { exponential } from "./exponential.ts";
import { identity } from "./identity.ts";
import { quadratic } from "./quadratic.ts";
import { relu } from "./relu.ts";
import { sigmoid } from "./sigmoid.ts";
import { softmax } from "./softmax.ts";
import { tanh } from "./tanh.ts";

/** The one list of activations. */
export const activations = { identity, quadratic, relu, sigmoid, tanh, exponential, softmax } as const;

export type ActivationName = keyof typeof activations;
export type Activation = z.output<(typeof activations)[ActivationName]["schema"]>;

export const activationSchema = nameOrObject(activations);
