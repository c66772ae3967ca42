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
import { element, icon } from "./dom.ts";

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
  created.append(glyph, document.createTextNode(options.label));
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
