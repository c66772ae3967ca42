import { type PanelTab, panelTabs, type ViewState } from "../../src/protocol/panel.ts";
import type { PanelStrings } from "../../src/protocol/panel-strings.ts";
import type { PageState } from "../state.ts";
import type { Theme } from "../theme.ts";
import { DataPage } from "./data-page.ts";
import { Header } from "./header.ts";
import { InsidePage } from "./inside-page.ts";
import { NetworkPage } from "./network-page.ts";
import { StepPage } from "./step-page.ts";
import { type TabPage, Tabs } from "./tabs.ts";
import { type PageActions, TrainingPage } from "./training-page.ts";

/** Everything on the page: the header with its tabs, and below what the tab shows. */
export class Page {
  readonly #header: Header;
  readonly #tabs: Tabs;
  readonly #training: TrainingPage;
  readonly #pages: Readonly<Record<PanelTab, TabPage>>;

  constructor(strings: PanelStrings, view: ViewState, actions: PageActions) {
    this.#header = new Header(strings, (command) => actions.send({ type: "command", command }));
    this.#tabs = new Tabs(strings, (tab) => actions.setView({ tab }));
    this.#header.root.append(this.#tabs.root);
    this.#training = new TrainingPage(strings, view, actions);
    this.#pages = {
      training: this.#training,
      network: new NetworkPage(strings, actions.redraw),
      inside: new InsidePage(strings),
      step: new StepPage(strings, actions),
      data: new DataPage(strings),
    };
  }

  attach(root: HTMLElement): void {
    root.append(this.#header.root, ...panelTabs.map((tab) => this.#pages[tab].root));
  }

  /** Points at an epoch of the loss curve as soon as it is drawn. */
  showEpoch(epoch: number): void {
    this.#training.showEpoch(epoch);
  }

  /** Shows the state as it is at `now` (milliseconds). */
  update(state: PageState, view: ViewState, theme: Theme, now: number): void {
    this.#header.update(state);
    this.#tabs.update(view.tab);
    for (const tab of panelTabs) this.#pages[tab].root.hidden = tab !== view.tab;
    this.#pages[view.tab].update(state, view, theme, now);
  }
}
