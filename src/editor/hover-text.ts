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
export const showEpochCommand = "backprop.showEpoch";

/** Arguments of the command that a fix's link calls. */
export type ApplyFixArguments = readonly [uri: string, findingId: string, fixIndex: number];

/** Arguments of the command that shows an epoch on the loss curve. */
export type ShowEpochArguments = readonly [uri: string, epoch: number];

/** A link that calls a command. */
function commandLink(
  label: string,
  command: string,
  given: ApplyFixArguments | ShowEpochArguments,
  tooltip: string,
): string {
  const query = encodeURIComponent(JSON.stringify(given)).replace(
    /[()]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
  return `[${label}](command:${command}?${query} "${tooltip}")`;
}

/**
 * The hover on a finding below the problem's own message, which VS Code shows by itself: the numbers, the
 * picture, why it happens, a link to the epoch on the loss curve, and a link for each fix. Empty where there is nothing to add.
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
  const links: string[] = [];
  if (finding.epoch !== undefined)
    links.push(
      commandLink(
        `$(graph-line) ${escapeMarkdown(l10n.t("Show epoch {0} on the loss curve", finding.epoch))}`,
        showEpochCommand,
        [uri, finding.epoch],
        l10n.t("Show the panel at this epoch"),
      ),
    );
  if (fixes)
    for (const [index, fix] of finding.fixes.entries())
      links.push(
        commandLink(
          `$(${fix.preferred ? "lightbulb-autofix" : "lightbulb"}) ${escapeMarkdown(fix.title)}`,
          applyFixCommand,
          [uri, id, index],
          fix.preferred ? l10n.t("Change the file (recommended)") : l10n.t("Change the file"),
        ),
      );
  if (links.length > 0) parts.push(links.join("  \n"));
  return parts.join("\n\n");
}
