import { activationSoftsign } from "../kernels/layout.ts";
import { type PlainActivation, plain } from "./activation.ts";

/** x / (1 + |x|) = a; derivative (1 − |a|)². */
export const softsign: PlainActivation = plain(activationSoftsign);
