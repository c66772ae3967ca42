import { activationQuadratic } from "../kernels/layout.ts";
import { type PlainActivation, plain } from "./activation.ts";

/** x²; derivative 2x. */
export const quadratic: PlainActivation = plain(activationQuadratic, { fromInput: true });
