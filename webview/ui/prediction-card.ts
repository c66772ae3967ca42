import type { ViewState } from "../../src/protocol/panel.ts";
import type { PanelStrings } from "../../src/protocol/panel-strings.ts";
import { isActive, type RunSnapshot } from "../../src/protocol/run.ts";
import { PredictionChart } from "../charts/prediction-chart.ts";
import { predictionSummary } from "../summary.ts";
import { predictionTable } from "../table.ts";
import type { Theme } from "../theme.ts";
import { ChartCard } from "./chart-card.ts";
import { type Dropdown, dropdown, setOptions } from "./controls.ts";

/** The prediction chart, with a choice of the output where there are several. */
export class PredictionCard {
  readonly root: HTMLElement;
  readonly #card: ChartCard;
  readonly #chart: PredictionChart;
  readonly #strings: PanelStrings;
  readonly #outputs: Dropdown;
  #names = "";
  #drawn: readonly unknown[] = [];

  constructor(strings: PanelStrings, onView: (change: Partial<ViewState>) => void) {
    this.#strings = strings;
    this.#card = new ChartCard(strings.prediction, strings);
    this.root = this.#card.root;
    this.#chart = new PredictionChart(this.#card.canvas, strings);
    this.#outputs = dropdown(strings.output, (output) => onView({ output }));
    this.#card.tools.append(this.#outputs);
  }

  update(run: RunSnapshot, view: ViewState, theme: Theme, now: number): void {
    const strings = this.#strings;
    const { base, predicted } = run;
    const live = isActive(run.progress.status);
    const inputs = [base, predicted, view.output, theme, live];
    if (inputs.every((input, index) => input === this.#drawn[index]) && base) return;
    this.#drawn = inputs;

    this.#card.setWaiting(base ? undefined : strings.predictionWaiting);
    if (!base) {
      this.#outputs.hidden = true;
      this.#card.setLegend([]);
      this.#chart.clear();
      return;
    }
    // Another run of the file may have fewer outputs than the one that the view was kept for.
    const output = view.output < base.outputs.length ? view.output : 0;
    this.#updateOutputs(
      base.outputs.map(({ name }) => name),
      output,
    );
    this.#card.setLegend(this.#chart.draw({ base, predicted, output, theme }));
    this.#card.setContent(
      () => ({
        summary: predictionSummary(base, predicted, output, strings),
        table: predictionTable(base, predicted, output, strings),
      }),
      now,
      live,
    );
  }

  #updateOutputs(names: readonly string[], selected: number): void {
    this.#outputs.hidden = names.length < 2;
    const text = names.join("\n");
    if (text === this.#names) return;
    this.#names = text;
    setOptions(this.#outputs, names, selected);
  }
}
