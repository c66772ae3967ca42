import type * as z from "zod";
import { nameOrObject } from "../member.ts";
import { adam } from "./adam.ts";
import { sgd } from "./sgd.ts";

/** The one list of optimizers. */
export const optimizers = { sgd, adam } as const;

export type OptimizerName = keyof typeof optimizers;
export type Optimizer = z.output<(typeof optimizers)[OptimizerName]["schema"]>;

export const optimizerSchema = nameOrObject(optimizers);
