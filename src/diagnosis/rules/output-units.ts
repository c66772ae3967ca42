import * as l10n from "@vscode/l10n";
import type { DataStatistics } from "../../protocol/statistics.ts";
import type { Rule } from "../rule.ts";
import { list } from "../text.ts";

const whatIsPredicted = ({ labels, targets, outputWidth, windowed }: DataStatistics): string => {
  const names = list(targets.map(({ name }) => name));
  if (labels && outputWidth > 1) return l10n.t("{0} classes of {1}", outputWidth, names);
  if (windowed && outputWidth > targets.length)
    return l10n.t("{0} next values of {1}", outputWidth / targets.length, names);
  return names;
};

/** The last layer's units are not the targets' width. Exact, so it has no threshold. */
export const outputUnits: Rule = {
  before: ({ model, statistics }) => {
    const { layers } = model.network;
    const { outputWidth } = statistics;
    const last = layers.at(-1);
    if (!last || outputWidth === 0 || last.units === outputWidth) return [];
    const path = ["network", "layers", layers.length - 1, "units"];
    return [
      {
        severity: "error",
        path,
        message: l10n.t(
          "The last layer gives {0} values and the targets have {1} ({2}). Set its units to {1}.",
          last.units,
          outputWidth,
          whatIsPredicted(statistics),
        ),
        fixes: [
          {
            title: l10n.t("Set units to {0}", outputWidth),
            preferred: true,
            edits: [{ path, value: outputWidth }],
          },
        ],
        evidence: {
          explanation: l10n.t(
            "The loss compares each value of the last layer with one value of the targets, so there must be equally many. Layers before the last may have any number of units.",
          ),
          numbers: [
            { label: l10n.t("Units of the last layer"), value: String(last.units) },
            { label: l10n.t("Width of the targets"), value: String(outputWidth) },
          ],
        },
      },
    ];
  },
};
