import { activationGelu } from "../kernels/layout.ts";
import { type ActivationSteps, plain } from "./activation.ts";

/** x·Φ(x); derivative Φ(x) + x·φ(x) (torch.nn.GELU, exact). */
export const gelu: ActivationSteps = plain(activationGelu, { fromInput: true });
