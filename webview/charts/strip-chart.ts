import { stripBins } from "../../src/protocol/inside.ts";
import { formatNumber } from "../format.ts";
import { binEdge, columnEdges, type LayerStrip, usedBins } from "../inside.ts";
import { type Shades, stripShades } from "../strip-shades.ts";
import type { Theme } from "../theme.ts";
import { roundTicks } from "./ticks.ts";

/** Pixels: of a layer's row, of its name above the strip, of the room left of it and below all. */
const rowHeight = 76;
const nameHeight = 20;
const gutter = 52;
const margin = 8;
const axisHeight = 34;
const tickWidth = 80;
/** Pixels that one shade takes, at least. */
const leastShade = 2;

export interface StripInput {
  readonly strips: readonly LayerStrip[];
  readonly epochs: Float64Array;
  readonly color: string;
  readonly xTitle: string;
  readonly theme: Theme;
}

/** One heat strip a layer: over the epochs, how the layer's values are spread. */
export class StripChart {
  readonly #canvas: HTMLCanvasElement;
  readonly #image = document.createElement("canvas");

  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = canvas;
    canvas.classList.add("strips");
  }

  draw(input: StripInput): void {
    const { strips, epochs, theme } = input;
    const plot = this.#canvas.parentElement;
    const height = strips.length * rowHeight + axisHeight;
    plot?.style.setProperty("height", `${height}px`);
    const width = this.#canvas.clientWidth;
    const scale = window.devicePixelRatio;
    this.#canvas.width = Math.round(width * scale);
    this.#canvas.height = Math.round(height * scale);
    const context = this.#canvas.getContext("2d");
    if (!context || width <= gutter + margin) return;
    context.scale(scale, scale);
    context.font = `${theme.fontSize}px ${theme.fontFamily}`;
    const edges = columnEdges(epochs);
    const [from = 0, to = 1] = [edges[0], edges.at(-1)];
    const across = (epoch: number) =>
      gutter + ((width - gutter - margin) * (epoch - from)) / Math.max(to - from, 1e-9);
    const columns = Array.from(edges, (edge) => Math.round(across(edge) * scale) / scale);
    for (const [row, strip] of strips.entries()) this.#row(context, strip, row * rowHeight, columns, input);
    this.#axis(context, { from, to, across, top: strips.length * rowHeight, width }, input);
  }

  #row(
    context: CanvasRenderingContext2D,
    { label, strip }: LayerStrip,
    top: number,
    columns: readonly number[],
    { color, theme }: StripInput,
  ): void {
    const [y, height] = [top + nameHeight, rowHeight - nameHeight - margin];
    const shades = stripShades(strip, usedBins(strip), height / leastShade);
    const [first, end] = shades.bins;
    const [left = 0, right = 0] = [columns[0], columns.at(-1)];
    context.fillStyle = theme.text;
    context.textAlign = "left";
    context.textBaseline = "bottom";
    context.fillText(label, gutter, y - 3, right - left);
    this.#paint(shades, color);
    context.imageSmoothingEnabled = false;
    for (let column = 0; column + 1 < columns.length; column++) {
      const [begin = 0, end = 0] = [columns[column], columns[column + 1]];
      context.drawImage(this.#image, column, 0, 1, shades.rows, begin, y, end - begin, height);
    }
    context.strokeStyle = theme.grid;
    context.lineWidth = 1;
    context.strokeRect(left - 0.5, y - 0.5, right - left + 1, height + 1);
    context.fillStyle = theme.muted;
    context.textAlign = "right";
    context.textBaseline = "top";
    context.fillText(formatNumber(binEdge(strip, end), 3), gutter - 6, y, gutter - 8);
    context.textBaseline = "bottom";
    context.fillText(formatNumber(binEdge(strip, first), 3), gutter - 6, y + height, gutter - 8);
    const zero = y + (height * (end - stripBins / 2)) / (end - first);
    if (zero < y + theme.fontSize * 1.6 || zero > y + height - theme.fontSize * 1.6) return;
    context.textBaseline = "middle";
    context.fillText("0", gutter - 6, zero);
  }

  /** Puts the shades, in the chart's colour, into the image that is stretched over the strip. */
  #paint({ columns, rows, alpha }: Shades, color: string): void {
    this.#image.width = Math.max(1, columns);
    this.#image.height = rows;
    const context = this.#image.getContext("2d");
    if (!context || columns === 0) return;
    const image = context.createImageData(columns, rows);
    for (let at = 0; at < alpha.length; at++) image.data[4 * at + 3] = alpha[at] as number;
    context.putImageData(image, 0, 0);
    context.globalCompositeOperation = "source-in";
    context.fillStyle = color;
    context.fillRect(0, 0, columns, rows);
  }

  #axis(
    context: CanvasRenderingContext2D,
    {
      from,
      to,
      across,
      top,
      width,
    }: { from: number; to: number; across: (epoch: number) => number; top: number; width: number },
    { xTitle, theme }: StripInput,
  ): void {
    context.fillStyle = theme.muted;
    context.textBaseline = "top";
    for (const tick of roundTicks(from, to, (width - gutter) / tickWidth)) {
      const x = across(tick);
      context.textAlign = x > width - 24 ? "right" : x < gutter + 12 ? "left" : "center";
      context.fillText(formatNumber(tick, 6), Math.min(x, width - margin), top);
    }
    context.textAlign = "center";
    context.fillText(xTitle, (gutter + width - margin) / 2, top + theme.fontSize + 5);
  }
}
