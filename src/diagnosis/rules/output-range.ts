import * as l10n from "@vscode/l10n";
import type { ActivationName } from "../../model/model.ts";
import { outputActivation } from "../../model/output-layer.ts";
import type { Edit } from "../../protocol/finding.ts";
import type { ColumnStatistics } from "../../protocol/statistics.ts";
import type { Rule } from "../rule.ts";
import { list, short } from "../text.ts";

/** What each activation can give, the ends that it only comes near to included. */
const reach: Readonly<Record<ActivationName, readonly [number, number]>> = {
  identity: [-Infinity, Infinity],
  quadratic: [0, Infinity],
  relu: [0, Infinity],
  leakyRelu: [-Infinity, Infinity],
  elu: [-1, Infinity],
  selu: [-1.7581, Infinity],
  sigmoid: [0, 1],
  tanh: [-1, 1],
  exponential: [0, Infinity],
  softplus: [0, Infinity],
  softsign: [-1, 1],
  gelu: [-0.17, Infinity],
  silu: [-0.2785, Infinity],
  mish: [-0.3089, Infinity],
  sin: [-1, 1],
  softmax: [0, 1],
  expression: [-Infinity, Infinity],
};

/**
 * Part of a column's range that may lie out of reach: rounding and measured noise around an end (a rain gauge
 * at -0.01) cost the fit less than another activation would.
 */
export const tolerated = 0.01;

/** The column's lowest and highest value as the network is to give them. */
const asTrained = ({ min, max, offset, scale }: ColumnStatistics): [number, number] => [
  (min - offset) / scale,
  (max - offset) / scale,
];

/** The last activation cannot reach the targets. */
export const outputRange: Rule = {
  before: ({ model, statistics }) => {
    const { layers, loss } = model.network;
    const activation = outputActivation(model.network).type;
    const [low, high] = reach[activation];
    const outside = statistics.targets.filter((column) => {
      if (column.kind === "class") return false;
      const [min, max] = asTrained(column);
      const slack = tolerated * Math.max(max - min, Number.EPSILON * Math.max(Math.abs(min), Math.abs(max)));
      return min < low - slack || max > high + slack;
    });
    const [first] = outside;
    if (!first) return [];
    const [min, max] = asTrained(first);
    const normalized = first.offset !== 0 || first.scale !== 1;
    const path = ["network", "layers", layers.length - 1, "activation"];
    const edits: Edit[] = [{ path, value: "identity" }];
    if (loss === "crossEntropy" || loss === "binaryCrossEntropy")
      edits.push({ path: ["network", "loss"], value: "mse" });
    const range = high === Infinity ? l10n.t("{0} or more", low) : l10n.t("{0} to {1}", low, high);
    return [
      {
        severity: "warning",
        path,
        message: l10n.t(
          'The last layer\'s {0} gives only {1}, but the target {2} goes from {3} to {4}{5}. Set the last activation to "identity".',
          activation,
          range,
          list(outside.map(({ name }) => name)),
          short(min),
          short(max),
          normalized ? l10n.t(" once normalized") : "",
        ),
        fixes: [
          {
            title:
              edits.length > 1
                ? l10n.t('Set the last activation to "identity" and the loss to "mse"')
                : l10n.t('Set the last activation to "identity"'),
            preferred: true,
            edits,
          },
        ],
        evidence: {
          explanation: l10n.t(
            "A prediction is what comes out of the last activation. Targets outside of its range can never be met, however long the network trains; identity has no limits.",
          ),
          numbers: [
            { label: l10n.t("{0} gives", activation), value: range },
            ...outside.slice(0, 3).map((column) => ({
              label: column.name,
              value: l10n.t("{0} to {1}", ...(asTrained(column).map(short) as [string, string])),
            })),
          ],
        },
      },
    ];
  },
};
