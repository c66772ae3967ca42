import { element } from "./dom.ts";

export interface ChoiceRow {
  /** The first is the row's name. */
  readonly cells: readonly string[];
}

/** A table whose rows can be chosen, by the buttons in its first column. */
export function choiceTable(options: {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly ChoiceRow[];
  /** Absent where nothing is to be chosen. */
  readonly chosen?: number;
  readonly onChoose?: (row: number) => void;
}): HTMLElement {
  const { title, columns, rows, chosen, onChoose } = options;
  const rowOf = ({ cells: [name = "", ...others] }: ChoiceRow, index: number) => {
    const head = element("th", { scope: "row" });
    if (onChoose) {
      const choose = element(
        "button",
        { type: "button", class: "link", "aria-pressed": String(index === chosen) },
        name,
      );
      choose.addEventListener("click", () => onChoose(index));
      head.append(choose);
    } else head.append(name);
    return element(
      "tr",
      { class: index === chosen ? "chosen" : "" },
      head,
      ...others.map((text) => element("td", {}, text)),
    );
  };
  return element(
    "div",
    { class: "scroll wide", tabindex: "0", role: "region", "aria-label": title },
    element(
      "table",
      { class: "choices" },
      element("caption", { class: "unseen" }, title),
      element(
        "thead",
        {},
        element("tr", {}, ...columns.map((name) => element("th", { scope: "col" }, name))),
      ),
      element("tbody", {}, ...rows.map(rowOf)),
    ),
  );
}
