import * as l10n from "@vscode/l10n";
import type { ModelFile } from "../model/model.ts";
import { nearest } from "../model/nearest.ts";
import type { JsonPath } from "../protocol/json.ts";
import { DataError, DataErrors } from "./error.ts";
import type { Source } from "./source.ts";

/** What each column is for, by its index in the source. */
export interface Roles {
  readonly inputs: readonly number[];
  readonly targets: readonly number[];
  /** Column of the pictures' x axis; absent where x is the row number. */
  readonly x?: number;
}

/** The key of a target, or of the nearest thing that is in the file. */
export const targetPath = (data: ModelFile["data"], index: number): JsonPath =>
  data.targets ? ["data", "targets", index] : ["data"];

/**
 * Decides which columns are inputs, targets and x axis; throws a `DataError` at each name that the source does
 * not have, or several as `DataErrors`.
 */
export function assignRoles(data: ModelFile["data"], source: Source): Roles {
  const names = source.columns.map(({ name }) => name);
  const errors: DataError[] = [];
  const find = (key: "inputs" | "targets", wanted: readonly string[]): number[] =>
    wanted.map((name, at) => {
      const index = names.indexOf(name);
      if (index === -1) errors.push(unknownColumn(["data", key, at], name, names));
      return index;
    });
  const targets = data.targets ? find("targets", data.targets) : names.length > 0 ? [names.length - 1] : [];
  const named = data.inputs && find("inputs", data.inputs);
  const [first, ...others] = errors;
  if (first) throw others.length > 0 ? new DataErrors(errors) : first;
  const inputs = named ?? defaultInputs(data, source, targets);
  if (targets.length === 0)
    throw new DataError(
      data.targets ? ["data", "targets"] : source.path,
      l10n.t("There is no column to predict."),
    );
  if (inputs.length === 0)
    throw new DataError(
      data.inputs ? ["data", "inputs"] : data.targets ? ["data", "targets"] : source.path,
      l10n.t(
        'There is no input: no column besides targets and dates. Add one, name a date in "inputs", or set "window" to predict a series from its own past.',
      ),
    );
  const x = chooseX(data, source, inputs, targets);
  return { inputs, targets, ...(x !== undefined && { x }) };
}

function defaultInputs(
  data: ModelFile["data"],
  source: Source,
  targets: readonly number[],
): readonly number[] {
  if (data.window) return targets;
  return [...source.columns.keys()].filter(
    (index) => !targets.includes(index) && source.columns[index]?.kind !== "date",
  );
}

function chooseX(
  data: ModelFile["data"],
  { columns }: Source,
  inputs: readonly number[],
  targets: readonly number[],
): number | undefined {
  const date = columns.findIndex(({ kind }) => kind === "date");
  if (date !== -1) return date;
  if (data.window) {
    const unused = (index: number) => !inputs.includes(index) && !targets.includes(index);
    const growing = columns.findIndex(
      ({ kind, grows }, index) => kind === "number" && grows && unused(index),
    );
    return growing === -1 ? undefined : growing;
  }
  const [only] = inputs;
  return inputs.length === 1 && only !== undefined && columns[only]?.kind === "number" ? only : undefined;
}

function unknownColumn(path: JsonPath, name: string, names: readonly string[]): DataError {
  const suggestion = nearest(name, names);
  if (suggestion === undefined)
    return new DataError(
      path,
      l10n.t('There is no column "{0}" in the data. It has: {1}.', name, names.slice(0, 20).join(", ")),
    );
  return new DataError(
    path,
    l10n.t('There is no column "{0}" in the data. Did you mean "{1}"?', name, suggestion),
    {
      fixes: [
        {
          title: l10n.t('Change it to "{0}"', suggestion),
          preferred: true,
          edits: [{ path, value: suggestion }],
        },
      ],
    },
  );
}
