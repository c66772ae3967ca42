import type { Chart } from "chart.js";
import { color as parseColor } from "chart.js/helpers";
import type { Part } from "../../../src/protocol/prediction.ts";
import { className } from "../../class-names.ts";
import { classOf } from "../../classes.ts";
import { boundaries, contour } from "../../contour.ts";
import type { Point } from "../../decimate.ts";
import { fill, formatNumber } from "../../format.ts";
import { mapColors, type Rgb, valueShare } from "../../map-colors.ts";
import { extent, partsOf } from "../../prediction.ts";
import { evenly, partName } from "../../table.ts";
import type { LegendEntry } from "../../ui/chart-card.ts";
import { type Dataset, lineDataset } from "../base.ts";
import { roundTicks } from "../ticks.ts";
import {
  byPart,
  classColor,
  faded,
  looks,
  marks,
  type Picture,
  type PictureInput,
  points,
} from "./picture.ts";

/** Points of a map; more would take too long to draw. */
const mostPoints = 1000;
const mostLines = 8;

/** The function of one input that the network has fitted, over the data; of classes each one's own. */
export function curvePicture(input: PictureInput): Picture {
  const { base, predicted, output, theme, strings } = input;
  const { curve, classes, outputs } = base;
  if (!curve) return { datasets: [], legend: [] };
  const line = (label: string, index: number, color: string): Dataset => ({
    ...lineDataset(label, points(curve.grid, predicted?.grid?.[index]), color, theme),
    pointRadius: 0,
    borderWidth: theme.lineWidth + 0.5,
  });
  const axes = (title: string) => ({ x: { title: curve.name, tight: true }, y: { title } });
  if (classes?.decision === "largest") {
    const labels = classes.names.map((_, index) => className(base, output, index));
    return {
      datasets: labels.flatMap((label, index) => {
        const color = classColor(theme, index);
        const isOf = (sample: number) => outputs[index]?.actual[sample] === 1;
        const data = points(curve.inputs, outputs[index]?.actual, isOf).sort((a, b) => a.x - b.x);
        return [line(label, index, color), { ...marks("", data, 0, color, theme), pointHitRadius: 0 }];
      }),
      axes: axes(classes.areProbabilities ? strings.probability : ""),
      mode: "x",
      legend: labels.map((label, index) => ({ look: `line solid ${classLook(input, index)}`, label })),
    };
  }
  const shown = outputs[output];
  const { datasets, legend } = byPart(curve.inputs, shown?.actual, input);
  return {
    datasets: [line(strings.predicted, output, theme.predicted), ...datasets],
    axes: axes(shown?.name ?? ""),
    mode: "x",
    legend: [...legend, { look: "line predicted solid", label: strings.predicted }],
  };
}

/** What the network says everywhere in the plane of its two inputs, and the samples on it. */
export function mapPicture(input: PictureInput): Picture {
  const { base, theme, predicted, output } = input;
  const { plane, classes } = base;
  if (!plane) return { datasets: [], legend: [] };
  const [right, up] = plane.grid;
  const { names } = plane;
  const range = extent(base.outputs[output]?.actual) ?? [0, 1];
  const samples = classes ? classMarks(input) : valueMarks(input, range);
  return {
    ...samples,
    axes: {
      x: { title: names[0], tight: true, min: right[0], max: right.at(-1) },
      y: { title: names[1], tight: true, min: up[0], max: up.at(-1) },
    },
    mode: "point",
    label: ({ dataset, parsed }) =>
      `${dataset.label}: ${names[0]} ${formatNumber(parsed.x ?? Number.NaN)}, ${names[1]} ${formatNumber(parsed.y ?? Number.NaN)}`,
    paint: (chart) => {
      const grid = predicted?.grid;
      if (!grid) return;
      const shown = classes?.decision === "largest" ? grid : grid.slice(output, output + 1);
      const colors = theme.classes.map(rgbOf);
      const strength = theme.highContrast ? 0.55 : 0.45;
      drawPixels(chart, mapColors(shown, { classes, range, colors, strength }), right.length);
      const lines = classes ? boundaries(shown, right.length, classes.decision) : [];
      drawLines(chart, lines, right.length, up.length, theme.text, theme.lineWidth);
      if (classes) return;
      for (const level of roundTicks(...range, mostLines))
        drawLines(
          chart,
          contour(shown[0] ?? [], right.length, level),
          right.length,
          up.length,
          faded(theme.text, 0.35),
          1,
        );
    },
  };
}

const classLook = ({ theme }: PictureInput, index: number) => `class-${index % theme.classes.length}`;

const rgbOf = (text: string): Rgb => {
  const { r, g, b } = parseColor(text).rgb;
  return [r, g, b];
};

