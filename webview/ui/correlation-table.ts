import type { Correlation } from "../../src/protocol/data-preview.ts";
import { barOf, formatCoefficient } from "../data-words.ts";
import { element } from "./dom.ts";
import { svgElement } from "./svg.ts";

const size = { width: 64, height: 10 };

/** A row for each input, a column for each target, each coefficient a number and a bar to its side of the middle. */
export function correlationTable({ inputs, targets, values }: Correlation, caption: string): HTMLElement {
  const head = element(
    "tr",
    {},
    element("td", {}),
    ...targets.map((name) => element("th", { scope: "col", class: "target" }, name)),
  );
  const rows = inputs.map((name, index) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, name),
      ...(values[index] ?? []).map((value) =>
        element(
          "td",
          {},
          element(
            "span",
            { class: "coefficient" },
            element("span", {}, formatCoefficient(value)),
            bar(value),
          ),
        ),
      ),
    ),
  );
  return element(
    "table",
    { class: "correlation" },
    element("caption", { class: "unseen" }, caption),
    element("thead", {}, head),
    element("tbody", {}, ...rows),
  );
}

function bar(value: number): SVGSVGElement {
  const { start, width } = barOf(value);
  const middle = size.width / 2;
  return svgElement(
    "svg",
    { class: "bars", viewBox: `0 0 ${size.width} ${size.height}`, "aria-hidden": "true" },
    svgElement("rect", {
      class: value < 0 ? "bar negative" : "bar",
      x: start * size.width,
      y: 1,
      width: width * size.width,
      height: size.height - 2,
    }),
    svgElement("path", { class: "axis", d: `M${middle} 0V${size.height}` }),
  );
}
