import * as l10n from "@vscode/l10n";
import type { Node } from "jsonc-parser";
import type { Finding } from "../protocol/finding.ts";
import type { JsonPath } from "../protocol/json.ts";
import { decodeKey } from "./keys.ts";
import { nodeAt, positionAt } from "./locate.ts";
import type { ModelFile } from "./model.ts";
import { check } from "./problems.ts";
import { duplicateKeys, parseSyntax, properties, toValue } from "./tree.ts";

export { findingRange, type LocateOptions, locate, type Source, type TextRange } from "./locate.ts";

/** A model file as far as it could be read. */
export interface ParsedModel {
  readonly text: string;
  /** Absent where the text is not JSON at all. */
  readonly tree: Node | undefined;
  /** Only of a file without findings. */
  readonly model?: ModelFile;
  /** Every problem, in the order of the file; the first is primary. */
  readonly findings: readonly Finding[];
}

/** Beyond this many, more findings help nobody. */
const maximumFindings = 100;

/**
 * Reads and checks a model file. Never throws: what is wrong comes back as findings under the rule `invalid`, one
 * for each cause. Broken JSON is one finding with path `[]` and the place in `at`, whose file is "" (this one);
 * a key given twice has its path and the second place in `at`.
 */
export function parseModelFile(text: string): ParsedModel {
  const { tree, error } = parseSyntax(text);
  if (error || tree === undefined) {
    const at = { file: "", ...positionAt(text, error?.offset ?? 0) };
    const message = error?.message ?? l10n.t("A value is expected here.");
    return { text, tree, findings: [{ ...invalid, primary: true, path: [], at, message }] };
  }
  const { model, problems } = check(toValue(tree));
  const duplicates = duplicateKeys(tree).map(({ path, keyNode }) => ({
    offset: keyNode.offset,
    path,
    at: { file: "", ...positionAt(text, keyNode.offset) },
    message: l10n.t('The key "{0}" is given twice. Remove one.', String(path.at(-1))),
  }));
  const located = problems.map((problem) => ({ ...problem, offset: offsetOf(tree, problem.path) }));
  const findings = [...duplicates, ...located]
    .sort((a, b) => a.offset - b.offset)
    .slice(0, maximumFindings)
    .map(({ offset: _, ...found }, index): Finding => ({ ...invalid, ...found, primary: index === 0 }));
  if (model === undefined || findings.length > 0) return { text, tree, findings };
  return { text, tree, findings, model: { ...model, data: dataInFileOrder(model.data, tree) } };
}

const invalid = { rule: "invalid", severity: "error", fixes: [] } as const;

const offsetOf = (tree: Node, path: JsonPath): number => {
  for (let length = path.length; length >= 0; length--) {
    const node = nodeAt(tree, path.slice(0, length));
    if (node) return node.offset;
  }
  return 0;
};

/** The data section with its columns in the order in which the file names them: objects would move names like "10" to the front. */
export function dataInFileOrder(data: ModelFile["data"], tree: Node): ModelFile["data"] {
  const ordered = <Value>(columns: ReadonlyMap<string, Value>, key: string): ReadonlyMap<string, Value> => {
    const node = nodeAt(tree, ["data", key]);
    const decoded = new Map([...columns].map(([name, value]) => [decodeKey(name), value]));
    const names = node ? properties(node).map((property) => property.key) : [];
    return new Map(names.map((name) => [name, decoded.get(name) as Value]));
  };
  const { values, generate } = data;
  return {
    ...data,
    ...(values && { values: ordered(values, "values") }),
    ...(generate && { generate: ordered(generate, "generate") }),
  };
}
