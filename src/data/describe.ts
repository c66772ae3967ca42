import * as l10n from "@vscode/l10n";
import type { DataSource } from "../model/data-source.ts";
import type { ColumnSummary, DataSummary } from "../protocol/data-summary.ts";
import { ColumnBudget } from "./column-budget.ts";
import { DataError, DataErrors } from "./error.ts";
import { openNamed } from "./files.ts";
import { openFiles } from "./formats/index.ts";
import { openGenerate } from "./generate-source.ts";
import { countLabels, histogramOf, type Values } from "./histogram.ts";
import type { LoadOptions } from "./load.ts";
import { momentsOf } from "./normalization.ts";
import type { ColumnValues, Source, SourceOptions } from "./source.ts";
import { openValues } from "./values-source.ts";

/** Columns that are described, and of those the ones that may each ask for one more reading of the file. */
const mostColumns = 2000;
const mostReadings = 8;

/**
 * Tells what the source of a model file's data holds, whatever the rest of the file says. A column that cannot be
 * read is told by its `problem`; throws a `DataError` where that holds for the whole.
 */
export async function describeData(
  data: DataSource,
  options: Pick<SourceOptions, "open"> & LoadOptions,
): Promise<DataSummary> {
  const source = await openSource(data, options);
  const shown = source.columns.slice(0, mostColumns);
  const values = await readEach(source, [...shown.keys()]);
  const columns = shown.map(({ name, kind }, index): ColumnSummary => {
    const read = values[index] as ColumnValues | DataError;
    if (read instanceof DataError) return { name, kind, missing: 0, problem: read.message };
    return { name, kind, missing: read.missing, ...summaryOf(read) };
  });
  const { rows, imageShape } = source;
  return { rows, columnCount: source.columns.length, columns, ...(imageShape && { imageShape }) };
}

async function openSource(
  { file, values, generate, seed }: DataSource,
  options: Pick<SourceOptions, "open"> & LoadOptions,
): Promise<Source> {
  const { memoryLimit } = options;
  const budget = new ColumnBudget(memoryLimit, ["data"], false);
  if (values) return openValues(values, { budget });
  if (generate) return openGenerate(generate, seed, memoryLimit);
  if (file === undefined)
    throw new DataError(["data"], l10n.t('"data" needs a source: "file", "values" or "generate".'));
  return await openFiles(await openNamed(file, options.open), { ...options, budget });
}

/** The columns' values; where one of them cannot be read, each by itself. */
async function readEach(
  source: Source,
  wanted: readonly number[],
): Promise<readonly (ColumnValues | DataError)[]> {
  const told = (error: unknown): DataError => {
    const [first = error] = error instanceof DataErrors ? error.errors : [];
    if (first instanceof DataError) return first;
    throw error;
  };
  const all = await source.read(wanted).catch(told);
  if (!(all instanceof DataError)) return all;
  const found: (ColumnValues | DataError)[] = [];
  let failed = 0;
  for (const index of wanted) {
    const [one = all] =
      failed < mostReadings ? await source.read([index]).catch((error) => [told(error)]) : [];
    if (one instanceof DataError) failed++;
    found.push(one);
  }
  return found;
}

function summaryOf({ values, labels }: ColumnValues): Pick<ColumnSummary, "numbers" | "labels"> {
  const each: Values = (visit) => values.forEach(visit);
  if (labels) return { labels: countLabels(each, labels) };
  const present = new Uint8Array(values.length);
  values.forEach((value, row) => {
    if (!Number.isNaN(value)) present[row] = 1;
  });
  if (!present.includes(1)) return {};
  const moments = momentsOf(values, present);
  return { numbers: { ...moments, histogram: histogramOf(each) } };
}
