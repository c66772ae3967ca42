import { activationIdentity } from "../kernels/layout.ts";
import { type PlainActivation, plain } from "./activation.ts";

/** x; derivative 1. */
export const identity: PlainActivation = plain(activationIdentity);
