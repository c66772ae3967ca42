import * as l10n from "@vscode/l10n";
import { columnPath } from "../../model/drop-inputs.ts";
import type { Edit, Fix } from "../../protocol/finding.ts";
import type { ColumnStatistics, GapCode } from "../../protocol/statistics.ts";
import type { Draft, Known, Rule } from "../rule.ts";
import { list, short } from "../text.ts";

/** Inline values that a fix empties, at most. */
const mostCells = 1000;

/** Inputs and targets, a column that is both once. */
function columns({ statistics: { inputs, targets } }: Known): readonly ColumnStatistics[] {
  const names = new Set(inputs.map(({ name }) => name));
  return [...inputs, ...targets.filter(({ name }) => !names.has(name))];
}

const percent = (part: number, whole: number): string => l10n.t("{0} %", short((100 * part) / whole));

/** Gaps that the file says how to treat: how many there are. With a window, better ways are offered. */
function gaps(known: Known): readonly Draft[] {
  const { model, statistics } = known;
  const { missing, window } = model.data;
  const holes = columns(known)
    .filter((column) => column.missing > 0)
    .sort((a, b) => b.missing - a.missing);
  const [worst] = holes;
  if (!worst || missing === "error") return [];
  const count = holes.reduce((sum, column) => sum + column.missing, 0);
  const rows = statistics.rows + statistics.dropped;
  const names = list(holes.map(({ name }) => name));
  const path = ["data", "missing"];
  const done = {
    drop: () => l10n.t("{0} of {1} rows are left out.", statistics.dropped, rows),
    mean: () => l10n.t("They are filled with the mean of their column."),
    interpolate: () => l10n.t("They are filled with what lies between the values around them."),
  }[missing]();
  const joins =
    window !== undefined && missing !== "interpolate" && holes.every(({ kind }) => kind !== "class");
  const advice = !joins
    ? []
    : missing === "drop"
      ? [l10n.t('Windows then reach across the gap as if there were none: set missing to "interpolate".')]
      : [l10n.t('A mean in the middle of a series is a jump: set missing to "interpolate".')];
  const fix: Fix = {
    title: l10n.t('Set missing to "{0}"', "interpolate"),
    preferred: true,
    edits: [{ path, value: "interpolate" }],
  };
  return [
    {
      severity: "hint",
      path,
      message: [l10n.t("{0} values are missing, in {1}.", count, names), done, ...advice].join(" "),
      fixes: joins ? [fix] : [],
      evidence: {
        explanation: l10n.t(
          "A network computes with every number it is given, so a gap has to be left out or filled. What is filled in was never measured: where much of a column is missing, the network learns the filling.",
        ),
        numbers: [
          ...holes.slice(0, 5).map((column) => ({
            label: column.name,
            value: l10n.t("{0} of {1} missing ({2})", column.missing, rows, percent(column.missing, rows)),
          })),
          ...(statistics.dropped > 0
            ? [{ label: l10n.t("Rows left out"), value: l10n.t("{0} of {1}", statistics.dropped, rows) }]
            : []),
        ],
      },
    },
  ];
}

/** Values such as -999, far from all the others of their column. */
function codes(known: Known): readonly Draft[] {
  const { data } = known.model;
  return columns(known).flatMap((column): Draft[] => {
    const found = column.codes ?? [];
    const [first] = found;
    if (!first) return [];
    const side = known.statistics.inputs.includes(column) ? "inputs" : "targets";
    const rows = known.statistics.rows;
    const shown = found.map(({ value }) => String(value)).join(", ");
    return [
      {
        severity: "hint",
        path: columnPath(data, side, column.name),
        message: l10n.t(
          'The value {0} of column "{1}" seems to stand for a missing one: it is far from all the others. Leave the cell empty where nothing was measured, and say with "missing" what to do about it.',
          shown,
          column.name,
        ),
        fixes: emptied(known, column, found),
        evidence: {
          explanation: l10n.t(
            "Some data sets write a number such as -999 where nothing was measured. To a network it is a value like any other, and by far the largest, so it pulls the normalization and the fit towards it.",
          ),
          numbers: [
            ...found.map((code) => ({
              label: l10n.t("Rows with {0}", code.value),
              value: l10n.t("{0} of {1} ({2})", code.rows, rows, percent(code.rows, rows)),
            })),
            {
              label: l10n.t("Mean and deviation with it"),
              value: l10n.t("mean {0}, deviation {1}", short(column.mean), short(column.deviation)),
            },
          ],
        },
      },
    ];
  });
}

/** Where the values stand in the model file, the edits that empty them. */
function emptied({ model }: Known, { name }: ColumnStatistics, found: readonly GapCode[]): readonly Fix[] {
  const { values, missing, window } = model.data;
  const cells = values?.get(name);
  if (!cells) return [];
  const rows = [...cells.keys()].filter((row) => found.some(({ value }) => Number(cells[row]) === value));
  if (rows.length === 0 || rows.length > mostCells) return [];
  const method = window ? "interpolate" : "drop";
  const edits: Edit[] = rows.map((row) => ({ path: ["data", "values", name, row], value: null }));
  if (missing === "error") edits.push({ path: ["data", "missing"], value: method });
  const title =
    missing === "error"
      ? l10n.t('Empty these cells and set missing to "{0}"', method)
      : l10n.t("Empty these cells");
  return [{ title, preferred: true, edits }];
}

/** Gaps that are treated as the file says, and numbers that seem to stand for one. Thresholds: `gap-codes.ts`. */
export const missingValues: Rule = { before: (known) => [...gaps(known), ...codes(known)] };
