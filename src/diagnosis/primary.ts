import type { Finding } from "../protocol/finding.ts";
import type { DiagnosisRule, Draft } from "./rule.ts";

export interface NamedDraft {
  readonly rule: DiagnosisRule;
  readonly draft: Draft;
}

/**
 * Marks the one root cause among warnings and errors as primary: not a consequence of another one that holds,
 * errors before warnings, then in the order given, which is that of causes before their consequences.
 */
export function withPrimary(drafts: readonly NamedDraft[]): Finding[] {
  const serious = drafts.filter(({ draft }) => draft.severity !== "hint");
  const roots = serious.filter(
    ({ draft }) => !draft.because?.some((cause) => serious.some(({ rule }) => rule === cause)),
  );
  const candidates = roots.length > 0 ? roots : serious;
  const primary = candidates.find(({ draft }) => draft.severity === "error") ?? candidates[0];
  return drafts.map((named) => {
    const { because: _, ...finding } = named.draft;
    return { ...finding, rule: named.rule, primary: named === primary };
  });
}
