import { largest, type Metric, type Outcome, targetAt } from "./metric.ts";

/**
 * Area under the receiver operating characteristic: how often a row of the class has a larger output than one that is
 * not, ties counted half (Hanley and McNeil 1982). Of two classes that of the one that sorts last; of more the mean of
 * each against the rest, without those that all rows or none are of; not a number where none is left.
 */
export const auc: Metric = (outcome) => {
  const { width, decision, samples, targets } = outcome;
  const classOf =
    decision === "largest"
      ? Uint32Array.from(samples, (_, row) => largest(targets.values, targetAt(outcome, row), width))
      : undefined;
  const columns = Array.from({ length: width }, (_, column) => column);
  const judged = decision === "largest" && width === 2 ? [1] : columns;
  const areas = judged.flatMap((column) => area(outcome, column, classOf) ?? []);
  return areas.reduce((sum, each) => sum + each, 0) / areas.length;
};

/** Of one column, with each row's class where a row has one; undefined where one side has no row. */
function area(outcome: Outcome, column: number, classOf: Uint32Array | undefined): number | undefined {
  const { samples, width, outputs, targets, decision } = outcome;
  const isPositive = (row: number): boolean =>
    classOf
      ? classOf[row] === column
      : (targets.values[targetAt(outcome, row) + column] as number) >= Number(decision);
  const rows = samples.length;
  const scores = outputs.slice(0, rows);
  let positives = 0;
  for (let row = 0; row < rows; row++) {
    const score = outputs[row * width + column] as number;
    if (Number.isNaN(score)) return Number.NaN;
    // Those of the class from the front, the others from the back.
    if (isPositive(row)) scores[positives++] = score;
    else scores[rows - 1 - (row - positives)] = score;
  }
  const negatives = rows - positives;
  if (positives === 0 || negatives === 0) return undefined;
  const of = scores.subarray(0, positives).sort();
  const others = scores.subarray(positives).sort();
  let less = 0;
  let notMore = 0;
  let won = 0;
  for (const score of of) {
    while (less < negatives && (others[less] as number) < score) less++;
    while (notMore < negatives && (others[notMore] as number) <= score) notMore++;
    won += (less + notMore) / 2;
  }
  return won / positives / negatives;
}
