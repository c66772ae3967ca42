import { activationIdentity } from "../kernels/layout.ts";
import type { ActivationSteps } from "./activation.ts";

/** x; derivative 1. */
export const identity: ActivationSteps = { kernel: activationIdentity, fromInput: false };
