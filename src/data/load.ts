import * as l10n from "@vscode/l10n";
import type { ModelFile } from "../model/model.ts";
import type { JsonPath } from "../protocol/json.ts";
import { constantLoss } from "./baselines.ts";
import { checkInputs } from "./check-inputs.ts";
import { checkMetrics } from "./check-metrics.ts";
import { checkTargets } from "./check-targets.ts";
import { sampleWeights } from "./class-weights.ts";
import { ColumnBudget } from "./column-budget.ts";
import { cellError } from "./column-reader.ts";
import type { Dataset } from "./dataset.ts";
import { type EncodedColumn, encodeInput, encodeTargets, type ReadColumn, widthOf } from "./encoding.ts";
import { DataError } from "./error.ts";
import { type OpenFiles, openNamed } from "./files.ts";
import { openFiles } from "./formats/index.ts";
import { openGenerate } from "./generate-source.ts";
import { checkMemory } from "./memory.ts";
import { completeRows, fillMissing, keepRows, refuseMissing } from "./missing.ts";
import { assignRoles, type Roles } from "./roles.ts";
import { makeSamples, markBytes, type Samples, sampleBytes } from "./samples.ts";
import type { Source, SourceColumn, SourceOptions } from "./source.ts";
import { inspect } from "./statistics/inspect.ts";
import { buildTable, OverflowAt, vectorElements } from "./table.ts";
import { openValues } from "./values-source.ts";

export interface LoadOptions {
  /** Bytes that the data may take. */
  readonly memoryLimit: number;
  readonly signal?: AbortSignal;
  /** Told how many bytes of a file are read, of how many. */
  readonly onProgress?: (bytes: number, total: number) => void;
}

/** What the name and units of one vector element take, about. */
const elementBytes = 128;

/**
 * Reads a model file's data and turns it into what a network is trained on: matrices in the network's units,
 * samples, splits and statistics. Throws a `DataError` (several: `DataErrors`) for everything that is wrong
 * with the data, and the signal's reason once that is aborted.
 */
export async function loadDataset(model: ModelFile, open: OpenFiles, options: LoadOptions): Promise<Dataset> {
  const { memoryLimit } = options;
  const { data, training } = model;
  const budget = new ColumnBudget(memoryLimit, sourcePath(data), training.precision === "float64");
  const source = await openSource(model, { ...options, open, budget });
  if (source.rows === 0) throw noRows(source, data);
  if (source.columns.length === 0) throw noColumns(source, data);
  const roles = assignRoles(data, source);
  const { read, rows, samples, sourceRow } = await completeColumns(model, source, roles, budget, memoryLimit);
  const pick = (indices: readonly number[]) => indices.map((index) => read.get(index) as ReadColumn);
  checkInputs(model, pick(roles.inputs), rows, memoryLimit);
  const inputs = pick(roles.inputs).map((column) => encodeInput(column, data.normalize.inputs));
  const targets = encodeTargets(model, pick(roles.targets));
  await checkTargets(model.network.loss, targets, (row, column) => source.place(sourceRow(row), column));
  const weights = sampleWeights(model, targets, samples);
  checkMetrics(
    model,
    targets.some(({ labels }) => labels !== undefined),
  );

  const size = (columns: readonly EncodedColumn[]) =>
    columns.reduce((sum, column) => sum + widthOf(column), 0);
  const width = size(inputs) + size(targets);
  checkMemory(
    rows * (width * (training.precision === "float64" ? 8 : 4) + 8) + budget.bytes,
    memoryLimit,
    source.path,
    l10n.t("{0} rows of {1} values, labels one-hot,", rows, width),
  );
  const vector = size(inputs) * (data.window?.size ?? 1) + size(targets) * (data.window?.horizon ?? 1);
  checkMemory(
    vector * elementBytes,
    memoryLimit,
    data.window ? ["data", "window"] : source.path,
    l10n.t("A window of {0} values", vector),
  );
  try {
    const x = xOf(roles, read, rows);
    read.clear();
    // The inputs last, as their table may be built in the place of their columns.
    const kept = new Set(inputs.map(({ values }) => values));
    const target = buildTable(targets, samples.touched, training.precision, kept);
    const input = buildTable(inputs, samples.touched, training.precision, new Set());
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
      ...(source.imageShape && { imageShape: source.imageShape }),
      x,
      statistics: {
        rows,
        dropped: source.rows - rows,
        samples: { train: train.length, validation: validation.length, test: test.length },
        ...inspect(model, { columns: inputs, ...input }, { columns: targets, ...target }, samples),
        inputWidth: parts.inputWidth,
        outputWidth: parts.outputWidth,
        windowed: window !== undefined,
        ...(labels && { labels }),
        baselines: { constantLoss: constantLoss(parts, model.network.loss) },
      },
    };
  } catch (error) {
    if (!(error instanceof OverflowAt)) throw error;
    const { precision } = training;
    const precise = {
      title: l10n.t('Set precision to "float64"'),
      preferred: true,
      edits: [{ path: ["training", "precision"], value: "float64" }],
    };
    throw cellError(
      await source.place(sourceRow(error.row), error.column),
      l10n.t(
        '{0} in column "{1}" is too large for {2}. Give the column in a larger unit.',
        error.value,
        source.columns[error.column]?.name ?? "",
        precision,
      ),
      { fixes: precision === "float32" ? [precise] : [] },
    );
  }
}

