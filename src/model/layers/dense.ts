import * as z from "zod";
import { activationSchema } from "../activations/index.ts";
import { biasInitializerSchema, initializerSchema } from "../initializers/index.ts";
import type { LayerShape } from "./layer.ts";

const documentation =
  "Every unit sees every input: `activation(inputs · kernel + bias)`. The layer gives one value a unit.";

const penalty = (what: string) =>
  z
    .number()
    .min(0)
    .default(0)
    .meta({ examples: [0.001] })
    .describe(`Added to what training makes small: this times ${what} 0 is off.`);

const schema = z.strictObject({
  // A layer without `type` is dense.
  type: z.literal("dense").optional().default("dense").describe(documentation),
  units: z
    .int()
    .min(1)
    .max(1e6)
    .meta({ examples: [16] })
    .describe("Number of units (neurons), which is the number of values that the layer gives."),
  activation: activationSchema
    .prefault("identity")
    .describe(
      "The function applied to each unit's sum. Without one, layers in a row are no more than one line.",
    ),
  initializer: initializerSchema
    .prefault("glorotUniform")
    .describe("How the kernel (the weights of the inputs) is drawn before training."),
  biasInitializer: biasInitializerSchema
    .prefault("zeros")
    .describe("How the biases are drawn before training."),
  bias: z.boolean().default(true).describe("Whether each unit has a bias, a number added to its sum."),
  l1: penalty("Σ|w| over the kernel: pulls weights to 0 until only those that matter are left."),
  l2: penalty("Σw² over the kernel: keeps weights small, so that the fit is smoother."),
});

export const dense = {
  name: "dense",
  documentation,
  schema,
  /** The kernel is `[inputs, units]`, the bias `[units]`. */
  shape: ({ units, bias }: z.output<typeof schema>, inputs: number): LayerShape => ({
    input: inputs,
    output: units,
    parameters: inputs * units + (bias ? units : 0),
  }),
} as const;
