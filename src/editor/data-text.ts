import * as l10n from "@vscode/l10n";
import type { ColumnSummary, DataSummary } from "../protocol/data-summary.ts";
import { escapeMarkdown } from "./hover-text.ts";

/** Columns that a hover lists. */
const mostListed = 12;
const longestName = 60;
const dayLength = 86_400_000;

/** A number of the data as a person reads it, with at most five significant digits. */
export function formatValue(value: number): string {
  const rounded = Number(value.toPrecision(5));
  const size = Math.abs(rounded);
  return size !== 0 && (size >= 1e7 || size < 1e-4)
    ? rounded.toExponential().replace("e+", "e")
    : String(rounded);
}

/** Milliseconds since 1970 as an ISO date, with the time where it is not midnight (UTC). */
export function formatDay(milliseconds: number): string {
  const date = new Date(milliseconds);
  if (Number.isNaN(date.getTime())) return "–";
  const [day = "", time = ""] = date.toISOString().split("T");
  return time.startsWith("00:00:00.000") ? day : `${day} ${time.slice(0, 8)}`;
}

/** A span of time as a person reads it. */
function formatSpan(milliseconds: number): string {
  const days = milliseconds / dayLength;
  return days >= 1
    ? l10n.t("{0} days", formatValue(Number(days.toPrecision(3))))
    : l10n.t("{0} seconds", formatValue(Number((milliseconds / 1000).toPrecision(3))));
}

const count = (value: number): string => value.toLocaleString("en-US");

const kindName = ({ kind }: ColumnSummary): string =>
  kind === "number" ? l10n.t("number") : kind === "date" ? l10n.t("date") : l10n.t("text");

const range = ({ kind, numbers }: ColumnSummary): string => {
  const format = kind === "date" ? formatDay : formatValue;
  return numbers ? l10n.t("{0} to {1}", format(numbers.min), format(numbers.max)) : "";
};

/** A column in a few words, as plain text: `number, −3 to 12.5, 2 missing`. */
export function columnLine(column: ColumnSummary): string {
  const { labels, missing, problem } = column;
  if (problem !== undefined) return `${kindName(column)}, ${l10n.t("cannot be read")}`;
  return [
    kindName(column),
    ...(column.numbers ? [range(column)] : []),
    ...(labels ? [l10n.t("{0} different", count(labels.different))] : []),
    ...(missing > 0 ? [l10n.t("{0} missing", count(missing))] : []),
  ].join(", ");
}

/** Name and value of each figure that a hover on a column shows. */
function figures(column: ColumnSummary, rows: number): (readonly [string, string])[] {
  const { kind, numbers, labels, missing } = column;
  const isDate = kind === "date";
  return [
    [l10n.t("Type"), kindName(column)],
    [l10n.t("Rows"), count(rows)],
    ...(numbers
      ? ([
          [l10n.t("Range"), range(column)],
          [l10n.t("Mean"), meanOf(column)],
          [l10n.t("Deviation"), (isDate ? formatSpan : formatValue)(numbers.deviation)],
        ] as const)
      : []),
    ...(labels ? ([[l10n.t("Different"), count(labels.different)]] as const) : []),
    [l10n.t("Missing"), missing === 0 ? l10n.t("none") : `${count(missing)} (${percent(missing, rows)})`],
  ];
}

function percent(part: number, rows: number): string {
  const share = (100 * part) / rows;
  return share < 0.1 ? "< 0.1 %" : `${Number(share.toPrecision(2))} %`;
}

const shortened = (name: string): string =>
  name.length > longestName ? `${name.slice(0, longestName)}…` : name;

/** Rows of a Markdown table, the first its head. A hover sets cells close together: each is followed by some room. */
const tableOf = ([head = [], ...rows]: readonly (readonly string[])[]): string => {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => `${escapeMarkdown(cell)}&ensp;`).join(" | ")} |`;
  return [line(head), `|${head.map(() => ":--").join("|")}|`, ...rows.map(line)].join("\n");
};

const meanOf = ({ kind, numbers }: ColumnSummary): string => {
  if (!numbers) return "";
  const { mean, min, max } = numbers;
  if (kind !== "date") return formatValue(mean);
  // Of days, the hour of their mean says nothing.
  return formatDay(max - min > 2 * dayLength ? Math.floor(mean / dayLength) * dayLength : mean);
};

/** The hover on a column's name; `picture` is an SVG. */
export function columnMarkdown(column: ColumnSummary, rows: number, picture?: string): string {
  const title = `**${escapeMarkdown(shortened(column.name))}**`;
  if (column.problem !== undefined) return `${title}\n\n${escapeMarkdown(column.problem)}`;
  const table = figures(column, rows);
  return [
    title,
    tableOf([table.map(([name]) => name), table.map(([, value]) => value)]),
    ...(picture ? [`![${escapeMarkdown(shortened(column.name))}](${asSource(picture)})`] : []),
  ].join("\n\n");
}

/** The hover on the data as a whole: rows and a line for each column. */
export function dataMarkdown({ rows, columns, columnCount, imageShape }: DataSummary, title: string): string {
  const listed = columns.slice(0, mostListed);
  const images = imageShape ? [l10n.t("Each row is an image of {0} values.", imageShape.join(" × "))] : [];
  const facts = l10n.t("{0} rows, {1} columns", count(rows), count(columnCount));
  const head = [l10n.t("Column"), l10n.t("Type"), l10n.t("Range"), l10n.t("Mean"), l10n.t("Missing")];
  const lines = listed.map((column) => {
    const { labels, missing, problem } = column;
    const spread = labels ? l10n.t("{0} different", count(labels.different)) : range(column);
    return [
      shortened(column.name),
      kindName(column),
      problem === undefined ? spread : l10n.t("cannot be read"),
      meanOf(column),
      missing > 0 ? count(missing) : "",
    ];
  });
  const more = columnCount - listed.length;
  return [
    `**${escapeMarkdown(title)}** · ${escapeMarkdown([facts, ...images].join(". "))}`,
    tableOf([head, ...lines]),
    ...(more > 0 ? [escapeMarkdown(l10n.t("… and {0} more columns.", count(more)))] : []),
  ].join("\n\n");
}

const asSource = (picture: string): string =>
  `data:image/svg+xml;base64,${Buffer.from(picture, "utf8").toString("base64")}`;
