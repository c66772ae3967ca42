import type { PanelTab } from "../../src/protocol/panel.ts";
import type { PanelStrings } from "../../src/protocol/panel-strings.ts";
import { element } from "./dom.ts";

const tabs: readonly PanelTab[] = ["training", "data"];

/** Id of the part of the page that a tab shows. */
export const panelId = (tab: PanelTab): string => `${tab}-panel`;
const tabId = (tab: PanelTab): string => `${tab}-tab`;

/** Attributes of a part of the page that a tab shows. */
export const tabPanel = (tab: PanelTab, className: string): Record<string, string> => ({
  id: panelId(tab),
  class: className,
  role: "tabpanel",
  "aria-labelledby": tabId(tab),
});

/** The choice between the run and the data; arrow keys go from one to the other. */
export class Tabs {
  readonly root: HTMLElement;
  readonly #buttons: ReadonlyMap<PanelTab, HTMLButtonElement>;

  constructor(strings: PanelStrings, onSelect: (tab: PanelTab) => void) {
    const labels = { training: strings.tabTraining, data: strings.tabData };
    this.#buttons = new Map(
      tabs.map((tab) => {
        const attributes = { id: tabId(tab), type: "button", role: "tab", "aria-controls": panelId(tab) };
        const created = element("button", attributes, labels[tab]);
        created.addEventListener("click", () => onSelect(tab));
        return [tab, created];
      }),
    );
    this.root = element(
      "div",
      { class: "tabs", role: "tablist", "aria-label": strings.tabs },
      ...this.#buttons.values(),
    );
    this.root.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
      const other = [...this.#buttons].find(([, button]) => button !== document.activeElement);
      if (!other) return;
      onSelect(other[0]);
      other[1].focus();
      event.preventDefault();
    });
  }

  update(selected: PanelTab): void {
    for (const [tab, button] of this.#buttons) {
      button.setAttribute("aria-selected", String(tab === selected));
      button.tabIndex = tab === selected ? 0 : -1;
    }
  }
}
