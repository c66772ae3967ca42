import type { Scale } from "chart.js";
import type { PictureName } from "../../src/protocol/prediction.ts";
import { formatDate, formatNumber } from "../format.ts";
import type { Theme } from "../theme.ts";
import type { LegendEntry } from "../ui/chart-card.ts";
import {
  type Axis,
  chartOptions,
  createChart,
  type PointChart,
  scaleOptions,
  setDatasets,
  tickHeight,
} from "./base.ts";
import { imagesPicture } from "./pictures/images.ts";
import { matrixPicture } from "./pictures/matrix.ts";
import { type Picture, type PictureInput, paintPlugin } from "./pictures/picture.ts";
import { curvePicture, mapPicture } from "./pictures/plane.ts";
import { calibrationPicture, rocPicture } from "./pictures/rates.ts";
import { scatterPicture } from "./pictures/scatter.ts";
import { forecastPicture, seriesPicture } from "./pictures/series.ts";
import { roundTicks } from "./ticks.ts";

const pictures: Readonly<Record<PictureName, (input: PictureInput) => Picture>> = {
  series: seriesPicture,
  forecast: forecastPicture,
  curve: curvePicture,
  map: mapPicture,
  scatter: scatterPicture,
  confusion: matrixPicture,
  images: imagesPicture,
  roc: rocPicture,
  calibration: calibrationPicture,
};

const nothing: Axis = { title: "" };

/** What the network says beside what is true, in the data's own units. */
export class PredictionChart {
  readonly #canvas: HTMLCanvasElement;
  #chart: PointChart | undefined;
  #paint: Picture["paint"];

  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = canvas;
  }

  /** Draws a picture, and gives the legend that belongs to it. */
  draw(name: PictureName, input: PictureInput): LegendEntry[] {
    const { theme } = input;
    const picture = pictures[name](input);
    // Made only now, because a chart needs a canvas that has been laid out.
    this.#chart ??= createChart(this.#canvas, [paintPlugin(() => this.#paint)]);
    const chart = this.#chart;
    this.#paint = picture.paint;
    chart.options = optionsOf(picture, theme);
    setDatasets(chart, picture.datasets);
    chart.update("none");
    return picture.legend;
  }

  clear(): void {
    if (!this.#chart) return;
    this.#paint = undefined;
    this.#chart.data.datasets = [];
    this.#chart.update("none");
  }
}

function optionsOf({ axes, annotations, mode, label }: Picture, theme: Theme) {
  const { x, y, residual } = axes ?? { x: nothing, y: nothing };
  const formatX = x.isDate ? formatDate : (value: number) => formatNumber(value, 6);
  const options = chartOptions(
    theme,
    { x, y },
    {
      heading: (item) => (label ? "" : `${x.title} ${formatX(item.parsed.x ?? Number.NaN)}`),
      mode: mode ?? "point",
    },
    annotations ?? {},
  );
  if (label) Object.assign(options.plugins?.tooltip?.callbacks ?? {}, { label });
  if (!axes) {
    for (const scale of Object.values(options.scales ?? {})) Object.assign(scale ?? {}, { display: false });
    return { ...options, layout: { padding: 0 } };
  }
  if (!residual) return options;
  const rounded = (limit: number, scale: Scale) => {
    scale.ticks = roundTicks(scale.min, scale.max, limit).map((value) => ({ value }));
  };
  // In a stack, the axis of more weight is above.
  const upper = { stack: "pictures", stackWeight: 3, weight: 1, offset: false };
  const below = scaleOptions(residual, theme, false);
  const lower = {
    ...below,
    ticks: { ...below.ticks, autoSkip: false },
    axis: "y",
    position: "left",
    stack: "pictures",
    stackWeight: 1,
    weight: 0,
    offset: true,
    bounds: "data",
    afterBuildTicks: (scale: Scale) => rounded(4, scale),
  };
  return {
    ...options,
    scales: {
      ...options.scales,
      y: {
        ...options.scales?.["y"],
        ...upper,
        afterBuildTicks: (scale: Scale) => rounded(scale.height / tickHeight, scale),
      },
      residual: lower,
    },
  } as typeof options;
}
