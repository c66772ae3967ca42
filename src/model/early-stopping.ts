import * as l10n from "@vscode/l10n";
import * as z from "zod";
import { problem } from "./problem.ts";

export const earlyStoppingSchema = z.strictObject({
  monitor: z
    .enum(["validationLoss", "loss"])
    .meta({
      valueDescriptions: {
        validationLoss: "The loss on the validation split, after the epoch.",
        loss: "The loss of the epoch's pass over the training split.",
      },
    })
    .default("validationLoss")
    .describe("What has to get better."),
  patience: z
    .int()
    .min(0)
    .max(1e9)
    .default(10)
    .describe("The training ends after this many epochs in a row without an improvement."),
  minDelta: z
    .number()
    .min(0)
    .default(0)
    .describe("An improvement is a figure below the best one by more than this."),
});

interface Model {
  readonly data: { readonly split: { readonly validation: number } };
  readonly training: { readonly earlyStopping?: z.output<typeof earlyStoppingSchema> };
}

/** Tells early stopping that watches a validation split which there is not. */
export function checkEarlyStopping({ data, training }: Model, context: z.RefinementCtx): void {
  const { earlyStopping } = training;
  if (earlyStopping?.monitor !== "validationLoss" || data.split.validation > 0) return;
  problem(
    context,
    ["training", "earlyStopping", "monitor"],
    l10n.t(
      'Early stopping watches the validation loss, and there is no validation split. Set "validation" of "split" in "data", or "monitor" to "loss".',
    ),
    [
      {
        title: l10n.t("Set aside a fifth of the rows for validation"),
        preferred: true,
        edits: [{ path: ["data", "split", "validation"], value: 0.2 }],
      },
      {
        title: l10n.t('Set "monitor" to "loss"'),
        preferred: false,
        edits: [{ path: ["training", "earlyStopping", "monitor"], value: "loss" }],
      },
    ],
  );
}
