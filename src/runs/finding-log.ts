import type { FindingEvent } from "../protocol/events.ts";
import type { Finding } from "../protocol/finding.ts";
import { samePath } from "../protocol/json.ts";

/** Remembers which findings were told, so that each is told once, again when it changes, and when it no longer holds. */
export class FindingLog {
  #current: readonly Finding[] = [];

  /** All that hold now. */
  get current(): readonly Finding[] {
    return this.#current;
  }

  /** Takes all findings that hold now; returns what is new, changed or retracted since the last call. */
  update(findings: readonly Finding[]): FindingEvent[] {
    const before = this.#current;
    this.#current = findings;
    const retracted = before
      .filter((finding) => !findings.some((other) => isSame(finding, other)))
      .map((finding): FindingEvent => ({ type: "finding", ...finding, primary: false, retracted: true }));
    const changed = findings
      .filter((finding) => {
        const told = before.find((other) => isSame(finding, other));
        return !told || essence(told) !== essence(finding);
      })
      .map((finding): FindingEvent => ({ type: "finding", ...finding }));
    return [...retracted, ...changed];
  }
}

const isSame = (a: Finding, b: Finding): boolean =>
  a.rule === b.rule && samePath(a.path, b.path) && essence(a.at) === essence(b.at);

/** What a reader is told; the evidence's curve grows with every epoch and is no news. */
const essence = (value: unknown): string =>
  JSON.stringify(value, (key, entry: unknown) => (key === "evidence" ? undefined : entry)) ?? "";
