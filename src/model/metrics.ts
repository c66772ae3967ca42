import * as l10n from "@vscode/l10n";
import * as z from "zod";
import type { MetricName } from "../protocol/events.ts";
import { names } from "./member.ts";
import { problem } from "./problem.ts";

const ofClasses =
  "With two classes it is that of the label that sorts last, with more the mean over the classes.";

/** The one list of metrics. */
const metrics: Readonly<Record<MetricName, { readonly documentation: string }>> = {
  accuracy: { documentation: "Share of the predictions that are right. The default for classes." },
  precision: { documentation: `Of the rows predicted to be of a class, the share that is. ${ofClasses}` },
  recall: { documentation: `Of the rows of a class, the share predicted to be. ${ofClasses}` },
  f1: { documentation: `Harmonic mean of precision and recall. ${ofClasses}` },
  auc: {
    documentation:
      "How often a row of a class has a larger output than one that is not, ties counted half: the area under the ROC curve. With more than two classes the mean of each against the rest.",
  },
  mae: { documentation: "Mean absolute error, in the data's own units. The default for numbers." },
  rmse: { documentation: "Root of the mean squared error, in the data's own units." },
  r2: {
    documentation:
      "Share of the targets' variance that the predictions explain: 1 is perfect, 0 no better than the mean; over several outputs their mean.",
  },
};

export const metricsSchema = z
  .array(names<MetricName>(metrics).describe("A metric."))
  .meta({ examples: [["accuracy", "f1"]] })
  .superRefine((list, context) => {
    list.forEach((name, index) => {
      if (list.indexOf(name) < index)
        problem(context, [index], l10n.t('"{0}" is already in the list.', name), [
          { title: l10n.t("Remove it"), preferred: true, edits: [{ path: [index] }] },
        ]);
    });
  });
