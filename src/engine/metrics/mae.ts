import { meanOver } from "./errors.ts";
import type { Metric } from "./metric.ts";

/** Mean absolute error over all values. */
export const mae: Metric = (outcome) => meanOver(outcome, Math.abs);
