import type { RunCommand } from "../../src/protocol/panel.ts";
import type { PanelStrings } from "../../src/protocol/panel-strings.ts";
import { type Progress, percentRead, type RunStatus } from "../../src/protocol/run.ts";
import { fill } from "../format.ts";
import { availableCommands, type PageState } from "../state.ts";
import { type Button, button, setLabel } from "./controls.ts";
import { element, icons, setText } from "./dom.ts";

/** A run's state in words. */
export function statusText(progress: Progress | undefined, strings: PanelStrings): string {
  if (!progress) return strings.notTrained;
  const percent = percentRead(progress);
  return percent === undefined ? strings[progress.status] : fill(strings.reading, String(percent));
}

/** The top of the page: what is trained, how it stands, and the buttons. */
export class Header {
  readonly root: HTMLElement;
  readonly #strings: PanelStrings;
  readonly #title = element("h1");
  readonly #status = element("span", { class: "status" });
  /** Screen readers hear changes of this alone, never the figures. */
  readonly #announcement = element("div", { class: "unseen", role: "status", "aria-live": "polite" });
  readonly #progress: HTMLProgressElement;
  readonly #buttons: Readonly<Record<RunCommand, Button>>;

  constructor(strings: PanelStrings, onCommand: (command: RunCommand) => void) {
    this.#strings = strings;
    const create = (name: RunCommand, label: string, help: string, shape: string) =>
      button({ label, help, shape, primary: name === "train", onPress: () => onCommand(name) });
    this.#buttons = {
      train: create("train", strings.train, strings.trainHelp, icons.train),
      pause: create("pause", strings.pause, strings.pauseHelp, icons.pause),
      resume: create("resume", strings.resume, strings.resumeHelp, icons.train),
      step: create("step", strings.step, strings.stepHelp, icons.step),
      stepBatch: create("stepBatch", strings.stepBatch, strings.stepBatchHelp, icons.stepBatch),
      stop: create("stop", strings.stop, strings.stopHelp, icons.stop),
      restart: create("restart", strings.restart, strings.restartHelp, icons.restart),
      restartWithNewSeed: create("restartWithNewSeed", strings.newSeed, strings.newSeedHelp, icons.seed),
    };
    const { stepBatch, restart, restartWithNewSeed } = this.#buttons;
    for (const rare of [stepBatch, restart, restartWithNewSeed]) rare.classList.add("rare");
    this.#progress = element("progress", { max: "1", value: "0", "aria-label": strings.progress });
    const group = { class: "controls", role: "group", "aria-label": strings.controls };
    this.root = element(
      "header",
      {},
      element("div", { class: "heading" }, this.#title, this.#status),
      element("div", group, ...Object.values(this.#buttons)),
      this.#progress,
      this.#announcement,
    );
  }

  update({ fileName, run }: PageState): void {
    const status = run?.progress.status;
    setText(this.#title, run?.title || fileName);
    setText(this.#status, statusText(run?.progress, this.#strings));
    this.#status.setAttribute("data-status", status ?? "none");
    setText(this.#announcement, status === undefined ? this.#strings.notTrained : this.#strings[status]);

    const { epoch = 0, epochs = 0 } = run?.progress ?? {};
    const percent = run && percentRead(run.progress);
    if (percent !== undefined) this.#progress.value = percent / 100;
    else if (status === "starting") this.#progress.removeAttribute("value");
    else this.#progress.value = epochs > 0 ? epoch / epochs : status === "completed" ? 1 : 0;
    this.#progress.hidden = run === undefined;
    this.#updateButtons(status);
  }

  #updateButtons(status: RunStatus | undefined): void {
    const available = availableCommands(status);
    const { train, pause, resume } = this.#buttons;
    const again = status !== undefined && available.train;
    setLabel(train, again ? this.#strings.trainAgain : this.#strings.train);
    const focused = document.activeElement;
    resume.hidden = !available.resume;
    pause.hidden = available.resume;
    for (const [name, target] of Object.entries(this.#buttons) as [RunCommand, Button][]) {
      const disabled = !available[name];
      if (target.disabled !== disabled) target.disabled = disabled;
    }
    // The person who pressed a button with the keyboard goes on from the next one that can be pressed.
    const all = Object.values(this.#buttons);
    if (all.some((target) => target === focused && (target.disabled || target.hidden)))
      (available.resume ? resume : all.find((target) => !target.disabled && !target.hidden))?.focus();
  }
}
