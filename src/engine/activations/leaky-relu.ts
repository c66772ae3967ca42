import type { ActivationOf } from "../../model/model.ts";
import { activationLeakyRelu } from "../kernels/layout.ts";
import { type PlainActivation, plain } from "./activation.ts";

/** x above 0, else slope · x; derivative 1 where the output is positive, else the slope. */
export const leakyRelu = ({ slope }: ActivationOf<"leakyRelu">): PlainActivation =>
  plain(activationLeakyRelu, { parameter: slope });
