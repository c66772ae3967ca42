import * as l10n from "@vscode/l10n";
import type { Finding } from "../protocol/finding.ts";

/** Text that shows as it is in Markdown. */
export const escapeMarkdown = (text: string): string =>
  text
    .replace(/[\\`*_{}[\]()#+\-!~|$]/g, "\\$&")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replace(/\s*\n\s*/g, " ");

export const applyFixCommand = "backprop.applyFix";

/** Arguments of the command that a fix's link calls. */
export type ApplyFixArguments = readonly [uri: string, findingId: string, fixIndex: number];

/**
 * The hover on a finding below the problem's own message, which VS Code shows by itself: the numbers, the
 * picture, why it happens, and a link for each fix. Empty where there is nothing to add.
 */
export function hoverMarkdown(
  finding: Finding,
  { uri, id, picture, fixes }: { uri: string; id: string; picture?: string; fixes: boolean },
): string {
  const { evidence } = finding;
  const parts: string[] = [];
  if (evidence && evidence.numbers.length > 0)
    parts.push(
      evidence.numbers
        .map(({ label, value }) => `- ${escapeMarkdown(label)}: **${escapeMarkdown(value)}**`)
        .join("\n"),
    );
  if (evidence?.curve && picture) {
    const source = `data:image/svg+xml;base64,${Buffer.from(picture, "utf8").toString("base64")}`;
    parts.push(`![${escapeMarkdown(evidence.curve.title)}](${source})`);
  }
  if (evidence) parts.push(escapeMarkdown(evidence.explanation));
  if (fixes && finding.fixes.length > 0) {
    const links = finding.fixes.map((fix, index) => {
      const given: ApplyFixArguments = [uri, id, index];
      const query = encodeURIComponent(JSON.stringify(given)).replace(
        /[()]/g,
        (sign) => `%${sign.charCodeAt(0).toString(16)}`,
      );
      const icon = fix.preferred ? "lightbulb-autofix" : "lightbulb";
      const tooltip = fix.preferred ? l10n.t("Change the file (recommended)") : l10n.t("Change the file");
      return `[$(${icon}) ${escapeMarkdown(fix.title)}](command:${applyFixCommand}?${query} "${tooltip}")`;
    });
    parts.push(links.join("  \n"));
  }
  return parts.join("\n\n");
}
