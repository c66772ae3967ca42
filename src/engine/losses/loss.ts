import type { ActivationName } from "../../model/model.ts";
import type { MetricName } from "../../protocol/events.ts";
import type { countAbsolute, countHalf, countLargest, countSign } from "../kernels/layout.ts";

/** The step that a loss adds to the plan. */
export interface LossStep {
  /** Its number in the loss kernel. */
  readonly kernel: number;
  /** Kernels that compute it together with the last layer's activation, on logits. */
  readonly fused: Readonly<Partial<Record<ActivationName, number>>>;
  /** It sees whole rows: a class is one of several columns. */
  readonly overRows: boolean;
  /** Its default metric, and how the kernel counts that. */
  readonly metric: MetricName;
  readonly counted: typeof countAbsolute | typeof countLargest | typeof countHalf | typeof countSign;
}
