import { findNodeAtOffset, getLocation, getNodePath, type Node } from "jsonc-parser";
import type { JsonPath } from "../protocol/json.ts";
import { nodeAt } from "./locate.ts";
import { parseSyntax } from "./tree.ts";

/** Part of a text, in UTF-16 code units. */
export interface Stretch {
  readonly offset: number;
  readonly length: number;
}

/** What of the data a word in a model file names. */
export type DataPlace = Stretch &
  (
    | { readonly kind: "data" }
    | { readonly kind: "file"; readonly file: string }
    | { readonly kind: "column"; readonly column: string }
  );

const columnLists: ReadonlySet<unknown> = new Set(["inputs", "targets"]);
const columnSources: ReadonlySet<unknown> = new Set(["values", "generate"]);

/** The data, its file or a column, where the word at an offset names one; the text need not be valid. */
export function dataPlaceAt(text: string, offset: number): DataPlace | undefined {
  const { tree } = parseSyntax(text);
  const node = tree && findNodeAtOffset(tree, offset, true);
  if (node?.type !== "string") return undefined;
  const [data, key, item, ...rest] = getNodePath(node);
  if (data !== "data" || rest.length > 0) return undefined;
  const place = { offset: node.offset, length: node.length };
  const isKey = node.parent?.type === "property" && node.parent.children?.[0] === node;
  if (key === undefined) return { kind: "data", ...place };
  if (key === "file") {
    // The value, also where the key is pointed at.
    const value = item === undefined && isKey ? nodeAt(tree, ["data", "file"]) : node;
    return value?.type === "string" ? { kind: "file", file: String(value.value), ...place } : undefined;
  }
  const names = columnLists.has(key) ? typeof item === "number" : columnSources.has(key) && isKey;
  return names && item !== undefined ? { kind: "column", column: String(node.value), ...place } : undefined;
}

/** A place where a data file or a column is to be named, and the text that the name takes the place of, quotes and all. */
export interface DataGap extends Stretch {
  readonly kind: "file" | "column";
  /** What stands there before the cursor, without quotes. */
  readonly typed: string;
  /** Names that the list has already. */
  readonly taken: readonly string[];
}

/** The gap at an offset, where one can be filled there; the text need not be valid. */
export function dataGapAt(text: string, offset: number): DataGap | undefined {
  const { tree } = parseSyntax(text);
  if (!tree) return undefined;
  const { path, isAtPropertyKey, previousNode } = getLocation(text, offset);
  const kind = isAtPropertyKey ? undefined : kindOf(path);
  if (!kind) return undefined;
  const string = previousNode && contains(previousNode, offset) ? previousNode : undefined;
  // Between two values, or after one, a name would need a comma that is not there.
  if (string && string.type !== "string") return undefined;
  if (!string && kind === "file" && nodeAt(tree, path)) return undefined;
  const current = path.at(-1);
  const taken = (nodeAt(tree, path.slice(0, -1))?.children ?? [])
    .filter((node, index) => node.type === "string" && index !== current)
    .map(({ value }) => String(value));
  const stretch = string
    ? { offset: string.offset, length: lengthOf(text, string, offset) }
    : { offset, length: 0 };
  return {
    kind,
    typed: string ? text.slice(string.offset + 1, offset) : "",
    taken,
    ...stretch,
  };
}

function kindOf([data, key, item, ...rest]: JsonPath): DataGap["kind"] | undefined {
  if (data !== "data" || rest.length > 0) return undefined;
  if (key === "file") return item === undefined || typeof item === "number" ? "file" : undefined;
  return columnLists.has(key) && typeof item === "number" ? "column" : undefined;
}

const contains = ({ offset, length }: Node, at: number): boolean => at > offset && at <= offset + length;

/** An open string goes on to the end of its line, and only what is before the cursor belongs to it. */
function lengthOf(text: string, { offset, length }: Node, at: number): number {
  const closed = length > 1 && text[offset + length - 1] === '"';
  return closed ? length : at - offset;
}
