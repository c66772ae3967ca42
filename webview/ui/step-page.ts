import type { ViewState } from "../../src/protocol/panel.ts";
import type { PanelStrings } from "../../src/protocol/panel-strings.ts";
import type { Answer } from "../../src/protocol/question.ts";
import { isActive } from "../../src/protocol/run.ts";
import type { Walk } from "../../src/protocol/walk.ts";
import { fill, formatCount, formatNumber } from "../format.ts";
import type { PageState } from "../state.ts";
import type { Theme } from "../theme.ts";
import { isWalkable, placeOf, questionOf, type Stage, stageMark, stageName, stagesOf } from "../walk.ts";
import { button } from "./controls.ts";
import { element, icons, setText } from "./dom.ts";
import { stageCard } from "./stage-card.ts";
import { type TabPage, tabPanel } from "./tabs.ts";
import type { PageActions } from "./training-page.ts";

/** Milliseconds that the page stays as it is while the run makes a step. */
const stepPatience = 700;

/** One sample's way through the network and back, station by station, while the training is paused. */
export class StepPage implements TabPage {
  readonly root: HTMLElement;
  readonly #strings: PanelStrings;
  readonly #actions: PageActions;
  readonly #invitation: HTMLElement;
  readonly #invitationText = element("p");
  readonly #walk: HTMLElement;
  readonly #sample: HTMLInputElement;
  readonly #samples = element("span");
  readonly #facts = element("span", { class: "walk-facts" });
  readonly #marks = element("ol", { class: "stages" });
  readonly #position = element("span", { class: "unseen", role: "status" });
  readonly #refusal = element("p", { class: "note", role: "alert" });
  readonly #card = element("section", { class: "card stage" });
  #view: ViewState | undefined;
  #stages: readonly Stage[] = [];
  /** The last question: its number, and all that its answer depends on. */
  #asked = { id: 0, parts: [] as readonly unknown[] };
  #answer: Answer | undefined;
  #shown: readonly unknown[] = [];
  #marked = "";
  /** When (ms) the run was last seen paused. */
  #pausedAt = Number.NEGATIVE_INFINITY;

