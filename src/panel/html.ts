import type { PanelStrings } from "../protocol/panel-strings.ts";

const escapeAttribute = (text: string): string =>
  text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");

/** The page of the panel. Scripts run by nonce alone, and nothing is loaded but the extension's own files. */
export function pageHtml(page: {
  readonly script: string;
  readonly style: string;
  readonly cspSource: string;
  readonly nonce: string;
  readonly language: string;
  readonly strings: PanelStrings;
}): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${page.nonce}'`,
    `style-src ${page.cspSource}`,
    `font-src ${page.cspSource}`,
    `img-src ${page.cspSource} data:`,
  ].join("; ");
  // A "<" in a translation must not end the script element.
  const strings = JSON.stringify(page.strings).replace(/</g, "\\u003c");
  return `<!DOCTYPE html>
<html lang="${escapeAttribute(page.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeAttribute(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Backprop</title>
<link rel="stylesheet" href="${escapeAttribute(page.style)}">
</head>
<body>
<main id="page"></main>
<script type="application/json" id="strings" nonce="${page.nonce}">${strings}</script>
<script nonce="${page.nonce}" src="${escapeAttribute(page.script)}"></script>
</body>
</html>`;
}
