import { planeSize } from "../../src/protocol/network.ts";
import type { PanelStrings } from "../../src/protocol/panel-strings.ts";
import { columnHead, largest, outputOf, type Seen, strength, weightsOf } from "../network.ts";
import type { Layout, Node } from "../network-layout.ts";
import type { Theme } from "../theme.ts";

/** Pixels of the thickest and the thinnest line. */
const thick = 5;
const thin = 0.3;

/** Draws the layers: weights as lines, and in each unit's square what it gives, over the plane of two inputs where it can. */
export class NetworkDrawing {
  readonly #canvas: HTMLCanvasElement;
  readonly #image = document.createElement("canvas");
  readonly #strings: PanelStrings;

  constructor(canvas: HTMLCanvasElement, strings: PanelStrings) {
    this.#canvas = canvas;
    this.#strings = strings;
    canvas.classList.add("strips");
    this.#image.width = planeSize;
    this.#image.height = planeSize;
  }

  draw(seen: Seen, layout: Layout, chosen: Node | undefined, theme: Theme): void {
    const scale = window.devicePixelRatio;
    this.#canvas.parentElement?.style.setProperty("height", `${layout.height}px`);
    const width = this.#canvas.clientWidth;
    this.#canvas.width = Math.round(width * scale);
    this.#canvas.height = Math.round(layout.height * scale);
    const context = this.#canvas.getContext("2d");
    if (!context) return;
    context.scale(scale, scale);
    for (const column of layout.nodes) this.#lines(context, seen, layout, column, chosen, theme);
    for (const column of layout.nodes) {
      const strongest = largest(column.map((node) => outputOf(seen, node)));
      for (const node of column) this.#unit(context, seen, layout, node, strongest, theme);
      this.#head(context, seen, layout, column, theme);
    }
    if (!chosen) return;
    context.globalAlpha = 1;
    context.strokeStyle = theme.text;
    context.lineWidth = 2;
    const side = layout.side + 5;
    context.strokeRect(chosen.x - side / 2, chosen.y - side / 2, side, side);
  }

  #lines(
    context: CanvasRenderingContext2D,
    seen: Seen,
    { nodes, side }: Layout,
    column: readonly Node[],
    chosen: Node | undefined,
    theme: Theme,
  ): void {
    const weights = column.map((node) => weightsOf(seen, node));
    const strongest = largest(weights.flat());
    for (const node of column)
      for (const [row, weight] of weights[node.row]?.entries() ?? []) {
        const before = nodes[node.column - 1]?.[row];
        if (!before) continue;
        const part = strength(weight, strongest);
        const apart = chosen !== undefined && chosen !== node && chosen !== before;
        context.globalAlpha = (0.25 + 0.75 * part) * (apart ? 0.25 : 1);
        context.strokeStyle = weight < 0 ? theme.validation : theme.training;
        context.setLineDash(weight < 0 ? [4, 3] : []);
        context.lineWidth = thin + (thick - thin) * part;
        const [from, to] = [before.x + side / 2, node.x - side / 2];
        const middle = (from + to) / 2;
        context.beginPath();
        context.moveTo(from, before.y);
        context.bezierCurveTo(middle, before.y, middle, node.y, to, node.y);
        context.stroke();
      }
    context.setLineDash([]);
    context.globalAlpha = 1;
  }

  #unit(
    context: CanvasRenderingContext2D,
    seen: Seen,
    { side }: Layout,
    node: Node,
    strongest: number,
    theme: Theme,
  ): void {
    const [left, top] = [node.x - side / 2, node.y - side / 2];
    context.globalAlpha = 1;
    context.fillStyle = theme.background;
    context.fillRect(left, top, side, side);
    if (this.#paintPlane(seen, node, theme)) {
      context.imageSmoothingEnabled = false;
      context.drawImage(this.#image, left, top, side, side);
    } else {
      const value = outputOf(seen, node);
      context.globalAlpha = 0.9 * strength(value, strongest);
      context.fillStyle = value < 0 ? theme.validation : theme.training;
      context.fillRect(left, top, side, side);
    }
    context.globalAlpha = 1;
    context.strokeStyle = theme.muted;
    context.lineWidth = 1;
    context.strokeRect(left, top, side, side);
  }

  /** Puts what a unit gives over the plane into the image; whether there is such a picture. */
  #paintPlane({ base, state }: Seen, { column, row }: Node, theme: Theme): boolean {
    const planes = state.layers[column - 1]?.planes;
    const context = this.#image.getContext("2d");
    if (!context || !base.plane || !planes) return false;
    const points = planeSize * planeSize;
    const [low, high] = [planes.low[row] ?? 0, planes.high[row] ?? 0];
    const strongest = Math.max(Math.abs(low), Math.abs(high));
    for (const positive of [true, false]) {
      const image = context.createImageData(planeSize, planeSize);
      for (let point = 0; point < points; point++) {
        const value = low + ((planes.values[row * points + point] ?? 0) / 255) * (high - low);
        if (value > 0 === positive) image.data[4 * point + 3] = 255 * strength(value, strongest);
      }
      // Each sign's shades are made on the image alone, coloured, and put together.
      const layer = document.createElement("canvas");
      layer.width = layer.height = planeSize;
      const own = layer.getContext("2d");
      if (!own) return false;
      own.putImageData(image, 0, 0);
      own.globalCompositeOperation = "source-in";
      own.fillStyle = positive ? theme.training : theme.validation;
      own.fillRect(0, 0, planeSize, planeSize);
      if (positive) context.clearRect(0, 0, planeSize, planeSize);
      context.drawImage(layer, 0, 0);
    }
    return true;
  }

  #head(
    context: CanvasRenderingContext2D,
    seen: Seen,
    { columnWidth }: Layout,
    [first]: readonly Node[],
    theme: Theme,
  ): void {
    if (!first) return;
    const [name, shape] = columnHead(seen, first.column, this.#strings);
    const room = columnWidth - 8;
    context.textAlign = "center";
    context.textBaseline = "top";
    context.font = `600 ${theme.fontSize}px ${theme.fontFamily}`;
    context.fillStyle = theme.text;
    context.fillText(name, first.x, 2, room);
    context.font = `${theme.fontSize}px ${theme.fontFamily}`;
    context.fillStyle = theme.muted;
    context.fillText(shape, first.x, 18, room);
  }
}
