import * as l10n from "@vscode/l10n";
import type { ModelFile } from "../model/model.ts";
import { nearest } from "../model/nearest.ts";
import type { Column } from "./column.ts";
import type { EncodedColumn, Label } from "./encoding.ts";
import { DataError, DataErrors } from "./error.ts";
import type { Samples } from "./samples.ts";

const path = ["training", "classWeights"];

/**
 * What each sample counts in the loss, by the class of its target; undefined where the model has no class weights.
 * Throws a `DataError` where the targets have no classes, and at each label that there is not.
 */
export function sampleWeights(
  model: ModelFile,
  targets: readonly EncodedColumn[],
  { targetStart, split }: Pick<Samples, "targetStart" | "split">,
): Float64Array<ArrayBuffer> | undefined {
  const { classWeights } = model.training;
  if (classWeights === undefined) return undefined;
  const { labels, codes } = classesOf(model, targets);
  const code = (sample: number): number => codes.get(targetStart[sample] as number);
  const counts = labels.map(() => 0);
  for (const sample of split.train) counts[code(sample)] = (counts[code(sample)] as number) + 1;
  const weights = classWeights === "balanced" ? balanced(counts) : weightsByLabel(classWeights, labels);
  if (!weights.some((weight, at) => weight > 0 && (counts[at] as number) > 0))
    throw new DataError(path, l10n.t("No training row has a label with a weight above 0."));
  return Float64Array.from(targetStart, (_, sample) => weights[code(sample)] as number);
}

/** n / (classes · count); a class without a training row counts once. */
function balanced(counts: readonly number[]): number[] {
  const rows = counts.reduce((sum, count) => sum + count, 0);
  const classes = counts.filter((count) => count > 0).length;
  return counts.map((count) => (count > 0 ? rows / (classes * count) : 1));
}

function weightsByLabel(classWeights: ReadonlyMap<string, number>, labels: readonly Label[]): number[] {
  const names = labels.map(String);
  const errors = [...classWeights].flatMap(([name, weight]) =>
    names.includes(name) ? [] : [unknownLabel(name, weight, names, classWeights)],
  );
  const [first, ...others] = errors;
  if (first) throw others.length > 0 ? new DataErrors(errors) : first;
  return names.map((name) => classWeights.get(name) ?? 1);
}

function unknownLabel(
  name: string,
  weight: number,
  names: readonly string[],
  taken: ReadonlyMap<string, number>,
): DataError {
  // Labels of one character are all near to each other.
  const meant = name.length > 1 ? nearest(name, names) : undefined;
  const at = [...path, name];
  const remove = { title: l10n.t('Remove "{0}"', name), preferred: false, edits: [{ path: at }] };
  if (meant === undefined)
    return new DataError(
      at,
      l10n.t('No row has the label "{0}". The labels are: {1}.', name, names.slice(0, 20).join(", ")),
      { fixes: [remove] },
    );
  const rename = {
    title: l10n.t('Rename to "{0}"', meant),
    preferred: true,
    edits: [{ path: at }, { path: [...path, meant], value: weight }],
  };
  return new DataError(at, l10n.t('No row has the label "{0}". Did you mean "{1}"?', name, meant), {
    fixes: taken.has(meant) ? [remove] : [rename, remove],
  });
}

/** The labels of the target, and of each row which it has. */
function classesOf(
  { network, data }: ModelFile,
  targets: readonly EncodedColumn[],
): { labels: readonly Label[]; codes: Column } {
  const [column, ...others] = targets;
  const numbers = network.loss === "hinge" ? [-1, 1] : network.loss === "binaryCrossEntropy" ? [0, 1] : [];
  const isLone = column !== undefined && others.length === 0 && (data.window?.horizon ?? 1) === 1;
  if (isLone && (numbers.length > 0 || network.loss === "crossEntropy")) {
    const { labels, values } = column;
    if (labels) return { labels, codes: values };
    const codes = values.map((value) => numbers.indexOf(value));
    if (codes.findIndex((code) => code < 0) < 0) return { labels: numbers, codes };
  }
  const fixes = [{ title: l10n.t('Remove "classWeights"'), preferred: true, edits: [{ path }] }];
  throw new DataError(
    path,
    l10n.t(
      "Class weights need one target column of labels, under crossEntropy, binaryCrossEntropy or hinge. Remove them.",
    ),
    { fixes },
  );
}
