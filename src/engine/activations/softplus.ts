import { activationSoftplus } from "../kernels/layout.ts";
import { type PlainActivation, plain } from "./activation.ts";

/** log(1 + e^x) = a, x itself from 20 on; derivative 1 − e^−a (torch.nn.Softplus). */
export const softplus: PlainActivation = plain(activationSoftplus);
