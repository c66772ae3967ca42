import type { Dataset } from "../data/dataset.ts";
import { DataError, DataErrors } from "../data/error.ts";
import type { OpenFiles } from "../data/files.ts";
import { loadDataset } from "../data/load.ts";
import { checkBeforeTraining } from "../diagnosis/static.ts";
import type { ModelFile } from "../model/model.ts";
import { findingRange, type ParsedModel, parseModelFile } from "../model/parse.ts";
import type { Finding } from "../protocol/finding.ts";
import type { JsonPath } from "../protocol/json.ts";
import type { DataStatistics } from "../protocol/statistics.ts";

export interface PrepareOptions {
  /** The model file's name for a person, given as `at.file` of broken JSON; "" where the reader knows the file. */
  readonly fileName: string;
  /** Bytes that the data may take. */
  readonly memoryLimit: number;
  readonly signal?: AbortSignal;
  /** Told how many bytes of the data are read, of how many. */
  readonly onProgress?: (bytes: number, total: number) => void;
}

export interface Prepared {
  readonly parsed: ParsedModel;
  /** Absent where the file is invalid. */
  readonly model?: ModelFile;
  /** Absent where the data cannot be read. */
  readonly dataset?: Dataset;
  /** All that can be told without training, in the order of the file, one of them primary unless all are hints. */
  readonly findings: readonly Finding[];
}

/** Reads a model file and its data and tells every problem that shows without training; only an abort rejects. */
export async function prepare(text: string, open: OpenFiles, options: PrepareOptions): Promise<Prepared> {
  const { fileName, ...loading } = options;
  let loaded: Dataset | undefined;
  const checked = await checkModel(text, fileName, async (model) => {
    loaded = await loadDataset(model, open, loading);
    return loaded.statistics;
  });
  return { ...checked, ...(loaded && { dataset: loaded }) };
}

/**
 * Tells every problem of a model file that shows without training. `statisticsOf` gets a valid model's data; what it
 * rejects with is told where that is a `DataError`, else thrown.
 */
export async function checkModel(
  text: string,
  fileName: string,
  statisticsOf: (model: ModelFile) => Promise<DataStatistics>,
): Promise<Omit<Prepared, "dataset">> {
  const parsed = parseModelFile(text);
  const { model } = parsed;
  const invalid = parsed.findings.map((finding) =>
    finding.at ? { ...finding, at: { ...finding.at, file: fileName } } : finding,
  );
  if (!model) return { parsed, findings: inFileOrder(parsed, invalid, fileName) };
  try {
    const statistics = await statisticsOf(model);
    return {
      parsed,
      model,
      findings: inFileOrder(parsed, checkBeforeTraining(model, statistics), fileName),
    };
  } catch (error) {
    const errors = error instanceof DataErrors ? error.errors : [error];
    const findings = errors.map((one) => {
      if (one instanceof DataError) return dataFinding(one);
      throw one;
    });
    return { parsed, model, findings: inFileOrder(parsed, findings, fileName) };
  }
}

/** Whether the run may not start. */
export const hasErrors = (findings: readonly Finding[]): boolean =>
  findings.some(({ severity }) => severity === "error");

/** An error at a key of the model file, told before training. */
export const invalidFinding = (path: JsonPath, message: string): Finding => ({
  rule: "invalid",
  severity: "error",
  primary: false,
  path,
  message,
  fixes: [],
});

const severities: readonly Finding["severity"][] = ["error", "warning", "hint"];

/**
 * Sorts findings by their place in the model file, whose name in `at.file` is `fileName`; at one place errors come
 * first. The first error becomes primary, else the warning that was, else the first warning.
 */
export function inFileOrder(parsed: ParsedModel, findings: readonly Finding[], fileName: string): Finding[] {
  const sorted = findings
    .map((finding) => ({ finding, place: placeOf(parsed, finding, fileName) }))
    .sort(
      (a, b) =>
        a.place.line - b.place.line ||
        a.place.column - b.place.column ||
        severities.indexOf(a.finding.severity) - severities.indexOf(b.finding.severity),
    )
    .map(({ finding }) => finding);
  const primary =
    sorted.find(({ severity }) => severity === "error") ??
    sorted.find((finding) => finding.severity === "warning" && finding.primary) ??
    sorted.find(({ severity }) => severity === "warning");
  return sorted.map((finding) => ({ ...finding, primary: finding === primary }));
}

/** Where a finding stands in the model file; for a cell of a data file, where that file is named. */
export function placeOf(
  parsed: ParsedModel,
  { at, path, rule }: Finding,
  fileName: string,
): { readonly line: number; readonly column: number } {
  return at?.file === fileName ? at : findingRange(parsed, { path, rule });
}

const dataFinding = (error: DataError): Finding => ({
  rule: error.rule,
  severity: "error",
  primary: false,
  path: error.path,
  ...(error.at ? { at: error.at } : {}),
  message: error.message,
  fixes: error.fixes,
});
