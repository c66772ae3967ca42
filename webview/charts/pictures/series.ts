import type { Chart } from "chart.js";
import type { Point } from "../../decimate.ts";
import { type FanStep, fan } from "../../fan.ts";
import { outputX, residuals, type Stretch, stretches } from "../../prediction.ts";
import { partName } from "../../table.ts";
import type { Theme } from "../../theme.ts";
import type { LegendEntry } from "../../ui/chart-card.ts";
import { type Annotations, type Dataset, lineDataset } from "../base.ts";
import { byPart, faded, looks, type Picture, type PictureInput, points } from "./picture.ts";

/** More samples than this are drawn as thin lines: a software renderer draws those ten times as fast. */
const mostThick = 500;
/** Rows before the forecast: so many for each step of it, and at least so many. */
const rowsBefore = 4;
const fewestBefore = 40;

/** Actual and predicted over time, what is between them below, and with a window the forecast at the end. */
export function seriesPicture(input: PictureInput): Picture {
  const { base, predicted, output, theme, strings } = input;
  const shown = base.outputs[output];
  const x = outputX(base, output);
  const values = predicted?.outputs[output];
  const found = stretches(x, base.split);
  const mixed = found.length === 0 && base.split.some((part) => part !== base.split[0]);
  const marked = mixed ? byPart(x, shown?.actual, input) : undefined;
  const thin = x.length > mostThick && !theme.highContrast ? { borderWidth: 1 } : {};
  const between = shown && values ? residuals(shown.actual, values) : undefined;
  const furthest = between?.reduce((most, value) => Math.max(most, Math.abs(value) || 0), 0) || undefined;
  const column = shown?.column ?? 0;
  const before = persistence(input, column, x);
  const ahead = forecast(fan(base, predicted, column), input);
  const unmarked = { pointRadius: 0, borderWidth: theme.lineWidth };
  return {
    datasets: [
      ...(marked?.datasets ?? []).map((dataset): Dataset => ({ ...dataset, pointRadius: 2.5 })),
      ...ahead.datasets.map((dataset): Dataset => ({ ...dataset, ...unmarked })),
      { ...lineDataset(strings.predicted, points(x, values), theme.predicted, theme, [6, 3]), ...thin },
      { ...lineDataset(strings.actual, points(x, shown?.actual), theme.actual, theme), ...thin },
      ...before.datasets,
      {
        ...lineDataset(strings.residual, points(x, between), theme.predicted, theme),
        pointRadius: 0,
        borderWidth: 1,
        yAxisID: "residual",
      },
    ],
    axes: {
      x: { title: base.xName, isDate: base.xIsDate, tight: true },
      y: { title: shown?.name ?? "", reach: ahead.reach },
      residual: {
        title: strings.residual,
        reach: [furthest === undefined ? undefined : -furthest, furthest],
      },
    },
    annotations: shading(found, input),
    mode: "x",
    legend: [
      { look: "line actual", label: strings.actual },
      { look: "line predicted", label: strings.predicted },
      ...before.legend,
      ...ahead.legend,
      ...(marked?.legend ?? []),
    ],
    paint: ahead.paint,
  };
}

/** The end of the data and what the network says comes after it: the forecast of every step from the last window. */
export function forecastPicture(input: PictureInput): Picture {
  const { base, predicted, output, theme, strings } = input;
  const { window } = base;
  const column = base.outputs[output]?.column ?? 0;
  // The first step's rows are all that are predicted, but those after the last window's first.
  const first = base.outputs.findIndex((each) => each.column === column);
  const steps = fan(base, predicted, column);
  const x = outputX(base, first);
  const rows = Math.max(fewestBefore, rowsBefore * (window?.forecastX.length ?? 0));
  const from = x[Math.max(0, x.length - rows)] as number;
  const isShown = (index: number) => (x[index] as number) >= from;
  const name = base.outputs[first]?.name.replace(/\[[^\]]*\]$/, "") ?? "";
  const known = [...points(x, base.outputs[first]?.actual, isShown), ...laterRows(input, column, "actual")];
  const said = [...points(x, predicted?.outputs[first], isShown), ...laterRows(input, column, "predicted")];
  const last = window && { x: window.lastX, y: window.last[column] as number };
  const ahead = forecast(steps, input);
  const { muted } = theme;
  const held: Point[] = last ? [last, { x: window.forecastX.at(-1) ?? last.x, y: last.y }] : [];
  return {
    datasets: [
      ...ahead.datasets,
      lineDataset(strings.predicted, said, theme.predicted, theme, [6, 3]),
      lineDataset(strings.actual, known, theme.actual, theme),
      { ...lineDataset(strings.persistence, held, faded(muted, 0.7), theme, [2, 2]), borderDash: [2, 3] },
    ],
    axes: {
      x: { title: base.xName, isDate: base.xIsDate, tight: true, min: from },
      y: { title: name, reach: ahead.reach },
    },
    mode: "x",
    legend: [
      { look: "line actual", label: strings.actual },
      { look: "line predicted", label: strings.predicted },
      { look: "line persistence", label: strings.persistence },
      ...ahead.legend,
    ],
    paint: ahead.paint,
  };
}

