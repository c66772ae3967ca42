import { activationGelu } from "../kernels/layout.ts";
import { type PlainActivation, plain } from "./activation.ts";

/** x·Φ(x); derivative Φ(x) + x·φ(x) (torch.nn.GELU, exact). */
export const gelu: PlainActivation = plain(activationGelu, { fromInput: true });
