import type { History } from "../src/protocol/history.ts";
import type { PanelStrings } from "../src/protocol/panel-strings.ts";
import type { Part } from "../src/protocol/prediction.ts";
import type { CurveInfo } from "./curves.ts";
import { formatCount, formatFigure } from "./format.ts";

/** The first column names its row. */
export interface TableContent {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export const mostRows = 50;

/** At most `limit` of the indices 0 to `count` − 1, evenly chosen, the first and the last among them. */
export function evenly(count: number, limit: number): number[] {
  if (count <= limit) return Array.from({ length: count }, (_, index) => index);
  return Array.from({ length: limit }, (_, index) => Math.round((index * (count - 1)) / (limit - 1)));
}

const cell = (value: number | undefined): string => (value === undefined ? "" : formatFigure(value));

/** The loss chart as a table of epochs, with a column for each of the chosen curves. */
export function lossTable(
  { epochs, curves }: History,
  chosen: readonly CurveInfo[],
  strings: PanelStrings,
): TableContent {
  const shown = chosen.map(({ name, label }) => ({ label, values: curves[name]?.last }));
  return {
    columns: [strings.epoch, ...shown.map(({ label }) => label)],
    rows: evenly(epochs.length, mostRows).map((index) => [
      formatCount(epochs[index] as number),
      ...shown.map(({ values }) => cell(values?.[index])),
    ]),
  };
}

export const partName = (part: Part, strings: PanelStrings): string =>
  [strings.trainingPart, strings.validationPart, strings.testPart][part] ?? "";