/** The rows at the data's end that only the last sample's later steps reach. */
function laterRows({ base, predicted }: PictureInput, column: number, of: "actual" | "predicted"): Point[] {
  return base.outputs.flatMap((output, index): Point[] => {
    const x = base.window?.x[output.step]?.at(-1);
    const y = (of === "actual" ? output.actual : predicted?.outputs[index])?.at(-1);
    const isLater = output.column === column && output.step > 0;
    return isLater && x !== undefined && y !== undefined && Number.isFinite(y) ? [{ x, y }] : [];
  });
}

/** What saying the last known value again would be: the least that a network has to beat. */
function persistence({ base, theme, strings }: PictureInput, column: number, x: Float64Array) {
  const values = base.window?.persistence[column];
  if (!values) return { datasets: [], legend: [] };
  const line = lineDataset(strings.persistence, points(x, values), faded(theme.muted, 0.45), theme);
  const datasets: Dataset[] = [{ ...line, borderWidth: 1, borderDash: [2, 3], pointRadius: 0 }];
  return { datasets, legend: [{ look: "line persistence", label: strings.persistence }] };
}

/** The forecast as a line, and its ranges as a fan behind it. */
function forecast(steps: readonly FanStep[], { theme, strings }: PictureInput) {
  if (steps.length === 0)
    return { datasets: [], legend: [], reach: [undefined, undefined] as const, paint: () => {} };
  const line = lineDataset(
    strings.forecast,
    steps.map(({ x, y }) => ({ x, y })),
    theme.predicted,
    theme,
  );
  const ends = steps.flatMap(({ most }) => most);
  const legend: LegendEntry[] = [
    { look: "line predicted solid", label: strings.forecast },
    { look: "fan", label: strings.forecastRange },
  ];
  return {
    datasets: [{ ...line, borderWidth: theme.lineWidth + 0.5 }],
    legend,
    reach: [Math.min(...ends), Math.max(...ends)] as const,
    paint: (chart: Chart<"line", Point[]>) => {
      drawRange(chart, steps, ({ most }) => most, faded(theme.predicted, 0.16));
      drawRange(chart, steps, ({ half }) => half, faded(theme.predicted, 0.26));
    },
  };
}

function drawRange(
  { ctx, scales: { x, y } }: Chart<"line", Point[]>,
  steps: readonly FanStep[],
  range: (step: FanStep) => readonly [number, number],
  color: string,
): void {
  if (!x || !y) return;
  ctx.beginPath();
  for (const step of steps) ctx.lineTo(x.getPixelForValue(step.x), y.getPixelForValue(range(step)[1]));
  for (const step of steps.toReversed())
    ctx.lineTo(x.getPixelForValue(step.x), y.getPixelForValue(range(step)[0]));
  ctx.closePath();
  ctx.fillStyle = color;
  ctx.fill();
}

function shading(found: readonly Stretch[], { theme, strings }: PictureInput): Annotations {
  return Object.fromEntries(
    found.map(({ part, from, to }, index) => [
      `part-${index}`,
      {
        type: "box" as const,
        xMin: from,
        xMax: to,
        yScaleID: "y",
        drawTime: "beforeDatasetsDraw" as const,
        borderWidth: 0,
        backgroundColor:
          part === 0 ? "transparent" : faded(theme[looks[part]], theme.highContrast ? 0.25 : 0.1),
        label: {
          display: true,
          content: partName(part, strings),
          position: { x: "center" as const, y: "start" as const },
          color: theme.muted,
          font: fontOf(theme),
          padding: 2,
        },
      },
    ]),
  );
}

const fontOf = (theme: Theme) => ({
  family: theme.fontFamily,
  size: theme.fontSize,
  weight: "normal" as const,
});
