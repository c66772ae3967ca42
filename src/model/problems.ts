import * as l10n from "@vscode/l10n";
import type * as z from "zod";
import type { Finding, Fix } from "../protocol/finding.ts";
import type { JsonPath, JsonValue } from "../protocol/json.ts";
import { decodeKey } from "./keys.ts";
import { expectation, label, show } from "./messages.ts";
import { type ModelFile, modelSchema } from "./model.ts";
import { nearest } from "./nearest.ts";
import type { ProblemDetails } from "./problem.ts";

/** One thing that is wrong with a value of the file. */
export type Problem = Pick<Finding, "path" | "message" | "fixes">;

/** A problem, and what it says about keys, so that two shadows of one cause can be told. */
interface Candidate extends Problem {
  /** Keys that are missing from the object at `path`. */
  readonly missing?: readonly string[];
  /** The key that an unknown one most likely meant. */
  readonly meant?: string;
}

type Issue = z.core.$ZodIssue;

interface Checked {
  readonly model?: ModelFile;
  readonly problems: readonly Problem[];
}

/** Of more issues than this, the rest waits until these are mended. */
const maximumIssues = 1000;

/** Checks a file's value against the schema: the model, or every problem with it. */
export function check(value: JsonValue): Checked {
  try {
    return checkAll(value);
  } catch (error) {
    // The schema's library hands issues on as arguments of a call, and 100 000 of them overflow the stack.
    if (!(error instanceof RangeError)) throw error;
    const message = l10n.t("The file has too many problems to list them.");
    return { problems: [{ path: [], message, fixes: [] }] };
  }
}

function checkAll(value: JsonValue): Checked {
  const knownKeys = new WeakMap<readonly string[], readonly string[]>();
  const result = modelSchema.safeParse(value, {
    reportInput: true,
    // Called with each raw issue, which still knows the schema that it comes from.
    error: (issue) => {
      const shape = (issue.inst as { _zod?: { def?: { shape?: object } } } | undefined)?._zod?.def?.shape;
      if (issue.code === "unrecognized_keys" && shape)
        knownKeys.set(issue.keys as string[], Object.keys(shape));
      return undefined;
    },
  });
  if (result.success) return { model: result.data, problems: [] };
  const translation = new Translation(value, knownKeys);
  const problems = translation.all(result.error.issues.slice(0, maximumIssues), []);
  return {
    problems: problems.map(({ path, message, fixes }) => ({ path: path.map(decodeKey), message, fixes })),
  };
}

/** Turns the schema's issues into problems a person can act on. */
class Translation {
  readonly #document: JsonValue;
  readonly #knownKeys: WeakMap<readonly string[], readonly string[]>;

  constructor(document: JsonValue, knownKeys: WeakMap<readonly string[], readonly string[]>) {
    this.#document = document;
    this.#knownKeys = knownKeys;
  }

