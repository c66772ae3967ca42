import type { Chart } from "chart.js";
import { classColumn } from "../../class-names.ts";
import { type Confusion, confusion } from "../../classes.ts";
import type { Point } from "../../decimate.ts";
import { fill, formatCount, formatPercent } from "../../format.ts";
import { shortened } from "../../layout.ts";
import { partCount } from "../../prediction-summary.ts";
import type { Theme } from "../../theme.ts";
import { faded, type Picture, type PictureInput } from "./picture.ts";

/** Cells lower than this have no number in them. */
const leastText = 9;
const leastFont = 7;
const gap = 6;

/** How often each class is taken for which: actual down, predicted across, with recall and precision at the edges. */
export function matrixPicture(input: PictureInput): Picture {
  const { base, predicted, output, part, strings } = input;
  const counted = confusion(base, predicted, output, (index) => base.split[index] === part);
  return {
    datasets: [],
    legend: counted
      ? [
          { look: "none", label: partCount(input, counted.total) },
          { look: "none", label: `${strings.accuracy} ${formatPercent(counted.accuracy)}` },
        ]
      : [],
    paint: (chart) => {
      if (counted) new MatrixPainting(chart, input, counted).paint();
    },
  };
}

class MatrixPainting {
  readonly #ctx: CanvasRenderingContext2D;
  readonly #theme: Theme;
  readonly #input: PictureInput;
  readonly #counted: Confusion;
  readonly #names: readonly string[];
  #shownFont = "";
  /** Of the cells' part. */
  readonly #left: number;
  readonly #top: number;
  readonly #cellWidth: number;
  readonly #cellHeight: number;

  constructor(chart: Chart<"line", Point[]>, input: PictureInput, counted: Confusion) {
    const { theme, base } = input;
    this.#ctx = chart.ctx;
    this.#theme = theme;
    this.#input = input;
    this.#counted = counted;
    this.#names = base.classes?.names ?? [];
    this.#font(theme.fontSize);
    const line = theme.fontSize + gap;
    const widest = Math.max(...this.#names.map((name) => this.#ctx.measureText(name).width));
    this.#left = line + Math.min(widest + gap, chart.width / 4);
    this.#top = 2 * line;
    // One more row and column for the shares.
    const count = this.#names.length;
    const edge = ["100.0 %", input.strings.recall, input.strings.precision];
    const share = Math.max(...edge.map((text) => this.#ctx.measureText(text).width));
    this.#cellWidth = (chart.width - this.#left - share - gap) / count;
    this.#cellHeight = (chart.height - this.#top - line - gap) / count;
  }

  paint(): void {
    const { strings, base, output } = this.#input;
    const { counts, precision, recall } = this.#counted;
    const column = classColumn(base, output);
    const count = this.#names.length;
    const [width, height] = [this.#cellWidth, this.#cellHeight];
    for (const [row, values] of counts.entries())
      for (const [at, value] of values.entries()) this.#cell(row, at, value, sumOf(values));
    const middle = this.#left + (count * width) / 2;
    const right = this.#left + count * width;
    const bottom = this.#top + count * height;
    const line = this.#theme.fontSize + gap;
    const { muted, text } = this.#theme;
    this.#write(fill(strings.predictedOf, column).trim(), middle, line / 2, count * width, muted);
    this.#sideways(fill(strings.actualOf, column).trim(), line / 2, this.#top + (count * height) / 2);
    this.#write(strings.recall, right + gap, line * 1.5, 200, muted, "left");
    this.#write(strings.precision, right + gap, bottom + line / 2 + gap / 2, 200, muted, "left");
    for (const [at, name] of this.#names.entries()) {
      const [x, y] = [this.#left + (at + 0.5) * width, this.#top + (at + 0.5) * height];
      this.#write(name, x, line * 1.5, width - 2, text);
      if (width > 30) this.#write(percent(precision[at]), x, bottom + line / 2 + gap / 2, width, text);
      if (height <= leastText) continue;
      this.#write(name, this.#left - gap, y, this.#left - line, text, "right");
      this.#write(percent(recall[at]), right + gap, y, 100, text, "left");
    }
  }

  /** Right ones in the colour of the first class, mistakes in that of errors, the stronger the more of the row. */
  #cell(row: number, column: number, value: number, ofRow: number): void {
    const ctx = this.#ctx;
    const theme = this.#theme;
    const [x, y] = [this.#left + column * this.#cellWidth, this.#top + row * this.#cellHeight];
    const [width, height] = [Math.max(1, this.#cellWidth - 2), Math.max(1, this.#cellHeight - 2)];
    const share = ofRow > 0 ? value / ofRow : 0;
    const color = row === column ? (theme.classes[0] as string) : theme.error;
    ctx.fillStyle = faded(theme.grid, 0.2);
    ctx.fillRect(x + 1, y + 1, width, height);
    if (value > 0) {
      ctx.fillStyle = faded(color, 0.12 + (theme.highContrast ? 0.3 : 0.43) * share);
      ctx.fillRect(x + 1, y + 1, width, height);
    }
    if (theme.highContrast) {
      ctx.strokeStyle = row === column ? theme.text : theme.grid;
      ctx.lineWidth = 1;
      ctx.strokeRect(x + 1.5, y + 1.5, width - 1, height - 1);
    }
    if (height <= leastText) return;
    this.#write(
      formatCount(value),
      x + 1 + width / 2,
      y + 1 + height / 2,
      width - 2,
      value > 0 ? theme.text : theme.muted,
      "center",
      value > 0 && row === column,
    );
  }

  #write(
    text: string,
    x: number,
    y: number,
    width: number,
    color: string,
    align: CanvasTextAlign = "center",
    bold = false,
  ): void {
    const ctx = this.#ctx;
    const size = Math.max(8, Math.min(this.#theme.fontSize, this.#cellHeight - 1));
    this.#font(size, bold);
    // A number is small before it is cut.
    const needed = ctx.measureText(text).width;
    if (needed > width) this.#font(Math.max(leastFont, (size * width) / needed), bold);
    ctx.fillStyle = color;
    ctx.textAlign = align;
    ctx.textBaseline = "middle";
    const fits = needed <= width;
    ctx.fillText(fits ? text : shortened(text, width, (part) => ctx.measureText(part).width), x, y);
  }

  #sideways(text: string, x: number, y: number): void {
    this.#ctx.save();
    this.#ctx.translate(x, y);
    this.#ctx.rotate(-Math.PI / 2);
    this.#write(text, 0, 0, this.#names.length * this.#cellHeight, this.#theme.muted);
    this.#ctx.restore();
    // The font went back with the rest.
    this.#shownFont = "";
  }

  #font(size: number, bold = false): void {
    const font = `${bold ? "bold " : ""}${size}px ${this.#theme.fontFamily}`;
    // Setting a font takes longer than drawing a number with it.
    if (font !== this.#shownFont) this.#ctx.font = font;
    this.#shownFont = font;
  }
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

const percent = (share: number | undefined): string =>
  share === undefined || Number.isNaN(share) ? "–" : formatPercent(share);
