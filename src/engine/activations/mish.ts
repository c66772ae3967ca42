import { activationMish } from "../kernels/layout.ts";
import { type PlainActivation, plain } from "./activation.ts";

/** x·t with t = tanh(softplus x); derivative t + x(1 − t²)σ(x). */
export const mish: PlainActivation = plain(activationMish, { fromInput: true });
