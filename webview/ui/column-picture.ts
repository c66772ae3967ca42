import type { PreviewColumn } from "../../src/protocol/data-preview.ts";
import type { PanelStrings } from "../../src/protocol/panel-strings.ts";
import { columnFigures, columnSummary, histogramEnds } from "../data-words.ts";
import { fill, formatCount } from "../format.ts";
import { element } from "./dom.ts";
import { picture, svgElement } from "./svg.ts";

const size = { width: 240, height: 72 };
const rowHeight = 15;
const labelWidth = 96;
const countWidth = 44;
/** Letters of a label that there is room for. */
const longestLabel = 15;

/** One column: its name and role, how its values are spread, and its figures. */
export function columnCard(column: PreviewColumn, strings: PanelStrings): HTMLElement {
  const figures = columnFigures(column, strings).map(([name, value]) =>
    element("div", {}, element("dt", {}, name), element("dd", {}, value)),
  );
  return element(
    "li",
    { class: `column ${column.role}` },
    element(
      "h3",
      { title: column.name },
      element("span", { class: "name" }, column.name),
      element("span", { class: "role" }, column.role === "input" ? strings.input : strings.target),
    ),
    column.labels ? labelBars(column, strings) : histogram(column, strings),
    element("dl", {}, ...figures),
  );
}

function histogram(column: PreviewColumn, strings: PanelStrings): HTMLElement {
  const { width, height } = size;
  const counts = column.histogram?.counts ?? [];
  const highest = Math.max(1, ...counts);
  const step = width / Math.max(1, counts.length);
  const thick = Math.min(step - Math.min(1, step / 4), width / 3);
  const bars = counts.flatMap((count, index) => {
    if (count === 0) return [];
    // What is there is seen, however little it is.
    const tall = Math.max(1, ((height - 2) * count) / highest);
    const x = index * step + (step - thick) / 2;
    return [svgElement("rect", { class: "bar", x, y: height - tall, width: thick, height: tall })];
  });
  const axis = svgElement("path", { class: "axis", d: `M0 ${height - 0.5}H${width}` });
  const [from, to] = histogramEnds(column);
  return element(
    "div",
    { class: "histogram" },
    picture("", size, columnSummary(column, strings), ...bars, axis),
    element(
      "div",
      { class: "ends", "aria-hidden": "true" },
      element("span", {}, from),
      element("span", {}, to),
    ),
  );
}

function labelBars(column: PreviewColumn, strings: PanelStrings): SVGSVGElement {
  const { top = [], others = 0, different = 0 } = column.labels ?? {};
  const rows = [
    ...top,
    ...(others > 0
      ? [{ label: fill(strings.otherLabels, formatCount(different - top.length)), count: others }]
      : []),
  ];
  const highest = Math.max(1, ...rows.map(({ count }) => count));
  const room = size.width - labelWidth - countWidth;
  const parts = rows.flatMap(({ label, count }, index) => {
    const y = index * rowHeight;
    const long = Math.max(1, (room * count) / highest);
    return [
      svgElement(
        "text",
        { x: labelWidth - 6, y: y + 11, "text-anchor": "end" },
        shortened(label),
        svgElement("title", {}, label),
      ),
      svgElement("rect", { class: "bar", x: labelWidth, y: y + 3, width: long, height: rowHeight - 6 }),
      svgElement("text", { x: labelWidth + long + 5, y: y + 11 }, formatCount(count)),
    ];
  });
  const height = Math.max(1, rows.length) * rowHeight;
  return picture("labels", { ...size, height }, columnSummary(column, strings), ...parts);
}

function shortened(label: string): string {
  const letters = [...label];
  return letters.length > longestLabel ? `${letters.slice(0, longestLabel - 1).join("")}…` : label;
}
