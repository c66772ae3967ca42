import { activationQuadratic } from "../kernels/layout.ts";
import type { ActivationSteps } from "./activation.ts";

/** x²; derivative 2x. */
export const quadratic: ActivationSteps = { kernel: activationQuadratic, fromInput: true };
