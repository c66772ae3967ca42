import { overClasses, ratio } from "./counts.ts";
import type { Metric } from "./metric.ts";

/** Harmonic mean of precision and recall. */
export const f1: Metric = (outcome) =>
  overClasses(outcome, ({ right, told, actual }) => ratio(2 * right, told + actual));
