import { createScanner, type Node } from "jsonc-parser";
import type { JsonValue } from "../protocol/json.ts";

export interface TextChange {
  /** UTF-16 code units of the original text. */
  readonly offset: number;
  readonly length: number;
  readonly content: string;
}

/** JSON on one line, spaced as people write it: `{ "type": "adam", "learningRate": 0.01 }`. */
export function inline(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}: ${inline(each)}`);
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

const splice = (text: string, from: number, to: number, content = ""): string =>
  text.slice(0, from) + content + text.slice(to);

const endOf = (node: Node): number => node.offset + node.length;

/** The text with a node's value replaced. */
export function replaceNode(text: string, node: Node, value: JsonValue): string {
  return splice(text, node.offset, endOf(node), inline(value));
}

/** Offset of the comma that comes next after `offset`, comments aside. */
function commaAfter(text: string, offset: number): number | undefined {
  const scanner = createScanner(text, true);
  scanner.setPosition(offset);
  scanner.scan();
  const next = scanner.getTokenOffset();
  return text[next] === "," ? next : undefined;
}

/** The text without a property (given its value) or list item, its comma included; comments around it stay. */
export function removeChild(text: string, value: Node): string {
  const child = value.parent?.type === "property" ? value.parent : value;
  const siblings = child.parent?.children ?? [];
  const before = siblings[siblings.indexOf(child) - 1];
  const comma = commaAfter(text, endOf(child));
  if (comma !== undefined) {
    const rest = splice(text, comma, comma + 1);
    return tidy(rest, child.offset, endOf(child));
  }
  const rest = tidy(text, child.offset, endOf(child));
  const commaBefore = before && commaAfter(rest, endOf(before));
  return commaBefore === undefined ? rest : splice(rest, commaBefore, commaBefore + 1);
}

/** Cuts a stretch out, with its line where nothing else stands on it, else with the blanks on its outer side. */
function tidy(text: string, from: number, to: number): string {
  const lead = (text.slice(0, from).match(/[ \t]*$/) as RegExpMatchArray)[0].length;
  const start = from - lead;
  const [blank, end] = text.slice(to).match(/^[ \t]*(\r\n|\n|\r)?/) as RegExpMatchArray;
  const atLineStart = start === 0 || /[\r\n]/.test(text[start - 1] as string);
  if (atLineStart && end !== undefined) return splice(text, start, to + (blank as string).length);
  const first = atLineStart || /[[{]/.test(text[start - 1] as string);
  if (first) return splice(text, from, to + (blank as string).length);
  return splice(text, start, to);
}

/** The text with a property added at the end of an object. */
export function insertProperty(text: string, object: Node, key: string, value: JsonValue): string {
  return append(text, object, `${JSON.stringify(key)}: ${inline(value)}`);
}

/** The text with an item added at the end of a list. */
export function insertItem(text: string, array: Node, value: JsonValue): string {
  return append(text, array, inline(value));
}

function append(text: string, container: Node, content: string): string {
  const last = container.children?.at(-1);
  if (last === undefined) return appendFirst(text, container, content);
  const end = endOf(last);
  const trailing = commaAfter(text, end);
  // A trailing comma moves behind the new entry, so that the file keeps its style.
  const withComma = trailing === undefined ? splice(text, end, end, ",") : text;
  const afterComma = (trailing ?? end) + 1;
  // Comments on the last entry's line belong to it.
  const comments = (withComma
    .slice(afterComma)
    .match(/^(?:[ \t]*\/\*[^\r\n]*?\*\/)*(?:[ \t]*\/\/[^\r\n]*)?/) ?? [""])[0];
  const place = afterComma + comments.length;
  const ownLines = /[\r\n]/.test(text.slice(container.offset, last.offset)) || comments.includes("//");
  const entry = content + (trailing === undefined ? "" : ",");
  const separator = ownLines ? lineEnd(text) + indentOf(text, last.offset) : " ";
  return splice(withComma, place, place, separator + entry);
}

/** In a container without entries, but perhaps with comments, which stay before the new entry. */
function appendFirst(text: string, container: Node, content: string): string {
  const close = endOf(container) - 1;
  const inside = text.slice(container.offset + 1, close);
  const space = container.type === "object" ? " " : "";
  if (inside.trim() === "") return splice(text, container.offset + 1, close, space + content + space);
  const outer = indentOf(text, container.offset);
  const eol = lineEnd(text);
  const kept = container.offset + 1 + inside.trimEnd().length;
  return splice(text, kept, close, `${eol}${outer}  ${content}${eol}${outer}`);
}

/** The blanks that the line of `offset` begins with. */
function indentOf(text: string, offset: number): string {
  const line = text.slice(0, offset).match(/[^\r\n]*$/) as RegExpMatchArray;
  return (line[0].match(/^[ \t]*/) as RegExpMatchArray)[0];
}

const lineEnd = (text: string): string => text.match(/\r\n|\n|\r/)?.[0] ?? "\n";
