import { activationSigmoid } from "../kernels/layout.ts";
import { type PlainActivation, plain } from "./activation.ts";

/** 1 / (1 + e^−x) = a; derivative a(1 − a). */
export const sigmoid: PlainActivation = plain(activationSigmoid);
