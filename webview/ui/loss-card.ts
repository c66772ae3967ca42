import type { JsonPath } from "../../src/protocol/json.ts";
import type { ViewState, Zoom } from "../../src/protocol/panel.ts";
import type { PanelStrings } from "../../src/protocol/panel-strings.ts";
import { isActive, type RunSnapshot } from "../../src/protocol/run.ts";
import { followGestures } from "../charts/gestures.ts";
import { LossChart } from "../charts/loss-chart.ts";
import { bestOf, type Mark, marksOf } from "../charts/marks.ts";
import { emptySurface } from "../charts/surface.ts";
import { curvesOf, isChosen } from "../curves.ts";
import { fill, formatCount } from "../format.ts";
import { chartAction } from "../keys.ts";
import { maximumSmoothing } from "../state.ts";
import { lossSummary } from "../summary.ts";
import { lossTable } from "../table.ts";
import type { Theme } from "../theme.ts";
import { allEpochs, isZoomed, panBy, type Range, visibleRange, zoomBy, zoomTo } from "../zoom.ts";
import { ChartCard } from "./chart-card.ts";
import { checkbox, slider } from "./controls.ts";
import { Crosshair } from "./crosshair.ts";
import { CurveLegend, lookOf } from "./curve-legend.ts";
import { element } from "./dom.ts";

export interface LossActions {
  readonly setView: (change: Partial<ViewState>) => void;
  readonly redraw: () => void;
  readonly reveal: (path: JsonPath) => void;
}

/** The loss chart with its tools: the choice of curves, scale and smoothing, zoom, and the crosshair. */
export class LossCard {
  readonly root: HTMLElement;
  readonly #strings: PanelStrings;
  readonly #actions: LossActions;
  readonly #card: ChartCard;
  readonly #chart: LossChart;
  readonly #legend: CurveLegend;
  readonly #crosshair: Crosshair;
  readonly #reset: HTMLButtonElement;
  #curves: ViewState["curves"] = {};
  #zoom: Zoom = {};
  #all: Range = { from: 1, to: 2 };
  #marks: readonly Mark[] = [];
  /** The epoch to point at when the chart is drawn. */
  #asked: number | undefined;
  #drawn: readonly unknown[] = [];

