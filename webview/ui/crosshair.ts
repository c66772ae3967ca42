import type { PanelStrings } from "../../src/protocol/panel-strings.ts";
import type { LossChart } from "../charts/loss-chart.ts";
import type { Mark } from "../charts/marks.ts";
import type { Readings } from "../prepare-curves.ts";
import { readingsText } from "../summary.ts";
import type { Range } from "../zoom.ts";
import type { ChartCard } from "./chart-card.ts";
import { Readout } from "./readout.ts";
import { svgElement } from "./svg.ts";

/** Pixels from and to which a person drags. */
export interface Selection {
  readonly from: number;
  readonly to: number;
}

interface Shown {
  readonly all: Range;
  readonly marks: readonly Mark[];
}

/**
 * What lies over the loss chart while a person points at it: the crosshair with its readout, and the stretch that
 * is being chosen. The chart itself is not drawn again for it. Screen readers meet the chart as a slider along
 * the epochs, whose value they say by themselves.
 */
export class Crosshair {
  readonly #strings: PanelStrings;
  readonly #canvas: HTMLCanvasElement;
  readonly #chart: LossChart;
  readonly #overlay = svgElement("svg", { class: "overlay", "aria-hidden": "true" });
  readonly #readout: Readout;
  #shown: Shown | undefined;
  #epoch: number | undefined;
  #selection: Selection | undefined;

  constructor({ canvas, plot }: ChartCard, chart: LossChart, strings: PanelStrings) {
    this.#strings = strings;
    this.#canvas = canvas;
    this.#chart = chart;
    this.#readout = new Readout(strings);
    plot.append(this.#overlay, this.#readout.root);
    canvas.setAttribute("role", "slider");
    canvas.setAttribute("aria-roledescription", strings.chart);
  }

  /** The epoch that is pointed at. */
  get epoch(): number | undefined {
    return this.#epoch;
  }

  /** What happened in the epochs under the crosshair. */
  get mark(): Mark | undefined {
    const readings = this.#readings;
    return (
      readings && this.#shown?.marks.find(({ epoch }) => epoch >= readings.from && epoch <= readings.epoch)
    );
  }

  get #readings(): Readings | undefined {
    return this.#epoch === undefined ? undefined : this.#chart.read(this.#epoch);
  }

  point(epoch: number | undefined): void {
    this.#epoch = epoch;
    this.#draw();
  }

  select(selection: Selection | undefined): void {
    this.#selection = selection;
    this.#draw();
  }

  /** Follows the chart, which has just been drawn. */
  update(shown: Shown): void {
    this.#shown = shown;
    this.#draw();
  }

  #draw(): void {
    if (!this.#shown) return;
    const { all } = this.#shown;
    const [readings, mark, selection] = [this.#readings, this.mark, this.#selection];
    const { area } = this.#chart;
    const x = readings && this.#chart.pixelOf(readings.epoch);
    const isInView = x !== undefined && x >= area.left - 0.5 && x <= area.right + 0.5;
    this.#overlay.replaceChildren(
      ...(selection ? [stretch(selection, area)] : []),
      ...(readings && isInView ? [line(x, area), ...this.#dots(readings)] : []),
    );
    if (readings && isInView && !selection) this.#readout.show(readings, mark, x, this.#canvas.clientWidth);
    else this.#readout.hide();
    for (const [name, value] of [
      ["valuemin", all.from],
      ["valuemax", all.to],
      ["valuenow", readings?.epoch ?? all.to],
      ["valuetext", readings ? readingsText(readings, mark, this.#strings) : ""],
    ] as const)
      this.#canvas.setAttribute(`aria-${name}`, String(value));
  }

  #dots(readings: Readings): SVGElement[] {
    const { top, bottom } = this.#chart.area;
    return this.#chart
      .dots(readings)
      .filter(({ y }) => y >= top - 1 && y <= bottom + 1)
      .map(({ x, y, info }) => svgElement("circle", { class: `swatch ${info.color}`, cx: x, cy: y, r: 3.5 }));
  }
}

type Area = LossChart["area"];

function line(x: number, { top, bottom }: Area): SVGElement {
  // Half a pixel in, so that it is sharp.
  const at = Math.round(x - 0.5) + 0.5;
  return svgElement("path", { class: "crosshair", d: `M${at} ${top}V${bottom}` });
}

function stretch({ from, to }: Selection, area: Area): SVGElement {
  const inside = (pixel: number) => Math.max(area.left, Math.min(area.right, pixel));
  const [x, end] = [inside(Math.min(from, to)), inside(Math.max(from, to))];
  return svgElement("rect", {
    class: "stretch",
    x,
    y: area.top,
    width: end - x,
    height: area.bottom - area.top,
  });
}
