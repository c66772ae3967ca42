import type { CurvePoints, History } from "../src/protocol/history.ts";
import type { PanelStrings } from "../src/protocol/panel-strings.ts";
import type { Predicted, PredictionBase } from "../src/protocol/prediction.ts";
import { fill, formatCount, formatDate, formatFigure, formatNumber } from "./format.ts";
import { extent, meanAbsoluteError } from "./prediction.ts";

function curveFacts(history: History, curve: CurvePoints | undefined): string[] | undefined {
  if (!curve || curve.last.length === 0) return undefined;
  let lowest = 0;
  for (const [index, value] of curve.min.entries())
    if (value < (curve.min[lowest] as number) || Number.isNaN(curve.min[lowest] as number)) lowest = index;
  const figures = [curve.last[0], curve.last.at(-1), curve.min[lowest]];
  return [
    ...figures.map((value) => formatFigure(value as number)),
    formatCount(history.epochs[lowest] as number),
  ];
}

/** What the loss chart shows, in a sentence or two for those who do not see it. */
export function lossSummary(history: History, strings: PanelStrings): string {
  const { loss, validationLoss } = history.curves;
  const training = curveFacts(history, loss);
  if (!training) return strings.lossSummaryNone;
  const epochs = formatCount(history.epochs.at(-1) ?? 0);
  const validation = curveFacts(history, validationLoss);
  return [
    fill(strings.lossSummary, epochs, ...training),
    ...(validation ? [fill(strings.lossSummaryValidation, ...validation)] : []),
  ].join(" ");
}

/** What the prediction chart shows, in a sentence or two for those who do not see it. */
export function predictionSummary(
  base: PredictionBase | undefined,
  predicted: Predicted | undefined,
  output: number,
  strings: PanelStrings,
): string {
  const shown = base?.outputs[output];
  if (!base || !shown) return strings.predictionSummaryNone;
  const count = formatCount(base.x.length);
  const formatX = base.xIsDate ? formatDate : (value: number) => formatNumber(value);
  const [lowX, highX] = (extent(base.x) ?? [0, 0]).map(formatX) as [string, string];
  const [low, high] = (extent(shown.actual) ?? [0, 0]).map((value) => formatNumber(value)) as [
    string,
    string,
  ];
  const what =
    base.kind === "scatter"
      ? fill(strings.scatterSummary, shown.name, count, low, high)
      : fill(
          base.kind === "series" ? strings.seriesSummary : strings.curveSummary,
          shown.name,
          base.xName,
          lowX,
          highX,
          count,
        );
  const error = predicted && meanAbsoluteError(base, predicted, output);
  if (error === undefined) return what;
  return `${what} ${fill(strings.errorSummary, formatCount(predicted?.epoch ?? 0), formatFigure(error))}`;
}
