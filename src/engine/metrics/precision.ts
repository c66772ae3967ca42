import { overClasses, ratio } from "./counts.ts";
import type { Metric } from "./metric.ts";

/** Of the rows told to be of a class, the share that is. */
export const precision: Metric = (outcome) => overClasses(outcome, ({ right, told }) => ratio(right, told));
