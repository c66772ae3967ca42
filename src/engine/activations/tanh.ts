import { activationTanh } from "../kernels/layout.ts";
import type { ActivationSteps } from "./activation.ts";

/** tanh x = a; derivative 1 − a². */
export const tanh: ActivationSteps = { kernel: activationTanh, fromInput: false };
