import type { CurvePoints, History } from "../src/protocol/history.ts";
import type { PanelStrings } from "../src/protocol/panel-strings.ts";
import type { Mark } from "./charts/marks.ts";
import type { CurveInfo } from "./curves.ts";
import { fill, formatCount, formatFigure } from "./format.ts";
import type { Readings } from "./prepare-curves.ts";

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

/** What the loss chart shows of the chosen curves and the marks, in a few sentences for those who do not see it. */
export function lossSummary(
  history: History,
  chosen: readonly CurveInfo[],
  marks: readonly Mark[],
  strings: PanelStrings,
): string {
  const training = curveFacts(history, history.curves["loss"]);
  if (!training) return strings.lossSummaryNone;
  const epochs = formatCount(history.epochs.at(-1) ?? 0);
  const others = chosen.flatMap(({ name, label }) => {
    const facts = name === "loss" ? undefined : curveFacts(history, history.curves[name]);
    return facts ? [fill(strings.lossSummaryCurve, label, ...facts)] : [];
  });
  const best = marks.find(({ look }) => look === "best");
  const found = marks.flatMap(({ findings, epoch }) =>
    findings.map(({ rule }) => `${rule} (${fill(strings.atEpoch, formatCount(epoch))})`),
  );
  return [
    fill(strings.lossSummary, epochs, ...training),
    ...others,
    ...(best ? [fill(strings.lossSummaryBest, formatCount(best.epoch))] : []),
    ...(found.length > 0 ? [fill(strings.lossSummaryFindings, found.join(", "))] : []),
  ].join(" ");
}

/** The epochs that readings stand for. */
export const headingOf = ({ from, epoch }: Readings, strings: PanelStrings): string =>
  from < epoch
    ? fill(strings.readEpochs, formatCount(from), formatCount(epoch))
    : `${strings.epoch} ${formatCount(epoch)}`;

/** What stands under the crosshair, as one sentence. */
export function readingsText(readings: Readings, mark: Mark | undefined, strings: PanelStrings): string {
  const values = readings.rows.map(({ info, value }) => `${info.label} ${formatFigure(value)}`);
  const about = [
    ...(mark?.findings.length === 0 ? [mark.label] : []),
    ...(mark?.findings ?? []).map(({ rule, message }) => `${rule}: ${message}`),
  ];
  return [`${headingOf(readings, strings)}: ${values.join(", ")}`, ...about].join(". ");
}