  constructor(strings: PanelStrings, view: ViewState, actions: LossActions) {
    this.#strings = strings;
    this.#actions = actions;
    this.#legend = new CurveLegend(strings, (name, shown) => {
      // The next choice may come before the next redraw.
      this.#curves = { ...this.#curves, [name]: shown };
      actions.setView({ curves: this.#curves });
    });
    this.#card = new ChartCard(strings.loss, strings, this.#legend.root);
    this.#chart = new LossChart(strings);
    this.#crosshair = new Crosshair(this.#card, this.#chart, strings);
    this.root = this.#card.root;
    const { canvas, plot, tools } = this.#card;
    canvas.classList.add("drawn");
    canvas.setAttribute("aria-describedby", "loss-keys");
    plot.after(element("p", { class: "keys", id: "loss-keys" }, strings.zoomHelp));
    this.#reset = element("button", { type: "button", class: "link" }, strings.resetZoom);
    this.#reset.addEventListener("click", () => {
      this.#setZoom({});
      canvas.focus();
    });
    tools.append(
      this.#reset,
      slider(strings.smoothing, { max: maximumSmoothing, step: 0.01, value: view.smoothing }, (smoothing) =>
        actions.setView({ smoothing }),
      ),
      checkbox(strings.logarithmic, view.logarithmic, (logarithmic) => actions.setView({ logarithmic })),
    );
    canvas.addEventListener("blur", () => this.#crosshair.point(undefined));
    new ResizeObserver(actions.redraw).observe(plot);
    // Escape gives up a stretch that is being chosen before it gives up the zoom.
    this.#followPointer(canvas);
    canvas.addEventListener("keydown", (event) => this.#key(event));
  }

  update(run: RunSnapshot, view: ViewState, theme: Theme, now: number): void {
    const strings = this.#strings;
    const { history, findings, end, changes } = run;
    const { logarithmic, smoothing, curves, zoom } = view;
    const { clientWidth, clientHeight } = this.#card.canvas;
    const live = isActive(run.progress.status);
    const choices = [logarithmic, smoothing, curves, zoom, theme, clientWidth, clientHeight];
    const inputs = [history, findings, end, changes, live, this.#asked, ...choices];
    if (inputs.every((input, index) => input === this.#drawn[index])) return;
    this.#drawn = inputs;
    this.#curves = curves;
    this.#zoom = zoom;
    this.#all = allEpochs(history.epochs);

    const offered = curvesOf(history, strings);
    const chosen = offered.filter((curve) => isChosen(curve, view));
    this.#legend.update(offered, (curve) => isChosen(curve, view));
    this.#card.setLegend(chosen.map((curve) => ({ look: lookOf(curve), label: curve.label })));
    // Each further pane needs room.
    this.#card.plot.classList.toggle(
      "tall",
      chosen.some(({ scale }) => scale === "share" || scale === "error"),
    );
    this.#reset.hidden = !isZoomed(this.#range, this.#all);
    const isEmpty = history.epochs.length === 0;
    this.#card.setWaiting(isEmpty ? strings.lossWaiting : undefined);

    const best = bestOf(run, chosen);
    const marks = marksOf(
      findings,
      best && { epoch: best.epoch, label: fill(strings.readBest, formatCount(best.epoch)) },
      changes,
    );
    this.#marks = marks;
    const surface = emptySurface(this.#card.canvas);
    if (surface && !isEmpty) {
      const range = this.#range;
      this.#chart.draw(surface.context, surface, { history, chosen, marks, best, view, theme, range });
    }
    this.#crosshair.update({ all: this.#all, marks });
    if (this.#asked !== undefined && surface && !isEmpty) {
      const epoch = this.#asked;
      this.#asked = undefined;
      this.#pointAt(epoch);
    }
    this.#card.setContent(
      () => ({
        summary: lossSummary(history, chosen, marks, strings),
        table: lossTable(history, chosen, strings),
      }),
      now,
      live,
    );
  }

  /** Points at an epoch as soon as the chart is drawn, wherever the person looks now. */
  showEpoch(epoch: number): void {
    this.#asked = epoch;
    this.#actions.redraw();
  }

  /** Moves the crosshair, and the range where it would leave it: by so much, or so that the epoch is in the middle. */
  #moveTo(epoch: number, centre: boolean): void {
    const { from, to } = this.#range;
    const beyond = Math.max(0, epoch - to) + Math.min(0, epoch - from);
    const by = centre ? epoch - (from + to) / 2 : beyond;
    if (beyond !== 0) this.#setZoom(panBy({ from, to }, this.#all, by));
    this.#crosshair.point(epoch);
  }

  #pointAt(epoch: number): void {
    this.#card.canvas.scrollIntoView({ block: "nearest" });
    this.#card.canvas.focus();
    this.#moveTo(epoch, true);
  }

  get #range(): Range {
    return visibleRange(this.#zoom, this.#all);
  }

  #setZoom(zoom: Zoom): void {
    this.#zoom = zoom;
    this.#actions.setView({ zoom });
  }

  #followPointer(canvas: HTMLCanvasElement): void {
    const [chart, crosshair] = [this.#chart, this.#crosshair];
    followGestures(canvas, {
      move: (place) => {
        const mark = chart.markAt(place);
        canvas.classList.toggle("marked", (mark?.findings.length ?? 0) > 0);
        crosshair.point(mark?.epoch ?? chart.epochAt(place.x));
      },
      leave: () => crosshair.point(undefined),
      click: (place) => this.#reveal(chart.markAt(place)),
      select: (from, to, done) => {
        crosshair.select(done ? undefined : { from, to });
        if (!done) return;
        const ends = [chart.epochAt(Math.min(from, to)), chart.epochAt(Math.max(from, to))] as const;
        this.#setZoom(zoomTo({ from: ends[0], to: ends[1] }, this.#all));
      },
      cancel: () => crosshair.select(undefined),
      pan: (pixels) => {
        const { from, to } = this.#range;
        const { left, right } = chart.area;
        this.#setZoom(panBy({ from, to }, this.#all, (pixels * (to - from)) / Math.max(1, right - left)));
      },
      zoom: (factor, x) => {
        if (factor >= 1 && !isZoomed(this.#range, this.#all)) return false;
        this.#setZoom(zoomBy(this.#range, this.#all, factor, chart.epochAt(x)));
        return true;
      },
    });
  }

  #key(event: KeyboardEvent): void {
    const action = chartAction(event);
    if (!action) return;
    event.preventDefault();
    const [range, all, crosshair] = [this.#range, this.#all, this.#crosshair];
    const middle = crosshair.epoch ?? (range.from + range.to) / 2;
    if (action.type === "reset") this.#setZoom({});
    else if (action.type === "zoom") this.#setZoom(zoomBy(range, all, action.factor, middle));
    else if (action.type === "pan") this.#setZoom(panBy(range, all, action.by * (range.to - range.from)));
    else if (action.type === "end") crosshair.point(action.last ? range.to : range.from);
    else if (action.type === "mark") this.#pointAtMark(action.by);
    else if (action.type === "enter") this.#reveal(crosshair.mark);
    // The newest epoch is what a person wants to know first.
    else if (crosshair.epoch === undefined) crosshair.point(range.to);
    else this.#moveTo(this.#chart.step(crosshair.epoch, action.by, range), false);
  }

  #pointAtMark(by: 1 | -1): void {
    const start = by > 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
    const from = this.#crosshair.epoch ?? start;
    const ahead = this.#marks.filter(({ epoch }) => (by > 0 ? epoch > from : epoch < from));
    const next = by > 0 ? ahead[0] : ahead.at(-1);
    if (next) this.#pointAt(next.epoch);
  }

  #reveal(mark: Mark | undefined): void {
    const finding = mark?.findings[0];
    if (finding) this.#actions.reveal(finding.path);
  }
}
