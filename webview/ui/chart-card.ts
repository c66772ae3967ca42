import type { PanelStrings } from "../../src/protocol/panel-strings.ts";
import type { TableContent } from "../table.ts";
import { element, setText } from "./dom.ts";

/** Milliseconds between two changes of the text alternative and of the table. */
const textInterval = 3000;

/** What a chart's legend names; the class gives the line's look in `style.css`. */
export interface LegendEntry {
  readonly look: string;
  readonly label: string;
}

/** A chart's frame: heading, legend, tools, the canvas with its text alternative, and the table. */
export class ChartCard {
  readonly root: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  readonly tools = element("div", { class: "tools" });
  /** What holds the canvas, and what lies over it. */
  readonly plot: HTMLElement;
  readonly #legend = element("ul", { class: "legend", "aria-hidden": "true" });
  readonly #message = element("p", { class: "waiting" });
  readonly #details: HTMLDetailsElement;
  readonly #table = element("table");
  readonly #caption = element("caption", { class: "unseen" });
  #legendText = "";
  #textDue = 0;
  #content: () => { summary: string; table: TableContent } = () => ({
    summary: "",
    table: { columns: [], rows: [] },
  });

  /** `chooser` takes the legend's place. */
  constructor(title: string, strings: PanelStrings, chooser?: HTMLElement) {
    this.canvas = element("canvas", { role: "img", tabindex: "0", "aria-label": title });
    this.#details = element(
      "details",
      {},
      element("summary", {}, strings.showAsTable),
      element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": title }, this.#table),
    );
    this.#details.addEventListener("toggle", () => this.#writeTable());
    this.plot = element("div", { class: "plot" }, this.canvas, this.#message);
    this.root = element(
      "section",
      { class: "card chart", "aria-label": title },
      element("div", { class: "card-head" }, element("h2", {}, title), this.tools),
      chooser ?? this.#legend,
      this.plot,
      this.#details,
    );
  }

  setLegend(entries: readonly LegendEntry[]): void {
    const text = entries.map(({ look, label }) => `${look} ${label}`).join("\n");
    if (text === this.#legendText) return;
    this.#legendText = text;
    this.#legend.replaceChildren(
      ...entries.map(({ look, label }) =>
        element("li", {}, element("i", { class: `swatch ${look}` }), label),
      ),
    );
  }

  /** Shows `waiting` over the empty chart, or nothing. */
  setWaiting(waiting: string | undefined): void {
    setText(this.#message, waiting ?? "");
    this.#message.hidden = waiting === undefined;
    this.canvas.classList.toggle("unready", waiting !== undefined);
  }

  /** Says the chart in words; while training goes on, only every few seconds. */
  setContent(content: () => { summary: string; table: TableContent }, now: number, live: boolean): void {
    this.#content = content;
    if (live && now < this.#textDue) return;
    this.#textDue = now + textInterval;
    this.canvas.setAttribute("aria-label", content().summary);
    this.#writeTable();
  }

  #writeTable(): void {
    if (!this.#details.open) return;
    const { summary, table } = this.#content();
    setText(this.#caption, summary);
    const head = element("tr", {}, ...table.columns.map((name) => element("th", { scope: "col" }, name)));
    const rows = table.rows.map(([first = "", ...others]) =>
      element(
        "tr",
        {},
        element("th", { scope: "row" }, first),
        ...others.map((text) => element("td", {}, text)),
      ),
    );
    this.#table.replaceChildren(this.#caption, element("thead", {}, head), element("tbody", {}, ...rows));
  }
}
