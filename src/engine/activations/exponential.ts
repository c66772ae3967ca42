import { activationExponential } from "../kernels/layout.ts";
import { type PlainActivation, plain } from "./activation.ts";

/** e^x, its own derivative. */
export const exponential: PlainActivation = plain(activationExponential);
