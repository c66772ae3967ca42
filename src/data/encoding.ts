import * as l10n from "@vscode/l10n";
import type { ModelFile, Normalization } from "../model/model.ts";
import type { Column } from "./column.ts";
import { DataError } from "./error.ts";
import { targetPath } from "./roles.ts";
import type { ColumnValues, SourceColumn } from "./source.ts";

export type Label = string | number;

/** A column as the network sees it. */
export interface EncodedColumn {
  readonly name: string;
  /** Index in the source. */
  readonly index: number;
  readonly kind: "number" | "class" | "date";
  /** Numbers, days since 1970 (UTC), or indices of labels. */
  readonly values: Column;
  /** Of a class: each its own column of zeros and ones, or with `binary` one column for the second label. */
  readonly labels?: readonly Label[];
  readonly binary?: true;
  readonly normalize: Normalization;
  /** Rows that had no value. */
  readonly missing: number;
}

/** Values that a column takes in a row of a table. */
export const widthOf = ({ labels, binary }: EncodedColumn): number => (labels && !binary ? labels.length : 1);

export interface ReadColumn extends ColumnValues {
  readonly column: SourceColumn;
  readonly index: number;
}

const dayLength = 86_400_000;

/** An input: numbers and days are normalized as asked, text becomes one-hot. */
export function encodeInput(
  { column, index, values, labels, missing }: ReadColumn,
  normalize: Normalization,
): EncodedColumn {
  const base = { name: column.name, index, missing };
  if (labels) return { ...base, kind: "class", values, labels, normalize: "none" };
  if (column.kind === "date")
    return { ...base, kind: "date", values: values.map((time) => time / dayLength), normalize };
  return { ...base, kind: "number", values, normalize };
}

/** The targets, as the loss wants them; throws a `DataError` where it cannot take them. */
export function encodeTargets(model: ModelFile, columns: readonly ReadColumn[]): readonly EncodedColumn[] {
  const { loss } = model.network;
  const normalize = model.data.normalize.targets;
  switch (loss) {
    case "hinge":
    case "poisson":
      return columns.map((column) => encodeInput(column, "none"));
    case "binaryCrossEntropy":
      return columns.map((column) => encodeBinary(encodeInput(column, "none")));
    case "crossEntropy":
      return encodeClasses(model, columns);
    default:
      return columns.map((column) => encodeInput(column, normalize));
  }
}

function encodeBinary(column: EncodedColumn): EncodedColumn {
  if (!column.labels) return column;
  if (column.labels.length > 2)
    throw new DataError(
      ["network", "loss"],
      l10n.t(
        'binaryCrossEntropy is for two labels, and column "{0}" has {1}. Use crossEntropy, after a layer of {1} units with softmax.',
        column.name,
        column.labels.length,
      ),
      {
        fixes: [
          {
            title: l10n.t("Use crossEntropy"),
            preferred: true,
            edits: [{ path: ["network", "loss"], value: "crossEntropy" }],
          },
        ],
      },
    );
  return { ...column, binary: true };
}

/** One column holds labels; several are probabilities as given. */
function encodeClasses({ data }: ModelFile, columns: readonly ReadColumn[]): readonly EncodedColumn[] {
  const [only, ...others] = columns;
  if (only === undefined || others.length > 0)
    return columns.map((column, at) => {
      if (!column.labels) return encodeInput(column, "none");
      throw new DataError(
        targetPath(data, at),
        l10n.t(
          'crossEntropy takes one column of labels, or several of probabilities. Column "{0}" is one of {1} and has text.',
          column.column.name,
          columns.length,
        ),
      );
    });
  if (data.window && data.window.horizon > 1)
    throw new DataError(
      ["data", "window", "horizon"],
      l10n.t("crossEntropy predicts one label at a time: the horizon must be 1."),
      {
        fixes: [
          {
            title: l10n.t("Set horizon to 1"),
            preferred: true,
            edits: [{ path: ["data", "window", "horizon"], value: 1 }],
          },
        ],
      },
    );
  const encoded = encodeInput(only, "none");
  return [encoded.labels ? encoded : encodeNumberLabels(encoded, data)];
}

function encodeNumberLabels(column: EncodedColumn, data: ModelFile["data"]): EncodedColumn {
  const codes = new Map<number, number>();
  column.values.forEach((value) => {
    if (!Number.isInteger(value))
      throw new DataError(
        targetPath(data, 0),
        l10n.t(
          'crossEntropy takes labels, text or whole numbers, and column "{0}" holds {1}. Use mse to predict numbers.',
          column.name,
          value,
        ),
      );
    codes.set(value, 0);
  });
  const labels = [...codes.keys()].sort((a, b) => a - b);
  labels.forEach((label, code) => {
    codes.set(label, code);
  });
  const values = column.values.map((value) => codes.get(value) as number);
  return { ...column, kind: "class", values, labels, normalize: "none" };
}
