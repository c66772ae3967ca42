import { activationElu } from "../kernels/layout.ts";
import { type PlainActivation, plain } from "./activation.ts";

/** x above 0, else e^x − 1 = a; derivative 1 or a + 1 (torch.nn.ELU). */
export const elu: PlainActivation = plain(activationElu);
