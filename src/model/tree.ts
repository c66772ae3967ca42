import * as l10n from "@vscode/l10n";
import {
  createScanner,
  type Node,
  type ParseError,
  type ParseErrorCode,
  parseTree,
  printParseErrorCode,
} from "jsonc-parser";
import type { JsonPath, JsonValue } from "../protocol/json.ts";
import { encodeKey } from "./keys.ts";

/** What the text says as JSON, and the first thing that is wrong with its syntax. */
export interface SyntaxTree {
  readonly tree: Node | undefined;
  readonly error: { readonly offset: number; readonly message: string } | undefined;
}

/** The parser recurses; no model file comes near this depth. */
const maximumDepth = 200;

/** Parses JSON with comments and trailing commas. Only the first error is told: those after it mostly follow from it. */
export function parseSyntax(text: string): SyntaxTree {
  // A byte order mark is not part of the JSON; offsets stay as they are.
  const json = text.startsWith("\uFEFF") ? ` ${text.slice(1)}` : text;
  const tooDeep = offsetTooDeep(json);
  if (tooDeep !== undefined)
    return {
      tree: undefined,
      error: { offset: tooDeep, message: l10n.t("Brackets are nested too deeply here.") },
    };
  const errors: ParseError[] = [];
  const tree = parseTree(json, errors, { allowTrailingComma: true });
  const [first] = errors.sort((a, b) => a.offset - b.offset);
  return { tree, error: first && { offset: first.offset, message: syntaxMessage(first.error) } };
}

function offsetTooDeep(json: string): number | undefined {
  const brackets = json.match(/[[{]/g);
  if (brackets === null || brackets.length <= maximumDepth) return undefined;
  const scanner = createScanner(json, true);
  let depth = 0;
  for (;;) {
    scanner.scan();
    const offset = scanner.getTokenOffset();
    if (offset >= json.length) return undefined;
    const first = json[offset];
    if (first === "{" || first === "[") depth++;
    else if (first === "}" || first === "]") depth--;
    if (depth > maximumDepth) return offset;
  }
}

function syntaxMessage(code: ParseErrorCode): string {
  switch (printParseErrorCode(code)) {
    case "InvalidNumberFormat":
      return l10n.t("This is not a number in JSON.");
    case "PropertyNameExpected":
      return l10n.t("A key in double quotes is expected here.");
    case "ValueExpected":
      return l10n.t("A value is expected here.");
    case "ColonExpected":
      return l10n.t("A colon is expected here.");
    case "CommaExpected":
      return l10n.t("A comma is expected here.");
    case "CloseBraceExpected":
      return l10n.t('The object is not closed: "}" is expected here.');
    case "CloseBracketExpected":
      return l10n.t('The list is not closed: "]" is expected here.');
    case "EndOfFileExpected":
      return l10n.t("The file should end here: it holds one object.");
    case "UnexpectedEndOfComment":
      return l10n.t("The comment is not closed.");
    case "UnexpectedEndOfString":
      return l10n.t("The text is not closed: a double quote is missing.");
    case "InvalidUnicode":
    case "InvalidEscapeCharacter":
      return l10n.t("This escape sequence is not valid in JSON.");
    case "InvalidCharacter":
      return l10n.t("This character must be escaped in JSON.");
    default:
      return l10n.t("This is not valid JSON.");
  }
}

/** The value of a tree without syntax errors, with `__proto__` as plain data under its stand-in. */
export function toValue(node: Node): JsonValue {
  if (node.type === "array") return (node.children ?? []).map(toValue);
  if (node.type !== "object") return node.value;
  const object: Record<string, JsonValue> = {};
  for (const property of properties(node)) {
    const key = encodeKey(property.key);
    // Of a key given twice the first counts, which is the one that paths lead to.
    if (!Object.hasOwn(object, key)) object[key] = toValue(property.value);
  }
  return object;
}

export interface Property {
  readonly key: string;
  readonly keyNode: Node;
  readonly value: Node;
}

/** The properties of an object node in the order of the file. */
export function properties(node: Node): Property[] {
  if (node.type !== "object") return [];
  return (node.children ?? []).flatMap(({ children: [keyNode, value] = [] }) =>
    keyNode && value ? [{ key: String(keyNode.value), keyNode, value }] : [],
  );
}

/** Keys that an object has twice, at their second place. */
export function duplicateKeys(node: Node, path: JsonPath = []): { path: JsonPath; keyNode: Node }[] {
  if (node.type === "array")
    return (node.children ?? []).flatMap((child, index) => duplicateKeys(child, [...path, index]));
  const seen = new Set<string>();
  return properties(node).flatMap(({ key, keyNode, value }) => {
    const keyPath = [...path, key];
    const again = seen.has(key) ? [{ path: keyPath, keyNode }] : [];
    seen.add(key);
    return [...again, ...duplicateKeys(value, keyPath)];
  });
}
