import type { Edit } from "../protocol/finding.ts";
import type { JsonPath } from "../protocol/json.ts";
import type { ModelFile } from "./model.ts";

type Data = ModelFile["data"];

/** The key that names an input or target, or the nearest thing that is in the file. */
export function columnPath(data: Data, side: "inputs" | "targets", name: string): JsonPath {
  // A window's inputs are the targets where none are named.
  for (const key of side === "inputs" && data.window && !data.inputs ? (["targets"] as const) : [side]) {
    const at = data[key]?.indexOf(name) ?? -1;
    if (at >= 0) return ["data", key, at];
  }
  if (data.values?.has(name)) return ["data", "values", name];
  if (data.generate?.has(name)) return ["data", "generate", name];
  return data.file === undefined ? ["data"] : ["data", "file"];
}

/** The edits that leave some of the inputs out; undefined where none would be left, or a window's are the targets. */
export function dropInputs(
  data: Data,
  inputs: readonly string[],
  dropped: readonly string[],
): readonly Edit[] | undefined {
  const left = inputs.filter((name) => !dropped.includes(name));
  if (left.length === 0 || left.length === inputs.length || (data.window && !data.inputs)) return undefined;
  const path = ["data", "inputs"];
  const [only, ...others] = dropped;
  const at = data.inputs?.indexOf(only ?? "") ?? -1;
  return at >= 0 && others.length === 0 ? [{ path: [...path, at] }] : [{ path, value: left }];
}
