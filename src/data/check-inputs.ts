import * as l10n from "@vscode/l10n";
import { columnPath, dropInputs } from "../model/drop-inputs.ts";
import type { ModelFile } from "../model/model.ts";
import type { Fix } from "../protocol/finding.ts";
import type { ReadColumn } from "./encoding.ts";
import { DataError, DataErrors } from "./error.ts";
import { formatBytes } from "./memory.ts";

/** Fewer rows may well have a text each. */
const fewestRows = 5;

/**
 * Throws a `DataError` at each text input that has another text in every row, which tells a network nothing about
 * rows that it has not seen, and at one whose labels, a value each, would take more bytes than `limit`.
 */
export function checkInputs(
  { data, training }: ModelFile,
  columns: readonly ReadColumn[],
  rows: number,
  limit: number,
): void {
  const names = columns.map(({ column }) => column.name);
  const fixes = (name: string): Fix[] => {
    const edits = dropInputs(data, names, [name]);
    return edits ? [{ title: l10n.t('Leave "{0}" out of the inputs', name), preferred: true, edits }] : [];
  };
  const number = training.precision === "float64" ? 8 : 4;
  const errors = columns.flatMap(({ column: { name }, labels }) => {
    if (!labels) return [];
    const path = columnPath(data, "inputs", name);
    if (rows >= fewestRows && labels.length >= rows)
      return [
        new DataError(
          path,
          l10n.t(
            'The input "{0}" is text with as many values as there are rows ({1}), as a name or a number of the row has. Nothing can be learnt from it: leave it out of the inputs.',
            name,
            rows,
          ),
          { fixes: fixes(name) },
        ),
      ];
    const bytes = rows * labels.length * number;
    if (bytes <= limit) return [];
    return [
      new DataError(
        path,
        l10n.t(
          'The input "{0}" has {1} different texts. As a value each in {2} rows they would take {3} of memory, and a run may take {4}: leave it out of the inputs.',
          name,
          labels.length,
          rows,
          formatBytes(bytes),
          formatBytes(limit),
        ),
        { fixes: fixes(name) },
      ),
    ];
  });
  const [first, ...others] = errors;
  if (first) throw others.length > 0 ? new DataErrors(errors) : first;
}
