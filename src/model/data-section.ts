import * as l10n from "@vscode/l10n";
import * as z from "zod";
import { generateSchema } from "./generate-section.ts";
import { decodeKey } from "./keys.ts";
import { problem } from "./problem.ts";

/** One value of an inline column; `null` is missing. */
export type Cell = number | string | null;

const isCell = (cell: unknown): cell is Cell =>
  cell === null || typeof cell === "string" || (typeof cell === "number" && Number.isFinite(cell));

/** Columns may be long: their cells are looked at here, and only the first that is wrong is told. */
const cellsSchema = z
  .array(z.unknown().meta({ type: ["number", "string", "null"] }))
  .superRefine((cells, context) => {
    const wrong = cells.findIndex((cell) => !isCell(cell));
    if (wrong >= 0)
      problem(
        context,
        [wrong],
        typeof cells[wrong] === "number"
          ? l10n.t("This is too large for a number.")
          : l10n.t("A column holds numbers, texts and null, nothing else."),
      );
  })
  // The check above leaves nothing else.
  .transform((cells) => cells as readonly Cell[]);

const valuesSchema = z
  .record(z.string(), cellsSchema.describe("The column's values, row by row."))
  .superRefine((columns, context) => {
    const [first, ...others] = Object.entries(columns);
    if (first === undefined) problem(context, [], l10n.t('"values" needs at least one column.'));
    for (const [name, cells] of others)
      if (first && cells.length !== first[1].length)
        problem(
          context,
          [name],
          l10n.t(
            'Column "{0}" has {1} values and column "{2}" has {3}. All columns need the same number.',
            decodeKey(name),
            cells.length,
            decodeKey(first[0]),
            first[1].length,
          ),
        );
  })
  .transform((columns): ReadonlyMap<string, readonly Cell[]> => new Map(Object.entries(columns)));

const columnNames = z
  .array(z.string())
  .min(1)
  .superRefine((columns, context) => {
    const seen = new Set<string>();
    columns.forEach((name, index) => {
      if (seen.has(name))
        problem(context, [index], l10n.t('Column "{0}" is named twice.', name), [
          { title: l10n.t("Remove it here"), preferred: true, edits: [{ path: [index] }] },
        ]);
      seen.add(name);
    });
  });

const windowSize = z.int().min(1).max(1e9);

const windowSchema = z.strictObject({
  size: windowSize
    .meta({ examples: [5] })
    .describe("How many past values of each input column the network sees."),
  horizon: windowSize.default(1).describe("How many next values of each target column it predicts."),
  stride: windowSize.default(1).describe("How many rows each window lies after the one before."),
});

export type Normalization = "none" | "standard" | "minMax";

const normalization = z.enum(["none", "standard", "minMax"]).meta({
  valueDescriptions: {
    none: "The values as they are.",
    standard: "Mean 0 and deviation 1.",
    minMax: "From 0 to 1.",
  },
});

const normalizeSchema = z
  .union([
    normalization,
    z.strictObject({
      inputs: normalization.default("none").describe("How the input columns are scaled."),
      targets: normalization.default("none").describe("How the target columns are scaled."),
    }),
  ])
  .transform((value) => (typeof value === "string" ? { inputs: value, targets: value } : value));

const fraction = z.number().min(0).lt(1).default(0);

const splitSchema = z
  .strictObject({
    validation: fraction
      .meta({ examples: [0.2] })
      .describe(
        "Fraction of the rows kept from training, to see whether the network learns more than those it trains on.",
      ),
    test: fraction
      .meta({ examples: [0.1] })
      .describe("Fraction of the rows kept from everything until the end."),
    order: z
      .enum(["shuffled", "sequential"])
      .meta({
        valueDescriptions: {
          shuffled: "Rows are drawn at random. The default without a window.",
          sequential: "Training first, then validation, then test. The default with a window.",
        },
      })
      .exactOptional()
      .describe("Which rows go where. By default `sequential` with a window, else `shuffled`."),
  })
  .superRefine(({ validation, test }, context) => {
    if (validation < 1 && test < 1 && validation + test >= 1)
      problem(
        context,
        ["test"],
        l10n.t(
          '"validation" and "test" together are {0}: below 1, or nothing is left to train on.',
          validation + test,
        ),
      );
  });

