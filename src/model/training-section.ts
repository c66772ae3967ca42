import * as l10n from "@vscode/l10n";
import * as z from "zod";
import { classWeightsSchema } from "./class-weights.ts";
import { earlyStoppingSchema } from "./early-stopping.ts";
import { metricsSchema } from "./metrics.ts";
import { optimizerSchema } from "./optimizers/index.ts";
import { problem } from "./problem.ts";
import { checkSchedule } from "./schedules/check.ts";
import { scheduleSchema } from "./schedules/index.ts";

export type Clip = { readonly value: number } | { readonly norm: number };

const clipSchema = z
  .strictObject({
    value: z
      .number()
      .positive()
      .exactOptional()
      .meta({ examples: [1] })
      .describe("Each component of the gradient is cut to ± this."),
    norm: z
      .number()
      .positive()
      .exactOptional()
      .meta({ examples: [1] })
      .describe(
        "The whole gradient, over all parameters together, is scaled down to this length where it is longer.",
      ),
  })
  .superRefine(({ value, norm }, context) => {
    if (value === undefined && norm === undefined)
      problem(context, [], l10n.t('"clip" needs "value" or "norm".'), [], ["value", "norm"]);
    if (value !== undefined && norm !== undefined)
      problem(context, ["norm"], l10n.t('"clip" takes "value" or "norm", not both. Remove one.'), [
        { title: l10n.t('Remove "norm"'), preferred: false, edits: [{ path: ["norm"] }] },
        { title: l10n.t('Remove "value"'), preferred: false, edits: [{ path: ["value"] }] },
      ]);
  })
  // The check above leaves exactly one of the two.
  .transform(({ value, norm }): Clip => (norm === undefined ? { value: value as number } : { norm }));

const trainingKeys = z.strictObject({
  optimizer: optimizerSchema
    .prefault("adam")
    .describe("How the weights are updated from their gradients: a name, or an object with parameters."),
  schedule: scheduleSchema
    .exactOptional()
    .describe("How the learning rate changes from epoch to epoch. Without it the rate stays as it is."),
  epochs: z
    .int()
    .min(0)
    .max(1e9)
    .meta({ examples: [100] })
    .describe("Whole passes over the training rows. 0 builds and evaluates the network without training."),
  batchSize: z
    .int()
    .min(1)
    .max(1e9)
    .default(32)
    .describe(
      "Rows per update. 1 updates after every single row; a batch larger than the data is one batch.",
    ),
  shuffle: z.boolean().default(true).describe("Reorder the training rows every epoch."),
  clip: clipSchema
    .exactOptional()
    .meta({
      defaultSnippets: [
        { label: "{ value }", body: { value: 1 } },
        { label: "{ norm }", body: { norm: 1 } },
      ],
    })
    .describe(
      "Limits the gradient before it moves the weights, so that one steep batch cannot throw them off.",
    ),
  earlyStopping: earlyStoppingSchema
    .exactOptional()
    .meta({ defaultSnippets: [{ label: "{ patience }", body: { patience: 10 } }] })
    .describe(
      "Ends the training where it has stopped getting better. At the end, also after all epochs, the weights of the best epoch come back.",
    ),
  metrics: metricsSchema
    .exactOptional()
    .describe(
      "What is measured besides the loss, on the same pass. By default `accuracy` for the losses of classes, else `mae`.",
    ),
  classWeights: classWeightsSchema
    .exactOptional()
    .meta({ defaultSnippets: [{ label: "{ label: weight }", body: { label: 2 } }] })
    .describe(
      'How much the rows of each class count in the loss, so that a rare class is not drowned by a common one: `"balanced"`, or a weight for each label; a label that is not named has 1. The weighted loss is divided by the sum of the weights; metrics are without them.',
    ),
  precision: z
    .enum(["float32", "float64"])
    .meta({
      valueDescriptions: {
        float32: "About 7 digits; fast.",
        float64: "About 16 digits; for results exact to the last digits.",
      },
    })
    .default("float32")
    .describe("The numbers that the network computes with."),
  seed: z
    .int()
    .min(0)
    .max(Number.MAX_SAFE_INTEGER)
    .default(0)
    .describe(
      "Where all random draws begin: the same file, data and seed give the same weights and curves, bit for bit.",
    ),
});

export const trainingSchema = trainingKeys.superRefine(checkSchedule);
