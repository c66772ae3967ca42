import * as l10n from "@vscode/l10n";
import { lastDense } from "../../model/output-layer.ts";
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
    const { inputWidth, outputWidth } = statistics;
    // Every other layer gives as many values as it takes.
    const last = lastDense(model.network);
    const width = last?.layer.units ?? inputWidth;
    if (outputWidth === 0 || width === outputWidth) return [];
    const path = ["network", "layers", last?.index ?? layers.length - 1, ...(last ? ["units"] : [])];
    const fix = last
      ? { title: l10n.t("Set units to {0}", outputWidth), edits: [{ path, value: outputWidth }] }
      : {
          title: l10n.t("Add a dense layer with {0} units", outputWidth),
          edits: [{ path: ["network", "layers", layers.length], value: { units: outputWidth } }],
        };
    return [
      {
        severity: "error",
        path,
        message: last
          ? l10n.t(
              "The last dense layer gives {0} values and the targets have {1} ({2}). Set its units to {1}.",
              width,
              outputWidth,
              whatIsPredicted(statistics),
            )
          : l10n.t(
              "The layers give {0} values, as many as they take, and the targets have {1} ({2}). Add a dense layer with {1} units.",
              width,
              outputWidth,
              whatIsPredicted(statistics),
            ),
        fixes: [{ ...fix, preferred: true }],
        evidence: {
          explanation: l10n.t(
            "The loss compares each value of the last layer with one value of the targets, so there must be equally many. Layers before the last may have any number of units.",
          ),
          numbers: [
            { label: l10n.t("Values that the last layer gives"), value: String(width) },
            { label: l10n.t("Width of the targets"), value: String(outputWidth) },
          ],
        },
      },
    ];
  },
};
