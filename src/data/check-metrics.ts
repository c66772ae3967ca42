import * as l10n from "@vscode/l10n";
import type { ModelFile } from "../model/model.ts";
import type { MetricName } from "../protocol/events.ts";
import { DataError, DataErrors } from "./error.ts";

const ofNumbers: ReadonlySet<MetricName> = new Set<MetricName>(["mae", "rmse", "r2"]);
const classLosses: ReadonlySet<string> = new Set(["crossEntropy", "binaryCrossEntropy", "hinge"]);

/** Throws a `DataError` at each metric that says nothing about such targets; several as `DataErrors`. */
export function checkMetrics({ network, training }: ModelFile, hasLabels: boolean): void {
  const isClasses = classLosses.has(network.loss);
  const errors = (training.metrics ?? []).flatMap((name, index) => {
    const reason = ofNumbers.has(name)
      ? isClasses && hasLabels
        ? l10n.t(
            '"{0}" measures numbers, and the target holds labels. Use accuracy, precision, recall, f1 or auc.',
            name,
          )
        : undefined
      : !isClasses && !hasLabels
        ? l10n.t('"{0}" measures classes, and {1} predicts numbers. Use mae, rmse or r2.', name, network.loss)
        : undefined;
    if (reason === undefined) return [];
    const path = ["training", "metrics", index];
    const fixes = [{ title: l10n.t('Remove "{0}"', name), preferred: true, edits: [{ path }] }];
    return [new DataError(path, reason, { fixes })];
  });
  const [first, ...others] = errors;
  if (first) throw others.length > 0 ? new DataErrors(errors) : first;
}
