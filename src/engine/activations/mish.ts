import { activationMish } from "../kernels/layout.ts";
import { type ActivationSteps, plain } from "./activation.ts";

/** x·t with t = tanh(softplus x); derivative t + x(1 − t²)σ(x). */
export const mish: ActivationSteps = plain(activationMish, { fromInput: true });