/** A shape for each split, in a neutral colour. */
const shapeLegend = ({ base, strings }: PictureInput): LegendEntry[] =>
  partsOf(base).map((part) => ({ look: `dot shape ${looks[part]}`, label: partName(part, strings) }));

/** The samples to draw on a map, of one split. */
function chosen({ base }: PictureInput, part: Part): number[] {
  const of = [...base.split.keys()].filter((index) => base.split[index] === part);
  const share = of.length / base.split.length;
  return evenly(of.length, Math.max(2, Math.round(mostPoints * share))).map((at) => of[at] as number);
}

const place = ({ base }: PictureInput, index: number): Point => ({
  x: base.plane?.inputs[0][index] ?? Number.NaN,
  y: base.plane?.inputs[1][index] ?? Number.NaN,
});

const byX = (a: Point, b: Point) => a.x - b.x;

function classMarks(input: PictureInput): Pick<Picture, "datasets" | "legend"> {
  const { base, theme, output, strings } = input;
  const { classes } = base;
  if (!classes) return { datasets: [], legend: [] };
  const actual = classOf(
    classes,
    base.outputs.map((shown) => shown.actual),
    output,
  );
  const labels = classes.names.map((_, index) => className(base, output, index));
  return {
    datasets: partsOf(input.base).flatMap((part) => {
      const of = chosen(input, part);
      return labels.map((label, index) => {
        const data = of
          .filter((sample) => actual[sample] === index)
          .map((sample) => place(input, sample))
          .sort(byX);
        const color = classColor(theme, index);
        return {
          ...marks(
            `${label}, ${partName(part, strings)}`,
            data,
            part,
            color,
            theme,
            of.length > 500 ? 2.5 : 3.5,
          ),
          borderColor: theme.background,
          backgroundColor: color,
          borderWidth: 1,
        };
      });
    }),
    legend: [
      ...labels.map((label, index) => ({ look: `dot block ${classLook(input, index)}`, label })),
      ...shapeLegend(input),
    ],
  };
}

function valueMarks(
  input: PictureInput,
  range: readonly [number, number],
): Pick<Picture, "datasets" | "legend"> {
  const { base, theme, output, strings } = input;
  const actual = base.outputs[output]?.actual ?? new Float64Array(0);
  const [low, high] = [classColor(theme, 0), classColor(theme, 1)];
  return {
    datasets: partsOf(base).map((part) => {
      const of = chosen(input, part)
        .filter((sample) => Number.isFinite(place(input, sample).x))
        .sort((a, b) => place(input, a).x - place(input, b).x);
      return {
        ...marks(
          partName(part, strings),
          of.map((sample) => place(input, sample)),
          part,
          low,
          theme,
        ),
        borderColor: theme.muted,
        backgroundColor: of.map((sample) => {
          const share = valueShare(actual[sample] as number, range);
          return parseColor(high).mix(parseColor(low), share).rgbString();
        }),
      };
    }),
    legend: [
      { look: "dot block class-0", label: fill(strings.from, formatNumber(range[0])) },
      { look: "dot block class-1", label: fill(strings.to, formatNumber(range[1])) },
      ...shapeLegend(input),
    ],
  };
}

/** Colours `[rows, columns]`, four bytes each and the first row lowest, over the whole plot. */
function drawPixels(
  { ctx, chartArea }: Chart<"line", Point[]>,
  colors: Uint8ClampedArray<ArrayBuffer>,
  columns: number,
): void {
  const rows = colors.length / 4 / columns;
  const small = new OffscreenCanvas(columns, rows);
  small.getContext("2d")?.putImageData(new ImageData(colors, columns, rows), 0, 0);
  const { left, top, width, height } = chartArea;
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, top, width, height);
  ctx.clip();
  // A point of the grid is the middle of its pixel, and the outer points are on the plot's edges.
  const [cellWidth, cellHeight] = [width / (columns - 1), height / (rows - 1)];
  ctx.translate(left - cellWidth / 2, top + height + cellHeight / 2);
  ctx.scale(1, -1);
  ctx.drawImage(small, 0, 0, columns * cellWidth, rows * cellHeight);
  ctx.restore();
}

function drawLines(
  { ctx, chartArea }: Chart<"line", Point[]>,
  segments: ReturnType<typeof contour>,
  columns: number,
  rows: number,
  color: string,
  width: number,
): void {
  const x = (at: number) => chartArea.left + (at / (columns - 1)) * chartArea.width;
  const y = (at: number) => chartArea.bottom - (at / (rows - 1)) * chartArea.height;
  ctx.beginPath();
  for (const { x1, y1, x2, y2 } of segments) {
    ctx.moveTo(x(x1), y(y1));
    ctx.lineTo(x(x2), y(y2));
  }
  ctx.strokeStyle = color;
  ctx.lineWidth = width;
  ctx.lineCap = "round";
  ctx.stroke();
}
