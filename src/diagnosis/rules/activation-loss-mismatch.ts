import * as l10n from "@vscode/l10n";
import { outputActivation } from "../../model/output-layer.ts";
import { inferShapes } from "../../model/shapes.ts";
import type { Edit } from "../../protocol/finding.ts";
import type { Draft, Known, Rule } from "../rule.ts";

/** The activation that a loss is made for. */
const wanted: Readonly<Partial<Record<string, "softmax" | "sigmoid">>> = {
  crossEntropy: "softmax",
  binaryCrossEntropy: "sigmoid",
};
const forClasses: ReadonlySet<string> = new Set(["crossEntropy", "binaryCrossEntropy", "hinge"]);

/** Where the last activation stands, and the edit that sets it. */
function lastActivation({ model }: Known, value: string): { path: (string | number)[]; edit: Edit } {
  const { layers } = model.network;
  const path = ["network", "layers", layers.length - 1];
  const last = layers.at(-1);
  if (last && "activation" in last) {
    const activation = [...path, "activation"];
    return { path: activation, edit: { path: activation, value } };
  }
  const edit = {
    path: ["network", "layers", layers.length],
    value: { type: "activation", activation: value },
  };
  return { path, edit };
}

/** A softmax over one value, wherever in the network it stands. */
function lonelySoftmax({ model, statistics }: Known): Omit<Draft, "severity"> | undefined {
  const { layers, loss } = model.network;
  const { layers: shapes } = inferShapes(model, statistics.inputWidth);
  const at = layers.findIndex(
    (layer, index) =>
      "activation" in layer && layer.activation.type === "softmax" && shapes[index]?.output === 1,
  );
  if (at < 0) return undefined;
  const isLast = at === layers.length - 1;
  // Of several classes the units are what is wrong.
  if (isLast && statistics.outputWidth > 1) return undefined;
  const path = ["network", "layers", at, "activation"];
  const value = isLast && loss !== "binaryCrossEntropy" ? "identity" : "sigmoid";
  return {
    path,
    message: l10n.t('softmax over one unit is always 1, so nothing is learnt. Set it to "{0}".', value),
    fixes: [
      {
        title: isLast
          ? l10n.t('Set the last activation to "{0}"', value)
          : l10n.t('Set the activation to "{0}"', value),
        preferred: true,
        edits: [{ path, value }],
      },
    ],
    evidence: {
      explanation: l10n.t(
        "softmax divides each value by the sum of all, so that they add up to 1. With one unit that is the unit divided by itself. For one of two classes use sigmoid with binaryCrossEntropy.",
      ),
      numbers: [
        { label: l10n.t("Layer"), value: String(at + 1) },
        { label: l10n.t("Units of the layer"), value: "1" },
        { label: l10n.t("Loss"), value: loss },
      ],
    },
  };
}

function find(known: Known): Omit<Draft, "severity"> | undefined {
  const lonely = lonelySoftmax(known);
  if (lonely) return lonely;
  const { loss } = known.model.network;
  const { labels } = known.statistics;
  const activation = outputActivation(known.model.network).type;
  const numbers = [
    { label: l10n.t("Last activation"), value: activation },
    { label: l10n.t("Loss"), value: loss },
  ];
  if (labels && !forClasses.has(loss)) {
    const { edit } = lastActivation(known, "softmax");
    return {
      path: ["network", "loss"],
      message: l10n.t(
        'The targets are {0} classes, and {1} is for numbers. Set the loss to "crossEntropy" and the last activation to "softmax".',
        labels.length,
        loss,
      ),
      fixes: [
        {
          title: l10n.t('Set the loss to "crossEntropy" and the last activation to "softmax"'),
          preferred: true,
          edits: [{ path: ["network", "loss"], value: "crossEntropy" }, edit],
        },
      ],
      evidence: {
        explanation: l10n.t(
          "A regression loss treats each class as a number to come near to, and hardly tells a wrong answer given with certainty from one in doubt. crossEntropy measures the probability that the right class was given.",
        ),
        numbers,
      },
    };
  }
  const fitting = wanted[loss];
  if (fitting === undefined || activation === fitting) return undefined;
  const { path, edit } = lastActivation(known, fitting);
  return {
    path,
    message: l10n.t(
      '{0} measures probabilities, and the last layer\'s {1} does not give any. Set the last activation to "{2}".',
      loss,
      activation,
      fitting,
    ),
    fixes: [{ title: l10n.t('Set the last activation to "{0}"', fitting), preferred: true, edits: [edit] }],
    evidence: {
      explanation:
        fitting === "softmax"
          ? l10n.t(
              "softmax turns the last layer's values into probabilities that add up to 1, one a class. Without it the loss has to cut values off at 0 and 1, where they have no gradient and nothing is learnt.",
            )
          : l10n.t(
              "sigmoid turns the last layer's value into a probability between 0 and 1. Without it the loss has to cut values off at 0 and 1, where they have no gradient and nothing is learnt.",
            ),
      numbers,
    },
  };
}

/** The last activation and the loss were not made for each other, or a softmax has one unit. Exact, so it has no threshold. */
export const activationLossMismatch: Rule = {
  before: (known) => {
    const draft = find(known);
    return draft ? [{ severity: "warning", ...draft }] : [];
  },
};
