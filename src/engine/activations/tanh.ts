import { activationTanh } from "../kernels/layout.ts";
import { type PlainActivation, plain } from "./activation.ts";

/** tanh x = a; derivative 1 − a². */
export const tanh: PlainActivation = plain(activationTanh);
