import type { Finding } from "../../src/protocol/finding.ts";
import type { ViewState } from "../../src/protocol/panel.ts";
import type { PanelStrings } from "../../src/protocol/panel-strings.ts";
import { isActive, type RunSnapshot } from "../../src/protocol/run.ts";
import { LossChart } from "../charts/loss-chart.ts";
import { maximumSmoothing } from "../state.ts";
import { lossSummary } from "../summary.ts";
import { lossTable } from "../table.ts";
import type { Theme } from "../theme.ts";
import { ChartCard } from "./chart-card.ts";
import { checkbox, slider } from "./controls.ts";
import { element } from "./dom.ts";

interface Range {
  readonly from: number;
  readonly to: number;
}

/** The loss chart with its tools. Zooming is by dragging or by keys on the chart. */
export class LossCard {
  readonly root: HTMLElement;
  readonly #card: ChartCard;
  readonly #chart: LossChart;
  readonly #strings: PanelStrings;
  readonly #redraw: () => void;
  readonly #reset: HTMLButtonElement;
  #range: Range | undefined;
  #all: Range = { from: 1, to: 2 };
  #runId: string | undefined;
  #drawn: readonly unknown[] = [];

  constructor(
    strings: PanelStrings,
    view: ViewState,
    onView: (change: Partial<ViewState>) => void,
    redraw: () => void,
  ) {
    this.#strings = strings;
    this.#redraw = redraw;
    this.#card = new ChartCard(strings.loss, strings);
    this.root = this.#card.root;
    this.#chart = new LossChart(this.#card.canvas, strings, (from, to) => this.#zoom({ from, to }));
    this.#reset = element("button", { type: "button", class: "link" }, strings.resetZoom);
    this.#reset.addEventListener("click", () => {
      this.#zoom(undefined);
      this.#card.canvas.focus();
    });
    this.#card.canvas.title = strings.zoomHelp;
    this.#card.canvas.addEventListener("keydown", (event) => this.#key(event));
    this.#card.tools.append(
      this.#reset,
      slider(strings.smoothing, { max: maximumSmoothing, step: 0.01, value: view.smoothing }, (smoothing) =>
        onView({ smoothing }),
      ),
      checkbox(strings.logarithmic, view.logarithmic, (logarithmic) => onView({ logarithmic })),
    );
  }

  update(run: RunSnapshot, view: ViewState, theme: Theme, now: number): void {
    const strings = this.#strings;
    const { history, findings } = run;
    if (run.id !== this.#runId) this.#range = undefined;
    this.#runId = run.id;
    this.#reset.hidden = this.#range === undefined;
    const live = isActive(run.progress.status);
    const width = this.#card.canvas.clientWidth;
    const inputs = [history, findings, view.logarithmic, view.smoothing, theme, this.#range, width, live];
    if (inputs.every((input, index) => input === this.#drawn[index])) return;
    this.#drawn = inputs;

    const count = history.epochs.length;
    this.#all = { from: history.epochs[0] ?? 1, to: history.epochs.at(-1) ?? 2 };
    this.#card.setWaiting(count === 0 ? strings.lossWaiting : undefined);
    const { validationLoss } = history.curves;
    this.#card.setLegend([
      { look: "line training", label: strings.trainingLoss },
      ...(validationLoss ? [{ look: "line validation", label: strings.validationLoss }] : []),
    ]);
    this.#chart.draw({ history, findings: marked(findings), view, theme, range: this.#range });
    this.#card.setContent(
      () => ({ summary: lossSummary(history, strings), table: lossTable(history, strings) }),
      now,
      live,
    );
  }

  #zoom(range: Range | undefined): void {
    this.#range = range;
    this.#redraw();
  }

  #key(event: KeyboardEvent): void {
    const { from, to } = this.#range ?? this.#all;
    const width = to - from;
    const moved = (by: number): Range => {
      const shift = Math.max(this.#all.from - from, Math.min(this.#all.to - to, by));
      return { from: from + shift, to: to + shift };
    };
    if (event.key === "+" || event.key === "=") this.#zoom(narrower({ from, to }));
    else if (event.key === "-") this.#zoom(this.#wider({ from, to }));
    else if (event.key === "ArrowLeft") this.#zoom(this.#range && moved(-width / 5));
    else if (event.key === "ArrowRight") this.#zoom(this.#range && moved(width / 5));
    else if (event.key === "Escape" || event.key === "0") this.#zoom(undefined);
    else return;
    event.preventDefault();
  }

  #wider({ from, to }: Range): Range | undefined {
    const margin = (to - from) / 2;
    const range = { from: Math.max(this.#all.from, from - margin), to: Math.min(this.#all.to, to + margin) };
    return range.from === this.#all.from && range.to === this.#all.to ? undefined : range;
  }
}

const narrower = ({ from, to }: Range): Range =>
  to - from < 2 ? { from, to } : { from: from + (to - from) / 4, to: to - (to - from) / 4 };

/** Hints are in the list; on the curve only what needs attention is marked. */
const marked = (findings: readonly Finding[]): Finding[] =>
  findings.filter(({ severity }) => severity !== "hint");
