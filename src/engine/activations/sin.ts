import { activationSin } from "../kernels/layout.ts";
import { type PlainActivation, plain } from "./activation.ts";

/** sin x; derivative cos x. */
export const sin: PlainActivation = plain(activationSin, { fromInput: true });
