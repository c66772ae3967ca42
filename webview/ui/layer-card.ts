import type { Inside } from "../../src/protocol/inside.ts";
import type { PanelStrings } from "../../src/protocol/panel-strings.ts";
import { LayerChart } from "../charts/layer-chart.ts";
import { formatFigure, formatPercent } from "../format.ts";
import { type LayerLine, linesSummary, linesTable } from "../inside.ts";
import type { Theme } from "../theme.ts";
import { ChartCard } from "./chart-card.ts";

export interface LayerCardOptions {
  readonly title: string;
  readonly help: string;
  /** Said where no layer has such a line. */
  readonly none: string;
  readonly lines: (inside: Inside) => LayerLine[];
  readonly shares?: boolean;
  readonly guide?: { readonly value: number; readonly label: string };
}

/** A chart with one line a layer over the epochs. */
export class LayerCard {
  readonly root: HTMLElement;
  readonly #options: LayerCardOptions;
  readonly #card: ChartCard;
  readonly #chart: LayerChart;
  readonly #strings: PanelStrings;

  constructor(options: LayerCardOptions, strings: PanelStrings) {
    this.#options = options;
    this.#strings = strings;
    this.#card = new ChartCard(options.title, strings);
    this.root = this.#card.root;
    this.#card.canvas.title = options.help;
    this.#chart = new LayerChart(this.#card.canvas, strings);
  }

  update(inside: Inside, theme: Theme, now: number, live: boolean): void {
    const { title, none, shares = false, guide } = this.#options;
    const lines = this.#options.lines(inside);
    this.#card.setWaiting(lines.length === 0 ? none : undefined);
    const [from = 0, to = 1] = [inside.epochs[0], inside.epochs.at(-1)];
    const legend = this.#chart.draw({ lines, shares, from, to, theme, ...(guide ? { guide } : {}) });
    this.#card.setLegend(lines.length === 0 ? [] : legend);
    const strings = this.#strings;
    const format = shares ? formatPercent : formatFigure;
    this.#card.setContent(
      () => ({
        summary: lines.length === 0 ? none : linesSummary(title, lines, inside, strings, format),
        table: linesTable(lines, strings, format),
      }),
      now,
      live,
    );
  }
}
