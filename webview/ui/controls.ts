import {
  type Button,
  type Checkbox,
  type Dropdown,
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeCheckbox,
  vsCodeDropdown,
  vsCodeOption,
} from "@vscode/webview-ui-toolkit";
import { element, icon, setText } from "./dom.ts";

// The only file that knows the toolkit, so that another one can take its place.
provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeCheckbox(), vsCodeDropdown(), vsCodeOption());

export type { Button, Checkbox, Dropdown };

/** A push button; `help` is its tooltip. */
export function button(options: {
  readonly label: string;
  readonly help: string;
  readonly shape: string;
  readonly primary?: boolean;
  readonly onPress: () => void;
}): Button {
  const created = document.createElement("vscode-button") as Button;
  created.setAttribute("appearance", options.primary ? "primary" : "secondary");
  created.setAttribute("title", options.help);
  const glyph = icon(options.shape);
  glyph.setAttribute("slot", "start");
  created.append(
    glyph, // The toolkit gives a span the size of an icon.
    element("div", { class: "label" }, options.label),
  );
  created.addEventListener("click", options.onPress);
  return created;
}

/** Renames a button. */
export function setLabel(target: Button, label: string): void {
  const { lastChild } = target;
  if (lastChild && lastChild.textContent !== label) lastChild.textContent = label;
}

export function checkbox(label: string, checked: boolean, onChange: (checked: boolean) => void): Checkbox {
  const created = document.createElement("vscode-checkbox") as Checkbox;
  created.append(label);
  created.checked = checked;
  created.addEventListener("change", () => onChange(created.checked));
  return created;
}

/** A list to choose one of several names from. */
export function dropdown(label: string, onChange: (index: number) => void): Dropdown {
  const created = document.createElement("vscode-dropdown") as Dropdown;
  created.setAttribute("aria-label", label);
  created.addEventListener("change", () => onChange(created.selectedIndex));
  return created;
}

export function setOptions(target: Dropdown, names: readonly string[], selected: number): void {
  target.replaceChildren(
    ...names.map((name, index) => {
      const option = document.createElement("vscode-option");
      option.toggleAttribute("selected", index === selected);
      option.append(name);
      return option;
    }),
  );
}

/** A slider over a list of numbers that may change. */
export class StepSlider {
  readonly root: HTMLLabelElement;
  readonly #input = element("input", { type: "range", min: "0", step: "1" });
  readonly #shown = element("output");
  readonly #name: HTMLElement;
  #values: readonly number[] = [];
  #format: (value: number) => string = String;
  /** Set by the person and not yet come back, and until when (ms) it is waited for. */
  #held: { readonly value: number; readonly until: number } | undefined;

  constructor(label: string, onChange: (value: number) => void) {
    this.#name = element("span", { class: "setting-name" }, label);
    this.root = element("label", { class: "slider wide" }, this.#name, this.#input, this.#shown);
    this.#input.addEventListener("input", () => {
      const value = this.#values[this.#input.valueAsNumber];
      if (value === undefined) return;
      this.#held = { value, until: performance.now() + patience };
      this.#say(value);
      onChange(value);
    });
  }

  /** Shows `value` among the ascending `values`; what the person has just set stays until it is in force. */
  update(
    state: {
      readonly label: string;
      readonly values: readonly number[];
      readonly place: number;
      readonly value: number;
      readonly format: (value: number) => string;
      readonly disabled: boolean;
    },
    now: number,
  ): void {
    const { label, values, place, value, format, disabled } = state;
    setText(this.#name, label);
    this.#format = format;
    if (this.#input.disabled !== disabled) this.#input.disabled = disabled;
    if (this.#held && (this.#held.value === value || now > this.#held.until)) this.#held = undefined;
    if (this.#held) return;
    this.#values = values;
    this.#input.max = String(values.length - 1);
    this.#input.value = String(place);
    this.#say(value);
  }

  #say(value: number): void {
    const text = this.#format(value);
    setText(this.#shown, text);
    this.#input.setAttribute("aria-valuetext", text);
  }
}

/** Milliseconds that a slider waits for what it set. */
const patience = 1500;

/** The browser's own slider: the toolkit has none. */
export function slider(
  label: string,
  range: { readonly max: number; readonly step: number; readonly value: number },
  onChange: (value: number) => void,
): HTMLLabelElement {
  const input = element("input", {
    type: "range",
    min: "0",
    max: String(range.max),
    step: String(range.step),
    value: String(range.value),
  });
  const shown = element("output", {}, range.value.toFixed(2));
  input.addEventListener("input", () => {
    shown.textContent = input.valueAsNumber.toFixed(2);
    onChange(input.valueAsNumber);
  });
  return element("label", { class: "slider" }, element("span", {}, label), input, shown);
}

/** A row of buttons of which one is chosen. */
export class Choice<Name extends string> {
  readonly root: HTMLElement;
  readonly #onChange: (name: Name) => void;
  #text = "";

  constructor(label: string, onChange: (name: Name) => void) {
    this.#onChange = onChange;
    this.root = element("div", { class: "choice", role: "group", "aria-label": label });
  }

  /** Shows the options, and which of them is chosen; nothing where there is no choice. */
  update(options: readonly { readonly name: Name; readonly label: string }[], chosen: Name): void {
    this.root.hidden = options.length < 2;
    const text = options.map(({ name, label }) => `${name} ${label}`).join("\n");
    if (text !== this.#text) {
      this.#text = text;
      this.root.replaceChildren(
        ...options.map(({ name, label }) => {
          const created = element("button", { type: "button" }, label);
          created.addEventListener("click", () => this.#onChange(name));
          return created;
        }),
      );
    }
    for (const [index, child] of [...this.root.children].entries())
      child.setAttribute("aria-pressed", String(options[index]?.name === chosen));
  }
}
