import type { CurveInfo } from "../curves.ts";
import type { Drawn } from "../decimate.ts";
import { formatCount, formatNumber } from "../format.ts";
import type { Theme } from "../theme.ts";
import type { PlacedMark } from "./marks.ts";
import { type Layout, type Pane, pixelOfEpoch } from "./panes.ts";
import { placeOf, type ValueScale } from "./value-scale.ts";

/** What of the canvas's context is used, so that a test can count it. */
export type Paint = Pick<
  OffscreenCanvasRenderingContext2D,
  | "arc"
  | "beginPath"
  | "clip"
  | "fill"
  | "fillRect"
  | "fillStyle"
  | "fillText"
  | "font"
  | "globalAlpha"
  | "lineJoin"
  | "lineTo"
  | "lineWidth"
  | "measureText"
  | "moveTo"
  | "rect"
  | "restore"
  | "save"
  | "setLineDash"
  | "stroke"
  | "strokeStyle"
  | "textAlign"
  | "textBaseline"
>;

export interface DrawnCurve {
  readonly info: CurveInfo;
  readonly drawn: Drawn;
}

export interface Scene {
  readonly layout: Layout;
  readonly curves: readonly DrawnCurve[];
  readonly marks: readonly PlacedMark[];
  /** Where the best epoch stands on its curve. */
  readonly best: { readonly epoch: number; readonly value: number } | undefined;
  readonly theme: Theme;
  readonly titles: {
    readonly epoch: string;
    readonly share: string;
    readonly error: string;
    readonly rate: string;
  };
}

export const fontOf = ({ fontSize, fontFamily }: Theme): string => `${fontSize}px ${fontFamily}`;
export const rowHeight = ({ fontSize }: Theme): number => fontSize + 7;

/** More points than these are no marks any more but a line. */
const mostDots = 40;

/** Curves that colours alone would not tell apart are dashed. */
export const isDashed = ({ scale, validation }: CurveInfo, { highContrast }: Theme): boolean =>
  validation && (highContrast || scale !== "loss");

export const pixelOfValue = ({ top, bottom }: Pane, axis: ValueScale, value: number): number =>
  bottom - placeOf(axis, value) * (bottom - top);

/** Draws the whole picture on an empty canvas. */
export function paintScene(context: Paint, scene: Scene): void {
  const { layout, theme } = scene;
  context.font = fontOf(theme);
  context.lineWidth = 1;
  paintEpochs(context, scene);
  for (const pane of layout.panes) {
    paintAxes(context, pane, scene);
    context.save();
    context.beginPath();
    context.rect(layout.left, pane.top - 2, layout.right - layout.left, pane.bottom - pane.top + 4);
    context.clip();
    for (const side of [pane.right, pane.left]) {
      const shown = side ? scene.curves.filter(({ info }) => info.scale === side.scale) : [];
      // The training curve comes first in the legend, and on top.
      for (const curve of shown.toReversed()) paintBand(context, curve, pane, side?.axis, scene);
      for (const curve of shown.toReversed()) paintLine(context, curve, pane, side?.axis, scene);
    }
    context.restore();
  }
  paintMarks(context, scene);
  paintBest(context, scene);
}

/** A line half a pixel in, so that it is sharp. */
const sharp = (pixel: number): number => Math.round(pixel - 0.5) + 0.5;

function line(context: Paint, x0: number, y0: number, x1: number, y1: number): void {
  context.beginPath();
  context.moveTo(x0, y0);
  context.lineTo(x1, y1);
  context.stroke();
}

function paintEpochs(context: Paint, { layout, theme, titles }: Scene): void {
  context.fillStyle = theme.muted;
  context.textBaseline = "top";
  context.textAlign = "center";
  const y = layout.bottom + 6;
  for (const tick of layout.epochTicks) {
    const label = formatCount(tick);
    const half = context.measureText(label).width / 2;
    const x = Math.min(pixelOfEpoch(layout, tick), layout.right + 6 - half);
    context.fillText(label, x, y);
  }
  context.fillText(titles.epoch, (layout.left + layout.right) / 2, y + theme.fontSize + 6);
}

function paintAxes(context: Paint, pane: Pane, { layout, marks, theme, titles }: Scene): void {
  const rows = Math.max(0, ...marks.map(({ row }) => row + 1));
  const below = pane.top === layout.top ? rows * rowHeight(theme) : 0;
  context.strokeStyle = theme.grid;
  context.fillStyle = theme.muted;
  context.textBaseline = "middle";
  context.textAlign = "right";
  for (const tick of pane.left.axis.ticks) {
    const y = pixelOfValue(pane, pane.left.axis, tick);
    line(context, layout.left, sharp(y), layout.right, sharp(y));
    context.fillText(formatNumber(tick, 6), layout.left - 6, y);
  }
  line(context, layout.left, sharp(pane.bottom), layout.right, sharp(pane.bottom));
  context.textAlign = "left";
  for (const tick of pane.right?.axis.ticks ?? [])
    context.fillText(
      formatNumber(tick, 6),
      layout.right + 6,
      pixelOfValue(pane, pane.right?.axis ?? pane.left.axis, tick),
    );
  context.textAlign = "right";
  // Where curves of the kind seldom are: shares rise, errors and rates fall.
  const { scale } = pane.left;
  context.textBaseline = scale === "share" ? "bottom" : "top";
  const y = scale === "share" ? pane.bottom - 4 : pane.top + 4 + below;
  const title = scale === "loss" ? pane.right && titles.rate : titles[scale];
  if (!title) return;
  const [width, height] = [context.measureText(title).width, theme.fontSize + 2];
  context.fillStyle = theme.background;
  context.fillRect(layout.right - 6 - width, scale === "share" ? y - height : y - 1, width + 4, height);
  context.fillStyle = theme.muted;
  context.fillText(title, layout.right - 4, y);
}

