import type * as z from "zod";
import { nameOrObject } from "../member.ts";
import { adadelta } from "./adadelta.ts";
import { adagrad } from "./adagrad.ts";
import { adam } from "./adam.ts";
import { adamw } from "./adamw.ts";
import { lion } from "./lion.ts";
import { nadam } from "./nadam.ts";
import { rmsprop } from "./rmsprop.ts";
import { sgd } from "./sgd.ts";

/** The one list of optimizers. */
export const optimizers = { sgd, rmsprop, adagrad, adadelta, adam, adamw, nadam, lion } as const;

export type OptimizerName = keyof typeof optimizers;
export type Optimizer = z.output<(typeof optimizers)[OptimizerName]["schema"]>;
export type OptimizerOf<Name extends OptimizerName> = Extract<Optimizer, { type: Name }>;

export const optimizerSchema = nameOrObject(optimizers);
