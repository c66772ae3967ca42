import type { FromWebview } from "../../src/protocol/panel.ts";
import type { PanelStrings } from "../../src/protocol/panel-strings.ts";
import { isTesting, type RateTest } from "../../src/protocol/rate-test.ts";
import { isActive, type RunSnapshot } from "../../src/protocol/run.ts";
import { RateChart } from "../charts/rate-chart.ts";
import { fill, formatSetting } from "../format.ts";
import { rateSummary, rateTable } from "../rate-test.ts";
import type { Theme } from "../theme.ts";
import { ChartCard } from "./chart-card.ts";
import { element, setText } from "./dom.ts";

/** The search for a learning rate: its curve, what was found and why, and one click to take it. */
export class RateCard {
  readonly root: HTMLElement;
  readonly #card: ChartCard;
  readonly #chart: RateChart;
  readonly #strings: PanelStrings;
  readonly #found = element("strong");
  readonly #message = element("p", { class: "reason" });
  readonly #announcement = element("div", { class: "unseen", role: "status", "aria-live": "polite" });
  readonly #progress = element("progress", { max: "1", value: "0" });
  readonly #write: HTMLButtonElement;
  readonly #use: HTMLButtonElement;
  readonly #cancel: HTMLButtonElement;
  readonly #close: HTMLButtonElement;
  #suggested: number | undefined;
  #shown: RateTest | undefined;
  /** The test that a person put away. */
  #closed: RateTest | undefined;
  #drawn: readonly unknown[] = [];

  constructor(strings: PanelStrings, send: (message: FromWebview) => void) {
    this.#strings = strings;
    this.#card = new ChartCard(strings.rateTest, strings);
    this.root = this.#card.root;
    this.root.classList.add("rate-test");
    this.#chart = new RateChart(this.#card.canvas, strings);
    const link = (label: string, help: string, act: () => void): HTMLButtonElement => {
      const created = element("button", { type: "button", class: "link", title: help }, label);
      created.addEventListener("click", act);
      return created;
    };
    this.#write = link(strings.write, strings.writeRateHelp, () =>
      send({ type: "command", command: "writeRate" }),
    );
    this.#use = link(strings.useRate, strings.useRateHelp, () => {
      if (this.#suggested !== undefined) send({ type: "set", change: { learningRate: this.#suggested } });
    });
    this.#cancel = link(strings.stop, strings.cancelRateHelp, () =>
      send({ type: "command", command: "cancelRateTest" }),
    );
    this.#close = link(strings.close, strings.closeRateHelp, () => {
      this.#closed = this.#shown;
      this.root.hidden = true;
    });
    this.#progress.setAttribute("aria-label", strings.rateTest);
    this.#card.tools.append(this.#found, this.#write, this.#use, this.#cancel, this.#close);
    this.root.querySelector(".card-head")?.after(this.#progress, this.#message, this.#announcement);
  }

  update(test: RateTest | undefined, run: RunSnapshot | undefined, theme: Theme, now: number): void {
    this.#shown = test;
    this.root.hidden = test === undefined || test === this.#closed;
    if (!test || this.root.hidden) return;
    const strings = this.#strings;
    const live = isTesting(test);
    const { suggested } = test;
    this.#suggested = suggested;
    setText(this.#found, suggested === undefined ? "" : fill(strings.rateFound, formatSetting(suggested)));
    this.#write.hidden = suggested === undefined;
    const runs = run !== undefined && isActive(run.progress.status) && run.settings !== undefined;
    this.#use.hidden = suggested === undefined || !runs;
    this.#cancel.hidden = !live;
    this.#close.hidden = live;
    this.#progress.hidden = !live;
    this.#progress.value = test.progress;
    setText(this.#message, live ? "" : (test.message ?? ""));
    this.#message.hidden = live;
    setText(this.#announcement, live ? strings.rateTesting : (test.message ?? ""));

    const inputs = [test, theme, this.#card.canvas.clientWidth];
    if (inputs.every((input, index) => input === this.#drawn[index])) return;
    this.#drawn = inputs;
    this.#card.setWaiting(test.rates.length === 0 ? strings.rateTesting : undefined);
    this.#card.setLegend([{ look: "line training", label: strings.loss }]);
    this.#chart.draw(test, theme);
    this.#card.setContent(
      () => ({ summary: rateSummary(test, strings), table: rateTable(test, strings) }),
      now,
      live,
    );
  }
}
