import { meanOver } from "./errors.ts";
import type { Metric } from "./metric.ts";

/** Root of the mean squared error over all values. */
export const rmse: Metric = (outcome) => Math.sqrt(meanOver(outcome, (error) => error ** 2));
