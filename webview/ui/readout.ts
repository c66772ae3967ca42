import type { PanelStrings } from "../../src/protocol/panel-strings.ts";
import type { Mark } from "../charts/marks.ts";
import { formatFigure } from "../format.ts";
import type { Readings } from "../prepare-curves.ts";
import { headingOf } from "../summary.ts";
import { lookOf } from "./curve-legend.ts";
import { element } from "./dom.ts";

/** Findings that are told in full, at most. */
const mostFindings = 2;
/** Pixels between the crosshair and the box. */
const distance = 12;

/** The box beside the crosshair that names every curve's value. Screen readers hear the chart itself. */
export class Readout {
  readonly root = element("div", { class: "readout", "aria-hidden": "true" });
  readonly #strings: PanelStrings;

  constructor(strings: PanelStrings) {
    this.#strings = strings;
    this.hide();
  }

  hide(): void {
    this.root.hidden = true;
  }

  /** Shows the readings beside the crosshair, which stands at pixel `x` of `width`. */
  show(readings: Readings, mark: Mark | undefined, x: number, width: number): void {
    const strings = this.#strings;
    const hasBounds = readings.rows.some(({ bounds }) => bounds);
    const hasSmoothed = readings.rows.some(({ smoothed }) => smoothed !== undefined);
    const head = [
      element("th", {}, headingOf(readings, strings)),
      element("th", {}),
      ...(hasBounds ? [element("th", {}, strings.readBounds)] : []),
      ...(hasSmoothed ? [element("th", {}, strings.readSmoothed)] : []),
    ];
    const rows = readings.rows.map(({ info, value, bounds, smoothed }) =>
      element(
        "tr",
        {},
        element("td", {}, element("i", { class: `swatch ${lookOf(info)}` }), info.label),
        element("td", {}, formatFigure(value)),
        ...(hasBounds ? [element("td", {}, bounds ? bounds.map(formatFigure).join(" – ") : "")] : []),
        ...(hasSmoothed ? [element("td", {}, smoothed === undefined ? "" : formatFigure(smoothed))] : []),
      ),
    );
    const told = (mark?.findings ?? []).slice(0, mostFindings);
    this.root.replaceChildren(
      element("table", {}, element("tr", {}, ...head), ...rows),
      ...(mark?.findings.length === 0 ? [element("p", {}, mark.label)] : []),
      ...told.map(({ severity, rule, message }) =>
        element("p", {}, element("b", { class: `icon ${severity}` }, rule), ` ${message}`),
      ),
      ...(told.length > 0 ? [element("p", { class: "help" }, strings.readReveal)] : []),
    );
    this.root.hidden = false;
    const own = this.root.offsetWidth;
    const right = x + distance + own <= width;
    const left = right ? x + distance : Math.max(0, x - distance - own);
    this.root.style.transform = `translateX(${Math.round(left)}px)`;
  }
}
