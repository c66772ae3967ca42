import { type PanelTab, panelTabs, type ViewState } from "../../src/protocol/panel.ts";
import type { PanelStrings } from "../../src/protocol/panel-strings.ts";
import type { PageState } from "../state.ts";
import type { Theme } from "../theme.ts";
import { element } from "./dom.ts";

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

/** The part of the page that one tab shows. */
export interface TabPage {
  readonly root: HTMLElement;
  /** Shows the state as it is at `now` (milliseconds); called only while the tab is shown. */
  update(state: PageState, view: ViewState, theme: Theme, now: number): void;
}

/** The choice between the page's tabs; arrow keys go from one to the next. */
export class Tabs {
  readonly root: HTMLElement;
  readonly #buttons: ReadonlyMap<PanelTab, HTMLButtonElement>;

  constructor(strings: PanelStrings, onSelect: (tab: PanelTab) => void) {
    const labels: Readonly<Record<PanelTab, string>> = {
      training: strings.tabTraining,
      network: strings.tabNetwork,
      inside: strings.tabInside,
      step: strings.tabStep,
      data: strings.tabData,
    };
    this.#buttons = new Map(
      panelTabs.map((tab) => {
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
      const from = panelTabs.findIndex((tab) => this.#buttons.get(tab) === document.activeElement);
      const step = event.key === "ArrowLeft" ? -1 : 1;
      const tab = panelTabs.at((from + step) % panelTabs.length);
      if (from === -1 || tab === undefined) return;
      onSelect(tab);
      this.#buttons.get(tab)?.focus();
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