function noRows(source: Source, { file }: ModelFile["data"]): DataError {
  const message =
    file === undefined
      ? l10n.t("The data has no rows.")
      : l10n.t("{0} has no rows. It needs at least one, below the names of its columns.", file.join(", "));
  return new DataError(source.path, message);
}

function noColumns(source: Source, { file }: ModelFile["data"]): DataError {
  const name = file?.join(", ") ?? source.path.join(".");
  return new DataError(
    source.path,
    l10n.t("{0} has no columns. It needs at least one, with a value in each row.", name),
  );
}

interface CompleteColumns {
  /** By their index in the source. */
  readonly read: Map<number, ReadColumn>;
  readonly rows: number;
  readonly samples: Samples;
  /** Row of the source that a row comes from. */
  readonly sourceRow: (row: number) => number;
}

/** Reads the columns that are used, does about missing values what the model file says, and makes the samples. */
async function completeColumns(
  model: ModelFile,
  source: Source,
  roles: Roles,
  budget: ColumnBudget,
  memoryLimit: number,
): Promise<CompleteColumns> {
  const { missing, window } = model.data;
  const used = [...new Set([...roles.inputs, ...roles.targets])];
  const wanted = roles.x === undefined || used.includes(roles.x) ? used : [...used, roles.x];
  const columns = (await source.read(wanted)).map((values, at): ReadColumn => {
    const index = wanted[at] as number;
    return { ...values, index, column: source.columns[index] as SourceColumn };
  });
  const gapless = columns.slice(0, used.length);
  const make = (rows: number) => makeSamples(model, rows, source.path, memoryLimit);
  const done = (read: readonly ReadColumn[], rows: number, samples: Samples, kept?: Uint32Array) => ({
    read: new Map(read.map((column) => [column.index, column])),
    rows,
    samples,
    sourceRow: (row: number) => kept?.[row] ?? row,
  });
  if (missing === "drop") {
    const kept = completeRows(gapless, source.rows);
    if (!kept) return done(columns, source.rows, make(source.rows));
    if (kept.length === 0)
      throw new DataError(["data", "missing"], l10n.t("No row has all of its values: nothing is left."));
    const read = columns.map((column) => keepRows(column, kept, budget));
    return done(read, kept.length, make(kept.length), kept);
  }
  if (missing === "error") await refuseMissing(source, gapless, window !== undefined);
  const samples = make(source.rows);
  const read = columns.map((column, at) =>
    missing === "error" || at >= used.length ? column : fillMissing(column, missing, samples.touched, budget),
  );
  return done(read, source.rows, samples);
}

const sourcePath = (data: ModelFile["data"]): JsonPath => [
  "data",
  data.file !== undefined ? "file" : data.values ? "values" : "generate",
];

/** Bytes that a row takes at least besides its source columns: in the tables, as x, and as a sample. */
function rowBytes({ data, training }: ModelFile, columns: number): number {
  const targets = data.targets?.length ?? 1;
  const inputs = data.inputs?.length ?? (data.window ? targets : columns - targets);
  const number = training.precision === "float64" ? 8 : 4;
  return (inputs + targets) * number + 8 + sampleBytes / (data.window?.stride ?? 1) + markBytes;
}

async function openSource(model: ModelFile, options: SourceOptions): Promise<Source> {
  const { file, values, generate, inputs, targets, window } = model.data;
  if (values) return openValues(values, options);
  if (generate)
    return openGenerate(generate, model.training.seed, options.memoryLimit, rowBytes(model, generate.size));
  if (file === undefined)
    throw new DataError(["data"], l10n.t('"data" needs a source: "file", "values" or "generate".'));
  // Without inputs, every column may be one; with a window, the targets are.
  const lastOf = (names: readonly string[]) => targets ?? names.slice(-1);
  const inputsOf = (names: readonly string[]) =>
    inputs ?? (window ? lastOf(names) : names.filter((name) => !lastOf(names).includes(name)));
  const needed = (names: readonly string[]) => new Set([...lastOf(names), ...inputsOf(names)]);
  return await openFiles(await openNamed(file, options.open), { ...options, needed, inputs: inputsOf });
}

function xOf({ x }: Roles, read: ReadonlyMap<number, ReadColumn>, rows: number): Dataset["x"] {
  const column = x === undefined ? undefined : read.get(x);
  if (column)
    return {
      name: column.column.name,
      values: column.values.toArray(),
      isDate: column.column.kind === "date",
    };
  return { name: "row", values: Float64Array.from({ length: rows }, (_, row) => row + 1), isDate: false };
}
