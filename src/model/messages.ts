import * as l10n from "@vscode/l10n";
import type * as z from "zod";
import type { Fix } from "../protocol/finding.ts";
import type { JsonPath, JsonValue } from "../protocol/json.ts";
import { decodeKey } from "./keys.ts";

/** A place for a person: `"epochs"`, `Item 2 of "layers"`, `The file`. */
export function label(path: JsonPath): string {
  const last = path.at(-1);
  if (last === undefined) return l10n.t("The file");
  if (typeof last === "string") return `"${decodeKey(last)}"`;
  return l10n.t("Item {0} of {1}", last + 1, label(path.slice(0, -1)));
}

/** A value as it stands in the file, cut where it is long. */
export function show(value: JsonValue): string {
  if (typeof value === "number") return String(value);
  if (Array.isArray(value)) return l10n.t("a list");
  if (typeof value === "object" && value !== null) return l10n.t("an object");
  const text = JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 39)}…"` : text;
}

/** What a value should have been, and the fix where it is obvious. */
export function expectation(
  issue: z.core.$ZodIssue,
  path: JsonPath,
  value: JsonValue,
): { message: string; fixes: readonly Fix[] } {
  const name = label(path);
  switch (issue.code) {
    case "invalid_type":
      if (typeof value === "number" && !Number.isFinite(value))
        return { message: l10n.t("{0} is too large for a number.", name), fixes: [] };
      return {
        message: l10n.t("{0} must be {1}, not {2}.", name, kindName(issue.expected), show(value)),
        fixes: conversion(issue.expected, path, value),
      };
    case "too_small":
      return { message: tooSmall(issue, name, value), fixes: [] };
    case "too_big":
      return { message: tooBig(issue, name, value), fixes: [] };
    default:
      return { message: `${name}: ${issue.message}.`, fixes: [] };
  }
}

function tooSmall(issue: z.core.$ZodIssueTooSmall, name: string, value: JsonValue): string {
  const least = String(issue.minimum);
  if (issue.minimum === 1 && (issue.origin === "array" || issue.origin === "string"))
    return l10n.t("{0} must not be empty.", name);
  if (issue.origin === "array") return l10n.t("{0} needs at least {1} entries, and has fewer.", name, least);
  return issue.inclusive
    ? l10n.t("{0} must be at least {1}, not {2}.", name, least, show(value))
    : l10n.t("{0} must be above {1}, not {2}.", name, least, show(value));
}

function tooBig(issue: z.core.$ZodIssueTooBig, name: string, value: JsonValue): string {
  const most = String(issue.maximum);
  if (issue.origin === "array") return l10n.t("{0} may have at most {1} entries, and has more.", name, most);
  return issue.inclusive
    ? l10n.t("{0} must be at most {1}, not {2}.", name, most, show(value))
    : l10n.t("{0} must be below {1}, not {2}.", name, most, show(value));
}

function kindName(expected: string): string {
  switch (expected) {
    case "string":
      return l10n.t("a text in double quotes");
    case "number":
      return l10n.t("a number");
    case "int":
      return l10n.t("a whole number");
    case "boolean":
      return l10n.t("true or false");
    case "array":
      return l10n.t("a list in square brackets");
    case "tuple":
      return l10n.t("a list of two numbers");
    default:
      return l10n.t("an object in braces");
  }
}

/** The value that was meant: a number or truth value in quotes, a single name without its list. */
function conversion(expected: string, path: JsonPath, value: JsonValue): Fix[] {
  const meant = converted(expected, value);
  if (meant === undefined) return [];
  return [
    {
      title: l10n.t("Change to {0}", JSON.stringify(meant)),
      preferred: true,
      edits: [{ path, value: meant }],
    },
  ];
}

function converted(expected: string, value: JsonValue): JsonValue | undefined {
  if (expected === "array" && typeof value === "string") return [value];
  if (typeof value !== "string") return undefined;
  if (expected === "boolean") return value === "true" ? true : value === "false" ? false : undefined;
  const number = value.trim() === "" ? Number.NaN : Number(value);
  if (expected === "number" && Number.isFinite(number)) return number;
  return expected === "int" && Number.isInteger(number) ? number : undefined;
}
