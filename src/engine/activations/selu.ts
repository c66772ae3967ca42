import { activationSelu } from "../kernels/layout.ts";
import { type PlainActivation, plain } from "./activation.ts";

/** λx above 0, else λα(e^x − 1) = a; derivative λ or a + λα (torch.nn.SELU). */
export const selu: PlainActivation = plain(activationSelu);
