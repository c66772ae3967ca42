import type { PanelStrings } from "../../src/protocol/panel-strings.ts";
import { element } from "./dom.ts";

/** What a file that has not been trained shows: what there will be to see. */
export const emptyPage = (strings: PanelStrings): HTMLElement =>
  element(
    "section",
    { class: "empty" },
    element("h2", {}, strings.emptyTitle),
    element("p", {}, strings.emptyText),
    element(
      "dl",
      {},
      ...(
        [
          [strings.loss, strings.emptyLoss],
          [strings.prediction, strings.emptyPrediction],
          [strings.findings, strings.emptyFindings],
        ] as const
      ).map(([name, text]) => element("div", {}, element("dt", {}, name), element("dd", {}, text))),
    ),
  );
