import { activationQuadratic } from "../kernels/layout.ts";
import { type ActivationSteps, plain } from "./activation.ts";

/** x²; derivative 2x. */
export const quadratic: ActivationSteps = plain(activationQuadratic, { fromInput: true });