  all(issues: readonly Issue[], base: JsonPath): Candidate[] {
    return distinctCauses(
      issues.flatMap((issue) => this.#one(issue, [...base, ...(issue.path as JsonPath)])),
    );
  }

  #one(issue: Issue, path: JsonPath): Candidate[] {
    const value = at(this.#document, path);
    if (issue.code === "custom") return [custom(issue, path, this.#document)];
    if (value === undefined) return [this.#missing(path)];
    switch (issue.code) {
      case "unrecognized_keys":
        return issue.keys.map((key) => this.#unknownKey(path, key, this.#knownKeys.get(issue.keys) ?? []));
      case "invalid_union":
        return this.#union(issue, path, value);
      case "invalid_value":
        return [
          this.#wrongName(
            path,
            value,
            issue.values.filter((name) => typeof name === "string"),
          ),
        ];
      default:
        return [{ path, ...expectation(issue, path, value) }];
    }
  }

  #missing(path: JsonPath): Candidate {
    const parent = path.slice(0, -1);
    const key = String(path.at(-1));
    // Of a union told apart by `type`, a misspelt `type` is all that the schema can say.
    const object = at(this.#document, parent);
    const misspelt =
      key === "type" &&
      isObject(object) &&
      Object.keys(object).find((name) => nearest(name, ["type"]) !== undefined);
    if (misspelt) return this.#unknownKey(parent, misspelt, ["type"]);
    return { path: parent, message: "", fixes: [], missing: [key] };
  }

  #unknownKey(parent: JsonPath, key: string, known: readonly string[]): Candidate {
    const path = [...parent, key];
    const object = at(this.#document, parent);
    const meant = nearest(decodeKey(key), known);
    if (meant === undefined) {
      const names = known.map((name) => `"${name}"`).join(", ");
      const message = l10n.t('Unknown key "{0}". Known here: {1}.', decodeKey(key), names);
      return { path, message, fixes: [removal(path)] };
    }
    const message = l10n.t('Unknown key "{0}". Did you mean "{1}"?', decodeKey(key), meant);
    const value = at(this.#document, path);
    const taken = isObject(object) && Object.hasOwn(object, meant);
    if (taken || value === undefined) return { path, message, fixes: [removal(path)] };
    const title = l10n.t('Rename to "{0}"', meant);
    const edits = [{ path }, { path: [...parent, meant], value }];
    return { path, message, meant, fixes: [{ title, preferred: true, edits }] };
  }

  #wrongName(path: JsonPath, value: JsonValue, names: readonly string[]): Candidate {
    const meant = typeof value === "string" ? nearest(value, names) : undefined;
    const list = names.map((name) => `"${name}"`).join(", ");
    if (meant === undefined)
      return {
        path,
        fixes: [],
        message: l10n.t("{0} must be one of {1}, not {2}.", label(path), list, show(value)),
      };
    const title = l10n.t('Change to "{0}"', meant);
    return {
      path,
      message: l10n.t(
        '{0} cannot be {1}. Did you mean "{2}"? Known are {3}.',
        label(path),
        show(value),
        meant,
        list,
      ),
      fixes: [{ title, preferred: true, edits: [{ path, value: meant }] }],
    };
  }

  /** Of the ways in which a value may be written, the one that it comes nearest to says what is wrong. */
  #union(issue: z.core.$ZodIssueInvalidUnion, path: JsonPath, value: JsonValue): Candidate[] {
    if (issue.errors.length === 0) {
      const { options } = issue as { options?: readonly unknown[] };
      return [
        this.#wrongName(
          path,
          value,
          (options ?? []).filter((name) => typeof name === "string"),
        ),
      ];
    }
    const sameKind = issue.errors.filter((branch) => branch.every((each) => !isOtherKind(each, value)));
    const readings = sameKind.map((branch) => this.all(branch, path));
    const absent = (reading: Candidate[]) => reading.filter(({ missing }) => missing).length;
    const [best] = readings.sort((a, b) => a.length - b.length || absent(a) - absent(b));
    if (best) return best;
    const kinds = new Set(issue.errors.flatMap((branch) => branch.slice(0, 1).map(kind)));
    const message = l10n.t(
      "{0} must be {1}, not {2}.",
      label(path),
      [...kinds].join(l10n.t(" or ")),
      show(value),
    );
    return [{ path, message, fixes: [] }];
  }
}

/** What a branch of a union wants, in words. */
function kind(issue: Issue): string {
  if (issue.code === "invalid_value") return issue.values.map((name) => `"${String(name)}"`).join(", ");
  const words: Record<string, string> = {
    string: l10n.t("a text"),
    number: l10n.t("a number"),
    null: "null",
    object: l10n.t("an object"),
  };
  return (issue.code === "invalid_type" && words[issue.expected]) || l10n.t("an object");
}

const isObject = (value: JsonValue | undefined): value is { readonly [key: string]: JsonValue } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Whether an issue of a branch says that the value is of another kind than the branch is for. */
const isOtherKind = (issue: Issue, value: JsonValue): boolean =>
  issue.path.length === 0 &&
  (issue.code === "invalid_type"
    ? !(issue.expected === "number" && typeof value === "number")
    : issue.code === "invalid_value" && !issue.values.some((each) => typeof each === typeof value));

function at(value: JsonValue, path: JsonPath): JsonValue | undefined {
  return path.reduce<JsonValue | undefined>((parent, step) => {
    if (typeof parent !== "object" || parent === null || !Object.hasOwn(parent, step)) return undefined;
    return (parent as { readonly [key: string | number]: JsonValue })[step];
  }, value);
}

const removal = (path: JsonPath): Fix => ({
  title: l10n.t('Remove "{0}"', decodeKey(String(path.at(-1)))),
  preferred: false,
  edits: [{ path }],
});

/** A broken rule between keys; where the key that it names is absent, at the nearest object that is there. */
function custom(issue: z.core.$ZodIssueCustom, path: JsonPath, document: JsonValue): Candidate {
  const { fixes, depth, missing } = issue.params as unknown as ProblemDetails;
  const base = path.slice(0, path.length - depth);
  let length = path.length;
  while (length > 0 && at(document, path.slice(0, length)) === undefined) length--;
  return {
    path: path.slice(0, length),
    message: issue.message,
    fixes: fixes.map((fix) => ({
      ...fix,
      edits: fix.edits.map((edit) => ({ ...edit, path: [...base, ...edit.path] })),
    })),
    ...(missing && { missing }),
  };
}

/** Leaves out the missing key that an unknown one meant, and tells the keys missing from one object together. */
function distinctCauses(candidates: readonly Candidate[]): Candidate[] {
  const causes = new Map<string, Candidate>();
  const meant = new Set(candidates.map(({ path, meant }) => JSON.stringify([path.slice(0, -1), meant])));
  for (const candidate of candidates) {
    const { path, missing, message } = candidate;
    if (missing?.some((key) => meant.has(JSON.stringify([path, key])))) continue;
    // Rules between keys bring their own message.
    const place = JSON.stringify([path, missing !== undefined && message === ""]);
    const before = causes.get(place);
    if (missing === undefined || message !== "") causes.set(`${place}${causes.size}`, candidate);
    else causes.set(place, { ...candidate, missing: [...(before?.missing ?? []), ...missing] });
  }
  return [...causes.values()].map((cause) => {
    if (cause.missing === undefined || cause.message !== "") return cause;
    const names = cause.missing.map((key) => `"${key}"`).join(", ");
    return { ...cause, message: l10n.t("{0} needs {1}.", label(cause.path), names) };
  });
}
