import type { ModelFile, Normalization } from "../model/model.ts";
import { outputActivation } from "../model/output-layer.ts";
import type { Edit } from "../protocol/finding.ts";
import type { ColumnStatistics, DataStatistics } from "../protocol/statistics.ts";
import { type Experiment, type ExperimentResult, resultOf } from "./experiment.ts";
import type { Known, Observation } from "./rule.ts";

export type Side = "inputs" | "targets";

/**
 * How large a column's values may be (root mean square) before they count as off scale. Layers are made for
 * values of about 1 (LeCun et al. 1998, "Efficient BackProp", section 4.3); 3 leaves alone what is already
 * centred or within a few units, such as flags, fractions and standardized columns.
 */
export const largestSize = 3;
/** And how small: a spread below this hardly moves the loss or the first layer. */
export const smallestSpread = 0.01;

/** Root mean square of a column's values as the data has them. */
export const size = ({ mean, deviation }: ColumnStatistics): number => Math.hypot(mean, deviation);

const isOffScale = (column: ColumnStatistics): boolean =>
  column.kind !== "class" &&
  column.offset === 0 &&
  column.scale === 1 &&
  column.deviation > 0 &&
  Number.isFinite(size(column)) &&
  (size(column) > largestSize || size(column) < smallestSpread);

/** Times that a column's values are too large or too small. */
const excess = (column: ColumnStatistics): number =>
  Math.max(size(column) / largestSize, smallestSpread / size(column));

/** Not normalized columns whose values are far from what a layer is made for, the worst first. */
export function offScaleColumns({ model, statistics }: Known, side: Side): readonly ColumnStatistics[] {
  const { loss } = model.network;
  if (model.data.normalize[side] !== "none") return [];
  // Class targets are never normalized.
  if (side === "targets" && (loss === "crossEntropy" || loss === "binaryCrossEntropy")) return [];
  return statistics[side].filter(isOffScale).sort((a, b) => excess(b) - excess(a));
}

/** The side whose columns are further off; with equal columns, as in a series, the targets. */
export function worseSide(known: Known): Side | undefined {
  const [input] = offScaleColumns(known, "inputs");
  const [target] = offScaleColumns(known, "targets");
  if (input && target) return excess(input) > excess(target) ? "inputs" : "targets";
  return input ? "inputs" : target ? "targets" : undefined;
}

const targetNormalization = (model: ModelFile): Normalization =>
  // The other activations reach 0 to 1 but not what lies beyond.
  outputActivation(model.network).type === "identity" ? "standard" : "minMax";

/** The edit that normalizes every side that is off scale. */
export function normalizeEdit(known: Known): Edit {
  const now = known.model.data.normalize;
  const inputs: Normalization = offScaleColumns(known, "inputs").length > 0 ? "standard" : now.inputs;
  const targets =
    offScaleColumns(known, "targets").length > 0 ? targetNormalization(known.model) : now.targets;
  return { path: ["data", "normalize"], value: inputs === targets ? inputs : { inputs, targets } };
}

/** The same training on normalized data: tells whether the scale is the cause. */
export const normalizeExperiment = (known: Known, steps: number): Experiment => ({
  edits: [normalizeEdit(known)],
  steps,
});

export const normalizeResult = (run: Observation): ExperimentResult | undefined =>
  resultOf(run.results, normalizeExperiment(run, 0));

/** Loss of predicting 0 everywhere, which is about what an untrained network does. */
export function zeroLoss(loss: ModelFile["network"]["loss"], statistics: DataStatistics): number {
  if (loss === "crossEntropy") return Math.log(Math.max(2, statistics.outputWidth));
  if (loss === "binaryCrossEntropy") return Math.LN2;
  const sizes = statistics.targets.map(({ mean, deviation, offset, scale }) =>
    Math.hypot((mean - offset) / scale, deviation / scale),
  );
  const total = sizes.reduce((sum, each) => sum + (loss === "mse" ? each * each : each), 0);
  return sizes.length > 0 ? total / sizes.length : 0;
}
