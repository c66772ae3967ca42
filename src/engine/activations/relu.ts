import { activationRelu } from "../kernels/layout.ts";
import { type PlainActivation, plain } from "./activation.ts";

/** max(x, 0); derivative 1 where the output is positive, else 0. */
export const relu: PlainActivation = plain(activationRelu);
