import type { ViewState } from "../../src/protocol/panel.ts";
import type { PanelStrings } from "../../src/protocol/panel-strings.ts";
import { isActive } from "../../src/protocol/run.ts";
import { fill } from "../format.ts";
import { layerLines, layersNote } from "../inside.ts";
import type { PageState } from "../state.ts";
import type { Theme } from "../theme.ts";
import { element, setText } from "./dom.ts";
import { LayerCard } from "./layer-card.ts";
import { StripCard } from "./strip-card.ts";
import { type TabPage, tabPanel } from "./tabs.ts";

/** What went on in the layers: gradients, updates, dead and saturated units, and how weights and activations spread. */
export class InsidePage implements TabPage {
  readonly root: HTMLElement;
  readonly #strings: PanelStrings;
  readonly #waiting = element("p", { class: "waiting-text" });
  readonly #note = element("p", { class: "run-facts" });
  readonly #content: HTMLElement;
  readonly #cards: readonly (LayerCard | StripCard)[];
  #drawn: readonly unknown[] = [];

  constructor(strings: PanelStrings) {
    this.#strings = strings;
    this.#cards = [
      new LayerCard(
        {
          title: strings.gradientNorm,
          help: strings.gradientNormHelp,
          none: strings.nothingTrained,
          lines: (inside) => layerLines(inside, "gradientNorm", true),
        },
        strings,
      ),
      new LayerCard(
        {
          title: strings.updateRatio,
          help: strings.updateRatioHelp,
          none: strings.nothingTrained,
          lines: (inside) => layerLines(inside, "updateRatio", true),
          guide: { value: 1e-3, label: strings.usualRatio },
        },
        strings,
      ),
      new StripCard("weights", strings),
      new StripCard("activations", strings),
      new LayerCard(
        {
          title: strings.deadSaturated,
          help: strings.deadSaturatedHelp,
          none: strings.noneSaturates,
          lines: (inside) => [
            ...layerLines(inside, "deadShare", false, (layer) => fill(strings.deadOf, layer)),
            ...layerLines(inside, "saturatedShare", false, (layer) => fill(strings.saturatedOf, layer)),
          ],
          shares: true,
        },
        strings,
      ),
    ];
    this.#content = element(
      "div",
      {},
      element("div", { class: "charts" }, ...this.#cards.map(({ root }) => root)),
      this.#note,
    );
    this.root = element("div", tabPanel("inside", "inside"), this.#waiting, this.#content);
  }

  update({ run }: PageState, _: ViewState, theme: Theme, now: number): void {
    const inside = run?.inside;
    this.#waiting.hidden = inside !== undefined;
    this.#content.hidden = inside === undefined;
    setText(this.#waiting, run ? this.#strings.insideWaiting : this.#strings.insideUntrained);
    if (!inside) return;
    const live = isActive(run.progress.status);
    const inputs = [inside, theme, this.root.clientWidth, live];
    if (inputs.every((input, index) => input === this.#drawn[index])) return;
    this.#drawn = inputs;
    for (const card of this.#cards) card.update(inside, theme, now, live);
    setText(this.#note, layersNote(inside, this.#strings));
  }
}
