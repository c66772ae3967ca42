import type { ViewState } from "../../src/protocol/panel.ts";
import type { PanelStrings } from "../../src/protocol/panel-strings.ts";
import { isActive } from "../../src/protocol/run.ts";
import { NetworkDrawing } from "../charts/network-drawing.ts";
import { fill, formatCount } from "../format.ts";
import { networkSummary, networkTable, type Seen, sampleNames, unitFacts, unitName } from "../network.ts";
import { type Layout, layoutOf, type Node, neighbour, nodeAt } from "../network-layout.ts";
import type { PageState } from "../state.ts";
import type { Theme } from "../theme.ts";
import { ChartCard } from "./chart-card.ts";
import { type Dropdown, dropdown, setOptions } from "./controls.ts";
import { element, setText } from "./dom.ts";
import { type TabPage, tabPanel } from "./tabs.ts";

/** The layers as a drawing, with what they give for a sample, and all about the unit that is pointed at. */
export class NetworkPage implements TabPage {
  readonly root: HTMLElement;
  readonly #strings: PanelStrings;
  readonly #card: ChartCard;
  readonly #drawing: NetworkDrawing;
  readonly #samples: Dropdown;
  readonly #waiting = element("p", { class: "waiting-text" });
  readonly #note = element("p", { class: "run-facts" });
  readonly #unit = element("div", { class: "unit" });
  /** Screen readers hear a unit when it is gone to, and not again with each update. */
  readonly #announcement = element("div", { class: "unseen", role: "status" });
  readonly #redraw: () => void;
  #names = "";
  #sample = 0;
  #layout: Layout | undefined;
  #chosen: { readonly column: number; readonly row: number } | undefined;
  #announced: { readonly column: number; readonly row: number } | undefined;
  #drawn: readonly unknown[] = [];

  constructor(strings: PanelStrings, redraw: () => void) {
    this.#strings = strings;
    this.#redraw = redraw;
    this.#card = new ChartCard(strings.tabNetwork, strings);
    const { canvas } = this.#card;
    canvas.title = strings.networkHelp;
    this.#drawing = new NetworkDrawing(canvas, strings);
    this.#samples = dropdown(strings.sample, (sample) => {
      this.#sample = sample;
      redraw();
    });
    this.#card.tools.append(this.#samples);
    canvas.addEventListener("pointermove", ({ offsetX, offsetY }) => {
      const node = this.#layout && nodeAt(this.#layout, offsetX, offsetY);
      if (node) this.#choose(node);
    });
    canvas.addEventListener("keydown", (event) => {
      const node = this.#layout && neighbour(this.#layout, this.#chosenNode, event.key);
      if (!node) return;
      this.#choose(node);
      event.preventDefault();
    });
    this.root = element(
      "div",
      tabPanel("network", "network"),
      this.#waiting,
      this.#card.root,
      this.#unit,
      this.#announcement,
      this.#note,
    );
  }

  update({ run }: PageState, _: ViewState, theme: Theme, now: number): void {
    const strings = this.#strings;
    const base = run?.networkBase;
    const state = run?.network;
    const isSeen = base !== undefined && state !== undefined;
    this.#waiting.hidden = isSeen;
    for (const part of [this.#card.root, this.#unit, this.#note]) part.hidden = !isSeen;
    setText(this.#waiting, run ? strings.networkWaiting : strings.networkUntrained);
    if (!base || !state) return;
    const live = isActive(run.progress.status);
    const width = this.#card.canvas.clientWidth;
    const inputs = [base, state, theme, width, live, this.#sample, this.#chosen?.column, this.#chosen?.row];
    if (inputs.every((input, index) => input === this.#drawn[index])) return;
    this.#drawn = inputs;
    const names = sampleNames(base, strings);
    if (this.#sample >= names.length) this.#sample = 0;
    if (names.join("\n") !== this.#names) setOptions(this.#samples, names, this.#sample);
    this.#names = names.join("\n");
    const seen = { base, state, sample: this.#sample };
    this.#layout = layoutOf(base, width);
    this.#card.setLegend([
      { look: "line training", label: strings.positive },
      { look: "line validation dashed", label: strings.negative },
    ]);
    this.#drawing.draw(seen, this.#layout, this.#chosenNode, theme);
    this.#card.setContent(
      () => ({ summary: networkSummary(seen, strings), table: networkTable(seen, strings) }),
      now,
      live,
    );
    this.#tellUnit(seen);
    const { layers, layerCount } = base;
    const folded =
      layers.some(({ shown, units }) => shown.length < units) || base.inputs.length < base.inputCount;
    const notes = [
      folded ? strings.folded : "",
      layers.length < layerCount
        ? fill(strings.layersShown, formatCount(layers.length), formatCount(layerCount))
        : "",
    ];
    setText(this.#note, notes.filter((note) => note !== "").join(" "));
  }

  get #chosenNode(): Node | undefined {
    return this.#chosen && this.#layout?.nodes[this.#chosen.column]?.[this.#chosen.row];
  }

  #choose({ column, row }: Node): void {
    if (column === this.#chosen?.column && row === this.#chosen.row) return;
    this.#chosen = { column, row };
    this.#redraw();
  }

  /** The unit that is pointed at; without one, how to point at one. */
  #tellUnit(seen: Seen): void {
    const node = this.#chosenNode;
    if (!node) {
      setText(this.#unit, this.#strings.networkHelp);
      return;
    }
    const known = unitFacts(seen, node, this.#strings);
    const name = unitName(seen, node, this.#strings);
    if (this.#announced !== this.#chosen)
      setText(this.#announcement, [name, ...known.map((fact) => fact.join(" "))].join(", "));
    this.#announced = this.#chosen;
    const facts = known.map(([name, value]) =>
      element("div", {}, element("dt", {}, name), element("dd", {}, value)),
    );
    this.#unit.replaceChildren(element("h3", {}, name), element("dl", {}, ...facts));
  }
}
