import type { PanelStrings } from "../../src/protocol/panel-strings.ts";
import type { CurveInfo } from "../curves.ts";
import { element } from "./dom.ts";

/** The class of a curve's swatch. */
export const lookOf = ({ color, scale, validation }: CurveInfo): string =>
  `line ${color}${validation && scale !== "loss" ? " dashed" : ""}${scale === "rate" ? " thin" : ""}`;

/** The legend of the loss chart: each curve with a check mark that shows or hides it. */
export class CurveLegend {
  readonly root: HTMLElement;
  readonly #onChange: (name: string, shown: boolean) => void;
  #boxes: readonly HTMLInputElement[] = [];
  #text = "";

  constructor(strings: PanelStrings, onChange: (name: string, shown: boolean) => void) {
    this.#onChange = onChange;
    this.root = element("div", { class: "legend choice", role: "group", "aria-label": strings.curves });
  }

  update(curves: readonly CurveInfo[], isChosen: (curve: CurveInfo) => boolean): void {
    const text = curves.map(({ name, label }) => `${name} ${label}`).join("\n");
    if (text !== this.#text) {
      this.#text = text;
      this.#boxes = curves.map(({ name }) => {
        const box = element("input", { type: "checkbox" });
        box.addEventListener("change", () => this.#onChange(name, box.checked));
        return box;
      });
      this.root.replaceChildren(
        ...curves.map((curve, index) =>
          element(
            "label",
            {},
            ...[this.#boxes[index]].filter((box) => box !== undefined),
            element("i", { class: `swatch ${lookOf(curve)}` }),
            curve.label,
          ),
        ),
      );
    }
    for (const [index, curve] of curves.entries()) {
      const box = this.#boxes[index];
      if (box) box.checked = isChosen(curve);
    }
  }
}
