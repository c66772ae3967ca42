import type { FromWebview } from "../../src/protocol/panel.ts";
import type { PanelStrings } from "../../src/protocol/panel-strings.ts";
import { isActive, type RunSnapshot } from "../../src/protocol/run.ts";
import type { RunSettings } from "../../src/protocol/settings.ts";
import { fill, formatSetting } from "../format.ts";
import {
  backToFile,
  batchSteps,
  clipKind,
  clipKinds,
  clipLimit,
  clipOf,
  clipSteps,
  placeOf,
  rateSteps,
  settingsWanted,
  unwrittenNames,
} from "../settings.ts";
import { type Dropdown, dropdown, StepSlider, setOptions } from "./controls.ts";
import { element, setText } from "./dom.ts";

/** What may be set while the run goes on, and the way of it into the file. */
export class SettingsCard {
  readonly root: HTMLElement;
  readonly #strings: PanelStrings;
  readonly #rate: StepSlider;
  readonly #clipKind: Dropdown;
  readonly #clip: StepSlider;
  readonly #batch: StepSlider;
  readonly #unwritten = element("span", { class: "unwritten", role: "status" });
  readonly #actions: HTMLElement;
  readonly #revert: HTMLButtonElement;
  #settings: RunSettings | undefined;
  #shownKind = "";

  constructor(strings: PanelStrings, send: (message: FromWebview) => void) {
    this.#strings = strings;
    const set = (change: Extract<FromWebview, { type: "set" }>["change"]) => send({ type: "set", change });
    this.#rate = new StepSlider(strings.learningRate, (learningRate) => set({ learningRate }));
    this.#batch = new StepSlider(strings.batchSize, (batchSize) => set({ batchSize }));
    this.#clipKind = dropdown(strings.clip, (index) => {
      const limit = this.#settings && clipLimit(settingsWanted(this.#settings).clip);
      set({ clip: clipOf(clipKinds[index] ?? "none", limit) });
    });
    this.#clip = new StepSlider(strings.clipLimit, (limit) => {
      const kind = this.#settings && clipKind(settingsWanted(this.#settings).clip);
      if (kind && kind !== "none") set({ clip: clipOf(kind, limit) });
    });
    const write = element(
      "button",
      { type: "button", class: "link", title: strings.writeHelp },
      strings.write,
    );
    write.addEventListener("click", () => send({ type: "command", command: "writeSettings" }));
    this.#revert = element(
      "button",
      { type: "button", class: "link", title: strings.revertHelp },
      strings.revert,
    );
    this.#revert.addEventListener("click", () => {
      if (this.#settings) set(backToFile(this.#settings));
    });
    const find = element(
      "button",
      { type: "button", class: "link", title: strings.findRateHelp },
      strings.findRate,
    );
    find.addEventListener("click", () => send({ type: "command", command: "findLearningRate" }));
    this.#actions = element("div", { class: "tools" }, this.#unwritten, write, this.#revert);
    this.root = element(
      "section",
      { class: "card settings", "aria-label": strings.settings },
      element("div", { class: "card-head" }, element("h2", {}, strings.settings), find),
      this.#actions,
      element(
        "div",
        { class: "setting-list" },
        this.#rate.root,
        this.#batch.root,
        element(
          "div",
          { class: "clip" },
          element("span", { class: "setting-name" }, strings.clip),
          this.#clipKind,
          this.#clip.root,
        ),
      ),
    );
  }

  update({ settings, progress }: RunSnapshot, now: number): void {
    this.root.hidden = settings === undefined;
    if (!settings) return;
    this.#settings = settings;
    const strings = this.#strings;
    const disabled = !isActive(progress.status);
    const wanted = settingsWanted(settings);
    const slider = (target: StepSlider, label: string, values: number[], value: number, waits = false) => {
      const format = (each: number) =>
        waits && each === value ? fill(strings.fromNextEpoch, formatSetting(each)) : formatSetting(each);
      target.update({ label, values, place: placeOf(values, value), value, format, disabled }, now);
    };
    const rateLabel = settings.rateKey === "learningRate" ? strings.learningRate : strings.highestRate;
    slider(this.#rate, rateLabel, rateSteps(settings), wanted.learningRate);
    const waits = settings.waiting.batchSize !== undefined;
    slider(this.#batch, strings.batchSize, batchSteps(settings), wanted.batchSize, waits);
    this.#updateClip(settings, disabled);
    slider(this.#clip, strings.clipLimit, clipSteps(settings), clipLimit(wanted.clip) ?? 1);
    this.#clip.root.hidden = wanted.clip === null;

    const names = unwrittenNames(settings, strings);
    this.#actions.hidden = names.length === 0;
    setText(this.#unwritten, names.length > 0 ? fill(strings.unwritten, names.join(", ")) : "");
    this.#revert.hidden = disabled || Object.keys(backToFile(settings)).length === 0;
  }

  #updateClip(settings: RunSettings, disabled: boolean): void {
    const { clipNone, clipValue, clipNorm } = this.#strings;
    const kind = clipKind(settingsWanted(settings).clip);
    if (this.#clipKind.disabled !== disabled) this.#clipKind.disabled = disabled;
    if (kind === this.#shownKind) return;
    this.#shownKind = kind;
    setOptions(this.#clipKind, [clipNone, clipValue, clipNorm], clipKinds.indexOf(kind));
  }
}
