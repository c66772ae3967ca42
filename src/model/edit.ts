import type { Node } from "jsonc-parser";
import type { Edit } from "../protocol/finding.ts";
import { type JsonPath, type JsonValue, samePath } from "../protocol/json.ts";
import { defaultAt } from "./documentation.ts";
import {
  inline,
  insertItem,
  insertProperty,
  removeChild,
  replaceNode,
  type TextChange,
} from "./edit-text.ts";
import { nodeAt } from "./locate.ts";
import { parseSyntax, properties, toValue } from "./tree.ts";

export type { TextChange } from "./edit-text.ts";

export interface EditedText {
  readonly text: string;
  /** The same as one change of the original text, or none. */
  readonly changes: readonly TextChange[];
}

/**
 * Applies edits to a model file one after another; comments and the rest of the formatting stay. Objects on the
 * way to a key that are absent or written in short are written out (`"adam"` becomes `{ "type": "adam", … }`),
 * removing a key and setting its value under another key of the same object renames it in place, and an edit
 * with nowhere to go changes nothing.
 */
export function applyEdits(text: string, edits: readonly Edit[]): EditedText {
  let edited = text;
  for (let index = 0; index < edits.length; index++) {
    const edit = edits[index] as Edit;
    const renamed = rename(edited, edit, edits[index + 1]);
    if (renamed !== undefined) index++;
    edited = renamed ?? apply(edited, edit);
  }
  return { text: edited, changes: difference(text, edited) };
}

function apply(text: string, { path, value }: Edit): string {
  const { tree, error } = parseSyntax(text);
  if (tree === undefined || error) return text;
  if (path.length === 0) return value === undefined ? text : replaceNode(text, tree, value);
  const node = nodeAt(tree, path);
  if (value === undefined) return node ? removeChild(text, node) : text;
  return node ? replaceNode(text, node, value) : insert(text, tree, path, value);
}

function insert(text: string, tree: Node, path: JsonPath, value: JsonValue): string {
  const parentPath = path.slice(0, -1);
  const key = path.at(-1);
  const parent = nodeAt(tree, parentPath);
  if (parent?.type === "object" && typeof key === "string") return insertProperty(text, parent, key, value);
  if (parent?.type === "array" && typeof key === "number") return insertItem(text, parent, value);
  if (typeof key !== "string" || parent?.type === "array" || parent?.type === "object") return text;
  const object = { ...writtenOut(parentPath, parent && toValue(parent)), [key]: value };
  return parent ? replaceNode(text, parent, object) : insert(text, tree, parentPath, object);
}

/** The object that a value in short, or an absent one, stands for: what it must say so that a key can join it. */
function writtenOut(path: JsonPath, value: JsonValue | undefined): Record<string, JsonValue> {
  const short = value ?? defaultAt(path);
  if (typeof short !== "string") return {};
  return path.at(-1) === "normalize" ? { inputs: short, targets: short } : { type: short };
}

/** The text with a key renamed, if that is what two edits in a row mean. */
function rename(text: string, removal: Edit, setting: Edit | undefined): string | undefined {
  const key = setting?.path.at(-1);
  if (removal.value !== undefined || setting?.value === undefined || typeof key !== "string")
    return undefined;
  if (!samePath(removal.path.slice(0, -1), setting.path.slice(0, -1))) return undefined;
  const { tree } = parseSyntax(text);
  const parent = nodeAt(tree, removal.path.slice(0, -1));
  const property = parent && properties(parent).find((each) => each.key === removal.path.at(-1));
  if (property === undefined || nodeAt(tree, setting.path)) return undefined;
  if (inline(toValue(property.value)) !== inline(setting.value)) return undefined;
  const { offset, length } = property.keyNode;
  return text.slice(0, offset) + JSON.stringify(key) + text.slice(offset + length);
}

/** One change that turns `before` into `after`; it never parts the two halves of a line end or of a character. */
function difference(before: string, after: string): TextChange[] {
  if (before === after) return [];
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  while (start > 0 && /^(?:\r|[\uD800-\uDBFF])$/.test(before[start - 1] as string)) start--;
  let tail = 0;
  while (tail < shorter - start && before[before.length - 1 - tail] === after[after.length - 1 - tail])
    tail++;
  while (tail > 0 && /^(?:\n|[\uDC00-\uDFFF])$/.test(before[before.length - tail] as string)) tail--;
  const content = after.slice(start, after.length - tail);
  return [{ offset: start, length: before.length - tail - start, content }];
}
