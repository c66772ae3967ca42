import type { Finding, Severity } from "../../src/protocol/finding.ts";
import type { JsonPath } from "../../src/protocol/json.ts";
import type { PanelStrings } from "../../src/protocol/panel-strings.ts";
import { fill, formatCount } from "../format.ts";
import { element, icon, icons } from "./dom.ts";

const order: Readonly<Record<Severity, number>> = { error: 0, warning: 1, hint: 2 };

/** The root cause first, then by severity. */
export const sortedFindings = (findings: readonly Finding[]): Finding[] =>
  findings
    .filter(({ retracted }) => !retracted)
    .sort((a, b) => Number(b.primary) - Number(a.primary) || order[a.severity] - order[b.severity]);

/** What is wrong with the run; each finding leads to its place in the file. */
export class FindingsList {
  readonly root: HTMLElement;
  readonly #strings: PanelStrings;
  readonly #onReveal: (path: JsonPath) => void;
  readonly #list = element("ul");
  #shown: readonly Finding[] | undefined;

  constructor(strings: PanelStrings, onReveal: (path: JsonPath) => void) {
    this.#strings = strings;
    this.#onReveal = onReveal;
    this.root = element(
      "section",
      { class: "card findings", "aria-label": strings.findings },
      element("h2", {}, strings.findings),
      this.#list,
    );
  }

  update(findings: readonly Finding[]): void {
    if (findings === this.#shown) return;
    this.#shown = findings;
    const sorted = sortedFindings(findings);
    this.root.hidden = sorted.length === 0;
    this.#list.replaceChildren(...sorted.map((finding) => element("li", {}, this.#item(finding))));
  }

  #item(finding: Finding): HTMLButtonElement {
    const strings = this.#strings;
    const facts = [
      finding.rule,
      ...(finding.primary ? [strings.primary] : []),
      ...(finding.epoch === undefined ? [] : [fill(strings.atEpoch, formatCount(finding.epoch))]),
    ];
    const item = element(
      "button",
      { type: "button", class: finding.primary ? "finding primary" : "finding", title: strings.reveal },
      icon(icons[finding.severity], finding.severity),
      element("span", { class: "unseen" }, `${strings[finding.severity]}: `),
      element(
        "span",
        { class: "message" },
        finding.message,
        element("span", { class: "facts" }, ` ${facts.join(" · ")}`),
      ),
    );
    item.addEventListener("click", () => this.#onReveal(finding.path));
    return item;
  }
}
