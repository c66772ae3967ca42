import type { Dataset, FloatArray } from "../../data/dataset.ts";
import type { ModelFile } from "../../model/model.ts";
import type { MetricName } from "../../protocol/events.ts";
import { countHalf, countSign } from "../kernels/layout.ts";
import { lossSteps } from "../losses/index.ts";
import { accuracy } from "./accuracy.ts";
import { auc } from "./auc.ts";
import { f1 } from "./f1.ts";
import { mae } from "./mae.ts";
import type { Metric, Outcome } from "./metric.ts";
import { precision } from "./precision.ts";
import { r2 } from "./r2.ts";
import { recall } from "./recall.ts";
import { rmse } from "./rmse.ts";

export const metricSteps: Readonly<Record<MetricName, Metric>> = {
  accuracy,
  precision,
  recall,
  f1,
  auc,
  mae,
  rmse,
  r2,
};

/** The metrics of a run: those asked for, else the loss's own. */
export const metricsOf = ({ network, training }: ModelFile): readonly MetricName[] =>
  training.metrics ?? [lossSteps[network.loss].metric];

/** Whether a metric is wanted that the kernels do not count, so that a pass's outputs have to be kept. */
export const needsOutputs = (model: ModelFile): boolean =>
  metricsOf(model).some((name) => name !== lossSteps[model.network.loss].metric);

/** What metrics are measured on: the samples of a pass in its order, with their outputs. */
export function outcomeOf(
  { network }: ModelFile,
  dataset: Dataset,
  samples: Uint32Array,
  outputs: FloatArray,
): Outcome {
  const { counted } = lossSteps[network.loss];
  const { targets, targetStart, outputWidth: width, outputElements } = dataset;
  const scales = outputElements.map(({ scale }) => scale);
  const decision = counted === countHalf ? 0.5 : counted === countSign ? 0 : "largest";
  return { samples, width, outputs, targets, targetStart, scales, decision };
}
