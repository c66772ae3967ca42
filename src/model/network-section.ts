import * as z from "zod";
import { layerSchema } from "./layers/index.ts";
import { lossSchema } from "./losses/index.ts";

export const networkSchema = z.strictObject({
  layers: z
    .array(layerSchema.describe("A layer; `type` is `dense` unless said."))
    .min(1)
    .max(1000)
    .describe(
      "The layers from the input side to the output side. The last one has as many units as there are target values.",
    ),
  loss: lossSchema.describe("What training makes small: the distance between prediction and target."),
});
