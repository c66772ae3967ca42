import * as l10n from "@vscode/l10n";
import type { ModelFile } from "../model/model.ts";
import { constantLoss } from "./baselines.ts";
import { checkMetrics } from "./check-metrics.ts";
import { checkTargets } from "./check-targets.ts";
import { sampleWeights } from "./class-weights.ts";
import { cellError } from "./column-reader.ts";
import type { Dataset } from "./dataset.ts";
import { type EncodedColumn, encodeInput, encodeTargets, type ReadColumn, widthOf } from "./encoding.ts";
import { DataError } from "./error.ts";
import { openFileSource } from "./file-source.ts";
import type { OpenFile } from "./files.ts";
import { openGenerate } from "./generate-source.ts";
import { checkMemory } from "./memory.ts";
import { assignRoles, type Roles } from "./roles.ts";
import { makeSamples, markBytes, sampleBytes } from "./samples.ts";
import type { Source, SourceColumn } from "./source.ts";
import { buildTable, OverflowAt, vectorElements } from "./table.ts";
import { openValues } from "./values-source.ts";

export interface LoadOptions {
  /** Bytes that the data may take. */
  readonly memoryLimit: number;
  readonly signal?: AbortSignal;
}

/** What the name and units of one vector element take, about. */
const elementBytes = 128;

/**
 * Reads a model file's data and turns it into what a network is trained on: matrices in the network's units,
 * samples, splits and statistics. Throws a `DataError` (several: `DataErrors`) for everything that is wrong
 * with the data, and the signal's reason once that is aborted.
 */
export async function loadDataset(model: ModelFile, open: OpenFile, options: LoadOptions): Promise<Dataset> {
  const { memoryLimit } = options;
  const source = await openSource(model, open, options);
  const { data, training } = model;
  const roles = assignRoles(data, source);
  // Told before the columns are read: a data set without rows has no column kinds to speak of.
  const samples = makeSamples(model, source.rows, source.path, memoryLimit);
  const read = await readColumns(source, roles, memoryLimit);
  const pick = (indices: readonly number[]) => indices.map((index) => read.get(index) as ReadColumn);
  const inputs = pick(roles.inputs).map((column) => encodeInput(column, data.normalize.inputs));
  const targets = encodeTargets(model, pick(roles.targets));
  await checkTargets(model.network.loss, targets, source);
  const weights = sampleWeights(model, targets, samples);
  checkMetrics(
    model,
    targets.some(({ labels }) => labels !== undefined),
  );

  const size = (columns: readonly EncodedColumn[]) =>
    columns.reduce((sum, column) => sum + widthOf(column), 0);
  const width = size(inputs) + size(targets);
  checkMemory(
    source.rows * (width * (training.precision === "float64" ? 8 : 4) + read.size * 8 + 8),
    memoryLimit,
    source.path,
    l10n.t("{0} rows of {1} values, labels one-hot,", source.rows, width),
  );
  const vector = size(inputs) * (data.window?.size ?? 1) + size(targets) * (data.window?.horizon ?? 1);
  checkMemory(
    vector * elementBytes,
    memoryLimit,
    data.window ? ["data", "window"] : source.path,
    l10n.t("A window of {0} values", vector),
  );
  try {
    const input = buildTable(inputs, samples.touched, training.precision);
    const target = buildTable(targets, samples.touched, training.precision);
    const { window } = data;
    const [lone] = targets;
    const labels = targets.length === 1 ? lone?.labels : undefined;
    const parts = {
      inputs: input.table,
      targets: target.table,
      inputWidth: input.table.width * (window?.size ?? 1),
      outputWidth: target.table.width * (window?.horizon ?? 1),
      inputStart: samples.inputStart,
      targetStart: samples.targetStart,
      split: samples.split,
      ...(weights && { sampleWeights: weights }),
    };
    const { train, validation, test } = samples.split;
    return {
      ...parts,
      inputElements: vectorElements(
        inputs,
        input.statistics,
        window && { first: -window.size, count: window.size },
        false,
      ),
      outputElements: vectorElements(
        targets,
        target.statistics,
        window && { first: 0, count: window.horizon },
        true,
      ),
      ...(labels && { labels }),
      x: xOf(source, roles, read),
      statistics: {
        rows: source.rows,
        samples: { train: train.length, validation: validation.length, test: test.length },
        inputs: input.statistics,
        targets: target.statistics,
        inputWidth: parts.inputWidth,
        outputWidth: parts.outputWidth,
        windowed: window !== undefined,
        ...(labels && { labels }),
        baselines: { constantLoss: constantLoss(parts, model.network.loss) },
      },
    };
  } catch (error) {
    if (!(error instanceof OverflowAt)) throw error;
    throw cellError(
      await source.place(error.row, error.column),
      l10n.t(
        '{0} in column "{1}" is too large for {2}.',
        error.value,
        source.columns[error.column]?.name ?? "",
        training.precision,
      ),
    );
  }
}

/** Bytes that a row takes at least besides its source columns: in the tables, as x, and as a sample. */
function rowBytes({ data, training }: ModelFile, columns: number): number {
  const targets = data.targets?.length ?? 1;
  const inputs = data.inputs?.length ?? (data.window ? targets : columns - targets);
  const number = training.precision === "float64" ? 8 : 4;
  return (inputs + targets) * number + 8 + sampleBytes / (data.window?.stride ?? 1) + markBytes;
}

async function openSource(model: ModelFile, open: OpenFile, options: LoadOptions): Promise<Source> {
  const { file, values, generate } = model.data;
  if (values) return openValues(values);
  if (generate)
    return openGenerate(generate, model.training.seed, options.memoryLimit, rowBytes(model, generate.size));
  if (file !== undefined) return await openFileSource(await open(file), options.signal);
  throw new DataError(["data"], l10n.t('"data" needs a source: "file", "values" or "generate".'));
}

async function readColumns(
  source: Source,
  roles: Roles,
  memoryLimit: number,
): Promise<Map<number, ReadColumn>> {
  const used = new Set([...roles.inputs, ...roles.targets]);
  const wanted = [...used].map((index) => ({ index, complete: true }));
  if (roles.x !== undefined && !used.has(roles.x)) wanted.push({ index: roles.x, complete: false });
  checkMemory(
    source.rows * wanted.length * 8,
    memoryLimit,
    source.path,
    l10n.t("{0} rows of {1} columns", source.rows, wanted.length),
  );
  const columns = await source.read(wanted);
  return new Map(
    columns.map((values, at) => {
      const { index } = wanted[at] as (typeof wanted)[number];
      return [index, { ...values, index, column: source.columns[index] as SourceColumn }];
    }),
  );
}

function xOf(source: Source, { x }: Roles, read: ReadonlyMap<number, ReadColumn>): Dataset["x"] {
  const column = x === undefined ? undefined : read.get(x);
  if (column)
    return { name: column.column.name, values: column.values, isDate: column.column.kind === "date" };
  return {
    name: "row",
    values: Float64Array.from({ length: source.rows }, (_, row) => row + 1),
    isDate: false,
  };
}
