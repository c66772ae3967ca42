import type { FromWebview, ViewState } from "../../src/protocol/panel.ts";
import type { PanelStrings } from "../../src/protocol/panel-strings.ts";
import type { RunSnapshot } from "../../src/protocol/run.ts";
import { fill, formatCount } from "../format.ts";
import type { PageState } from "../state.ts";
import type { Theme } from "../theme.ts";
import { DataPage } from "./data-page.ts";
import { element, icon, icons, setText } from "./dom.ts";
import { emptyPage } from "./empty.ts";
import { FiguresRow } from "./figures.ts";
import { FindingsList } from "./findings.ts";
import { Header } from "./header.ts";
import { LossCard } from "./loss-card.ts";
import { PredictionCard } from "./prediction-card.ts";
import { Tabs, tabPanel } from "./tabs.ts";

/** Everything on the page, from top to bottom. */
export class Page {
  readonly #strings: PanelStrings;
  readonly #header: Header;
  readonly #figures: FiguresRow;
  readonly #findings: FindingsList;
  readonly #loss: LossCard;
  readonly #prediction: PredictionCard;
  readonly #empty: HTMLElement;
  readonly #run: HTMLElement;
  readonly #tabs: Tabs;
  readonly #training: HTMLElement;
  readonly #data: DataPage;
  readonly #changed: HTMLElement;
  readonly #failure = element("span");
  readonly #failureNote: HTMLElement;
  readonly #facts = element("p", { class: "run-facts" });

  constructor(
    strings: PanelStrings,
    view: ViewState,
    actions: {
      readonly send: (message: FromWebview) => void;
      readonly setView: (change: Partial<ViewState>) => void;
      readonly redraw: () => void;
    },
  ) {
    this.#strings = strings;
    this.#header = new Header(strings, (command) => actions.send({ type: "command", command }));
    this.#figures = new FiguresRow(strings);
    this.#findings = new FindingsList(strings, (path) => actions.send({ type: "reveal", path }));
    this.#loss = new LossCard(strings, view, actions.setView, actions.redraw);
    this.#prediction = new PredictionCard(strings, actions.setView);
    this.#empty = emptyPage(strings);
    this.#changed = element("p", { class: "note" }, icon(icons.hint, "hint"), strings.changed);
    this.#failureNote = element(
      "p",
      { class: "note failure", role: "alert" },
      icon(icons.error, "error"),
      this.#failure,
    );
    this.#run = element(
      "div",
      { class: "run" },
      this.#failureNote,
      this.#changed,
      this.#figures.root,
      this.#findings.root,
      element("div", { class: "charts" }, this.#loss.root, this.#prediction.root),
      this.#facts,
    );
    this.#tabs = new Tabs(strings, (tab) => actions.setView({ tab }));
    this.#header.root.append(this.#tabs.root);
    this.#training = element("div", tabPanel("training", "training"), this.#empty, this.#run);
    this.#data = new DataPage(strings);
  }

  attach(root: HTMLElement): void {
    root.append(this.#header.root, this.#training, this.#data.root);
  }

  /** Shows the state as it is at `now` (milliseconds). */
  update(state: PageState, view: ViewState, theme: Theme, now: number): void {
    const { run } = state;
    this.#header.update(state);
    const showsData = view.tab === "data";
    this.#tabs.update(view.tab);
    this.#training.hidden = showsData;
    this.#data.root.hidden = !showsData;
    if (showsData) {
      this.#data.update(state.preview);
      return;
    }
    this.#empty.hidden = run !== undefined;
    this.#run.hidden = run === undefined;
    if (!run) return;
    this.#changed.hidden = !run.changed;
    const failure = failureText(run, this.#strings);
    this.#failureNote.hidden = failure === undefined;
    setText(this.#failure, failure ?? "");
    this.#figures.update(run);
    this.#findings.update(run.findings);
    this.#loss.update(run, view, theme, now);
    this.#prediction.update(run, view, theme, now);
    setText(this.#facts, factsText(run, this.#strings));
  }
}

function failureText({ progress }: RunSnapshot, strings: PanelStrings): string | undefined {
  if (progress.status === "failed") return progress.message || strings.failedMessage;
  if (progress.status === "diverged") return progress.message || strings.divergedMessage;
  return undefined;
}

function factsText({ start }: RunSnapshot, strings: PanelStrings): string {
  if (!start) return "";
  const { train, validation, test } = start.samples;
  return [
    fill(strings.parameters, formatCount(start.parameters)),
    fill(strings.sampleCounts, formatCount(train), formatCount(validation), formatCount(test)),
  ].join(" · ");
}
