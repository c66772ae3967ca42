import * as l10n from "@vscode/l10n";
import type { Rule } from "../rule.ts";

/** A layer cannot take what the one before gives. A dense layer takes a vector of any width but none at all. */
export const shapeMismatch: Rule = {
  before: ({ statistics }) =>
    statistics.inputWidth > 0
      ? []
      : [
          {
            severity: "error",
            path: ["network", "layers", 0],
            message: l10n.t(
              'The first layer has nothing to take: the data has no input column. Name one in "inputs", or set a "window" so that past values are the inputs.',
            ),
            fixes: [],
            evidence: {
              explanation: l10n.t(
                "A layer multiplies each of its inputs by a weight. Without inputs there are no weights, and nothing can be learnt.",
              ),
              numbers: [{ label: l10n.t("Input width"), value: "0" }],
            },
          },
        ],
};
