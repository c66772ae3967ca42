import type { DataPreview } from "../../src/protocol/data-preview.ts";
import type { PreviewState } from "../../src/protocol/panel.ts";
import type { PanelStrings } from "../../src/protocol/panel-strings.ts";
import { correlationNote, dataFacts, sampleRows } from "../data-words.ts";
import { fill, formatCount } from "../format.ts";
import type { PageState } from "../state.ts";
import { columnCard } from "./column-picture.ts";
import { correlationTable } from "./correlation-table.ts";
import { element, icon, icons, setText } from "./dom.ts";
import { type TabPage, tabPanel } from "./tabs.ts";

const splitLooks = ["training", "validation", "test"] as const;

/** The data as the network sees it: its first samples, its columns, and how inputs and targets go together. */
export class DataPage implements TabPage {
  readonly root: HTMLElement;
  readonly #strings: PanelStrings;
  readonly #reading = element("p", { class: "waiting-text" });
  /** Screen readers hear that reading begins and what came of it, and no percents. */
  readonly #announcement = element("div", { class: "unseen", role: "status" });
  readonly #failure = element("span");
  readonly #failureNote: HTMLElement;
  readonly #content = element("div", { class: "data-content" });
  #shown: PreviewState | undefined;

  constructor(strings: PanelStrings) {
    this.#strings = strings;
    this.#failureNote = element(
      "p",
      { class: "note failure", role: "alert" },
      icon(icons.error, "error"),
      this.#failure,
    );
    this.root = element(
      "div",
      tabPanel("data", "data"),
      this.#announcement,
      this.#reading,
      this.#failureNote,
      this.#content,
    );
    this.#show();
  }

  update({ preview }: PageState): void {
    this.#show(preview);
  }

  #show(state: PreviewState = { status: "reading" }): void {
    if (state === this.#shown) return;
    this.#shown = state;
    const strings = this.#strings;
    this.#reading.hidden = state.status !== "reading";
    this.#failureNote.hidden = state.status !== "failed";
    this.#content.hidden = state.status !== "ready";
    if (state.status !== "failed")
      setText(
        this.#announcement,
        state.status === "ready" ? dataFacts(state.preview, strings).join(", ") : strings.dataReading,
      );
    if (state.status === "reading")
      setText(
        this.#reading,
        state.percent === undefined
          ? strings.dataReading
          : fill(strings.dataReadingPercent, String(state.percent)),
      );
    else if (state.status === "failed") setText(this.#failure, fill(strings.dataFailed, state.message));
    else this.#fill(state.preview);
  }

  #fill(preview: DataPreview): void {
    const strings = this.#strings;
    const { columns, columnCount, correlation, inputWidth } = preview;
    const cards = columns.map((column) => columnCard(column, strings));
    const hidden =
      columns.length < columnCount
        ? fill(strings.columnsShown, formatCount(columns.length), formatCount(columnCount))
        : "";
    this.#content.replaceChildren(
      element("p", { class: "data-facts" }, dataFacts(preview, strings).join(" · ")),
      card(
        strings.samples,
        [strings.samplesHelp, samplesNote(preview, strings)],
        scrolling(strings.samples, this.#samples(preview)),
      ),
      card(strings.columns, [strings.columnsHelp, hidden], element("ul", { class: "columns" }, ...cards)),
      card(
        strings.correlation,
        [strings.correlationHelp, correlationNote(correlation, inputWidth, strings)],
        scrolling(strings.correlation, correlationTable(correlation, strings.correlation)),
      ),
    );
  }

  #samples(preview: DataPreview): HTMLElement {
    const strings = this.#strings;
    const { xName, inputNames, targetNames } = preview;
    const named = (name: string, role: "input" | "target") =>
      element(
        "th",
        {
          scope: "col",
          class: role,
          title: fill(role === "input" ? strings.inputOf : strings.targetOf, name),
        },
        name,
      );
    const head = element(
      "tr",
      {},
      element("th", { scope: "col" }, xName === "row" ? strings.row : xName),
      element("th", { scope: "col" }, strings.part),
      ...inputNames.map((name) => named(name, "input")),
      ...targetNames.map((name) => named(name, "target")),
    );
    const rows = sampleRows(preview, strings).map(({ part, head: [x, split], inputs, targets }) =>
      element(
        "tr",
        {},
        element("th", { scope: "row" }, x),
        element("td", {}, element("i", { class: `swatch dot ${splitLooks[part]}` }), split),
        ...inputs.map((value) => element("td", { class: "input" }, value)),
        ...targets.map((value) => element("td", { class: "target" }, value)),
      ),
    );
    return element(
      "table",
      { class: "samples" },
      element("caption", { class: "unseen" }, strings.samples),
      element("thead", {}, head),
      element("tbody", {}, ...rows),
    );
  }
}

function samplesNote({ inputNames, inputWidth }: DataPreview, strings: PanelStrings): string {
  return inputNames.length < inputWidth
    ? fill(strings.samplesShown, formatCount(inputNames.length), formatCount(inputWidth))
    : "";
}

const card = (title: string, notes: readonly string[], content: HTMLElement): HTMLElement =>
  element(
    "section",
    { class: "card", "aria-label": title },
    element("h2", {}, title),
    element("p", { class: "help" }, notes.filter((note) => note !== "").join(" ")),
    content,
  );

/** A table may be wider than the page, and is then reached by the keyboard. */
const scrolling = (title: string, table: HTMLElement): HTMLElement =>
  element("div", { class: "scroll wide", tabindex: "0", role: "region", "aria-label": title }, table);
