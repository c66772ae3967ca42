import * as l10n from "@vscode/l10n";
import * as z from "zod";
import { dataSchema } from "./data-section.ts";
import { checkEarlyStopping } from "./early-stopping.ts";
import { networkSchema } from "./network-section.ts";
import { problem } from "./problem.ts";
import { trainingSchema } from "./training-section.ts";

/** The one definition of a model file: its types, its validation and its JSON schemas come from here. */
export const modelSchema = z
  .strictObject({
    $schema: z.string().exactOptional().describe("The JSON schema of this file; not needed."),
    title: z
      .string()
      .exactOptional()
      .describe("What this experiment is, in a few words; shown over the charts."),
    data: dataSchema.describe("Where the numbers come from, which are inputs and which are to be predicted."),
    network: networkSchema.describe("The layers of the network and the loss that it is trained on."),
    training: trainingSchema.describe("How the network is trained: optimizer, length, batches."),
  })
  .superRefine(checkEarlyStopping)
  .superRefine((model, context) => {
    const index = model.network.layers.findIndex(({ type }) => type === "batchNorm");
    if (index >= 0 && model.training.batchSize === 1)
      problem(
        context,
        ["training", "batchSize"],
        l10n.t(
          'Layer {0} is batchNorm, which needs the mean of several rows: set "batchSize" to 2 or more, or use layerNorm.',
          index + 1,
        ),
        [
          {
            title: l10n.t('Set "batchSize" to 32'),
            preferred: true,
            edits: [{ path: ["training", "batchSize"], value: 32 }],
          },
          {
            title: l10n.t("Change the layer to layerNorm"),
            preferred: false,
            edits: [{ path: ["network", "layers", index, "type"], value: "layerNorm" }],
          },
        ],
      );
  })
  .describe("One experiment: the data, the network, the training.");

/** A checked model file: defaults filled, shorthands expanded. */
export type ModelFile = z.output<typeof modelSchema>;

export type { Activation, ActivationName, ActivationOf } from "./activations/index.ts";
export type { Cell, Normalization } from "./data-section.ts";
export type { Generator, Range } from "./generate-section.ts";
export type { Initializer, InitializerName } from "./initializers/index.ts";
export type { Layer, LayerOf, LayerType } from "./layers/index.ts";
export type { LossName } from "./losses/index.ts";
export type { Optimizer, OptimizerName, OptimizerOf } from "./optimizers/index.ts";
export type { Schedule, ScheduleName, ScheduleOf } from "./schedules/index.ts";
export type { Clip } from "./training-section.ts";
