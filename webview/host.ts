import type { FromWebview, PanelState } from "../src/protocol/panel.ts";
import type { PanelStrings } from "../src/protocol/panel-strings.ts";

interface WebviewApi {
  postMessage(message: FromWebview): void;
  getState(): unknown;
  setState(state: PanelState): void;
}

declare function acquireVsCodeApi(): WebviewApi;

/** The editor around the page. */
export const host = acquireVsCodeApi();

/** The page's texts, which the host wrote into it in the person's language. */
export const strings = JSON.parse(document.getElementById("strings")?.textContent ?? "{}") as PanelStrings;
