import { activationIdentity } from "../kernels/layout.ts";
import { type ActivationSteps, plain } from "./activation.ts";

/** x; derivative 1. */
export const identity: ActivationSteps = plain(activationIdentity);
