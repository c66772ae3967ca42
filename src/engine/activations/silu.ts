import { activationSilu } from "../kernels/layout.ts";
import { type PlainActivation, plain } from "./activation.ts";

/** x·σ(x); derivative σ(x)(1 + x(1 − σ(x))). */
export const silu: PlainActivation = plain(activationSilu, { fromInput: true });