/** The raw values: a band between each column's lowest and highest. */
function paintBand(
  context: Paint,
  { info, drawn: { band } }: DrawnCurve,
  pane: Pane,
  axis: ValueScale | undefined,
  { layout, theme }: Scene,
): void {
  if (!axis || info.scale === "rate" || band.length === 0) return;
  context.strokeStyle = context.fillStyle = theme[info.color];
  context.globalAlpha = 0.25;
  context.lineJoin = "bevel";
  context.lineWidth = 1;
  context.setLineDash([]);
  context.beginPath();
  for (const { x, high } of band) context.lineTo(pixelOfEpoch(layout, x), pixelOfValue(pane, axis, high));
  for (let index = band.length - 1; index >= 0; index--) {
    const { x, low } = band[index] as (typeof band)[number];
    context.lineTo(pixelOfEpoch(layout, x), pixelOfValue(pane, axis, low));
  }
  context.fill();
  context.stroke();
  context.globalAlpha = 1;
}

function paintLine(
  context: Paint,
  { info, drawn: { line: points } }: DrawnCurve,
  pane: Pane,
  axis: ValueScale | undefined,
  { layout, theme }: Scene,
): void {
  if (!axis) return;
  const isRate = info.scale === "rate";
  context.strokeStyle = context.fillStyle = theme[info.color];
  context.lineWidth = isRate ? 1 : theme.lineWidth;
  context.setLineDash(isDashed(info, theme) ? [6, 4] : []);
  // Round joins of a dense line take a software renderer most of its time.
  context.lineJoin = points.length > 300 ? "bevel" : "round";
  context.beginPath();
  let before = 0;
  for (const [index, point] of points.entries()) {
    const [x, y] = [pixelOfEpoch(layout, point.x), pixelOfValue(pane, axis, point.y)];
    // A rate holds for its epoch and then steps to the next.
    if (isRate && index > 0) context.lineTo(x, before);
    context.lineTo(x, y);
    before = y;
  }
  context.stroke();
  context.setLineDash([]);
  if (points.length > mostDots || isRate) return;
  context.beginPath();
  for (const point of points) {
    const [x, y] = [pixelOfEpoch(layout, point.x), pixelOfValue(pane, axis, point.y)];
    context.moveTo(x, y);
    context.arc(x, y, theme.lineWidth + 0.25, 0, 2 * Math.PI);
  }
  context.fill();
}

const markColors = {
  error: "error",
  warning: "warning",
  hint: "hint",
  best: "test",
  change: "muted",
} as const;

function paintMarks(context: Paint, { layout, marks, theme }: Scene): void {
  const height = rowHeight(theme);
  context.textAlign = "left";
  context.textBaseline = "middle";
  context.lineWidth = theme.highContrast ? 2 : 1;
  for (const { mark, x } of marks) {
    context.strokeStyle = theme[markColors[mark.look]];
    context.setLineDash(mark.findings.length > 0 ? [3, 3] : [1, 3]);
    line(context, sharp(x), layout.top, sharp(x), layout.bottom);
  }
  context.setLineDash([]);
  for (const { mark, left, width, row, hidden } of marks) {
    if (hidden) continue;
    const top = layout.top + row * height;
    context.fillStyle = theme.background;
    context.fillRect(left, top, width, height - 1);
    context.fillStyle = mark.findings.length > 0 ? theme[markColors[mark.look]] : theme.text;
    context.fillText(mark.label, left + 4, top + height / 2);
  }
}

function paintBest(context: Paint, { best, layout, theme }: Scene): void {
  const pane = layout.panes.find(({ left }) => left.scale === "loss");
  if (!best || !pane || best.epoch < layout.range.from || best.epoch > layout.range.to) return;
  const { axis } = pane.left;
  if (axis.logarithmic && !(best.value > 0)) return;
  const [x, y] = [pixelOfEpoch(layout, best.epoch), pixelOfValue(pane, axis, best.value)];
  if (!(y >= pane.top - 1 && y <= pane.bottom + 1)) return;
  context.strokeStyle = theme.text;
  context.fillStyle = theme.background;
  context.lineWidth = 1.5;
  context.beginPath();
  context.arc(x, y, 4, 0, 2 * Math.PI);
  context.fill();
  context.stroke();
}
