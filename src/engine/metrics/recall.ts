import { overClasses, ratio } from "./counts.ts";
import type { Metric } from "./metric.ts";

/** Of the rows of a class, the share told to be. */
export const recall: Metric = (outcome) => overClasses(outcome, ({ right, actual }) => ratio(right, actual));
