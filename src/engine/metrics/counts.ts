import { largest, type Outcome, targetAt } from "./metric.ts";

/** Rows of one class: told rightly, told to be of it, and of it. */
export interface ClassCounts {
  right: number;
  told: number;
  actual: number;
}

/** So that several metrics of one pass count once. */
const known = new WeakMap<Outcome, ClassCounts[]>();

export const ratio = (part: number, whole: number): number => (whole > 0 ? part / whole : 0);

/**
 * The score of the class that sorts last where there are two, else the mean over the classes, as scikit-learn's
 * `average="binary"` and `"macro"` with `zero_division=0`. A label that no row has and none is told to have is left
 * out; of columns that each say of a class of their own none is.
 */
export function overClasses(outcome: Outcome, score: (counts: ClassCounts) => number): number {
  const counts = known.get(outcome) ?? countClasses(outcome);
  known.set(outcome, counts);
  if (outcome.decision === "largest" && counts.length === 2) return score(counts[1] as ClassCounts);
  const seen =
    outcome.decision === "largest" ? counts.filter(({ told, actual }) => told + actual > 0) : counts;
  return seen.reduce((sum, each) => sum + score(each), 0) / seen.length;
}

function countClasses(outcome: Outcome): ClassCounts[] {
  const { samples, width, outputs, targets, decision } = outcome;
  const counts = Array.from({ length: width }, (): ClassCounts => ({ right: 0, told: 0, actual: 0 }));
  const count = (column: number, told: boolean, actual: boolean): void => {
    const each = counts[column] as ClassCounts;
    if (told) each.told++;
    if (actual) each.actual++;
    if (told && actual) each.right++;
  };
  for (let row = 0; row < samples.length; row++) {
    const from = targetAt(outcome, row);
    if (decision === "largest") {
      const told = largest(outputs, row * width, width);
      const actual = largest(targets.values, from, width);
      count(told, true, told === actual);
      if (told !== actual) count(actual, false, true);
    } else
      for (let column = 0; column < width; column++)
        count(
          column,
          (outputs[row * width + column] as number) >= decision,
          (targets.values[from + column] as number) >= decision,
        );
  }
  return counts;
}
