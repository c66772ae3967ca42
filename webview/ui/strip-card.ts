import type { Inside } from "../../src/protocol/inside.ts";
import type { PanelStrings } from "../../src/protocol/panel-strings.ts";
import { StripChart } from "../charts/strip-chart.ts";
import { layerStrips, stripsSummary, stripsTable } from "../inside.ts";
import type { Theme } from "../theme.ts";
import { ChartCard } from "./chart-card.ts";

/** Heat strips of the layers' weights or activations over the epochs. */
export class StripCard {
  readonly root: HTMLElement;
  readonly #which: "weights" | "activations";
  readonly #title: string;
  readonly #card: ChartCard;
  readonly #chart: StripChart;
  readonly #strings: PanelStrings;

  constructor(which: "weights" | "activations", strings: PanelStrings) {
    this.#which = which;
    this.#strings = strings;
    this.#title = which === "weights" ? strings.weights : strings.activations;
    this.#card = new ChartCard(this.#title, strings);
    this.root = this.#card.root;
    this.#card.canvas.title = which === "weights" ? strings.weightsHelp : strings.activationsHelp;
    this.#chart = new StripChart(this.#card.canvas);
  }

  update(inside: Inside, theme: Theme, now: number, live: boolean): void {
    const strings = this.#strings;
    const strips = layerStrips(inside, this.#which);
    const color = this.#which === "weights" ? theme.training : theme.predicted;
    this.#chart.draw({ strips, epochs: inside.epochs, color, xTitle: strings.epoch, theme });
    this.#card.setContent(
      () => ({
        summary: stripsSummary(this.#title, strips, inside, strings),
        table: stripsTable(strips, strings),
      }),
      now,
      live,
    );
  }
}
