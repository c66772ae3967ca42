import type { LossName } from "../../model/model.ts";
import type { ClassCount } from "../../protocol/statistics.ts";
import type { EncodedColumn } from "../encoding.ts";
import type { Samples } from "../samples.ts";
import { type Side, tableColumns, valueAt } from "./side.ts";

const numberLabels: Readonly<Partial<Record<LossName, readonly number[]>>> = {
  hinge: [-1, 1],
  binaryCrossEntropy: [0, 1],
};
const forClasses: ReadonlySet<LossName> = new Set<LossName>(["crossEntropy", "binaryCrossEntropy", "hinge"]);

/** How many training samples each class has; undefined where the targets are not one column of classes. */
export function classCounts(
  loss: LossName,
  targets: Side,
  { targetStart, split }: Pick<Samples, "targetStart" | "split">,
): ClassCount[] | undefined {
  const [column, ...others] = tableColumns(targets);
  if (!column || others.length > 0 || !forClasses.has(loss)) return undefined;
  const { labels } = targets.columns[0] as EncodedColumn;
  const names = labels ?? numberLabels[loss];
  if (!names) return undefined;
  const counts = names.map(() => 0);
  for (const sample of split.train) {
    const value = valueAt(column, targetStart[sample] as number);
    const code = labels ? value : (names as readonly number[]).indexOf(value);
    // Targets between 0 and 1 are probabilities, not classes.
    if (code < 0) return undefined;
    counts[code] = (counts[code] as number) + 1;
  }
  return names.map((label, code) => ({ label, count: counts[code] as number }));
}
