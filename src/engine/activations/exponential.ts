import { activationExponential } from "../kernels/layout.ts";
import { type ActivationSteps, plain } from "./activation.ts";

/** e^x, its own derivative. */
export const exponential: ActivationSteps = plain(activationExponential);
