import { activationExponential } from "../kernels/layout.ts";
import type { ActivationSteps } from "./activation.ts";

/** e^x, its own derivative. */
export const exponential: ActivationSteps = { kernel: activationExponential, fromInput: false };
