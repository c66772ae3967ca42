import { color as parseColor } from "chart.js/helpers";
import type { PanelStrings } from "../../src/protocol/panel-strings.ts";
import type { Predicted, PredictionBase } from "../../src/protocol/prediction.ts";
import type { Point } from "../decimate.ts";
import { fill, formatDate, formatNumber } from "../format.ts";
import { extent, type Part, parts, stretches } from "../prediction.ts";
import { partName } from "../table.ts";
import type { Theme } from "../theme.ts";
import type { LegendEntry } from "../ui/chart-card.ts";
import {
  type Annotations,
  type Axis,
  chartOptions,
  createChart,
  type Dataset,
  lineDataset,
  type PointChart,
  setDatasets,
} from "./base.ts";

export interface PredictionInput {
  readonly base: PredictionBase;
  readonly predicted: Predicted | undefined;
  readonly output: number;
  readonly theme: Theme;
}

interface Picture {
  readonly datasets: Dataset[];
  readonly x: Axis;
  readonly y: Axis;
  readonly annotations: Annotations;
  readonly mode: "x" | "point";
  readonly legend: LegendEntry[];
}

const looks = ["training", "validation", "test"] as const;
const shapes = ["circle", "triangle", "rectRot"] as const;

/** What the network says beside what is true, in the data's own units. */
export class PredictionChart {
  readonly #canvas: HTMLCanvasElement;
  #chart: PointChart | undefined;
  readonly #strings: PanelStrings;

  constructor(canvas: HTMLCanvasElement, strings: PanelStrings) {
    this.#canvas = canvas;
    this.#strings = strings;
  }

