import { activationSin } from "../kernels/layout.ts";
import { type ActivationSteps, plain } from "./activation.ts";

/** sin x; derivative cos x. */
export const sin: ActivationSteps = plain(activationSin, { fromInput: true });