  constructor(strings: PanelStrings, actions: PageActions) {
    this.#strings = strings;
    this.#actions = actions;
    const start = button({
      label: strings.stepThrough,
      help: strings.stepThroughHelp,
      shape: icons.walk,
      primary: true,
      onPress: () => actions.send({ type: "command", command: "stepThrough" }),
    });
    this.#invitation = element(
      "section",
      { class: "empty" },
      element("h2", {}, strings.stepTitle),
      this.#invitationText,
      element("p", { class: "walk-start" }, start),
    );
    this.#sample = element("input", { type: "number", min: "1", step: "1" });
    this.#sample.addEventListener("change", () => this.#chooseSample());
    const back = button({
      label: strings.previousStage,
      help: strings.previousStageHelp,
      shape: icons.back,
      onPress: () => this.#move(-1),
    });
    const next = button({
      label: strings.nextStage,
      help: strings.nextStageHelp,
      shape: icons.train,
      primary: true,
      onPress: () => this.#move(1),
    });
    const stations = element(
      "nav",
      { class: "walk-nav", "aria-label": strings.stations },
      back,
      next,
      this.#marks,
      this.#position,
    );
    stations.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
      this.#move(event.key === "ArrowLeft" ? -1 : 1);
      event.preventDefault();
    });
    this.#walk = element(
      "div",
      { class: "walk" },
      element(
        "div",
        { class: "walk-head" },
        element("label", {}, `${strings.walkSample} `, this.#sample, this.#samples),
        this.#facts,
      ),
      stations,
      this.#refusal,
      this.#card,
    );
    this.root = element("div", tabPanel("step", "step-page"), this.#invitation, this.#walk);
  }

  update({ run, answer }: PageState, view: ViewState, _theme: Theme, now: number): void {
    this.#view = view;
    const walkable = isWalkable(run);
    if (walkable) this.#pausedAt = now;
    // A step of one batch or epoch is over in a moment: nothing flickers.
    else if (run?.progress.status === "training" && now - this.#pausedAt < stepPatience) return;
    this.#invitation.hidden = walkable;
    this.#walk.hidden = !walkable;
    if (!run || !walkable) {
      const waits = run && isActive(run.progress.status);
      setText(this.#invitationText, waits ? this.#strings.stepPause : this.#strings.stepStart);
      this.#asked = { ...this.#asked, parts: [] };
      this.#mark(undefined);
      return;
    }
    const question = questionOf(view.walk, this.#stages);
    this.#ask([run.id, run.progress, run.settings, JSON.stringify(question)], () => question);
    if (answer?.id === this.#asked.id) this.#take(answer.answer);
    this.#show(view);
  }

  /** Asks again where something that the answer depends on is another. */
  #ask(parts: readonly unknown[], question: () => ReturnType<typeof questionOf>): void {
    const { id, parts: before } = this.#asked;
    if (parts.length === before.length && parts.every((part, at) => part === before[at])) return;
    this.#asked = { id: id + 1, parts };
    this.#actions.send({ type: "ask", id: id + 1, question: question() });
  }

  #take(answer: Answer): void {
    this.#answer = answer;
    if (answer.status !== "answered") return;
    const stages = stagesOf(answer.walk.layers);
    // The first question was asked without knowing the stations: the next one knows them.
    if (JSON.stringify(stages) === JSON.stringify(this.#stages)) return;
    this.#stages = stages;
    this.#actions.redraw();
  }

  #show(view: ViewState): void {
    const answer = this.#answer;
    this.#refusal.hidden = answer?.status !== "refused";
    this.#card.hidden = answer?.status !== "answered";
    if (answer?.status === "refused") setText(this.#refusal, answer.message);
    if (answer?.status !== "answered") return;
    const at = Math.min(view.walk.stage, this.#stages.length - 1);
    const stage = this.#stages[at];
    const { walk } = answer;
    // The numbers of another unit's layer are on their way.
    if (!stage || ("layer" in stage && walk.unit.layer !== stage.layer)) return;
    this.#mark(stage);
    const shown = [walk, at];
    if (shown.every((part, index) => part === this.#shown[index])) return;
    this.#shown = shown;
    this.#fill(walk, stage, at);
  }

  #fill(walk: Walk, stage: Stage, at: number): void {
    const strings = this.#strings;
    this.#sample.max = String(walk.samples);
    if (document.activeElement !== this.#sample) this.#sample.value = String(walk.sample + 1);
    setText(this.#samples, ` ${fill(strings.sampleOf, formatCount(walk.samples))}`);
    setText(
      this.#facts,
      `${fill(strings.walkFacts, formatCount(walk.step), formatNumber(walk.learningRate))} ${strings.aloneHelp}`,
    );
    const name = stageName(stage, walk.layers, strings);
    setText(
      this.#position,
      fill(strings.stageOf, formatCount(at + 1), formatCount(this.#stages.length), name),
    );
    this.#fillMarks(walk, at);
    this.#card.setAttribute("aria-label", name);
    // The person who chose with the keyboard goes on from there.
    const focused = this.#card.contains(document.activeElement)
      ? [...this.#card.querySelectorAll("button")].indexOf(document.activeElement as HTMLButtonElement)
      : -1;
    this.#card.replaceChildren(
      ...stageCard(stage, walk, strings, {
        chooseUnit: (unit) => this.#change({ unit, weight: 0 }),
        chooseWeight: (weight) => this.#change({ weight }),
      }),
    );
    if (focused >= 0) this.#card.querySelectorAll("button").item(focused)?.focus();
  }

  #fillMarks({ layers }: Walk, at: number): void {
    if (this.#marks.childElementCount !== this.#stages.length)
      this.#marks.replaceChildren(
        ...this.#stages.map((stage, index) => {
          const name = stageName(stage, layers, this.#strings);
          const mark = element(
            "button",
            { type: "button", class: stage.kind, title: name, "aria-label": name },
            stageMark(stage),
          );
          mark.addEventListener("click", () => this.#go(index));
          return element("li", {}, mark);
        }),
      );
    for (const [index, item] of [...this.#marks.children].entries()) {
      const mark = item.firstElementChild;
      if (index === at) mark?.setAttribute("aria-current", "step");
      else mark?.removeAttribute("aria-current");
      if (index === at) item.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
  }

  /** Has the file's lines marked that the station is about. */
  #mark(stage: Stage | undefined): void {
    const path = stage && placeOf(stage);
    const key = JSON.stringify(path) ?? "";
    if (key === this.#marked) return;
    this.#marked = key;
    this.#actions.send({ type: "highlight", ...(path && { path }) });
  }

  #move(by: number): void {
    const at = Math.min(this.#view?.walk.stage ?? 0, this.#stages.length - 1);
    this.#go(Math.max(0, Math.min(at + by, this.#stages.length - 1)));
  }

  #go(stage: number): void {
    const before = this.#stages[this.#view?.walk.stage ?? 0];
    const after = this.#stages[stage];
    const same = before && after && "layer" in before && "layer" in after && before.layer === after.layer;
    // In another layer the unit of this number would be any.
    this.#change(same ? { stage } : { stage, unit: 0, weight: 0 });
  }

  #chooseSample(): void {
    const wanted = Math.round(this.#sample.valueAsNumber);
    if (Number.isFinite(wanted)) this.#change({ sample: Math.max(0, wanted - 1) });
  }

  #change(change: Partial<ViewState["walk"]>): void {
    if (!this.#view) return;
    // At once: keys can be pressed faster than the page is drawn.
    const walk = { ...this.#view.walk, ...change };
    this.#view = { ...this.#view, walk };
    this.#actions.setView({ walk });
  }
}
