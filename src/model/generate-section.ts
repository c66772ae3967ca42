import * as l10n from "@vscode/l10n";
import * as z from "zod";
import { problem } from "./problem.ts";

/** An arithmetic sequence with both ends included. */
export type Range = { readonly from: number; readonly to: number } & (
  | { readonly step: number }
  | { readonly count: number }
);

const count = z
  .int()
  .min(1)
  .max(1e9)
  .meta({ examples: [100] })
  .describe("Number of rows.");

const rangeSchema = z
  .strictObject({
    from: z
      .number()
      .meta({ examples: [1] })
      .describe("First value."),
    to: z
      .number()
      .meta({ examples: [100] })
      .describe("Last value, if the steps meet it."),
    step: z
      .number()
      .exactOptional()
      .meta({ examples: [1] })
      .describe("From one value to the next; negative goes down."),
    count: count.exactOptional().describe("Number of values, evenly spaced, both ends included."),
  })
  .superRefine(({ from, to, step, count }, context) => {
    if (step === undefined && count === undefined)
      problem(
        context,
        [],
        l10n.t('A range needs "step" or "count".'),
        [
          {
            title: l10n.t('Add "step"'),
            preferred: true,
            edits: [{ path: ["step"], value: from <= to ? 1 : -1 }],
          },
        ],
        ["step", "count"],
      );
    if (step !== undefined && count !== undefined)
      problem(context, ["count"], l10n.t('A range takes "step" or "count", not both. Remove one.'), [
        { title: l10n.t('Remove "count"'), preferred: false, edits: [{ path: ["count"] }] },
        { title: l10n.t('Remove "step"'), preferred: false, edits: [{ path: ["step"] }] },
      ]);
    if (step === 0) problem(context, ["step"], l10n.t('"step" must not be 0.'));
    else if (step !== undefined && (to - from) * step < 0)
      problem(
        context,
        ["step"],
        l10n.t('With "step" {0} the range never gets from {1} to {2}.', step, from, to),
        [
          {
            title: l10n.t('Set "step" to {0}', -step),
            preferred: true,
            edits: [{ path: ["step"], value: -step }],
          },
        ],
      );
  })
  // The check above leaves exactly one of the two.
  .transform(
    ({ from, to, step, count }): Range =>
      step === undefined ? { from, to, count: count as number } : { from, to, step },
  );

const uniformSchema = z.strictObject({
  uniform: z
    .tuple([z.number(), z.number()])
    .superRefine(([low, high], context) => {
      if (low > high)
        problem(context, [1], l10n.t("The upper end ({0}) is below the lower ({1}).", high, low), [
          {
            title: l10n.t("Swap the ends"),
            preferred: true,
            edits: [
              { path: [0], value: high },
              { path: [1], value: low },
            ],
          },
        ]);
    })
    .meta({ examples: [[0, 1]] })
    .describe("`[low, high]`: drawn evenly between the two."),
  count,
});

const normalSchema = z.strictObject({
  normal: z
    .tuple([z.number(), z.number().min(0)])
    .meta({ examples: [[0, 1]] })
    .describe("`[mean, deviation]` of a normal distribution."),
  count,
});

const generatorSchema = z
  .union([z.string().min(1), rangeSchema, uniformSchema, normalSchema])
  .meta({
    defaultSnippets: [
      { label: "range", body: { from: 1, to: 100, step: 1 } },
      { label: "uniform", body: { uniform: [0, 1], count: 100 } },
      { label: "normal", body: { normal: [0, 1], count: 100 } },
      { label: "expression", body: "sin(x)" },
    ],
  })
  .describe(
    "A range, a draw, or an expression over the columns before it. Expressions know `i` (the row, from 0), `pi`, `e`, the usual functions, comparisons (1 or 0), `uniform()` and `normal()`.",
  );

/** How one column is made; a text is an expression over the columns before it. */
export type Generator = z.output<typeof generatorSchema>;

/** Names that mean something else inside expressions. */
const reserved = new Set(["i", "pi", "e"]);

export const generateSchema = z
  .record(z.string(), generatorSchema)
  .superRefine((columns, context) => {
    const names = Object.keys(columns);
    if (names.length === 0) problem(context, [], l10n.t('"generate" needs at least one column.'));
    for (const name of names)
      if (reserved.has(name))
        problem(
          context,
          [name],
          l10n.t('"{0}" means something else in expressions: give the column another name.', name),
        );
  })
  .transform((columns): ReadonlyMap<string, Generator> => new Map(Object.entries(columns)));
