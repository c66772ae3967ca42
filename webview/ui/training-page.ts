import type { FromWebview, ViewState } from "../../src/protocol/panel.ts";
import type { PanelStrings } from "../../src/protocol/panel-strings.ts";
import type { RunSnapshot } from "../../src/protocol/run.ts";
import { fill, formatCount } from "../format.ts";
import type { PageState } from "../state.ts";
import type { Theme } from "../theme.ts";
import { element, icon, icons, setText } from "./dom.ts";
import { emptyPage } from "./empty.ts";
import { FiguresRow } from "./figures.ts";
import { FindingsList } from "./findings.ts";
import { LossCard } from "./loss-card.ts";
import { PredictionCard } from "./prediction-card.ts";
import { RateCard } from "./rate-card.ts";
import { SettingsCard } from "./settings-card.ts";
import { type TabPage, tabPanel } from "./tabs.ts";

export interface PageActions {
  readonly send: (message: FromWebview) => void;
  readonly setView: (change: Partial<ViewState>) => void;
  readonly redraw: () => void;
}

/** The run: its figures, findings, loss and predictions. */
export class TrainingPage implements TabPage {
  readonly root: HTMLElement;
  readonly #strings: PanelStrings;
  readonly #figures: FiguresRow;
  readonly #findings: FindingsList;
  readonly #settings: SettingsCard;
  readonly #rate: RateCard;
  readonly #loss: LossCard;
  readonly #prediction: PredictionCard;
  readonly #empty: HTMLElement;
  readonly #run: HTMLElement;
  readonly #changed: HTMLElement;
  readonly #failure = element("span");
  readonly #failureNote: HTMLElement;
  readonly #facts = element("p", { class: "run-facts" });

  constructor(strings: PanelStrings, view: ViewState, actions: PageActions) {
    this.#strings = strings;
    this.#figures = new FiguresRow(strings);
    this.#findings = new FindingsList(strings, (path) => actions.send({ type: "reveal", path }));
    this.#settings = new SettingsCard(strings, actions.send);
    this.#rate = new RateCard(strings, actions.send);
    this.#loss = new LossCard(strings, view, {
      ...actions,
      reveal: (path) => actions.send({ type: "reveal", path }),
    });
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
      this.#settings.root,
      element("div", { class: "charts" }, this.#loss.root, this.#prediction.root),
      this.#facts,
    );
    this.root = element("div", tabPanel("training", "training"), this.#rate.root, this.#empty, this.#run);
  }

  /** Points at an epoch of the loss curve as soon as it is drawn. */
  showEpoch(epoch: number): void {
    this.#loss.showEpoch(epoch);
  }

  update({ run, rateTest }: PageState, view: ViewState, theme: Theme, now: number): void {
    this.#rate.update(rateTest, run, theme, now);
    this.#empty.hidden = run !== undefined;
    this.#run.hidden = run === undefined;
    if (!run) return;
    this.#changed.hidden = !run.changed;
    const failure = failureText(run, this.#strings);
    this.#failureNote.hidden = failure === undefined;
    setText(this.#failure, failure ?? "");
    this.#figures.update(run);
    this.#findings.update(run.findings);
    this.#settings.update(run, now);
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
