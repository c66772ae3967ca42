import type { Finding } from "../../src/protocol/finding.ts";
import type { CurvePoints, History } from "../../src/protocol/history.ts";
import type { ViewState } from "../../src/protocol/panel.ts";
import type { PanelStrings } from "../../src/protocol/panel-strings.ts";
import { bandExtent, type Drawn, decimate } from "../decimate.ts";
import { formatCount } from "../format.ts";
import { smooth } from "../smoothing.ts";
import type { Theme } from "../theme.ts";
import {
  type Annotations,
  chartOptions,
  createChart,
  lineDataset,
  type PointChart,
  setDatasets,
} from "./base.ts";
import { type Shadow, shadowPlugin } from "./shadow.ts";

export interface LossInput {
  readonly history: History;
  readonly findings: readonly Finding[];
  readonly view: ViewState;
  readonly theme: Theme;
  /** The epochs to look at; all of them where it is absent. */
  readonly range?: { readonly from: number; readonly to: number } | undefined;
}

/** Training and validation loss over epochs, each a smoothed line before the shadow of its raw values. */
export class LossChart {
  readonly #canvas: HTMLCanvasElement;
  #chart: PointChart | undefined;
  #shadows: readonly Shadow[] = [];
  readonly #strings: PanelStrings;
  readonly #onZoom: (from: number, to: number) => void;

  constructor(canvas: HTMLCanvasElement, strings: PanelStrings, onZoom: (from: number, to: number) => void) {
    this.#canvas = canvas;
    this.#strings = strings;
    this.#onZoom = onZoom;
  }

  draw(input: LossInput): void {
    const { history, view, theme } = input;
    const strings = this.#strings;
    const { loss, validationLoss } = history.curves;
    // Made only now, because a chart needs a canvas that has been laid out.
    this.#chart ??= createChart(this.#canvas, [shadowPlugin(() => this.#shadows)]);
    const chart = this.#chart;
    const training = drawnCurve(input, loss, chart.chartArea.width);
    const validation = drawnCurve(input, validationLoss, chart.chartArea.width);
    const { epochs } = history;
    const [first = 0, last = 1] = [epochs[0], epochs.at(-1)];
    const range = input.range ?? { from: first, to: Math.max(last, first + 1) };

    const [low, high] = bandExtent(training.band, validation.band) ?? [];
    chart.options = chartOptions(
      theme,
      {
        x: { title: strings.epoch, min: range.from, max: range.to, tight: true, whole: true },
        y: { title: "", logarithmic: view.logarithmic, reach: [low, high] },
      },
      { heading: (item) => `${strings.epoch} ${formatCount(item.parsed.x ?? 0)}`, mode: "x" },
      marks(input.findings, range, theme),
      { onZoom: this.#onZoom },
    );
    this.#shadows = [
      { band: validation.band, color: theme.validation },
      { band: training.band, color: theme.training },
    ];
    setDatasets(chart, [
      lineDataset(strings.trainingLoss, training.line, theme.training, theme),
      lineDataset(strings.validationLoss, validation.line, theme.validation, theme, [6, 4]),
    ]);
    chart.update("none");
  }
}

function drawnCurve(
  { history, view, range }: LossInput,
  points: CurvePoints | undefined,
  columns: number,
): Drawn {
  if (!points) return { line: [], band: [] };
  const x = history.epochs;
  const line = smooth(points.last, view.smoothing, view.logarithmic);
  const curve = { x, line, low: points.min, high: points.max };
  const all = { from: x[0] ?? 0, to: x.at(-1) ?? 0 };
  return decimate(curve, range ?? all, columns, view.logarithmic);
}

/** Upright lines at the epochs of findings; those of one epoch share a line. */
function marks(
  findings: readonly Finding[],
  range: { readonly from: number; readonly to: number },
  theme: Theme,
): Annotations {
  const byEpoch = new Map<number, Finding[]>();
  for (const finding of findings)
    if (finding.epoch !== undefined && !finding.retracted)
      byEpoch.set(finding.epoch, [...(byEpoch.get(finding.epoch) ?? []), finding]);
  const annotations: Annotations = {};
  let row = 0;
  for (const [epoch, [first, ...others]] of byEpoch) {
    if (!first || epoch < range.from || epoch > range.to) continue;
    const color = theme[first.severity];
    annotations[`finding-${epoch}`] = {
      type: "line",
      xMin: epoch,
      xMax: epoch,
      borderColor: color,
      borderWidth: theme.lineWidth,
      borderDash: [2, 3],
      label: {
        display: true,
        content: others.length > 0 ? `${first.rule} +${others.length}` : first.rule,
        position: "end",
        // Each further label one row below.
        yAdjust: (row++ % 4) * (theme.fontSize + 9),
        backgroundColor: theme.background,
        color,
        font: { family: theme.fontFamily, size: theme.fontSize, weight: "normal" },
        padding: 3,
      },
    };
  }
  return annotations;
}