const filePath = z.string().min(1);

const fileSchema = z
  .union([filePath, z.array(filePath).min(1).max(1000)])
  .transform((value): readonly string[] => (typeof value === "string" ? [value] : value));

const sources = ["file", "values", "generate"] as const;

export const dataSchema = z
  .strictObject({
    file: fileSchema
      .exactOptional()
      .describe(
        "Path of a data file, relative to this file: CSV, TSV, JSON, JSON lines (`.jsonl`), Parquet, NPY, NPZ or IDX images, each also gzipped (`.gz`). The first line of a CSV file names the columns. `*`, `?`, `**` (any folders) and `{a,b}` stand for several files, and so does a list of paths: their rows follow one another.",
      ),
    values: valuesSchema
      .exactOptional()
      .meta({ defaultSnippets: [{ label: "{ x, y }", body: { x: [1, 2, 3], y: [7, 10, 15] } }] })
      .describe('Columns written here: `{ "x": [1, 2, 3], "y": [7, 10, 15] }`. `null` is a missing value.'),
    generate: generateSchema
      .exactOptional()
      .meta({
        defaultSnippets: [
          {
            label: "{ x, y }",
            body: { x: { from: 1, to: 100, step: 1 }, y: "sin(x) + 0.5 * normal()" },
          },
        ],
      })
      .describe(
        'Columns by rule, in order: a range `{ from, to, step }` or `{ from, to, count }`, a draw `{ uniform: [low, high], count }` or `{ normal: [mean, deviation], count }`, or an expression over the columns before it, such as `"sin(x) + 0.5 * normal()"`.',
      ),
    inputs: columnNames
      .exactOptional()
      .describe(
        "Columns that the network sees. By default every column that is neither target nor date; with a window, the targets themselves.",
      ),
    targets: columnNames
      .exactOptional()
      .describe("Columns that the network predicts. By default the last column. Text is class labels."),
    window: windowSchema
      .exactOptional()
      .meta({ defaultSnippets: [{ label: "{ size, horizon }", body: { size: 5, horizon: 1 } }] })
      .describe("For a series: the last `size` values predict the next `horizon` values."),
    normalize: normalizeSchema
      .prefault("none")
      .describe(
        "How columns are scaled before the network sees them, measured on the training rows alone. Predictions are shown in the data's own units.",
      ),
    split: splitSchema
      .prefault({ validation: 0, test: 0 })
      .meta({ defaultSnippets: [{ label: "{ validation }", body: { validation: 0.2 } }] })
      .describe("Which rows are kept out of training."),
    missing: z
      .enum(["error", "drop", "mean", "interpolate"])
      .meta({
        valueDescriptions: {
          error: "A missing value is an error at its row.",
          drop: "Rows that lack a value are left out.",
          mean: "The column's mean over the training rows.",
          interpolate: "On the straight line between the values before and after.",
        },
      })
      .default("error")
      .describe("What to do about missing values."),
  })
  .superRefine(
    (data, context) => {
      // Runs also beside other problems, where `data` may be anything.
      if (typeof data !== "object" || data === null || Array.isArray(data)) return;
      const [first, ...others] = sources.filter((source) => Object.hasOwn(data, source));
      if (first === undefined)
        problem(context, [], l10n.t('"data" needs a source: "file", "values" or "generate".'), [], sources);
      for (const source of others)
        problem(
          context,
          [source],
          l10n.t(
            '"data" takes one source, and "{0}" is already there. Remove one of the two.',
            first as string,
          ),
          [{ title: l10n.t('Remove "{0}"', source), preferred: false, edits: [{ path: [source] }] }],
        );
    },
    { when: () => true },
  );
