import { activationTanh } from "../kernels/layout.ts";
import { type ActivationSteps, plain } from "./activation.ts";

/** tanh x = a; derivative 1 − a². */
export const tanh: ActivationSteps = plain(activationTanh);
