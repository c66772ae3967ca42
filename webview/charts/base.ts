import {
  Chart,
  type ChartDataset,
  type ChartOptions,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  type Plugin,
  PointElement,
  Tooltip,
  type TooltipItem,
} from "chart.js";
import Annotation, { type AnnotationOptions } from "chartjs-plugin-annotation";
import type { Point } from "../decimate.ts";
import { formatNumber } from "../format.ts";
import type { Theme } from "../theme.ts";
import { dateTicks, logarithmicTicks, roundTicks } from "./ticks.ts";

Chart.register(LineController, LineElement, PointElement, LinearScale, LogarithmicScale, Tooltip, Annotation);

export type PointChart = Chart<"line", Point[]>;
export type Dataset = ChartDataset<"line", Point[]>;
export type Annotations = Record<string, AnnotationOptions>;

/** An empty chart over numeric axes. Nothing moves of itself: the data's own changes are the movement. */
export function createChart(canvas: HTMLCanvasElement, plugins: Plugin<"line">[] = []): PointChart {
  return new Chart<"line", Point[]>(canvas, {
    type: "line",
    plugins,
    data: { datasets: [] },
    options: {
      animation: false,
      parsing: false,
      normalized: true,
      responsive: true,
      maintainAspectRatio: false,
      resizeDelay: 50,
    },
  });
}

/** Gives the chart its curves. What Chart.js keeps for a curve stays where the curve is the one it had. */
export function setDatasets(chart: PointChart, datasets: Dataset[]): void {
  const before = chart.data.datasets;
  const same =
    before.length === datasets.length && before.every(({ label }, index) => label === datasets[index]?.label);
  if (same) for (const [index, dataset] of before.entries()) Object.assign(dataset, datasets[index]);
  else chart.data.datasets = datasets;
}

export interface Axis {
  readonly title: string;
  readonly logarithmic?: boolean;
  readonly isDate?: boolean;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  /** Values that the axis shows besides those of the curves. */
  readonly reach?: readonly [number | undefined, number | undefined];
  /** Only whole numbers mean something. */
  readonly whole?: boolean;
  /** Begin and end the axis at the data, not at the next round number. */
  readonly tight?: boolean;
}

/** Pixels that one tick's label needs along each direction. */
const tickWidth = 80;
export const tickHeight = 36;

export function scaleOptions(axis: Axis, theme: Theme, horizontal: boolean) {
  const font = { family: theme.fontFamily, size: theme.fontSize };
  return {
    type: axis.logarithmic ? ("logarithmic" as const) : ("linear" as const),
    bounds: axis.tight ? ("data" as const) : ("ticks" as const),
    ...(axis.min !== undefined && { min: axis.min }),
    ...(axis.max !== undefined && { max: axis.max }),
    ...(axis.reach?.[0] !== undefined && { suggestedMin: axis.reach[0] }),
    ...(axis.reach?.[1] !== undefined && { suggestedMax: axis.reach[1] }),
    title: { display: axis.title !== "", text: axis.title, color: theme.muted, font, padding: 2 },
    grid: {
      display: !(horizontal && axis.tight),
      color: theme.grid,
      drawTicks: false,
      lineWidth: theme.highContrast ? 0.5 : 1,
    },
    border: { color: theme.grid, display: horizontal },
    ticks: {
      color: theme.muted,
      font,
      padding: 6,
      maxRotation: 0,
      autoSkipPadding: 16,
      ...(!horizontal && { maxTicksLimit: 8 }),
    },
  };
}

/** Options of a chart over two axes. `label` writes a tooltip's line, `heading` its first. */
export function chartOptions(
  theme: Theme,
  axes: { readonly x: Axis; readonly y: Axis },
  tooltip: {
    readonly heading: (item: TooltipItem<"line">) => string;
    readonly mode: "x" | "point";
  },
  annotations: Annotations,
): ChartOptions<"line"> {
  const font = { family: theme.fontFamily, size: theme.fontSize + 1 };
  const x = scaleOptions(axes.x, theme, true);
  const y = scaleOptions(axes.y, theme, false);
  return {
    animation: false,
    parsing: false,
    normalized: true,
    responsive: true,
    maintainAspectRatio: false,
    resizeDelay: 50,
    layout: { padding: { top: 4, right: 8 } },
    interaction:
      tooltip.mode === "x"
        ? { mode: "nearest", axis: "x", intersect: false }
        : { mode: "nearest", axis: "xy", intersect: true },
    scales: {
      x: {
        ...x,
        afterBuildTicks: (scale) => {
          const limit = scale.width / tickWidth;
          if (axes.x.isDate) scale.ticks = dateTicks(scale.min, scale.max, limit);
          else if (axes.x.logarithmic)
            scale.ticks = logarithmicTicks(scale.min, scale.max, limit).map((value) => ({ value }));
          else
            scale.ticks = roundTicks(scale.min, scale.max, limit, axes.x.whole).map((value) => ({ value }));
        },
        ticks: {
          ...x.ticks,
          callback: (value, index, ticks) =>
            axes.x.isDate ? String(ticks[index]?.label ?? "") : formatNumber(Number(value), 6),
        },
      },
      y: {
        ...y,
        afterBuildTicks: (scale) => {
          const limit = scale.height / tickHeight;
          if (axes.y.tight && !axes.y.logarithmic)
            scale.ticks = roundTicks(scale.min, scale.max, limit).map((value) => ({ value }));
          if (!axes.y.logarithmic) return;
          scale.ticks = logarithmicTicks(scale.min, scale.max, limit).map((value) => ({ value }));
        },
        ticks: { ...y.ticks, callback: (value) => formatNumber(Number(value), 6) },
      },
    },
    plugins: {
      tooltip: {
        animation: false,
        backgroundColor: theme.hoverBackground,
        borderColor: theme.hoverBorder,
        borderWidth: 1,
        cornerRadius: 3,
        titleColor: theme.hoverText,
        bodyColor: theme.hoverText,
        titleFont: { ...font, weight: "bold" },
        bodyFont: font,
        usePointStyle: true,
        boxWidth: 8,
        boxHeight: 8,
        caretSize: 0,
        caretPadding: 10,
        filter: (item) => Boolean(item.dataset.label),
        callbacks: {
          title: ([item]) => (item ? tooltip.heading(item) : ""),
          label: (item) => `${item.dataset.label}: ${formatNumber(item.parsed.y ?? Number.NaN)}`,
        },
      },
      annotation: { animations: { numbers: { duration: 0 }, colors: { duration: 0 } }, annotations },
    },
  };
}

/** A curve without marks; `dash` sets it apart where colours alone must not. */
export const lineDataset = (
  label: string,
  data: Point[],
  color: string,
  theme: Theme,
  dash: readonly number[] = [],
): Dataset => ({
  label,
  data,
  borderColor: color,
  backgroundColor: color,
  borderWidth: theme.lineWidth,
  borderDash: theme.highContrast ? [...dash] : [],
  // Round joins of a dense line take a software renderer most of its time.
  borderJoinStyle: data.length > 300 ? "bevel" : "round",
  // The few points of a short run are worth a mark each.
  pointRadius: data.length <= 40 ? theme.lineWidth : 0,
  pointHoverRadius: 4,
  pointHitRadius: 0,
});
