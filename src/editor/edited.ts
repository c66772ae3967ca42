import type { Edit, Finding } from "../protocol/finding.ts";
import type { JsonPath, JsonValue } from "../protocol/json.ts";

/** The value at a path of parsed JSON; undefined where there is none. */
export function valueAt(root: unknown, path: JsonPath): unknown {
  let value = root;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string | number, unknown>)[key];
  }
  return value;
}

function isSame(a: unknown, b: JsonValue | undefined): boolean {
  if (typeof a !== "object" || a === null || typeof b !== "object" || b === null) return a === b;
  const keys = Object.keys(b);
  return (
    Array.isArray(a) === Array.isArray(b) &&
    Object.keys(a).length === keys.length &&
    keys.every((key) => isSame(valueAt(a, [key]), valueAt(b, [key]) as JsonValue))
  );
}

const isApplied = (root: unknown, { path, value }: Edit): boolean => isSame(valueAt(root, path), value);

/** Whether one of the finding's fixes already stands in the file, whose parsed JSON is `root`. */
export const isFixed = (finding: Finding, root: unknown): boolean =>
  finding.fixes.some((fix) => fix.edits.length > 0 && fix.edits.every((edit) => isApplied(root, edit)));

/** The same finding has the same id as long as it stands at the same place. */
export const findingId = ({ rule, path, at }: Finding): string =>
  JSON.stringify(at ? [rule, path, at.file, at.line, at.column] : [rule, path]);
