import type { ViewState } from "../../src/protocol/panel.ts";
import type { PanelStrings } from "../../src/protocol/panel-strings.ts";
import type { Part, PictureName, PredictionBase } from "../../src/protocol/prediction.ts";
import { isActive, type RunSnapshot } from "../../src/protocol/run.ts";
import { PredictionChart } from "../charts/prediction-chart.ts";
import { partsOf, partToShow } from "../prediction.ts";
import { predictionSummary } from "../prediction-summary.ts";
import { predictionTable } from "../prediction-table.ts";
import { partName } from "../table.ts";
import type { Theme } from "../theme.ts";
import { ChartCard } from "./chart-card.ts";
import { Choice, type Dropdown, dropdown, setOptions } from "./controls.ts";

/** Pictures of the predictions: the task decides which there are, a person which of them is seen, and of what. */
export class PredictionCard {
  readonly root: HTMLElement;
  readonly #card: ChartCard;
  readonly #chart: PredictionChart;
  readonly #strings: PanelStrings;
  readonly #pictures: Choice<PictureName>;
  readonly #parts: Choice<`${Part}`>;
  readonly #outputs: Dropdown;
  #names = "";
  /** Indices of the outputs in the list. */
  #offered: readonly number[] = [];
  #drawn: readonly unknown[] = [];

  constructor(strings: PanelStrings, onView: (change: Partial<ViewState>) => void) {
    this.#strings = strings;
    this.#card = new ChartCard(strings.prediction, strings);
    this.root = this.#card.root;
    this.#chart = new PredictionChart(this.#card.canvas);
    this.#pictures = new Choice(strings.picture, (picture) => onView({ picture }));
    this.#parts = new Choice(strings.part, (part) => onView({ part: Number(part) as Part }));
    this.#outputs = dropdown(strings.output, (at) => onView({ output: this.#offered[at] ?? 0 }));
    this.#card.tools.append(this.#parts.root, this.#outputs);
    this.root.firstElementChild?.after(this.#pictures.root);
  }

  update(run: RunSnapshot, view: ViewState, theme: Theme, now: number): void {
    const strings = this.#strings;
    const { base, predicted } = run;
    const live = isActive(run.progress.status);
    const inputs = [base, predicted, view.output, view.picture, view.part, theme, live];
    if (inputs.every((input, index) => input === this.#drawn[index]) && base) return;
    this.#drawn = inputs;

    this.#card.setWaiting(base ? undefined : strings.predictionWaiting);
    if (!base) {
      for (const tool of [this.#outputs, this.#pictures.root, this.#parts.root]) tool.hidden = true;
      this.#card.setLegend([]);
      this.#chart.clear();
      return;
    }
    const picture = pictureToShow(base, view.picture);
    const part = partToShow(base, view.part);
    const output = this.#updateOutputs(base, picture, view.output);
    const titles = pictureTitles(strings);
    this.#pictures.update(
      base.pictures.map((name) => ({ name, label: titles[name] })),
      picture,
    );
    this.#parts.update(
      ofOnePart.includes(picture)
        ? partsOf(base).map((of) => ({ name: `${of}` as const, label: partName(of, strings) }))
        : [],
      `${part}`,
    );
    const shown = { base, predicted, output, part, strings };
    this.#card.setLegend(this.#chart.draw(picture, { ...shown, theme }));
    this.#card.setContent(
      () => ({ summary: predictionSummary(picture, shown), table: predictionTable(picture, shown) }),
      now,
      live,
    );
  }

  /** Offers the outputs that the picture can be of, and gives the one that it is of. */
  #updateOutputs(base: PredictionBase, picture: PictureName, wanted: number): number {
    this.#offered = outputsOf(base, picture);
    const { column } = base.outputs[wanted] ?? {};
    // Another run of the file may have fewer outputs than the one that the view was kept for.
    const shown = Math.max(
      0,
      this.#offered.indexOf(wanted),
      picture === "forecast"
        ? this.#offered.findIndex((output) => base.outputs[output]?.column === column)
        : 0,
    );
    this.#outputs.hidden = this.#offered.length < 2;
    const names = this.#offered.map((output) => base.outputs[output]?.name ?? "");
    const text = names.join("\n");
    if (text !== this.#names) {
      this.#names = text;
      setOptions(this.#outputs, names, shown);
    }
    return this.#offered[shown] ?? 0;
  }
}

/** Indices of the outputs of which a picture shows one. */
function outputsOf({ classes, outputs }: PredictionBase, picture: PictureName): number[] {
  const all = [...outputs.keys()];
  // Classes with an output each are all in one picture, but for a series of one's probability.
  if (classes?.decision === "largest" && picture !== "series") return [];
  // A forecast has all steps of a column.
  return picture === "forecast" ? all.filter((output) => outputs[output]?.step === 0) : all;
}

const ofOnePart: readonly PictureName[] = ["confusion", "images"];

/** The picture asked for where the task has it, else the one that tells most. */
const pictureToShow = ({ pictures }: PredictionBase, wanted: PictureName | undefined): PictureName =>
  pictures.find((name) => name === wanted) ?? pictures[0] ?? "scatter";

const pictureTitles = (strings: PanelStrings): Readonly<Record<PictureName, string>> => ({
  series: strings.seriesPicture,
  forecast: strings.forecastPicture,
  curve: strings.curvePicture,
  map: strings.mapPicture,
  scatter: strings.scatterPicture,
  confusion: strings.confusionPicture,
  images: strings.imagesPicture,
  roc: strings.rocPicture,
  calibration: strings.calibrationPicture,
});
