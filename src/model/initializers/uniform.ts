import * as l10n from "@vscode/l10n";
import * as z from "zod";
import { member } from "../member.ts";
import { problem } from "../problem.ts";

const plain = member("uniform", "Drawn evenly between `min` and `max`.", {
  min: z.number().default(-0.05).describe("Lower end of the interval."),
  max: z.number().default(0.05).describe("Upper end of the interval."),
});

export const uniform = {
  ...plain,
  schema: plain.schema.superRefine(({ min, max }, context) => {
    if (min > max)
      problem(context, ["max"], l10n.t('"max" ({0}) must not be below "min" ({1}).', max, min), [
        {
          title: l10n.t('Swap "min" and "max"'),
          preferred: true,
          edits: [
            { path: ["min"], value: max },
            { path: ["max"], value: min },
          ],
        },
      ]);
  }),
};
