import type { History } from "../../src/protocol/history.ts";
import type { ViewState } from "../../src/protocol/panel.ts";
import type { PanelStrings } from "../../src/protocol/panel-strings.ts";
import type { CurveInfo, Scale } from "../curves.ts";
import { bandExtent, decimate } from "../decimate.ts";
import { formatNumber } from "../format.ts";
import { isLogarithmic, type Prepared, prepareCurves, type Readings, readCurves } from "../prepare-curves.ts";
import type { Theme } from "../theme.ts";
import { nearestIndex, type Range } from "../zoom.ts";
import {
  type DrawnCurve,
  fontOf,
  type Paint,
  paintScene,
  pixelOfValue,
  rowHeight,
  type Scene,
} from "./loss-paint.ts";
import { type Mark, markAt, placeMarks } from "./marks.ts";
import { epochOfPixel, layOut, pixelOfEpoch } from "./panes.ts";

export interface LossInput {
  readonly history: History;
  /** Those that a person wants to see. */
  readonly chosen: readonly CurveInfo[];
  readonly marks: readonly Mark[];
  readonly best: Scene["best"];
  readonly view: ViewState;
  readonly theme: Theme;
  /** The epochs to look at. */
  readonly range: Range;
}

const scales: readonly Scale[] = ["loss", "share", "error", "rate"];

/**
 * A run's curves over its epochs, in panes one below the other: losses with the learning rate, shares, errors.
 * It is drawn here and not by Chart.js, whose work grows with each axis and which keeps an object for every point.
 */
export class LossChart {
  readonly #strings: PanelStrings;
  #prepared: { readonly of: readonly unknown[]; readonly what: Prepared } | undefined;
  #scene: Scene | undefined;

  constructor(strings: PanelStrings) {
    this.#strings = strings;
  }

  /** Draws on an empty canvas of some pixels. What it costs is bounded by the canvas, not by the run. */
  draw(context: Paint, size: { readonly width: number; readonly height: number }, input: LossInput): void {
    const { theme, range, view } = input;
    const prepared = this.#prepare(input);
    const columns = Math.max(1, Math.round(size.width));
    const curves = prepared.curves.map(
      ({ info, curve }): DrawnCurve => ({
        info,
        drawn: decimate(curve, range, columns, isLogarithmic(info.scale, view)),
      }),
    );
    context.font = fontOf(theme);
    const text = {
      width: (value: number) => context.measureText(formatNumber(value, 6)).width,
      height: theme.fontSize,
    };
    const inputs = scales
      .filter((scale) => curves.some(({ info }) => info.scale === scale))
      .map((scale) => {
        const bands = curves.filter(({ info }) => info.scale === scale).map(({ drawn }) => drawn.band);
        return { scale, extent: bandExtent(...bands), logarithmic: isLogarithmic(scale, view) };
      });
    const layout = layOut(size, inputs, range, text);
    const marks = placeMarks(
      input.marks,
      layout,
      (epoch) => pixelOfEpoch(layout, epoch),
      (label) => context.measureText(label).width + 8,
    );
    const { epoch, sharePane: share, errorPane: error, learningRate: rate } = this.#strings;
    this.#scene = { layout, curves, marks, best: input.best, theme, titles: { epoch, share, error, rate } };
    paintScene(context, this.#scene);
  }

  /** The epoch under a pixel, and the pixel of an epoch. */
  epochAt(pixel: number): number {
    return this.#scene ? epochOfPixel(this.#scene.layout, pixel) : Number.NaN;
  }
  pixelOf(epoch: number): number {
    return this.#scene ? pixelOfEpoch(this.#scene.layout, epoch) : Number.NaN;
  }

  /** The plot's edges in pixels. */
  get area(): {
    readonly left: number;
    readonly right: number;
    readonly top: number;
    readonly bottom: number;
  } {
    return this.#scene?.layout ?? { left: 0, right: 0, top: 0, bottom: 0 };
  }

  /** What the curves say at an epoch. */
  read(epoch: number): Readings | undefined {
    return this.#prepared && readCurves(this.#prepared.what, epoch);
  }

  /** The epoch some share of a range further, but at least one point. */
  step(epoch: number, by: number, range: Range): number {
    const { x } = this.#prepared?.what.whole ?? { x: new Float64Array(0) };
    const index = nearestIndex(x, epoch);
    const far = nearestIndex(x, (x[index] as number) + by * (range.to - range.from));
    const next = far === index ? index + Math.sign(by) : far;
    return x[Math.max(0, Math.min(x.length - 1, next))] ?? epoch;
  }

  /** Where the lines of some readings stand, for dots on them. */
  dots({ rows, epoch }: Readings): { readonly x: number; readonly y: number; readonly info: CurveInfo }[] {
    const { layout } = this.#scene ?? {};
    if (!layout) return [];
    return rows.flatMap(({ info, value, smoothed = value }) => {
      const pane = layout.panes.find(
        ({ left, right }) => left.scale === info.scale || right?.scale === info.scale,
      );
      const axis = pane?.left.scale === info.scale ? pane.left.axis : pane?.right?.axis;
      const y = pane && axis ? pixelOfValue(pane, axis, smoothed) : Number.NaN;
      return Number.isFinite(y) ? [{ x: pixelOfEpoch(layout, epoch), y, info }] : [];
    });
  }

  markAt(place: { readonly x: number; readonly y: number }): Mark | undefined {
    if (!this.#scene) return undefined;
    const { marks, layout, theme } = this.#scene;
    return markAt(marks, place, { top: layout.top, height: rowHeight(theme) });
  }

  /** Zooming and panning change nothing about the curves themselves. */
  #prepare({ history, chosen, view }: LossInput): Prepared {
    const names = chosen.map(({ name }) => name).join();
    const of = [history, names, view.smoothing, view.logarithmic];
    if (!this.#prepared?.of.every((one, index) => one === of[index]))
      this.#prepared = { of, what: prepareCurves(history, chosen, view) };
    return this.#prepared.what;
  }
}
