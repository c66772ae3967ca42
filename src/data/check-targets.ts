import * as l10n from "@vscode/l10n";
import type { LossName } from "../model/model.ts";
import { cellError } from "./column-reader.ts";
import type { EncodedColumn } from "./encoding.ts";
import type { Source } from "./source.ts";

interface Domain {
  holds(value: number): boolean;
  message(value: string, column: string): string;
}

/** What the targets of a loss may be, where that is not every number. */
const domains: Readonly<Partial<Record<LossName, Domain>>> = {
  hinge: {
    holds: (value) => value === 1 || value === -1,
    message: (value, column) =>
      l10n.t(
        '{0} in column "{1}": hinge takes the targets -1 and 1. For 0 and 1, or two labels, use binaryCrossEntropy.',
        value,
        column,
      ),
  },
  poisson: {
    holds: (value) => value >= 0,
    message: (value, column) =>
      l10n.t(
        '{0} in column "{1}": poisson takes counts, which are not negative. Use mse for other numbers.',
        value,
        column,
      ),
  },
  binaryCrossEntropy: {
    holds: (value) => value >= 0 && value <= 1,
    message: (value, column) =>
      l10n.t(
        '{0} in column "{1}": binaryCrossEntropy takes targets from 0 to 1. Use mse for other numbers.',
        value,
        column,
      ),
  },
};

/** Throws a `DataError` at the first target that the loss cannot take; of labels, hinge takes none. */
export async function checkTargets(
  loss: LossName,
  columns: readonly EncodedColumn[],
  place: Source["place"],
): Promise<void> {
  const domain = domains[loss];
  if (!domain) return;
  for (const { name, index, values, labels } of columns) {
    if (labels && loss !== "hinge") continue;
    const row = labels ? 0 : values.findIndex((value) => !domain.holds(value));
    if (row === -1) continue;
    const value = values.get(row);
    const shown = labels ? JSON.stringify(labels[value]) : String(value);
    throw cellError(await place(row, index), domain.message(shown, name));
  }
}