  /** Draws, and gives the legend that belongs to it. */
  draw(input: PredictionInput): LegendEntry[] {
    const { base, theme } = input;
    const { datasets, x, y, annotations, mode, legend } = picture(input, this.#strings);
    const formatX =
      base.xIsDate && base.kind !== "scatter" ? formatDate : (value: number) => formatNumber(value, 6);
    // Made only now, because a chart needs a canvas that has been laid out.
    this.#chart ??= createChart(this.#canvas);
    const chart = this.#chart;
    chart.options = chartOptions(
      theme,
      { x, y },
      { heading: (item) => `${x.title} ${formatX(item.parsed.x ?? Number.NaN)}`, mode },
      annotations,
    );
    setDatasets(chart, datasets);
    chart.update("none");
    return legend;
  }

  clear(): void {
    if (!this.#chart) return;
    this.#chart.data.datasets = [];
    this.#chart.update("none");
  }
}

function picture(input: PredictionInput, strings: PanelStrings): Picture {
  if (input.base.kind === "series") return series(input, strings);
  if (input.base.kind === "curve") return curve(input, strings);
  return scatter(input, strings);
}

/** The pairs that can be drawn. */
function points(x: Float64Array, y: Float64Array | undefined): Point[] {
  const drawn: Point[] = [];
  for (const [index, value] of (y ?? []).entries()) {
    const at = x[index] as number;
    if (Number.isFinite(value) && Number.isFinite(at)) drawn.push({ x: at, y: value });
  }
  return drawn;
}

/** The samples of each split that has any, with a colour and a shape of its own. */
function byPart(
  x: Float64Array,
  y: Float64Array | undefined,
  split: Uint8Array,
  theme: Theme,
  strings: PanelStrings,
): { datasets: Dataset[]; legend: LegendEntry[] } {
  const present = parts.filter((part) => split.includes(part));
  const legend = present.map((part) => ({
    look: `dot ${looks[part]}`,
    label: partName(part, strings),
  }));
  const datasets = present.map((part): Dataset => {
    const chosen = split.map((of) => Number(of === part));
    const color = theme[looks[part]];
    const masked = y?.map((value, index) => (chosen[index] ? value : Number.NaN));
    return {
      label: partName(part, strings),
      data: points(x, masked).sort((a, b) => a.x - b.x),
      showLine: false,
      borderColor: color,
      backgroundColor: parseColor(color)
        .alpha(theme.highContrast ? 0 : 0.45)
        .rgbString(),
      borderWidth: theme.highContrast ? 1.5 : 1,
      pointStyle: shapes[part],
      pointRadius: split.length > 500 ? 2 : 3.5,
      pointHoverRadius: 5,
      pointHitRadius: 4,
    };
  });
  return { datasets, legend };
}

/** More samples than this are drawn as thin lines: a software renderer draws those ten times as fast. */
const mostThick = 500;

function series({ base, predicted, output, theme }: PredictionInput, strings: PanelStrings): Picture {
  const shown = base.outputs[output];
  const found = stretches(base);
  const mixed = found.length === 0 && base.split.some((part) => part !== base.split[0]);
  const predictedPoints = points(base.x, predicted?.outputs[output]);
  const thin = base.x.length > mostThick && !theme.highContrast ? { borderWidth: 1 } : {};
  const marked = mixed ? byPart(base.x, shown?.actual, base.split, theme, strings) : undefined;
  return {
    datasets: [
      ...(marked?.datasets ?? []).map((dataset): Dataset => ({ ...dataset, pointRadius: 2.5 })),
      { ...lineDataset(strings.predicted, predictedPoints, theme.predicted, theme, [6, 3]), ...thin },
      { ...lineDataset(strings.actual, points(base.x, shown?.actual), theme.actual, theme), ...thin },
    ],
    x: { title: base.xName, isDate: base.xIsDate, tight: true },
    y: { title: shown?.name ?? "" },
    annotations: shading(
      found.map((stretch) => ({ ...stretch, label: partName(stretch.part, strings) })),
      theme,
    ),
    mode: "x",
    legend: [
      { look: "line actual", label: strings.actual },
      { look: "line predicted", label: strings.predicted },
      ...(marked?.legend ?? []),
    ],
  };
}

function shading(
  found: readonly { part: Part; from: number; to: number; label: string }[],
  theme: Theme,
): Annotations {
  return Object.fromEntries(
    found.map(({ part, from, to, label }, index) => [
      `part-${index}`,
      {
        type: "box" as const,
        xMin: from,
        xMax: to,
        drawTime: "beforeDatasetsDraw" as const,
        borderWidth: 0,
        backgroundColor:
          part === 0
            ? "transparent"
            : parseColor(theme[looks[part]])
                .alpha(theme.highContrast ? 0.25 : 0.1)
                .rgbString(),
        label: {
          display: true,
          content: label,
          position: { x: "center" as const, y: "start" as const },
          color: theme.muted,
          font: { family: theme.fontFamily, size: theme.fontSize, weight: "normal" as const },
          padding: 2,
        },
      },
    ]),
  );
}

function curve({ base, predicted, output, theme }: PredictionInput, strings: PanelStrings): Picture {
  const shown = base.outputs[output];
  const { datasets, legend } = byPart(base.x, shown?.actual, base.split, theme, strings);
  const fitted = lineDataset(
    strings.predicted,
    points(base.grid, predicted?.outputs[output]),
    theme.predicted,
    theme,
  );
  return {
    datasets: [{ ...fitted, pointRadius: 0, borderWidth: theme.lineWidth + 0.5 }, ...datasets],
    x: { title: base.xName, isDate: base.xIsDate, tight: true },
    y: { title: shown?.name ?? "" },
    annotations: {},
    mode: "x",
    legend: [...legend, { look: "line predicted solid", label: strings.predicted }],
  };
}

function scatter({ base, predicted, output, theme }: PredictionInput, strings: PanelStrings): Picture {
  const shown = base.outputs[output];
  const actual = shown?.actual ?? new Float64Array(0);
  const values = predicted?.outputs[output];
  const { datasets, legend } = byPart(actual, values, base.split, theme, strings);
  const [low, high] = extent(actual, values) ?? [0, 1];
  const diagonal: Dataset = {
    data: [
      { x: low, y: low },
      { x: high, y: high },
    ],
    borderColor: theme.muted,
    borderWidth: 1,
    borderDash: [4, 4],
    pointRadius: 0,
    pointHitRadius: 0,
    pointHoverRadius: 0,
  };
  return {
    datasets: [...datasets, diagonal],
    x: { title: fill(strings.actualOf, shown?.name ?? "") },
    y: { title: fill(strings.predictedOf, shown?.name ?? "") },
    annotations: {},
    mode: "point",
    legend: [...legend, { look: "line diagonal", label: strings.perfect }],
  };
}
