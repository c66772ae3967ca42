import type { Node } from "jsonc-parser";
import type { Finding } from "../protocol/finding.ts";
import type { JsonPath } from "../protocol/json.ts";
import { isKnown } from "./documentation.ts";
import { parseSyntax, properties } from "./tree.ts";

/** A piece of text; offset and length in UTF-16 code units, lines and columns from 1, the end exclusive. */
export interface TextRange {
  readonly offset: number;
  readonly length: number;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** What is needed to find a place: a parsed file, or its text. */
export type Source = string | { readonly text: string; readonly tree: Node | undefined };

export interface LocateOptions {
  /** The key instead of its value. For the document itself and for list items, the first character. */
  readonly key?: boolean;
}

/** Where `path` stands in the text; where a key is absent, its nearest ancestor that is there. */
export function locate(source: Source, path: JsonPath, options: LocateOptions = {}): TextRange {
  const { text, tree } =
    typeof source === "string" ? { text: source, tree: parseSyntax(source).tree } : source;
  if (tree === undefined) return textRange(text, 0, 0);
  let value = tree;
  let key: Node | undefined;
  for (const step of path) {
    const next = child(value, step);
    if (next === undefined) break;
    value = next.value;
    key = next.key;
  }
  if (!options.key) return textRange(text, value.offset, value.length);
  return key
    ? textRange(text, key.offset, key.length)
    : textRange(text, value.offset, Math.min(1, value.length));
}

/**
 * What to underline for a finding: the key where the key is what is wrong or where its value spans an object or
 * a list, else the value; the very place where the finding names one in this file.
 */
export function findingRange(source: Source, finding: Pick<Finding, "path" | "at" | "rule">): TextRange {
  const parsed = typeof source === "string" ? { text: source, tree: parseSyntax(source).tree } : source;
  if (finding.at?.file === "") return tokenAt(parsed.text, finding.at.line, finding.at.column);
  const value = nodeAt(parsed.tree, finding.path);
  const wholeStructure = value === undefined || value.type === "object" || value.type === "array";
  return locate(parsed, finding.path, { key: wholeStructure || !isKnown(finding.path) });
}

/** The node at `path`, if there is one; of a key given twice, the first. */
export function nodeAt(tree: Node | undefined, path: JsonPath): Node | undefined {
  return path.reduce<Node | undefined>((node, step) => node && child(node, step)?.value, tree);
}

function child(node: Node, step: string | number): { key?: Node; value: Node } | undefined {
  if (node.type === "array") {
    const value = node.children?.[Number(step)];
    return value && { value };
  }
  const property = properties(node).find(({ key }) => key === String(step));
  return property && { key: property.keyNode, value: property.value };
}

/** The range of a stretch of text. */
export function textRange(text: string, offset: number, length: number): TextRange {
  const start = positionAt(text, offset);
  const end = positionAt(text, offset + length);
  return { offset, length, ...start, endLine: end.line, endColumn: end.column };
}

/** Line and column, from 1, of an offset. Lines end with \n, \r\n or \r. */
export function positionAt(text: string, offset: number): { line: number; column: number } {
  let line = 1;
  let lineStart = 0;
  for (const { index, 0: end } of text.slice(0, offset).matchAll(/\r\n|\n|\r/g)) {
    // An offset between \r and \n is still on the line that they end.
    if (end === "\r" && text[index + 1] === "\n") continue;
    line++;
    lineStart = index + end.length;
  }
  return { line, column: offset - lineStart + 1 };
}

/** The word, number or string that begins at a line and column; one character where none does. */
function tokenAt(text: string, line: number, column: number): TextRange {
  let lineStart = 0;
  const breaks = text.matchAll(/\r\n|\n|\r/g);
  for (let current = 1; current < line; current++) {
    const next = breaks.next().value;
    if (next === undefined) break;
    lineStart = next.index + next[0].length;
  }
  const offset = Math.min(lineStart + column - 1, text.length);
  const [token = ""] =
    text.slice(offset, offset + 200).match(/^("(?:[^"\\\r\n]|\\.)*"|[\w.+-]+|[^\r\n])/) ?? [];
  return textRange(text, offset, token.length);
}
