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

/** Losses whose targets mean what they are. */
const neverNormalized: ReadonlySet<string> = new Set([
  "crossEntropy",
  "binaryCrossEntropy",
  "hinge",
  "poisson",
]);

/** Not normalized columns whose values are far from what a layer is made for, the worst first. */
export function offScaleColumns({ model, statistics }: Known, side: Side): readonly ColumnStatistics[] {
  const { loss } = model.network;
  if (model.data.normalize[side] !== "none") return [];
  if (side === "targets" && neverNormalized.has(loss)) return [];
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
  // Where targets mean what they are, the file may say one word for both.
  const others = neverNormalized.has(known.model.network.loss) ? inputs : now.targets;
  const targets = offScaleColumns(known, "targets").length > 0 ? targetNormalization(known.model) : others;
  return { path: ["data", "normalize"], value: inputs === targets ? inputs : { inputs, targets } };
}

/** The same training on normalized data: tells whether the scale is the cause. */
export const normalizeExperiment = (known: Known, steps: number): Experiment => ({
  edits: [normalizeEdit(known)],
  steps,
});

export const normalizeResult = (run: Observation): ExperimentResult | undefined =>
  resultOf(run.results, normalizeExperiment(run, 0));

/** Cost of predicting 0 where the target is `size`, in the network's units. */
const zeroCost: Readonly<Record<ModelFile["network"]["loss"], (size: number, width: number) => number>> = {
  mse: (size) => size * size,
  mae: (size) => size,
  huber: (size) => (size <= 1 ? (size * size) / 2 : size - 0.5),
  logCosh: (size) => size + Math.log1p(Math.exp(-2 * size)) - Math.LN2,
  crossEntropy: (_, width) => Math.log(Math.max(2, width)),
  binaryCrossEntropy: () => Math.LN2,
  hinge: () => 1,
  poisson: (size) => -size * Math.log(1e-8),
};

/** Loss of predicting 0 everywhere, which is about what an untrained network does. */
export function zeroLoss(loss: ModelFile["network"]["loss"], statistics: DataStatistics): number {
  const costs = statistics.targets.map(({ mean, deviation, offset, scale }) =>
    zeroCost[loss](Math.hypot((mean - offset) / scale, deviation / scale), statistics.outputWidth),
  );
  return costs.length > 0 ? costs.reduce((sum, cost) => sum + cost, 0) / costs.length : 0;
}
