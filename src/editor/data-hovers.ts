import * as vscode from "vscode";
import type { DataPlace } from "../model/data-place.ts";
import type { ColumnSummary, DataSummary } from "../protocol/data-summary.ts";
import { abortWith } from "./abort.ts";
import { type DataDesk, Refused } from "./data-desk.ts";
import { columnMarkdown, dataMarkdown, formatDay, formatValue } from "./data-text.ts";
import { escapeMarkdown } from "./hover-text.ts";
import type { Problems } from "./problems.ts";
import { loadRooms } from "./rooms.ts";

const pictureSize = { width: 320, height: 110 };

/** The hover on what names data: its columns in a table, or one column with its histogram. */
export class DataHovers implements vscode.HoverProvider {
  readonly #desk: DataDesk;
  readonly #problems: Problems;

  constructor(desk: DataDesk, problems: Problems) {
    this.#desk = desk;
    this.#problems = problems;
  }

  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.Hover | undefined> {
    const { dataPlaceAt, readDataSource } = await loadRooms();
    const text = document.getText();
    const place = dataPlaceAt(text, document.offsetAt(position));
    const source = place && readDataSource(text);
    if (!source) return undefined;
    const markdown = await this.#markdown(document, text, place, (source.file ?? []).join(", "), token);
    if (markdown === undefined) return undefined;
    const range = new vscode.Range(
      document.positionAt(place.offset),
      document.positionAt(place.offset + place.length),
    );
    // Not trusted: everything in it comes from a file.
    return new vscode.Hover(new vscode.MarkdownString(markdown), range);
  }

  async #markdown(
    { uri }: vscode.TextDocument,
    text: string,
    place: DataPlace,
    file: string,
    token: vscode.CancellationToken,
  ): Promise<string | undefined> {
    try {
      const summary = await this.#desk.describe({ uri, text }, { signal: abortWith(token) });
      return place.kind === "column"
        ? await columnHover(summary, place.column)
        : dataMarkdown(summary, file || vscode.l10n.t("Data"));
    } catch (error) {
      if (token.isCancellationRequested) return undefined;
      const { DataError } = await loadRooms();
      if (!(error instanceof Refused || error instanceof DataError)) throw error;
      // The problem's own hover says it already.
      const isTold = this.#problems.shown(uri).some(({ finding }) => finding.message === error.message);
      return isTold || place.kind === "column" ? undefined : escapeMarkdown(error.message);
    }
  }
}

async function columnHover(summary: DataSummary, name: string): Promise<string | undefined> {
  const column = summary.columns.find((one) => one.name === name);
  return column && columnMarkdown(column, summary.rows, await pictureOf(column));
}

/** A column's histogram as an SVG, or its most frequent labels; undefined where it has no values. */
export async function pictureOf({ name, kind, numbers, labels }: ColumnSummary): Promise<string | undefined> {
  const { histogramSvg, labelsSvg } = await loadRooms();
  if (numbers) {
    const format = kind === "date" ? formatDay : formatValue;
    return histogramSvg(numbers.histogram, { title: name, format, ...pictureSize });
  }
  return labels && labels.top.length > 0
    ? labelsSvg(labels, { title: name, width: pictureSize.width })
    : undefined;
}
