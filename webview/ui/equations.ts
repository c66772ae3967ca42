import type { PanelStrings } from "../../src/protocol/panel-strings.ts";
import type { Equation } from "../../src/protocol/walk.ts";
import { fill, formatCount } from "../format.ts";
import { equationText, signed, signOf } from "../walk.ts";
import { element } from "./dom.ts";

/** Formulas one below the other: in letters, in numbers, and what they come to. */
export const equationList = (equations: readonly Equation[], strings: PanelStrings): HTMLElement =>
  element("ol", { class: "equations" }, ...equations.map((each) => equationItem(each, strings)));

function equationItem(equation: Equation, strings: PanelStrings): HTMLElement {
  const { left, formula, values, result, more } = equation;
  const text = equationText(values);
  const value = signed(result);
  return element(
    "li",
    {},
    element("span", { class: "formula" }, element("b", {}, left), ` ${signOf(equation)} ${formula}`),
    // What is a number already is not said twice.
    ...(text === value ? [] : [element("span", { class: "numbers" }, ` = ${text}`)]),
    element("span", { class: "result" }, ` = ${value}`),
    ...(more ? [element("span", { class: "more" }, ` ${fill(strings.moreTerms, formatCount(more))}`)] : []),
  );
}
